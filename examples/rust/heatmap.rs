//! Where two persons spent their time: one walks along a shelf and stops, the other is lost by the sensor.

#![expect(clippy::print_stdout, reason = "an example that prints its result")]

use keliu::{
    GridHeatmapOptions, HotspotsOptions, Points, SmoothHeatmapOptions, SmoothMethod, grid_heatmap,
    hotspots, smooth_heatmap,
};

/// Monday, 2 March 2026, 10:00 UTC, in microseconds since 1970.
const MORNING_US: i64 = 1_772_445_600_000_000;

fn main() -> keliu::Result<()> {
    let track = [1, 1, 1, 2, 2, 2, 2];
    let time = [0, 4, 10, 6, 11, 71, 74].map(|second| MORNING_US + second * 1_000_000);
    let x = [0.5, 2.5, 2.5, 2.5, 2.5, 0.5, 0.5];
    let y = [0.5; 7];
    let points = Points::new(&track, &time, &x, &y)?;
    let options = GridHeatmapOptions { cell_m: 1.0, max_gap_s: 10.0, ..Default::default() };
    let result = grid_heatmap(&points, None, &options)?;

    let cells = &result.heatmap;
    for at in 0..cells.seconds.len() {
        let (x, seconds, visitors) = (cells.x[at], cells.seconds[at], cells.visitors[at]);
        println!("around {x:.1} m: {seconds:.1} s, {visitors} visitors");
    }
    let totals = &result.heatmap_totals;
    println!("on the grid {:.1} s, unobserved {:.1} s", totals.grid_s[0], totals.unobserved_s[0]);

    let method = SmoothMethod::Diffusion;
    let options = SmoothHeatmapOptions { bandwidth_m: 0.5, method, ..Default::default() };
    let smooth = smooth_heatmap(&cells.cells()?, &options)?;
    let seconds: Vec<String> = smooth.seconds.iter().map(|s| format!("{s:.2}")).collect();
    println!("spread to {} s", seconds.join(", "));

    let options = HotspotsOptions { radius_m: 0.0, ..Default::default() };
    let z: Vec<String> =
        hotspots(&cells.cells()?, &options)?.z.values.iter().map(|z| format!("{z:.2}")).collect();
    println!("scores {}", z.join(", "));
    Ok(())
}
