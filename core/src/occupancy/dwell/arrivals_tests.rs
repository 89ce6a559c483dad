use super::*;

/// Ten persons who come in one bin of ten seconds and have to leave 100 seconds later.
fn ten() -> Flow {
    Flow {
        width_s: 10.0,
        start_us: vec![0],
        entries: vec![10.0],
        exits: vec![0.0],
        left_s: vec![100.0],
        half_hour: vec![0],
        ..Flow::default()
    }
}

#[test]
fn closing_cuts_an_exponential_dwell() {
    // E min(d, 100) = m (1 - e^(-100/m)), which is 100 (1 - 1/e) for m = 100.
    let cut = 100.0 * (1.0 - exp(-1.0));
    let arrivals = Arrivals::new(&ten(), cut);
    let lived = arrivals.pinned(Law::Gamma, 1.0, [0.0; 2]).unwrap();
    assert!((lived.mean_s - 100.0).abs() < 1e-8, "{}", lived.mean_s);
    assert!((arrivals.mean_below(&lived, f64::INFINITY) - cut).abs() < 1e-8);
    assert!((arrivals.mean_below(&lived, 50.0) - 100.0 * (1.0 - exp(-0.5))).abs() < 1e-8);
    assert!((arrivals.share(&lived, 50.0) - (1.0 - exp(-0.5))).abs() < 1e-9);
    // Beyond the bin in which closing falls everybody has left.
    assert!((arrivals.share(&lived, 105.0) - 1.0).abs() < 1e-12);
    let median = arrivals.quantile(0.5, |at_s| arrivals.share(&lived, at_s));
    assert!((median - 100.0 * ln(2.0)).abs() < 1e-6, "{median}");
    // x f(x) = x/m e^(-x/m), by differences of 2 %.
    let slope = 0.5 * exp(-0.5);
    assert!((arrivals.slope(&lived, 50.0) / slope - 1.0).abs() < 1e-3);
}

#[test]
fn nobody_stays_longer_than_closing_lets_them() {
    assert_eq!(Arrivals::new(&ten(), 101.0).pinned(Law::Gamma, 1.0, [0.0; 2]), None);
}

#[test]
fn a_site_that_does_not_close_has_the_mean_of_its_law() {
    let flow = Flow { left_s: vec![f64::INFINITY], ..ten() };
    let lived = Arrivals::new(&flow, 70.0).pinned(Law::Weibull, 0.6, [0.0; 2]).unwrap();
    assert!((lived.mean_s - 70.0).abs() < 1e-9);
}

#[test]
fn a_swing_changes_hours_and_keeps_the_mean() {
    let flow = Flow {
        start_us: vec![0, 1],
        entries: vec![10.0, 10.0],
        exits: vec![0.0, 0.0],
        left_s: vec![f64::INFINITY; 2],
        half_hour: vec![0, 24],
        ..ten()
    };
    // Half a day apart the cosine is c and -c: means m e^(s c) and m e^(-s c), m cosh(s c) = 70.
    let arrivals = Arrivals::new(&flow, 70.0);
    let lived = arrivals.pinned(Law::Gamma, 1.0, [0.3, 0.0]).unwrap();
    let turn = 0.3 * cos(std::f64::consts::PI / 48.0);
    let wanted = 70.0 / (0.5 * (exp(turn) + exp(-turn)));
    assert!((lived.mean_s - wanted).abs() < 1e-8);
    let mean = |half_hour: usize| lived.lives[half_hour].unwrap().mean();
    assert!((ln(mean(0) / mean(24)) - 2.0 * turn).abs() < 1e-9);
}
