//! From the result of `zone_visits` to the input of what follows.

use super::zone_visits::ZoneVisits;
use crate::table::{Ids, Labels, Visits};
use std::borrow::Cow;

impl ZoneVisits {
    /// The visits as an input of `dwell_summary`, `zone_occupancy`, `queue_summary` and `zone_metrics`, without a copy of their times.
    ///
    /// # Errors
    /// None for a result of `zone_visits`; `KELIU_INTERVAL_REVERSED` where a visit ends before it begins.
    pub fn visits(&self) -> crate::error::Result<Visits<'_>> {
        let labels = |labels: &'_ Labels<'static>| labels.names.clone();
        let track = match &self.track {
            Ids::Numbers(numbers) => Ids::Numbers(Cow::Borrowed(numbers)),
            Ids::Names(names) => {
                Ids::Names(Labels { codes: Cow::Borrowed(&names.codes), names: labels(names) })
            }
        };
        let zone = Labels { codes: Cow::Borrowed(&self.zone.codes), names: labels(&self.zone) };
        Visits::of(track, zone, &self.enter.0, &self.exit.0)?
            .with_seen(&self.start_seen, &self.end_seen)
    }
}

#[cfg(test)]
#[path = "visits_of_tests.rs"]
mod tests;
