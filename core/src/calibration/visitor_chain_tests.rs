use super::{Chain, Range, Steps, chain};
use crate::math::exp;

const NOTHING: Steps = Steps { staff: None, reentry: None, group: None, z: 0.0 };

fn certain(value: f64) -> Range {
    Range::new(value, value, value)
}

fn near(found: Range, expected: [f64; 3]) {
    for (found, expected) in [found.value, found.low, found.high].into_iter().zip(expected) {
        assert!((found - expected).abs() < 1e-9, "{found}, expected {expected}");
    }
}

#[test]
fn nothing_known_leaves_the_entries() {
    let Chain { visitors, staff_passes, reentries, buying_units } =
        chain(Range::new(100.0, 90.0, 120.0), &NOTHING);
    near(visitors, [100.0, 90.0, 120.0]);
    assert_eq!((staff_passes, reentries, buying_units), (None, None, None));
}

#[test]
fn every_step_by_hand() {
    // 120 entries, 20 of staff, a tenth comes back, two to a group: 100, 90, 45.
    let steps = Steps {
        staff: Some(certain(20.0)),
        reentry: Some(certain(0.1)),
        group: Some(certain(2.0)),
        z: 0.0,
    };
    let found = chain(certain(120.0), &steps);
    near(found.staff_passes.unwrap(), [20.0; 3]);
    near(found.reentries.unwrap(), [10.0; 3]);
    near(found.visitors, [90.0; 3]);
    near(found.buying_units.unwrap(), [45.0; 3]);
}

#[test]
fn doubts_of_a_product_add_up_as_squares_of_logs() {
    // Entries within a factor of e^0.03, the share of first entries of e^0.04: e^0.05.
    let (three, four, five) = (0.03, 0.04, 0.05);
    let reentry = Range::new(0.2, 1.0 - 0.8 * exp(four), 1.0 - 0.8 * exp(-four));
    let entries = Range::new(100.0, 100.0 * exp(-three), 100.0 * exp(three));
    let found = chain(entries, &Steps { reentry: Some(reentry), ..NOTHING });
    near(found.visitors, [80.0, 80.0 * exp(-five), 80.0 * exp(five)]);
}

#[test]
fn passes_of_staff_scatter_as_a_poisson_count() {
    // sd of 16 passes is 4: at z = 2 the interval is 8 wide to either side, and the rate adds 6: 10.
    let steps = Steps { staff: Some(Range::new(16.0, 10.0, 22.0)), z: 2.0, ..NOTHING };
    let found = chain(certain(116.0), &steps);
    near(found.staff_passes.unwrap(), [16.0, 6.0, 26.0]);
    near(found.visitors, [100.0, 90.0, 110.0]);
}

#[test]
fn more_staff_than_entries_is_nobody_and_perhaps_somebody() {
    let steps = Steps {
        staff: Some(Range::new(30.0, 10.0, 50.0)),
        reentry: Some(certain(0.5)),
        group: Some(Range::new(2.0, 1.0, 3.0)),
        z: 0.0,
    };
    let found = chain(certain(20.0), &steps);
    near(found.visitors, [0.0, 0.0, 5.0]);
    near(found.buying_units.unwrap(), [0.0, 0.0, 5.0]);
    near(found.reentries.unwrap(), [0.0, 0.0, 5.0]);
}

#[test]
fn all_come_back_perhaps() {
    let steps = Steps { reentry: Some(Range::new(1.0, 0.9, 1.0)), z: 1.6, ..NOTHING };
    near(chain(certain(50.0), &steps).visitors, [0.0, 0.0, 5.0]);
}
