//! From naive wall clock readings to instants.

use crate::error::Result;

use super::span::check_instant;
use super::{DAY_US, TimeZone};

/// Largest distance between a wall clock value and its instant, with a margin: offsets reach 18 h.
const REACH_US: i64 = 2 * DAY_US;

/// Turns wall clock readings of one zone into instants.
///
/// *Repeated hour*: a reading has two instants. The rows of a sensor decide, in their order in the table: its first
/// pass through the hour has the earlier offset, and from the row on which its clock goes back it has the later one.
/// Where the clock never goes back inside the hour, but at least half of its readings appear twice in a row, the first
/// of two rows is the earlier one (tables sorted by wall clock, hourly rows); fewer coincidences are simultaneous
/// events of one pass. A sensor whose rows run backwards outside such hours is read from its last row to its first.
///
/// *Skipped hour*: a reading that the clock never shows is shifted forward by the length of the gap, and its row is
/// reported.
///
/// *Source*: ours; for a single reading the same instants as PEP 495 (Belopolsky & Peters 2015), fold 0 or 1.
#[derive(Debug, Clone)]
pub struct Localizer {
    pieces: Vec<Piece>,
}

/// Instants of naive readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Localized {
    /// The instant of each row.
    pub utc_us: Vec<i64>,
    /// Rows whose reading the clock skips, ascending.
    pub shifted: Vec<usize>,
    /// Rows whose reading the clock shows twice, ascending.
    pub ambiguous: Vec<usize>,
}

/// Instants of naive intervals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalizedIntervals {
    /// First instant of each row.
    pub start_us: Vec<i64>,
    /// First instant after each row. It is not after the start where the table's own end was not, or repeats it.
    pub end_us: Vec<i64>,
    /// Rows of which the clock skips the start or the end, ascending.
    pub shifted: Vec<usize>,
    /// Rows whose start the clock shows twice, ascending.
    pub ambiguous: Vec<usize>,
}

/// A stretch of wall clock values that are shown once, twice or never. It runs to the next piece.
#[derive(Debug, Clone, Copy)]
struct Piece {
    wall_us: i64,
    kind: Kind,
    /// Offset before the change; the only one for `Kind::Once`.
    before_us: i64,
    /// Offset after the change.
    after_us: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Once,
    Twice,
    Never,
}

/// A row inside a repeated hour. `visit` counts how often the sensor came to an hour of the kind.
#[derive(Debug, Clone, Copy)]
struct FoldRow {
    sensor: usize,
    visit: u32,
    row: usize,
}

impl Localizer {
    /// A localizer for wall clock values of `[min_wall_us, max_wall_us]`.
    ///
    /// # Errors
    /// `TimeOutOfRange` outside the years 1900 to 2200.
    pub fn new(zone: &TimeZone, min_wall_us: i64, max_wall_us: i64) -> Result<Self> {
        check_instant(min_wall_us)?;
        check_instant(max_wall_us)?;
        let segments =
            zone.segments(min_wall_us - REACH_US, max_wall_us.max(min_wall_us) + REACH_US);
        let once = |wall_us: i64, offset_us: i64| Piece {
            wall_us,
            kind: Kind::Once,
            before_us: offset_us,
            after_us: offset_us,
        };
        let mut pieces = vec![once(i64::MIN, segments[0].offset_us)];
        // Changes lie at least 95 h apart and jump at most 24 h (`zone::PROBE_US`): gaps and folds never meet.
        for pair in segments.windows(2) {
            let (last, next) = (pair[0].local_end_us(), pair[1].local_start_us());
            pieces.push(Piece {
                wall_us: last.min(next),
                kind: if next > last { Kind::Never } else { Kind::Twice },
                before_us: pair[0].offset_us,
                after_us: pair[1].offset_us,
            });
            pieces.push(once(last.max(next), pair[1].offset_us));
        }
        Ok(Self { pieces })
    }

    /// Instants of single readings; `sensor_code[row]` is below `sensors`.
    ///
    /// *Cost*: O(n log changes), and O(m log m) for the m rows inside repeated hours.
    pub fn localize(&self, wall_us: &[i64], sensor_code: &[u32], sensors: usize) -> Localized {
        let backwards = self.runs_backwards(wall_us, sensor_code, sensors);
        self.localize_in_order(wall_us, sensor_code, &backwards)
    }

    /// Instants of intervals; `sensor_code[row]` is below `sensors`.
    ///
    /// Starts are single readings. An end is a limit that the clock need not show: the first instant after the start
    /// at which the clock shows the end, or has run up to it. On a night that repeats 02:00 to 03:00, two rows
    /// 02:00-03:00 are therefore one hour each, and touch. An end at the end of a repeated hour is its last showing if
    /// the row began before that hour and no row of the sensor begins in between (01:00-03:00 lasts three hours), or if
    /// the row is exactly that hour and the next one follows directly (a single 02:00-03:00 before 03:00-04:00 is both
    /// passes grouped by wall clock, and lasts two hours).
    ///
    /// Where no instant after the start fits (the clock skips the end, or the start was shifted past it), the row keeps
    /// its length on the wall clock.
    pub fn localize_intervals(
        &self,
        start_wall_us: &[i64],
        end_wall_us: &[i64],
        sensor_code: &[u32],
        sensors: usize,
    ) -> LocalizedIntervals {
        let backwards = self.runs_backwards(start_wall_us, sensor_code, sensors);
        let starts = self.localize_in_order(start_wall_us, sensor_code, &backwards);
        let mut shifted = starts.shifted;
        let mut end_us = Vec::with_capacity(end_wall_us.len());
        // Rows whose end depends on the sensor's next row, and that row, if there is one.
        let mut open_ends: Vec<(usize, Option<usize>)> = Vec::new();
        let mut waiting: Vec<Option<usize>> = vec![None; sensors];
        let mut last_row: Vec<Option<usize>> = vec![None; sensors];
        let mut index = 0;
        for (row, (&start, &end_wall)) in starts.utc_us.iter().zip(end_wall_us).enumerate() {
            let sensor = sensor_code[row] as usize;
            if let Some(at) = waiting[sensor].take() {
                open_ends[at].1 = Some(row);
            }
            let previous = last_row[sensor].replace(row);
            index = self.seek(index, end_wall);
            let piece = self.pieces[index];
            let plain = end_wall.saturating_sub(piece.before_us);
            // Nearly every row ends far from a change, where only one instant is possible.
            if piece.kind == Kind::Once && end_wall > piece.wall_us && plain > start {
                end_us.push(plain);
                continue;
            }
            let (end, skipped) = self.end_after(start, start_wall_us[row], end_wall);
            end_us.push(end);
            if skipped {
                shifted.push(row);
            }
            if self.last_showing(start_wall_us[row], end_wall).is_some() {
                if backwards[sensor] {
                    open_ends.push((row, previous));
                } else {
                    waiting[sensor] = Some(open_ends.len());
                    open_ends.push((row, None));
                }
            }
        }
        for (row, next) in open_ends {
            let (start_wall, end_wall) = (start_wall_us[row], end_wall_us[row]);
            let Some(last) = self.last_showing(start_wall, end_wall) else { continue };
            let free = next.is_none_or(|next| starts.utc_us[next] >= last);
            // A row that is exactly the repeated hour may be its first pass, with the second one lost.
            let exact = self.piece_at(start_wall).wall_us == start_wall
                && self.piece_at(start_wall).kind == Kind::Twice;
            let touches = next
                .is_some_and(|next| starts.utc_us[next] == last && start_wall_us[next] == end_wall);
            if free && (touches || !exact) {
                end_us[row] = last;
            }
        }
        shifted.sort_unstable();
        shifted.dedup();
        LocalizedIntervals { start_us: starts.utc_us, end_us, shifted, ambiguous: starts.ambiguous }
    }

    fn localize_in_order(
        &self,
        wall_us: &[i64],
        sensor_code: &[u32],
        backwards: &[bool],
    ) -> Localized {
        let sensors = backwards.len();
        let mut utc_us = Vec::with_capacity(wall_us.len());
        let mut shifted = Vec::new();
        let mut fold_rows: Vec<FoldRow> = Vec::new();
        // The piece of each sensor's last row, and how many times it came to a repeated hour.
        let mut last_piece: Vec<usize> = vec![usize::MAX; sensors];
        let mut visits: Vec<u32> = vec![0; sensors];
        let mut index = 0;
        for (row, &wall) in wall_us.iter().enumerate() {
            let sensor = sensor_code[row] as usize;
            index = self.seek(index, wall);
            let piece = &self.pieces[index];
            // For a skipped reading the offset before the change is the shift forward by the gap.
            utc_us.push(wall.saturating_sub(piece.before_us));
            match piece.kind {
                Kind::Once => {}
                Kind::Never => shifted.push(row),
                Kind::Twice => {
                    if last_piece[sensor] != index {
                        visits[sensor] += 1;
                    }
                    fold_rows.push(FoldRow { sensor, visit: visits[sensor], row });
                }
            }
            last_piece[sensor] = index;
        }
        let ambiguous = fold_rows.iter().map(|fold| fold.row).collect();
        fold_rows.sort_unstable_by_key(|fold| (fold.sensor, fold.visit, fold.row));
        for group in fold_rows
            .chunk_by_mut(|left, right| (left.sensor, left.visit) == (right.sensor, right.visit))
        {
            if backwards[group[0].sensor] {
                group.reverse();
            }
            let walls: Vec<i64> = group.iter().map(|fold| wall_us[fold.row]).collect();
            for (fold, later) in group.iter().zip(later_pass(&walls)) {
                if later {
                    let wall = wall_us[fold.row];
                    utc_us[fold.row] = wall.saturating_sub(self.piece_at(wall).after_us);
                }
            }
        }
        Localized { utc_us, shifted, ambiguous }
    }

    /// For each sensor whether more of its steps go back than forward; steps within a repeated hour say nothing.
    fn runs_backwards(&self, wall_us: &[i64], sensor_code: &[u32], sensors: usize) -> Vec<bool> {
        let mut last: Vec<Option<(i64, usize)>> = vec![None; sensors];
        let mut balance: Vec<i64> = vec![0; sensors];
        let mut index = 0;
        for (&wall, &sensor) in wall_us.iter().zip(sensor_code) {
            let sensor = sensor as usize;
            index = self.seek(index, wall);
            if let Some((last_wall, last_index)) = last[sensor].replace((wall, index))
                && (last_index != index || self.pieces[index].kind != Kind::Twice)
            {
                balance[sensor] += i64::from(wall > last_wall) - i64::from(wall < last_wall);
            }
        }
        balance.iter().map(|&balance| balance < 0).collect()
    }

    /// The earliest end after `start_us`, and whether the clock skips it.
    fn end_after(&self, start_us: i64, start_wall_us: i64, end_wall_us: i64) -> (i64, bool) {
        let shows = self.piece_at(end_wall_us);
        // The clock runs up to a value without showing it where the value is the end of the stretch before a change.
        let runs_up = self.piece_at(end_wall_us.saturating_sub(1));
        let earliest = [shows, runs_up]
            .into_iter()
            .filter(|piece| piece.kind != Kind::Never)
            .flat_map(|piece| [piece.before_us, piece.after_us])
            .map(|offset_us| end_wall_us.saturating_sub(offset_us))
            .filter(|&end| end > start_us)
            .min();
        let skipped = shows.kind == Kind::Never && runs_up.kind == Kind::Never;
        let end = earliest
            .unwrap_or_else(|| start_us.saturating_add(end_wall_us.saturating_sub(start_wall_us)));
        (end, skipped)
    }

    /// The later of the two instants at which the clock reaches the end of a repeated hour that the row holds whole.
    fn last_showing(&self, start_wall_us: i64, end_wall_us: i64) -> Option<i64> {
        let fold = self.piece_at(end_wall_us.saturating_sub(1));
        let shows = self.piece_at(end_wall_us);
        let holds = fold.kind == Kind::Twice
            && shows.wall_us == end_wall_us
            && start_wall_us <= fold.wall_us;
        holds.then(|| end_wall_us.saturating_sub(fold.after_us))
    }

    fn piece_at(&self, wall_us: i64) -> &Piece {
        &self.pieces[self.seek(0, wall_us)]
    }

    /// The piece of a wall clock value; `guess` is tried first, for rows that follow each other.
    fn seek(&self, guess: usize, wall_us: i64) -> usize {
        let begins_after =
            |index: usize| self.pieces.get(index).is_none_or(|piece| wall_us < piece.wall_us);
        if !begins_after(guess) && begins_after(guess + 1) {
            return guess;
        }
        // The first piece begins at the minimum.
        self.pieces.partition_point(|piece| piece.wall_us <= wall_us) - 1
    }
}

/// Which rows of one visit to a repeated hour belong to the later pass.
fn later_pass(walls: &[i64]) -> Vec<bool> {
    let steps = || walls.windows(2).map(|pair| pair[1] - pair[0]);
    if let Some(turn) = steps().position(|step| step < 0) {
        return (0..walls.len()).map(|row| row > turn).collect();
    }
    let repeats = steps().filter(|&step| step == 0).count();
    let distinct = walls.len() - repeats;
    if repeats == 0 || 2 * repeats < distinct {
        return vec![false; walls.len()];
    }
    let mut later = vec![false; walls.len()];
    for (row, step) in steps().enumerate() {
        // A single repetition is the turn itself: what follows it is later too. Several cannot all be turns.
        later[row + 1] = step == 0 || (repeats == 1 && later[row]);
    }
    later
}

#[cfg(test)]
#[path = "localize_tests.rs"]
mod tests;
