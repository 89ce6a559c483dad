use super::*;

/// The convolution term by term from the law itself, which shares no recurrence with the code.
fn surplus_by_terms(count: usize, mean: f64, alpha: f64, event: f64) -> (f64, f64) {
    let (mut sum, mut extra) = (0.0, 0.0);
    for added in 0..=count {
        let both =
            exp(ln_pmf((count - added) as f64, mean, alpha)
                + ln_pmf(added as f64, event, 1.0 / SHAPE));
        sum += both;
        extra += added as f64 * both;
    }
    (ln(sum), extra / sum)
}

#[test]
fn a_surplus_is_the_convolution_of_two_laws() {
    for (count, mean, alpha, event) in
        [(0, 2.0, 1e-4, 15.0), (7, 2.5, 0.1, 15.0), (60, 30.0, 0.05, 25.0), (300, 250.0, 0.2, 90.0)]
    {
        let found = Laws::new(alpha, event).of(f64::from(count), mean);
        let (log, extra) = surplus_by_terms(count as usize, mean, alpha, event);
        assert!((found.surplus - log).abs() < 1e-9 * log.abs(), "{} {log}", found.surplus);
        assert!((found.extra - extra).abs() < 1e-8 * (1.0 + extra), "{} {extra}", found.extra);
    }
}

#[test]
fn a_deficit_is_a_mean_of_thinned_laws() {
    let found = Laws::new(0.1, 15.0).of(3.0, 40.0);
    let by_hand =
        [4.0, 12.0, 20.0].map(|mean| exp(ln_pmf(3.0, mean, 0.1))).iter().sum::<f64>() / 3.0;
    assert!((found.deficit - ln(by_hand)).abs() < 1e-12);
    assert!((found.normal - ln_pmf(3.0, 40.0, 0.1)).abs() < 1e-15);
}

#[test]
fn the_law_of_large_counts_meets_the_convolution_where_they_meet() {
    let (alpha, mean, event) = (0.05, 280.0, 150.0);
    let laws = Laws::new(alpha, event);
    for count in [300_u32, 430, 600] {
        let (log, extra) = surplus_by_terms(count as usize, mean, alpha, event);
        let (near, part) = laws.matched(f64::from(count), mean);
        assert!((near - log).abs() < 0.1, "{count}: {near} {log}");
        assert!((part - extra).abs() < 0.1 * event, "{count}: {part} {extra}");
    }
}

#[test]
fn no_count_is_beyond_all_laws() {
    let mut laws = Laws::new(1e-4, 5.0);
    for (count, mean) in [(1e9, 0.1), (300.0, 0.1), (0.0, 1e6), (1e12, 1e12)] {
        let found = laws.of(count, mean);
        for log in [found.normal, found.surplus, found.deficit, found.extra] {
            assert!(!log.is_nan() && log < f64::INFINITY, "{count} {mean} {found:?}");
        }
    }
}
