//! What sensors make of the truth.

use crate::random::Random;
use crate::records::Records;
use crate::store::Truth;

/// What is wrong with a bin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Fault {
    /// Nothing.
    #[default]
    None,
    /// It has no record.
    Gap,
    /// The sensor reports 0.
    Dead,
    /// The sensor repeats the last count before the fault.
    Stuck,
    /// The sensor counts many times too much.
    Spike,
}

/// How often sensors fail: stretches per sensor in 28 days, and the share of records sent twice.
#[derive(Debug, Clone, PartialEq)]
pub struct Faults {
    /// Stretches without a record.
    pub gaps: f64,
    /// Stretches of zeros.
    pub dead: f64,
    /// Stretches of one repeated count.
    pub stuck: f64,
    /// Single bins that are far too high.
    pub spikes: f64,
    /// Share of the records that come a second time.
    pub repeated: f64,
    /// Share of the repetitions that carry another count; the true one comes last.
    pub conflicts: f64,
    /// Shortest and longest stretch, in hours.
    pub hours: (f64, f64),
}

impl Default for Faults {
    fn default() -> Self {
        Self {
            gaps: 1.0,
            dead: 1.0,
            stuck: 0.5,
            spikes: 1.0,
            repeated: 0.002,
            conflicts: 0.25,
            hours: (2.0, 72.0),
        }
    }
}

/// What a store's sensors recorded, beside the truth.
#[derive(Debug, Clone, PartialEq)]
pub struct Observed {
    /// The records, sensor by sensor in order of time; of a repetition the later row is the true one.
    pub records: Records,
    /// What is wrong with each bin, sensor by sensor.
    pub mask: Vec<Vec<Fault>>,
}

impl Faults {
    /// No faults at all.
    pub const NONE: Self = Self {
        gaps: 0.0,
        dead: 0.0,
        stuck: 0.0,
        spikes: 0.0,
        repeated: 0.0,
        conflicts: 0.0,
        hours: (1.0, 1.0),
    };

    /// Records of the truth by sensors that fail this often.
    pub fn observe(&self, truth: &Truth, seed: u64) -> Observed {
        let mut observed = Observed { records: Records::default(), mask: Vec::new() };
        for (door, name) in truth.sensors.iter().enumerate() {
            let random = Random::new(seed).stream(door as u64);
            let mask = self.mask(truth, random);
            let counts = [&truth.entries[door], &truth.exits[door]]
                .map(|counts| distort(counts, &mask, random));
            self.report(truth, name, &counts, &mask, random.stream(20), &mut observed.records);
            observed.mask.push(mask);
        }
        observed
    }

    /// Places stretches of faults; where two meet, the earlier kind keeps the bin.
    fn mask(&self, truth: &Truth, random: Random) -> Vec<Fault> {
        let bins = truth.open.len();
        let mut mask = vec![Fault::None; bins];
        if bins == 0 {
            return mask;
        }
        let bin_hours = (truth.cuts_us[1] - truth.cuts_us[0]) as f64 / 3.6e9;
        let months = bins as f64 * bin_hours / (28.0 * 24.0);
        let kinds = [
            (Fault::Gap, self.gaps),
            (Fault::Dead, self.dead),
            (Fault::Stuck, self.stuck),
            (Fault::Spike, self.spikes),
        ];
        for (kind, (fault, rate)) in (1..).zip(kinds) {
            let random = random.stream(kind);
            let stretches = (rate * months + random.uniform(0)) as u64;
            for stretch in 0..stretches {
                let from = random.below(1 + 2 * stretch, bins as u64) as usize;
                let (short, long) = self.hours;
                // Evenly in the logarithm: short outages are as common as long ones.
                let hours = short * libm::pow(long / short, random.uniform(2 + 2 * stretch));
                let length =
                    if fault == Fault::Spike { 1 } else { (hours / bin_hours).ceil() as usize };
                let free = mask.iter_mut().skip(from).take(length.max(1));
                free.filter(|bin| **bin == Fault::None).for_each(|bin| *bin = fault);
            }
        }
        // Zeros of a closed store, and a spike or a repeated zero there, are no faults that anyone could see.
        for (bin, fault) in mask.iter_mut().enumerate() {
            if !truth.open[bin] && *fault != Fault::Gap {
                *fault = Fault::None;
            }
        }
        mask
    }

    fn report(
        &self,
        truth: &Truth,
        name: &str,
        [entries, exits]: &[Vec<i64>; 2],
        mask: &[Fault],
        random: Random,
        records: &mut Records,
    ) {
        for bin in (0..mask.len()).filter(|&bin| mask[bin] != Fault::Gap) {
            let interval = (truth.cuts_us[bin], truth.cuts_us[bin + 1]);
            let place = 2 * bin as u64;
            if random.uniform(place) < self.repeated {
                let less = i64::from(random.uniform(place + 1) < self.conflicts);
                let early = [entries[bin], exits[bin]].map(|count| Some((count - less).max(0)));
                records.push(name, interval, early);
            }
            records.push(name, interval, [Some(entries[bin]), Some(exits[bin])]);
        }
    }
}

/// The counts as a sensor with these faults reports them.
fn distort(counts: &[i64], mask: &[Fault], random: Random) -> Vec<i64> {
    let factor = random.stream(10);
    let mut held = 0;
    (0..counts.len())
        .map(|bin| match mask[bin] {
            Fault::Dead => 0,
            Fault::Stuck => held,
            Fault::Spike => (counts[bin] + 20) * (8 + factor.below(bin as u64, 40) as i64),
            Fault::None | Fault::Gap => {
                held = counts[bin].max(1);
                counts[bin]
            }
        })
        .collect()
}

#[cfg(test)]
#[path = "faults_tests.rs"]
mod tests;
