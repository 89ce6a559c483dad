//! One task for a method: what a sensor recorded, what is known about the device, and - kept from the
//! method - the truth and the places of the faults.

use crate::faults::Family;
use crate::windows::{Neighbor, Truth};

/// What the values of a sensor mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Persons per interval.
    Intervals,
    /// A counter that is read; start and end of a row are the moment of reading.
    Register,
    /// Bytes of a file of interval counts.
    Text,
}

/// A row as recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Start of the interval, or the moment of reading.
    pub start_us: i64,
    /// End of the interval, or the moment of reading.
    pub end_us: i64,
    /// Persons who entered, or the counter of entries.
    pub entries: Option<i64>,
    /// Persons who left.
    pub exits: Option<i64>,
}

/// What the owner of a device knows and says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Declared {
    /// The times of the rows are the wall clock of this zone; otherwise they are UTC.
    pub wall_clock: Option<&'static str>,
    /// Wall-clock time at which the counting day starts, where it is not midnight.
    pub day_start: Option<&'static str>,
    /// Length of a row in seconds, where rows have no end.
    pub interval_s: Option<i64>,
}

/// A change of the whole device that no repair of bins undoes: what a proposal should say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// What changed.
    pub what: What,
    /// First hour of the change.
    pub from: usize,
    /// The hour after its last.
    pub to: usize,
}

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum What {
    /// Counts are this multiple of the truth.
    Level(f64),
    /// The clock is ahead by this many hours.
    Clock(i64),
    /// Entries and exits are exchanged.
    Swap,
    /// The counts of another place stand under this name.
    Identity,
}

/// What a fault makes of a truth.
#[derive(Debug, Clone, PartialEq)]
pub struct Faulty {
    /// What the values mean.
    pub kind: Kind,
    /// The rows of the sensor in the order of its file.
    pub rows: Vec<Row>,
    /// The file itself, for faults of text.
    pub text: Option<Vec<u8>>,
    /// What the owner knows.
    pub declared: Declared,
    /// The truth to compare with; faults of the clock have their own hours.
    pub truth: Truth,
    /// Start of each hour as the device writes it.
    pub label_us: Vec<i64>,
    /// Hours that a fault touched.
    pub mask: Vec<bool>,
    /// Persons by hour whom the record cannot hold, so nobody can be asked for them.
    pub hidden: Vec<i64>,
    /// Counting day of each hour, where days do not start at midnight.
    pub day: Option<Vec<i64>>,
    /// The change of the device.
    pub change: Option<Change>,
}

impl Faulty {
    /// The truth as an unharmed device records it.
    pub(crate) fn untouched(truth: &Truth) -> Self {
        let hour = crate::time::HOUR_US;
        let rows = (0..truth.len())
            .map(|bin| Row {
                start_us: truth.start_us[bin],
                end_us: truth.start_us[bin] + hour,
                entries: Some(truth.entries[bin]),
                exits: None,
            })
            .collect();
        Self {
            kind: Kind::Intervals,
            rows,
            text: None,
            declared: Declared::default(),
            truth: truth.clone(),
            label_us: truth.start_us.clone(),
            mask: vec![false; truth.len()],
            hidden: vec![0; truth.len()],
            day: None,
            change: None,
        }
    }

    /// The hour in which a row of an untouched clock begins: the first one with this label.
    pub fn bin_of(&self, label_us: i64) -> Option<usize> {
        // Labels rise but for one doubled hour, so the first that is not smaller is the first of its kind.
        let bin = self.label_us.partition_point(|start| *start <= label_us).checked_sub(1)?;
        let first = self.label_us[..bin]
            .iter()
            .rposition(|start| *start <= label_us - crate::time::HOUR_US)
            .map_or(0, |before| before + 1);
        let last = self.label_us[bin] + crate::time::HOUR_US;
        (label_us < last).then_some(first.min(bin))
    }
}

/// One task.
#[derive(Debug, Clone)]
pub struct Case {
    /// A name that says list, window, family and severity.
    pub id: String,
    /// What was injected.
    pub family: Family,
    /// How badly, 1 to 3.
    pub severity: u8,
    /// What the sensor recorded and what is true.
    pub faulty: Faulty,
    /// The neighbors.
    pub neighbors: Vec<Neighbor>,
}

/// What a method says of one hour or of a finer bin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// Start of the bin.
    pub start_us: i64,
    /// Persons who entered; nothing where the method gives no value.
    pub entries: Option<f64>,
    /// Persons who left.
    pub exits: Option<f64>,
    /// Interval of the entries; the value itself where it was taken as measured.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// The method says that something was wrong here.
    pub flagged: bool,
    /// Counting day, where the method gives one, in days since 1970.
    pub day: Option<i64>,
}

/// A change that a method proposes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proposal {
    /// What it says.
    pub what: What,
    /// When it begins.
    pub from_us: i64,
    /// When it ends.
    pub to_us: i64,
}

/// What a method makes of a case.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// Its bins, none longer than an hour.
    pub bins: Vec<Bin>,
    /// What it proposes.
    pub proposals: Vec<Proposal>,
}

/// Something that cleans counts.
pub trait Method: Sync {
    /// Its name in the table.
    fn name(&self) -> &str;

    /// Cleans one case, of which it may look at rows, declarations and neighbors.
    ///
    /// # Errors
    /// Why it refuses the case.
    fn clean(&self, case: &Case) -> Result<Answer, String>;
}
