//! Audits sorted into doors: one list of sessions per sensor and direction.

use crate::calendar::HOUR_US;
use crate::table::Audits;
use std::collections::BTreeMap;

/// The words for the two directions of flow, in the order of results.
pub(super) const DIRECTIONS: [&str; 2] = ["entries", "exits"];

/// One session of one door.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Session {
    pub(super) start_us: i64,
    pub(super) hours: Option<f64>,
    pub(super) manual: f64,
    pub(super) device: f64,
}

/// The sessions of one sensor and direction, in the order of time.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Door {
    /// Start of the first session, of whichever content.
    pub(super) from_us: i64,
    /// Sessions in which somebody was counted by either side: the others say nothing about a ratio.
    pub(super) sessions: Vec<Session>,
}

impl Door {
    pub(super) fn manual(&self) -> f64 {
        self.sessions.iter().fold(0.0, |sum, session| sum + session.manual)
    }

    pub(super) fn device(&self) -> f64 {
        self.sessions.iter().fold(0.0, |sum, session| sum + session.device)
    }
}

/// Doors by name and direction; sums over them do not depend on the order of rows.
pub(super) fn doors<'a>(audits: &'a Audits<'_>) -> BTreeMap<(&'a str, usize), Door> {
    let mut doors: BTreeMap<(&'a str, usize), Door> = BTreeMap::new();
    for row in 0..audits.len() {
        let start_us = audits.start.us[row];
        let hours = audits.end.as_ref().map(|end| (end.us[row] - start_us) as f64 / HOUR_US as f64);
        for (direction, pair) in [&audits.entries, &audits.exits].into_iter().enumerate() {
            let Some((manual, device)) = pair.at(row) else { continue };
            let door = doors
                .entry((audits.sensor.name(row), direction))
                .or_insert_with(|| Door { from_us: start_us, sessions: Vec::new() });
            door.from_us = door.from_us.min(start_us);
            if manual > 0 || device > 0 {
                let (manual, device) = (manual as f64, device as f64);
                door.sessions.push(Session { start_us, hours, manual, device });
            }
        }
    }
    for door in doors.values_mut() {
        door.sessions.sort_by_key(|session| session.start_us);
    }
    doors
}
