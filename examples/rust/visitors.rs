//! From crossings to visitors: who turns round in the door, who works there, who comes back, who comes together.

#![expect(clippy::print_stdout, reason = "an example that prints its result")]

use keliu::{
    Crossings, Staff, UturnNettingOptions, VisitorEstimatesOptions, uturn_netting,
    visitor_estimates,
};

/// Monday, 2 March 2026, 00:00 in Shanghai, in microseconds since 1970 UTC.
const MONDAY_US: i64 = 1_772_380_800_000_000;
const SECOND_US: i64 = 1_000_000;
const HOUR_US: i64 = 3_600 * SECOND_US;

fn main() -> keliu::Result<()> {
    // From 10:00 a person enters every 25 seconds; every tenth one turns round after three.
    let (mut time, mut direction) = (Vec::new(), Vec::new());
    for person in 0..120 {
        let enters = MONDAY_US + 10 * HOUR_US + 25 * person * SECOND_US;
        time.push(enters);
        direction.push(1);
        if person % 10 == 9 {
            time.push(enters + 3 * SECOND_US);
            direction.push(-1);
        }
    }
    let crossings = Crossings::new(&vec!["shop"; time.len()], &time, &direction)?;
    let net = uturn_netting(&crossings, &UturnNettingOptions::default())?;
    let [gross, entries, turns] =
        [&net.gross_entries, &net.entries, &net.uturns].map(|column| column.iter().sum::<f64>());
    println!("{gross} entries, {turns} turned round, {entries} stayed");

    let staff =
        Staff::new(&["shop"], &[MONDAY_US + 10 * HOUR_US], &[MONDAY_US + 11 * HOUR_US], &[2.0])?;
    let options = VisitorEstimatesOptions {
        staff_passes_per_h: Some(4.0),
        reentry_share: Some(0.1),
        group_size: Some(1.8),
        time_zone: Some("Asia/Shanghai".to_owned()),
        ..VisitorEstimatesOptions::default()
    };
    let day = visitor_estimates(&net.bins(), Some(&staff), None, None, &options)?;
    let units = day.buying_units.at(0).unwrap_or_default();
    println!("{:.0} visitors, {units:.0} buying units", day.visitors[0]);
    Ok(())
}
