//! Two persons in a shop: who was at the till, and what the door counts.

#![expect(clippy::print_stdout, reason = "an example that prints its result")]

use keliu::{
    Gate, GateCrossingsOptions, Gates, Points, Polygon, Position, Zone, ZoneVisitsOptions, Zones,
    gate_crossings, zone_visits,
};

/// Monday, 2 March 2026, 10:00 in Shanghai, in microseconds since 1970 UTC.
const TEN_US: i64 = 1_772_416_800_000_000;

fn main() -> keliu::Result<()> {
    // One walks to the till, stays, and walks on; one comes in and turns round.
    let walks: [&[f64]; 2] =
        [&[-1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 4.0, 4.0, 5.0, 6.0], &[-1.0, 1.0, 1.0, -1.0]];
    let (mut track, mut time, mut x) = (Vec::new(), Vec::new(), Vec::new());
    for (person, walk) in (1_u64..).zip(walks) {
        for (second, &at) in (0_i64..).zip(walk) {
            track.push(person);
            time.push(TEN_US + second * 1_000_000);
            x.push(at);
        }
    }
    let y = vec![1.0; x.len()];
    let points = Points::new(&track, &time, &x, &y)?;
    let at = |x: f64, y: f64| Position { x, y };
    let outer = vec![at(3.0, 0.0), at(5.0, 0.0), at(5.0, 4.0), at(3.0, 4.0)];
    let zones = Zones::new(vec![Zone::new("till", Polygon { outer, holes: Vec::new() })])?;
    let gates = Gates::new(vec![Gate::new("door", vec![at(0.0, 0.0), at(0.0, 4.0)])])?;

    let stays = zone_visits(&points, &zones, &ZoneVisitsOptions::default())?;
    let visits = &stays.zone_visits;
    for (row, dwell_s) in visits.dwell_s.iter().enumerate() {
        println!(
            "person {} at the {} for {dwell_s:.0} s",
            visits.track.label(row),
            visits.zone.name(row)
        );
    }
    let [till, outside, ..] = stays.zone_time.exclusive_s[..] else { return Ok(()) };
    println!("all together {till:.0} s at the till, {outside:.0} s elsewhere");

    let passages = gate_crossings(&points, &gates, &GateCrossingsOptions::default())?;
    let door = &passages.gate_totals;
    println!(
        "door: {} in, {} out, {} U-turn",
        door.gross_in[0], door.gross_out[0], door.u_turns[0]
    );
    println!("net: {} in, {} out", door.net_in[0], door.net_out[0]);
    Ok(())
}
