//! Two to four families at once, of a device that reports intervals or of one whose register is read.

use super::register::Register;
use super::{Family, interval};
use crate::case::Faulty;
use keliu_simulator::Random;

/// Families of rows, in the order in which they happen: what is sent twice was spoiled before.
const ROWS: [Family; 8] = [
    Family::C2,
    Family::C3,
    Family::C7,
    Family::C10,
    Family::C21,
    Family::C1,
    Family::C11,
    Family::C12,
];
/// Faults of the counter itself; a counter has one of them.
const COUNTER: [Family; 3] = [Family::C17, Family::C18, Family::C19];
const READINGS: [Family; 3] = [Family::C20, Family::C21Register, Family::LostRows];

pub(super) fn apply(faulty: &mut Faulty, random: Random) {
    let number = 2 + random.below(0, 3) as usize;
    let severity = |lane: usize| random.stream(1).below(lane as u64, 3) as usize;
    let own = |family: Family| random.stream(10 + family as u64);
    if random.uniform(1) < 0.6 {
        for at in chosen(random.stream(2), ROWS.len(), number) {
            interval::apply(ROWS[at], faulty, severity(at), own(ROWS[at]));
        }
    } else {
        let truth = faulty.truth.clone();
        let mut register = Register::new(&truth, random.stream(3));
        let counter = COUNTER[random.below(2, 3) as usize];
        register.add(counter, severity(0), own(counter));
        for at in chosen(random.stream(4), READINGS.len(), number - 1) {
            register.add(READINGS[at], severity(1 + at), own(READINGS[at]));
        }
        register.record(faulty);
    }
}

/// `number` of the first `of` numbers, in order.
fn chosen(random: Random, of: usize, number: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..of).collect();
    order.sort_by_key(|at| random.bits(*at as u64));
    order.truncate(number);
    order.sort_unstable();
    order
}
