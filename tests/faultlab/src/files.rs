//! Cases as folders of CSV, and answers read back: the door for any other tool.

use crate::case::{Answer, Bin, Case, Kind, Method};
use crate::time::text_of;
use serde_json::json;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Writes one folder per case: what the sensor recorded, its neighbors, and what is known of the device.
///
/// The truth is not written: `score` makes the cases again from their seeds.
///
/// # Errors
/// What the file system says.
pub fn write_cases(folder: &Path, cases: &[Case]) -> io::Result<()> {
    for case in cases {
        let folder = folder.join(&case.id);
        fs::create_dir_all(&folder)?;
        let faulty = &case.faulty;
        let declared = &faulty.declared;
        let (kind, file) = match faulty.kind {
            Kind::Intervals => ("intervals", "records.csv"),
            Kind::Register => ("register", "records.csv"),
            Kind::Text => ("file", "records.txt"),
        };
        let known = json!({
            "kind": kind,
            "times": declared.wall_clock.unwrap_or("UTC"),
            "day_start": declared.day_start.unwrap_or("00:00"),
            "interval_s": declared.interval_s,
        });
        fs::write(folder.join("case.json"), known.to_string())?;
        match &faulty.text {
            Some(bytes) => fs::write(folder.join(file), bytes)?,
            None => fs::write(folder.join(file), records(case))?,
        }
        fs::write(folder.join("neighbors.csv"), neighbors(case))?;
    }
    Ok(())
}

fn records(case: &Case) -> String {
    let cell = |count: Option<i64>| count.map(|count| count.to_string()).unwrap_or_default();
    let register = case.faulty.kind == Kind::Register;
    let mut text =
        if register { "time,entries_total\n" } else { "start,end,entries,exits\n" }.to_owned();
    for row in &case.faulty.rows {
        let (start, end) = (text_of(row.start_us), text_of(row.end_us));
        let (entries, exits) = (cell(row.entries), cell(row.exits));
        let _ = if register {
            writeln!(text, "{start},{entries}")
        } else {
            writeln!(text, "{start},{end},{entries},{exits}")
        };
    }
    text
}

fn neighbors(case: &Case) -> String {
    let mut text = "sensor,start,entries\n".to_owned();
    for neighbor in &case.neighbors {
        for (start, count) in case.faulty.label_us.iter().zip(&neighbor.entries) {
            if let Some(count) = count {
                let _ = writeln!(text, "\"{}\",{},{count}", neighbor.name, text_of(*start));
            }
        }
    }
    text
}

/// A tool that wrote `repaired.csv` into the folder of each case: `start` in UTC and `entries`, and if it has
/// them `low`, `high` and `flagged` (1 where it found a fault). A case without that file is refused.
#[derive(Debug, Clone)]
pub struct FileMethod {
    /// The folder of the cases.
    pub folder: PathBuf,
}

impl Method for FileMethod {
    fn name(&self) -> &'static str {
        "tool"
    }

    fn clean(&self, case: &Case) -> Result<Answer, String> {
        let path = self.folder.join(&case.id).join("repaired.csv");
        let text =
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let mut lines = text.lines();
        let head: Vec<&str> = lines.next().unwrap_or_default().split(',').map(str::trim).collect();
        let place = |name: &str| head.iter().position(|cell| *cell == name);
        let (Some(start), Some(entries)) = (place("start"), place("entries")) else {
            return Err(format!("{}: columns start and entries are needed", path.display()));
        };
        let [low, high, flagged] = ["low", "high", "flagged"].map(place);
        let bin = |line: &str| {
            let cells: Vec<&str> = line.split(',').map(str::trim).collect();
            let number = |at: Option<usize>| -> Option<f64> { cells.get(at?)?.parse().ok() };
            let time = cells.get(start)?.trim_end_matches('Z').replace(' ', "T");
            let time: chrono::NaiveDateTime = time.parse().ok()?;
            Some(Bin {
                start_us: time.and_utc().timestamp_micros(),
                entries: number(Some(entries)),
                exits: None,
                low: number(low).unwrap_or(f64::NAN),
                high: number(high).unwrap_or(f64::NAN),
                flagged: number(flagged).is_some_and(|flag| flag != 0.0),
                day: None,
            })
        };
        let bins: Option<Vec<Bin>> = lines.filter(|line| !line.is_empty()).map(bin).collect();
        let bins = bins.ok_or_else(|| format!("{}: a row cannot be read", path.display()))?;
        Ok(Answer { bins, proposals: Vec::new() })
    }
}

#[cfg(test)]
#[path = "files_tests.rs"]
mod tests;
