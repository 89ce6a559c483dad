//! From a file of hourly counts to a page that says what happened and how far it can be trusted.
//!
//! ```text
//! cargo run --release -p keliu-examples -- examples/data/auckland.csv [--lang zh] [--out out/]
//! ```

mod bins;
mod facts;
mod picture;
mod read;
mod text;
mod troubles;
mod words;
mod write;

use bins::Bins;
use facts::{Facts, Totals};
use keliu::table::{FromBatch, IntoBatch};
use keliu::{
    CleanCountsOptions, CountBins, CountQualityOptions, CountTotalsOptions, Counts, GridOptions,
    Group, Period, clean_counts, count_quality, count_totals,
};
use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use words::Words;

/// The wall clock by which the file was written.
const ZONE: &str = "Pacific/Auckland";

/// The city's counting day: the small hours belong to the evening before.
const DAY_START: &str = "06:00";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            // The words, not the fields of the error.
            let _ = writeln!(std::io::stderr(), "{fault}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let (file, language, folder) = arguments()?;
    let words = Words::of(&language)?;
    let records = read::wide_csv(Path::new(&file))?;
    let counts = Counts::from_batch(&records)?;

    let zone = || Some(ZONE.to_owned());
    let day_start = || DAY_START.to_owned();
    let grid = GridOptions { time_zone: zone(), day_start: day_start(), ..GridOptions::default() };
    let options = CleanCountsOptions { grid, ..CleanCountsOptions::default() };
    let clean = clean_counts(&counts, None, None, None, &options)?;

    let clean_table = clean.clone().into_batch()?;
    let table = CountBins::from_batch(&clean_table)?;
    let total = |period, group| {
        let options =
            CountTotalsOptions { period, group, time_zone: zone(), day_start: day_start() };
        count_totals(&table, &options)
    };
    let totals = Totals {
        weeks_of_sensors: total(Period::Week, Group::Sensor)?,
        weeks: total(Period::Week, Group::All)?,
        days: total(Period::Day, Group::All)?,
        hours_of_week: total(Period::HourOfWeek, Group::All)?,
    };
    let options = CountQualityOptions {
        time_zone: zone(),
        day_start: day_start(),
        ..CountQualityOptions::default()
    };
    let quality = count_quality(&table, &options)?;

    let bins = Bins::of(&clean)?;
    let facts = Facts::gather(&bins, &quality, &totals);
    let file_name = Path::new(&file).file_name().unwrap_or_default().to_string_lossy();
    let mut screen = std::io::stdout();
    screen.write_all(text::report(&facts, &bins, &words, &file_name, ZONE).as_bytes())?;

    if let Some(folder) = folder {
        let folder = Path::new(&folder);
        std::fs::create_dir_all(folder)?;
        std::fs::write(folder.join("store_report.svg"), picture::svg(&facts, &bins, &words, ZONE))?;
        for (name, table) in
            [("clean_counts", clean_table.clone()), ("count_quality", quality.into_batch()?)]
        {
            write::parquet(&folder.join(name).with_extension("parquet"), &table)?;
            write::csv(&folder.join(name).with_extension("csv"), &table, &words)?;
        }
        let files = ["clean_counts.csv", "count_quality.csv", "*.parquet", "store_report.svg"]
            .join(&words.word("list"));
        let written =
            words.fill("written", &[("folder", &folder.to_string_lossy()), ("files", &files)]);
        writeln!(screen, "{written}")?;
    }
    Ok(())
}

/// The file, the language and the folder for results.
fn arguments() -> Result<(String, String, Option<String>), String> {
    let usage = "usage: store_report FILE.csv [--lang en|zh] [--out FOLDER]";
    let (mut file, mut language, mut folder) = (None, "en".to_owned(), None);
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--lang" => language = given.next().ok_or(usage)?,
            "--out" => folder = Some(given.next().ok_or(usage)?),
            _ => file = Some(argument),
        }
    }
    Ok((file.ok_or(usage)?, language, folder))
}
