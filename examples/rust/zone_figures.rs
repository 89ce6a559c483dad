//! Three zones of a shop: who comes, who stops, which zone is hot, and which zones go together.

#![expect(clippy::print_stdout, reason = "an example that prints its result")]

use keliu::{Polygon, Position, Visits, Zone, ZoneMetricsOptions, Zones, zone_metrics};

/// Monday, 2 March 2026, 10:00 in Shanghai, in microseconds since 1970 UTC.
const TEN_US: i64 = 1_772_416_800_000_000;

/// A rectangle that begins at (x, 0).
fn rectangle(name: &str, x: f64, width: f64, depth: f64) -> Zone {
    let at = |x: f64, y: f64| Position { x, y };
    let outer = vec![at(x, 0.0), at(x + width, 0.0), at(x + width, depth), at(x, depth)];
    Zone::new(name, Polygon { outer, holes: Vec::new() })
}

fn main() -> keliu::Result<()> {
    let track = [1, 2, 3, 4, 1, 2, 3];
    let zone = ["door", "door", "door", "door", "fruit", "fruit", "wine"];
    let stay_s = [2, 4, 2, 8, 40, 20, 4];
    let enter = [0, 10, 20, 30, 5, 16, 25].map(|second: i64| TEN_US + second * 1_000_000);
    let exit: Vec<i64> = enter.iter().zip(stay_s).map(|(at, stay)| at + stay * 1_000_000).collect();
    let visits = Visits::new(&track, &zone, &enter, &exit)?;
    let zones = Zones::new(vec![
        rectangle("door", 0.0, 4.0, 1.0),
        rectangle("fruit", 4.0, 4.0, 2.0),
        rectangle("wine", 8.0, 4.0, 2.0),
    ])?;

    let result = zone_metrics(&visits, Some(&zones), &ZoneMetricsOptions::default())?;

    let table = &result.zone_metrics;
    for row in 0..table.visits.len() {
        let known = |column: &keliu::table::Nullable<f64>| column.at(row).unwrap_or_default();
        println!(
            "{}: penetration {:.2}, stop rate {:.2}, heat {:.1}, place {}",
            table.zone.name(row),
            known(&table.penetration),
            known(&table.stop_rate),
            known(&table.heat_index),
            table.rank[row]
        );
    }
    let pairs = &result.zone_pairs;
    for row in 0..pairs.both.len() {
        let (a, b) = (pairs.zone_a.name(row), pairs.zone_b.name(row));
        println!("{a} and {b}: {} visitors, lift {:.2}", pairs.both[row], pairs.lift[row]);
    }
    Ok(())
}
