//! Which column of a file holds what: by the names that devices, portals and spreadsheets give them.

use super::file_options::FileOptions;
use super::names::{
    DATE, END, ENTRIES, ENTRIES_TOTAL, EXITS, EXITS_TOTAL, HOUR, KIND, NO_SENSOR, SENSOR, SITE,
    START, TIME,
};

/// Names of a header as they are compared: lower case, without units in brackets, spaces and signs.
pub(super) fn plain_name(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut depth = 0_u32;
    for letter in name.chars() {
        match letter {
            '(' | '（' | '[' => depth += 1,
            ')' | '）' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 && letter.is_alphanumeric() => plain.extend(letter.to_lowercase()),
            _ => {}
        }
    }
    plain
}

/// Columns that the caller named.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Named<'o> {
    pub(super) sensor: Option<&'o str>,
    pub(super) start: Option<&'o str>,
    pub(super) end: Option<&'o str>,
    pub(super) date: Option<&'o str>,
    pub(super) hour: Option<&'o str>,
    pub(super) entries: Option<&'o str>,
    pub(super) exits: Option<&'o str>,
    pub(super) kind: Option<&'o str>,
}

impl<'o> Named<'o> {
    /// The columns that every call can name.
    pub(super) fn of(options: &'o FileOptions) -> Self {
        Self {
            sensor: options.sensor_column.as_deref(),
            date: options.date_column.as_deref(),
            hour: options.hour_column.as_deref(),
            entries: options.entries_column.as_deref(),
            exits: options.exits_column.as_deref(),
            ..Self::default()
        }
    }

    /// The option of each name, to say which one is at fault.
    pub(super) fn with_options(&self, start: &'static str) -> [(&'static str, Option<&'o str>); 8] {
        [
            ("sensor_column", self.sensor),
            (start, self.start),
            ("end_column", self.end),
            ("date_column", self.date),
            ("hour_column", self.hour),
            ("entries_column", self.entries),
            ("exits_column", self.exits),
            ("kind_column", self.kind),
        ]
    }
}

/// The place of each column in a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Roles {
    /// One column, or the three that together name a turnstile.
    pub(super) sensor: Vec<usize>,
    pub(super) site: Option<usize>,
    pub(super) start: Option<usize>,
    pub(super) end: Option<usize>,
    pub(super) date: Option<usize>,
    pub(super) hour: Option<usize>,
    pub(super) entries: Option<usize>,
    pub(super) exits: Option<usize>,
    pub(super) kind: Option<usize>,
    /// True for the registers of the New York subway.
    pub(super) mta: bool,
}

impl Roles {
    /// True if the header names a time: else the line is no header.
    pub(super) const fn has_time(&self) -> bool {
        self.start.is_some() || self.date.is_some()
    }

    /// True if the header names persons in or out.
    pub(super) const fn has_persons(&self) -> bool {
        self.entries.is_some() || self.exits.is_some()
    }

    /// The columns that say when.
    pub(super) fn is_time(&self, column: usize) -> bool {
        [self.start, self.end, self.date, self.hour].contains(&Some(column))
    }

    /// Finds the columns of a header by name.
    pub(super) fn find(header: &[String], named: &Named<'_>) -> Self {
        let plain: Vec<String> = header.iter().map(|name| plain_name(name)).collect();
        let mut taken = vec![false; header.len()];
        let mut given = |name: Option<&str>| -> Option<usize> {
            let name = name?;
            let at = header.iter().position(|found| found == name);
            let at = at.or_else(|| plain.iter().position(|found| *found == plain_name(name)))?;
            taken[at] = true;
            Some(at)
        };
        let mut roles = Self {
            sensor: given(named.sensor).into_iter().collect(),
            start: given(named.start),
            end: given(named.end),
            date: given(named.date),
            hour: given(named.hour),
            entries: given(named.entries),
            exits: given(named.exits),
            kind: given(named.kind),
            ..Self::default()
        };
        let mut find = |lists: &[&[&str]]| -> Option<usize> {
            let mut known = lists.iter().flat_map(|list| list.iter());
            let at = known.find_map(|name| {
                plain.iter().enumerate().position(|(at, found)| !taken[at] && found == name)
            })?;
            taken[at] = true;
            Some(at)
        };
        let turnstile: Vec<usize> = ["ca", "unit", "scp"]
            .iter()
            .filter_map(|part| plain.iter().position(|found| found == part))
            .collect();
        if turnstile.len() == 3 && roles.sensor.is_empty() {
            roles.mta = true;
            roles.sensor = turnstile;
            roles.site = find(&[&["station"]]);
        }
        if roles.start.is_none() && named.date.is_none() && named.hour.is_none() {
            roles.start = find(&[START]);
        }
        if roles.start.is_none() {
            roles.date = roles.date.or_else(|| find(&[DATE]));
            if roles.date.is_some() {
                roles.hour = roles.hour.or_else(|| find(&[HOUR, TIME]));
            } else {
                roles.start = find(&[TIME, HOUR]);
            }
        } else if roles.date.is_none() {
            // A column of times of day beside one of days: the first rows tell, see `sheet`.
            roles.date = plain.iter().position(|found| DATE.contains(&found.as_str()));
        }
        roles.end = roles.end.or_else(|| find(&[END]));
        roles.entries = roles.entries.or_else(|| find(&[ENTRIES_TOTAL, ENTRIES]));
        roles.exits = roles.exits.or_else(|| find(&[EXITS_TOTAL, EXITS]));
        roles.kind = roles.kind.or_else(|| find(&[KIND]));
        if roles.sensor.is_empty() {
            roles.sensor = find(&[SENSOR]).into_iter().collect();
        }
        roles.site = roles.site.or_else(|| find(&[SITE]));
        roles
    }
}

/// True if a column of figures can be a sensor of a wide file.
pub(super) fn can_be_sensor(name: &str) -> bool {
    let plain = plain_name(name);
    let known = [NO_SENSOR, SENSOR, DATE, HOUR, TIME, START, END];
    !plain.is_empty() && !known.iter().any(|list| list.contains(&plain.as_str()))
}

/// True if the column is named as a total that only grows.
pub(super) fn is_total(name: &str) -> bool {
    let plain = plain_name(name);
    [ENTRIES_TOTAL, EXITS_TOTAL].iter().any(|list| list.contains(&plain.as_str()))
}

/// Parts "North door in" into the sensor and its direction: true is entering.
pub(super) fn part_direction(name: &str) -> Option<(&str, bool)> {
    const ENDINGS: [(&str, bool); 10] = [
        ("entries", true),
        ("exits", false),
        ("enter", true),
        ("exit", false),
        ("in", true),
        ("out", false),
        ("进店", true),
        ("出店", false),
        ("进", true),
        ("出", false),
    ];
    let name = name.trim();
    let lower = name.to_lowercase();
    if lower.len() != name.len() {
        return None;
    }
    ENDINGS.iter().find_map(|&(ending, entering)| {
        let at = lower.strip_suffix(ending)?.len();
        let before = name.get(..at)?;
        let parted =
            before.ends_with([' ', '_', '-', '.', '/', ':', '（', '(']) || !ending.is_ascii();
        let sensor = before.trim_end_matches([' ', '_', '-', '.', '/', ':', '（', '(']);
        (parted && !sensor.is_empty()).then_some((sensor, entering))
    })
}

#[cfg(test)]
#[path = "columns_tests.rs"]
mod tests;
