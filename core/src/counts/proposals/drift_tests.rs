use super::*;

fn step(size: f64) -> Step {
    Step { day: 28, size, low: size - 0.01, high: size + 0.01, sd: 0.01 }
}

#[test]
fn a_step_must_exceed_three_quarters_of_the_others() {
    // The others show 0.02, 0.04, 0.06 and 0.70, a fault of its own: three quarters of them end at 0.22.
    let contrasts = [0.5, 0.02, 0.04, 0.06, 0.70];
    let sizes = |sizes: &[f64], contrasts: &[f64]| -> Vec<f64> {
        let steps = sizes.iter().map(|size| step(*size)).collect();
        beyond_others(steps, contrasts, 0).iter().map(|step| step.size).collect()
    };
    assert_eq!(sizes(&[-0.21, 0.23, -0.5], &contrasts), [0.23, -0.5]);
    // Three others are too few to tell.
    assert_eq!(sizes(&[-0.21, 0.23], &contrasts[..4]), [-0.21, 0.23]);
    assert_eq!(sizes(&[0.05], &[0.5, f64::NAN, 0.04, 0.06, 0.70]), [0.05]);
}

#[test]
fn the_largest_contrast_is_that_of_two_fortnights() {
    let mut days: Vec<f64> = (0..42).map(|day| if day % 2 == 0 { 0.01 } else { -0.01 }).collect();
    for day in &mut days[14..28] {
        *day += 0.02;
    }
    assert!((largest_contrast(&days) - 0.02).abs() < 1e-12);
    assert!(largest_contrast(&days[..20]).is_nan());
    assert!(largest_contrast(&[f64::NAN; 60]).is_nan());
}

#[test]
fn a_site_of_three_sensors_tells_no_drift() {
    let days: Vec<f64> = (0..56).map(|day| f64::from(day * 37 % 11) * 0.01).collect();
    let few = drift_of_site(&[&days, &days, &days]);
    let more = drift_of_site(&[&days, &days, &days, &days, &days]);
    assert!(few.evidence() > more.evidence());
    let drift = Drift { explained: 0.01, beyond: 3.0, differences: 1.0 };
    // Without a site one's own: sqrt(3 x 0.01); with one that does not drift and the same weight, half of that square.
    assert!((drift.size(SiteDrift::default()) - 0.03_f64.sqrt()).abs() < 1e-12);
    let still = SiteDrift { beyond: 0.0, weight: 1.0 };
    assert!((drift.size(still) - 0.015_f64.sqrt()).abs() < 1e-12);
}
