use super::{Fault, Faults};
use crate::{Store, Truth};

fn truth() -> Truth {
    Store { sensors: 6, open: (0, 24), ..Store::default() }.truth()
}

#[test]
fn sound_sensors_report_the_truth() {
    let truth = truth();
    assert_eq!(Faults::NONE.observe(&truth, 9).records, truth.records());
}

#[test]
fn every_fault_does_what_its_name_says_and_nothing_else_changes() {
    let truth = truth();
    let faults = Faults { repeated: 0.0, stuck: 2.0, ..Faults::default() };
    let observed = faults.observe(&truth, 9);
    let mut seen = [0; 5];
    let mut row = 0;
    for (door, mask) in observed.mask.iter().enumerate() {
        let mut held = 0;
        for (bin, &fault) in mask.iter().enumerate() {
            seen[fault as usize] += 1;
            let real = truth.entries[door][bin];
            if fault == Fault::Gap {
                held = real.max(1);
                continue;
            }
            let recorded = observed.records.entries[row].unwrap();
            assert_eq!(observed.records.start_us[row], truth.cuts_us[bin]);
            match fault {
                Fault::None => assert_eq!(recorded, real),
                Fault::Dead => assert_eq!(recorded, 0),
                Fault::Stuck => assert_eq!(recorded, held),
                _ => assert!(recorded >= 8 * real),
            }
            if fault == Fault::None {
                held = real.max(1);
            }
            row += 1;
        }
    }
    assert_eq!(row, observed.records.len());
    assert!(seen.iter().all(|&bins| bins > 0), "{seen:?}");
}

#[test]
fn rates_are_stretches_per_sensor_and_28_days() {
    let truth = truth();
    let faults = Faults { dead: 3.0, hours: (1.0, 1.0), ..Faults::NONE };
    let observed = faults.observe(&truth, 4);
    let dead = observed.mask.iter().flatten().filter(|&&fault| fault == Fault::Dead).count();
    // 6 sensors, 56 days, 3 per 28 days: 36 stretches of one hour, save those that meet.
    assert!((30..=36).contains(&dead), "{dead}");
}

#[test]
fn of_a_repeated_record_the_later_row_is_true() {
    let truth = truth();
    let faults = Faults { repeated: 0.1, conflicts: 0.5, ..Faults::NONE };
    let records = faults.observe(&truth, 4).records;
    let (mut repeated, mut conflicts, mut bin) = (0, 0, 0);
    for row in 0..records.len() {
        let again = row + 1 < records.len() && records.start_us[row] == records.start_us[row + 1];
        if again {
            repeated += 1;
            conflicts += i32::from(records.entries[row] != records.entries[row + 1]);
        } else {
            let (door, place) = (bin / truth.open.len(), bin % truth.open.len());
            assert_eq!(records.entries[row], Some(truth.entries[door][place]));
            bin += 1;
        }
    }
    // 8,064 records: 806 repetitions, half of them with another count; five standard errors.
    assert!((670..=940).contains(&repeated), "{repeated}");
    assert!((conflicts * 2 - repeated).abs() < 160, "{conflicts} of {repeated}");
}

#[test]
fn a_closed_store_has_no_faults_but_gaps() {
    let truth = Store::default().truth();
    let observed =
        Faults { dead: 9.0, stuck: 9.0, spikes: 9.0, ..Faults::default() }.observe(&truth, 2);
    for mask in &observed.mask {
        for (bin, &fault) in mask.iter().enumerate() {
            assert!(truth.open[bin] || matches!(fault, Fault::None | Fault::Gap));
        }
    }
}

#[test]
fn an_empty_store_is_observed_empty() {
    let truth = Store { days: 0, ..Store::default() }.truth();
    assert!(Faults::default().observe(&truth, 1).records.is_empty());
}
