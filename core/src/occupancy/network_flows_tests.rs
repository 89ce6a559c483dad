use super::*;
use crate::{Counts, regular_counts};

const HOUR: i64 = 3_600_000_000;
/// 2024-01-01T00:00:00Z.
const MONDAY: i64 = 1_704_067_200_000_000;

fn edges() -> Edges {
    Edges::new(&["door", "stairs"], &["outside", "ground"], &["ground", "upper"]).unwrap()
}

fn flows(
    sensors: &[&str],
    entries: &[Option<i64>],
    exits: &[Option<i64>],
    options: &NetworkFlowsOptions,
) -> Result<NetworkFlows> {
    let start = vec![MONDAY; sensors.len()];
    let end = vec![MONDAY + HOUR; sensors.len()];
    let counts = Counts::new(sensors, &start, &end, entries, exits).unwrap();
    let clean = regular_counts(&counts, &crate::RegularCountsOptions::default()).unwrap();
    network_flows(&clean.bins(), &edges(), options)
}

#[test]
fn a_sensor_without_counts_is_told_by_the_others() {
    // 100 go up, 100 come down and 100 leave by the door, whose entries nobody counted.
    let found = flows(
        &["door", "stairs"],
        &[None, Some(100)],
        &[Some(100), Some(100)],
        &NetworkFlowsOptions::default(),
    )
    .unwrap();
    let rows = &found.network_flows;
    assert_eq!(rows.flow_raw.at(0), None);
    let [flow, low, high] = [&rows.flow, &rows.low, &rows.high].map(|column| column.at(0).unwrap());
    assert!((flow - 100.0).abs() < 1.0, "{flow}");
    assert!(low > 70.0 && high < 130.0, "{low} {high}");
    assert_eq!(rows.coverage, [0.0, 1.0, 1.0, 1.0]);
    assert_eq!(rows.z.at(0), None);
    assert!(!rows.suspect.iter().any(|suspect| *suspect));
}

#[test]
fn a_door_that_nobody_counted_is_not_invented() {
    let found = flows(
        &["door", "stairs"],
        &[None, Some(100)],
        &[None, Some(100)],
        &NetworkFlowsOptions::default(),
    )
    .unwrap();
    let rows = &found.network_flows;
    // As many in as out, but nobody knows how many.
    assert_eq!([0, 1].map(|row| rows.flow.at(row)), [None; 2]);
    assert_eq!(rows.flow.valid, [false, false, true, true]);
    assert_eq!(found.network_zones.entries.valid, [false, true]);
}

#[test]
fn a_sensor_that_joins_nothing_known_is_refused() {
    let wrong = flows(&["window"], &[Some(1)], &[Some(1)], &NetworkFlowsOptions::default());
    assert_eq!(wrong.unwrap_err().code(), "KELIU_VALUE_RANGE");
}

#[test]
fn nobody_anywhere_stays_nobody() {
    let found =
        flows(&["door", "stairs"], &[Some(0); 2], &[Some(0); 2], &NetworkFlowsOptions::default())
            .unwrap();
    assert_eq!(found.network_flows.flow.values, [0.0; 4]);
    assert_eq!(found.network_flows.flow.valid, [true; 4]);
    assert_eq!(found.network_flows.correction.at(0), None);
    assert_eq!(found.network_zones.p, [1.0; 2]);
}
