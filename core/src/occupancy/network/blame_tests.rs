use super::super::{Link, balance};
use super::*;

fn mall() -> Network {
    let link = |sensor: &str, from: Option<usize>, to: usize| Link {
        sensor: sensor.to_owned(),
        from,
        to: Some(to),
        cv: 0.02,
    };
    Network {
        zones: vec!["ground".to_owned(), "upper".to_owned()],
        links: vec![link("east", None, 0), link("stairs", Some(0), 1), link("west", None, 0)],
    }
}

/// Days on which shares of the doors change; `count` turns true flows into counts.
fn judged(days: usize, alpha: f64, count: impl Fn(usize, f64) -> f64) -> Vec<Blame> {
    let network = mall();
    let mut blames = Blames::new(&network);
    for day in 0..days {
        let [a, b, c] = [5, 7, 11].map(|period| 200.0 + 40.0 * ((day * 3 % period) as f64));
        // In by the east a, by the west b; out by the west c, by the east the others; up and down as many.
        let truth = [a, a + b - c, b, b, b, c];
        let measured: Vec<Measured> = (0..6)
            .map(|flow| {
                let value = count(flow, truth[flow]);
                Measured { value, variance: value + (0.02 * value) * (0.02 * value) }
            })
            .collect();
        let balanced = balance(&network, &measured);
        blames.add(&network, &measured, &[true; 6], &balanced);
    }
    blames.judge(alpha)
}

#[test]
fn nobody_is_blamed_where_all_agree() {
    let found = judged(14, 0.05, |_, truth| truth);
    assert!(found.iter().all(|blame| !blame.suspect));
    assert!(found.iter().all(|blame| blame.z.is_some_and(|z| z.abs() < 1e-6)), "{found:?}");
}

#[test]
fn a_door_that_loses_a_tenth_of_those_who_leave_is_found_and_mended() {
    let found = judged(14, 0.05, |flow, truth| if flow == 1 { 0.9 * truth } else { truth });
    let suspects: Vec<usize> = (0..6).filter(|&flow| found[flow].suspect).collect();
    assert_eq!(suspects, [1], "{found:?}");
    let [factor, error] = found[1].factor.unwrap();
    assert!((factor - 1.0 / 0.9).abs() < 1e-9, "{factor}");
    assert!(error > 0.0 && error < 0.05, "{error}");
}

#[test]
fn two_wrong_flows_are_found_one_after_the_other() {
    let count = |flow, truth| match flow {
        1 => 0.85 * truth,
        2 => 1.2 * truth,
        _ => truth,
    };
    let found = judged(28, 0.05, count);
    let suspects: Vec<usize> = (0..6).filter(|&flow| found[flow].suspect).collect();
    // The upper floor has no other way: too many up, or too few down by the same share, look alike.
    assert_eq!(suspects, [1, 2, 3], "{found:?}");
    for (flow, wanted) in [(1, 1.0 / 0.85), (2, 1.0 / 1.2), (3, 1.2)] {
        let [factor, _] = found[flow].factor.unwrap();
        assert!((factor - wanted).abs() < 1e-9, "{flow}: {factor}");
    }
}

#[test]
fn on_one_day_both_directions_of_a_door_explain_the_same() {
    let found = judged(1, 0.05, |flow, truth| if flow == 4 { 0.5 * truth } else { truth });
    let suspects: Vec<usize> = (0..6).filter(|&flow| found[flow].suspect).collect();
    // East and west join the same zones: one balance cannot tell four flows apart.
    assert_eq!(suspects, [0, 1, 4, 5], "{found:?}");
    assert!(found[5].z.unwrap() > 0.0 && found[4].z.unwrap() < 0.0);
}

#[test]
fn the_largest_of_several_tests() {
    assert!((familywise(1.959_963_984_540_054, 1.0) - 0.05).abs() < 1e-12);
    assert!((familywise(-1.959_963_984_540_054, 2.0) - 0.0975).abs() < 1e-12);
    assert!((familywise(0.0, 5.0) - 1.0).abs() < 1e-12);
}
