use super::{QueueSummaryOptions, queue_summary};
use crate::table::Visits;
use proptest::prelude::*;

const SECOND: i64 = 1_000_000;

fn options(interval_s: Option<u64>) -> QueueSummaryOptions {
    QueueSummaryOptions {
        queues: vec!["queue".to_owned()],
        services: vec!["till".to_owned()],
        interval_s,
        ..QueueSummaryOptions::default()
    }
}

proptest! {
    #[test]
    fn littles_law_holds_to_the_microsecond_and_outcomes_add_up(
        rows in prop::collection::vec((0..9_u64, any::<bool>(), 0..5_000_i64, 0..700_000_000_i64, any::<bool>()), 1..50),
    ) {
        let track: Vec<u64> = rows.iter().map(|row| row.0).collect();
        let zone: Vec<&str> = rows.iter().map(|row| if row.1 { "queue" } else { "till" }).collect();
        let enter: Vec<i64> = rows.iter().map(|row| row.2 * SECOND).collect();
        let exit: Vec<i64> = rows.iter().map(|row| row.2 * SECOND + row.3).collect();
        let seen: Vec<bool> = rows.iter().map(|row| row.4).collect();
        let visits = Visits::new(&track, &zone, &enter, &exit).unwrap();
        let visits = visits.with_seen(&vec![true; rows.len()], &seen).unwrap();
        let joined = rows.iter().filter(|row| row.1).count() as u64;
        let stayed: i64 = rows.iter().filter(|row| row.1).map(|row| row.3).sum();

        let whole = queue_summary(&visits, None, &options(None)).unwrap();
        prop_assert_eq!(whole.joined.len(), usize::from(joined > 0));
        prop_assert!(whole.carried_s.iter().all(|&carried| carried == 0.0));
        if let (Some(length), Some(per_h), Some(stay)) =
            (whole.length_mean.iter().next().flatten(), whole.joined_per_h.iter().next().flatten(), whole.stay_mean_s.iter().next().flatten())
        {
            prop_assert!((length - per_h / 3600.0 * stay).abs() <= 1e-12 * length.max(1.0));
        }

        let slots = queue_summary(&visits, None, &options(Some(900))).unwrap();
        prop_assert_eq!(slots.joined.iter().sum::<u64>(), joined);
        let us: f64 = slots.person_s.iter().map(|s| (s * 1e6).round()).sum();
        prop_assert_eq!(us as i64, stayed);
        // What one slot carries out the later ones carry in.
        let carried: f64 = slots.carried_s.iter().map(|s| (s * 1e6).round()).sum();
        prop_assert_eq!(carried, 0.0);
        for table in [&whole, &slots] {
            for row in 0..table.joined.len() {
                let known = [table.served.at(row), table.left.at(row), table.unknown.at(row)];
                prop_assert_eq!(known.into_iter().flatten().sum::<u64>(), table.joined[row]);
            }
        }
    }
}

#[test]
fn without_a_service_zone_outcomes_are_null() {
    let visits = Visits::new(&[1], &["queue"], &[0], &[SECOND]).unwrap();
    let options = QueueSummaryOptions { services: Vec::new(), ..options(None) };
    let queue = queue_summary(&visits, None, &options).unwrap();
    assert_eq!((queue.served.at(0), queue.left.at(0), queue.unknown.at(0)), (None, None, None));
    assert_eq!((queue.wait_median_s.at(0), queue.abandonment.at(0)), (None, None));
    assert_eq!(queue.stay_mean_s.at(0), Some(1.0));
}
