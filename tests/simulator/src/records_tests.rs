use crate::{Random, Store};

#[test]
fn shuffling_moves_whole_rows_and_loses_none() {
    let records = Store { sensors: 2, days: 1, ..Store::default() }.truth().records();
    let mut shuffled = records.clone();
    shuffled.shuffle(Random::new(1));
    assert_ne!(shuffled, records);
    let rows = |records: &crate::Records| {
        let mut rows: Vec<_> = (0..records.len())
            .map(|i| {
                (
                    records.sensor[i].clone(),
                    records.start_us[i],
                    records.end_us[i],
                    records.entries[i],
                    records.exits[i],
                )
            })
            .collect();
        rows.sort();
        rows
    };
    assert_eq!(rows(&shuffled), rows(&records));
}
