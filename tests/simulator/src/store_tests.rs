use super::{SHAPE_OF_WEEK, Store, shape_of_day};

#[test]
fn the_rhythm_has_mean_1() {
    assert!((SHAPE_OF_WEEK.iter().sum::<f64>() / 7.0 - 1.0).abs() < 1e-12);
    let hours: f64 = (0..24).map(|hour| shape_of_day(f64::from(hour) + 0.5)).sum();
    assert!((hours / 24.0 - 1.0).abs() < 0.15, "{}", hours / 24.0);
}

#[test]
fn nobody_comes_while_the_store_is_closed() {
    let truth = Store::default().truth();
    let closed = (0..truth.open.len()).filter(|&bin| !truth.open[bin]);
    assert_eq!(closed.map(|bin| truth.entries[0][bin] + truth.exits[0][bin]).sum::<i64>(), 0);
    assert_eq!(truth.open.iter().filter(|&&open| open).count(), 56 * 14);
}

#[test]
fn as_many_leave_as_enter_over_weeks() {
    let truth = Store { open: (0, 24), ..Store::default() }.truth();
    let (entries, exits): (i64, i64) = (truth.entries[0].iter().sum(), truth.exits[0].iter().sum());
    assert!((entries - exits).abs() * 50 < entries, "{entries} {exits}");
}

#[test]
fn saturday_is_busier_than_monday() {
    let truth = Store::default().truth();
    let on = |weekday: usize| -> i64 {
        truth.entries[0].chunks(24).skip(weekday).step_by(7).flatten().sum()
    };
    assert!(on(5) > on(0), "{} {}", on(5), on(0));
}

#[test]
fn a_door_stays_the_same_when_more_doors_and_days_are_asked_for() {
    let small = Store { sensors: 1, days: 7, ..Store::default() }.truth();
    let large = Store { sensors: 3, days: 14, ..Store::default() }.truth();
    assert_eq!(small.entries[0], large.entries[0][..small.entries[0].len()]);
    assert_ne!(large.entries[0], large.entries[1]);
}

#[test]
fn short_bins_add_up_to_about_the_same_as_long_ones() {
    let per = |interval_s| -> f64 {
        let truth = Store { interval_s, ..Store::default() }.truth();
        truth.entries.iter().flatten().sum::<i64>() as f64
    };
    assert!((per(900) / per(3600) - 1.0).abs() < 0.03);
}
