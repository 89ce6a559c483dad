//! Four visitors in a queue, two of whom give up: its length, the wait, and how many were served in time.

#![expect(clippy::print_stdout, reason = "an example that prints its result")]

use keliu::{QueueSummaryOptions, Visits, queue_summary};

/// Monday, 2 March 2026, 10:00 in Shanghai, in microseconds since 1970 UTC.
const TEN_US: i64 = 1_772_416_800_000_000;

fn main() -> keliu::Result<()> {
    let at = |second: i64| TEN_US + second * 1_000_000;
    let track = [1, 2, 3, 4, 1, 2];
    let zone = ["queue", "queue", "queue", "queue", "till", "till"];
    let enter = [0, 0, 0, 0, 60, 120].map(at);
    let exit = [60, 120, 90, 180, 200, 200].map(at);
    let visits = Visits::new(&track, &zone, &enter, &exit)?;

    let options = QueueSummaryOptions {
        queues: vec!["queue".to_owned()],
        services: vec!["till".to_owned()],
        target_s: 100.0,
        ..QueueSummaryOptions::default()
    };
    let queue = queue_summary(&visits, None, &options)?;

    let known = |column: &keliu::table::Nullable<f64>| column.at(0).unwrap_or_default();
    println!(
        "{:.2} in the queue in the mean, {} at most",
        known(&queue.length_mean),
        queue.length_max[0]
    );
    println!("median wait of those who hold out: {:.0} s", known(&queue.wait_median_s));
    let (served, left) = (queue.served.at(0), queue.left.at(0));
    println!(
        "{} joined, {} served, {} gave up",
        queue.joined[0],
        served.unwrap_or(0),
        left.unwrap_or(0)
    );
    println!(
        "served within 100 s: {:.2}, between {:.2} and {:.2}",
        known(&queue.service_level),
        known(&queue.service_level_low),
        known(&queue.service_level_high)
    );
    Ok(())
}
