//! From the files of two devices to counts: a spreadsheet in Chinese, and a turnstile with running totals.

#![expect(clippy::print_stdout, reason = "an example that prints its result")]

use keliu::table::{FromBatch, IntoTables};
use keliu::{
    Document, FileOptions, InspectCountsOptions, IntervalCountsOptions, ReadCountsOptions,
    ReadReadingsOptions, Readings, inspect_counts, interval_counts, read_counts, read_readings,
};

const SHEET: &str = "传感器;时间;进店人数;出店人数\n\
    北门;13/03/2026 10:00;1.204;N/A\n\
    北门;13/03/2026 11:00;980;975\n";

const TURNSTILE: &str = "C/A,UNIT,SCP,STATION,LINENAME,DIVISION,DATE,TIME,DESC,ENTRIES,EXITS\n\
    A002,R051,02-00-00,59 ST,NQR456W,BMT,01/06/2018,03:00:00,REGULAR,0000999870,0002193240\n\
    A002,R051,02-00-00,59 ST,NQR456W,BMT,01/06/2018,07:00:00,REGULAR,0000999990,0002193255\n\
    A002,R051,02-00-00,59 ST,NQR456W,BMT,01/06/2018,11:00:00,REGULAR,0000000110,0002193280\n";

fn main() -> keliu::Result<()> {
    let sheet = Document::new(SHEET.as_bytes());
    let found = inspect_counts(&sheet, &InspectCountsOptions::default())?;
    for row in 0..found.property.len() {
        if ["format", "encoding", "delimiter", "date_order"].contains(&found.property.name(row)) {
            println!("{}: {}", found.property.name(row), found.guess.name(row));
        }
    }

    let zone = |name: &str| FileOptions { time_zone: Some(name.to_owned()), ..Default::default() };
    let options = ReadCountsOptions { file: zone("Asia/Shanghai"), ..Default::default() };
    let counts = read_counts(&sheet, &options)?.read_counts;
    for row in 0..counts.row.len() {
        let [entries, exits] = [counts.entries.at(row), counts.exits.at(row)]
            .map(|count| count.map_or("null".to_owned(), |count| count.to_string()));
        println!("{}  {entries} in, {exits} out", counts.sensor.name(row));
    }

    let options = ReadReadingsOptions { file: zone("America/New_York"), ..Default::default() };
    let readings = read_readings(&Document::new(TURNSTILE.as_bytes()), &options)?;
    // The result of one operation is the table of the next: every result becomes Arrow.
    let (_, readings) = readings.into_tables()?.swap_remove(0);
    let readings = Readings::from_batch(&readings)?;
    let counts = interval_counts(&readings, &IntervalCountsOptions::default())?.interval_counts;
    for row in 0..counts.entries_label.len() {
        let entries = counts.entries.at(row).unwrap_or_default();
        println!("{}  {entries} in, {}", counts.sensor.name(row), counts.entries_label.name(row));
    }
    Ok(())
}
