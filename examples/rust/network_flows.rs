//! A hall with one door and a stair to the floor above: four counts that cannot all be right.

#![expect(clippy::print_stdout, reason = "an example that prints its result")]

use keliu::{
    Counts, Edges, NetworkFlowsOptions, RegularCountsOptions, network_flows, regular_counts,
};

/// Monday, 2 March 2026, 00:00 UTC, in microseconds since 1970.
const MONDAY_US: i64 = 1_772_409_600_000_000;
const HOUR_US: i64 = 3_600_000_000;

fn main() -> keliu::Result<()> {
    let (start, end) = ([MONDAY_US; 2], [MONDAY_US + HOUR_US; 2]);
    let sensors = ["door", "stair"];
    let counts =
        Counts::new(&sensors, &start, &end, &[Some(100), Some(40)], &[Some(90), Some(36)])?;
    let bins = regular_counts(&counts, &RegularCountsOptions::default())?;
    let edges = Edges::new(&sensors, &["outside", "hall"], &["hall", "upstairs"])?;
    let flows = network_flows(&bins.bins(), &edges, &NetworkFlowsOptions::default())?;

    let flows = flows.network_flows;
    for row in 0..flows.sensor.len() {
        let [raw, flow] = [&flows.flow_raw, &flows.flow].map(|it| it.at(row).unwrap_or_default());
        let (from, to) = (flows.from_zone.name(row), flows.to_zone.name(row));
        println!("{from} to {to}: {raw} counted, {flow:.3} agree");
    }
    Ok(())
}
