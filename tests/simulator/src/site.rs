//! A site whose persons are known one by one: when they came, through which door, and when they left.

use crate::random::Random;
use crate::records::Records;
use crate::store::{DAY_S, MONDAY_US, SECOND_US, SHAPE_OF_WEEK, shape_of_day};

/// The streams of random numbers, one per purpose.
mod stream {
    pub(super) const DAY: u64 = 101;
    pub(super) const ARRIVALS: u64 = 102;
    pub(super) const SECOND: u64 = 103;
    pub(super) const GROUP: u64 = 104;
    pub(super) const STEP: u64 = 105;
    pub(super) const DWELL: u64 = 106;
    pub(super) const LAST: u64 = 107;
    pub(super) const DOOR_IN: u64 = 108;
    pub(super) const DOOR_OUT: u64 = 109;
    pub(super) const MISSED: u64 = 110;
    pub(super) const FALSE: u64 = 111;
    pub(super) const U_TURN: u64 = 112;
}

/// One door and what its sensor makes of those who pass.
#[derive(Debug, Clone, PartialEq)]
pub struct Door {
    /// Name of its sensor.
    pub name: String,
    /// Its part of the traffic; the parts of all doors need not add up to 1.
    pub share: f64,
    /// Share of those who enter that is not counted.
    pub missed_in: f64,
    /// Share of those who leave that is not counted.
    pub missed_out: f64,
    /// Counts of nobody, in either direction, per person who passes in it.
    pub false_counts: f64,
    /// Persons who step in and turn back within four seconds, per person who enters.
    pub u_turns: f64,
}

impl Door {
    /// A door whose sensor makes no mistakes.
    pub fn exact(name: &str, share: f64) -> Self {
        let name = name.to_owned();
        Self { name, share, missed_in: 0.0, missed_out: 0.0, false_counts: 0.0, u_turns: 0.0 }
    }

    /// A door that misses these shares of entries and exits and counts half a percent of nobody.
    pub fn lossy(name: &str, share: f64, missed_in: f64, missed_out: f64) -> Self {
        Self { missed_in, missed_out, false_counts: 0.005, ..Self::exact(name, share) }
    }
}

/// A site to be simulated: groups come by a weekly rhythm, stay a while and leave by closing time.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// Decides all random numbers.
    pub seed: u64,
    /// Days, from Monday, 1 January 2024, on, in UTC.
    pub days: usize,
    /// Persons who come on a mean day.
    pub persons_per_day: f64,
    /// Standard deviation of the logarithm of the level of a day.
    pub day_noise: f64,
    /// Hours of the day in which the site is open; nothing for a site that never closes.
    pub open: Option<(i64, i64)>,
    /// Minutes before closing in which nobody comes anymore.
    pub last_entry_min: i64,
    /// Median dwell in minutes.
    pub dwell_median_min: f64,
    /// Standard deviation of the logarithm of the dwell.
    pub dwell_spread: f64,
    /// How far the logarithm of the median dwell swings over the day: longest for arrivals at 20:00.
    pub dwell_swing: f64,
    /// Shares of groups of one, two, three, ... persons, at most 16.
    pub groups: Vec<f64>,
    /// Its doors.
    pub doors: Vec<Door>,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            seed: 1,
            days: 28,
            persons_per_day: 600.0,
            day_noise: 0.10,
            open: Some((9, 21)),
            last_entry_min: 10,
            dwell_median_min: 25.0,
            dwell_spread: 0.8,
            dwell_swing: 0.0,
            groups: vec![0.6, 0.25, 0.1, 0.05],
            doors: vec![Door::lossy("main", 0.7, 0.05, 0.03), Door::lossy("side", 0.3, 0.05, 0.03)],
        }
    }
}

/// One person's visit, as it truly was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// Microseconds since 1970 UTC.
    pub enter_us: i64,
    /// The same; later than the entry.
    pub exit_us: i64,
    /// The door entered by, a place in [`Site::doors`].
    pub door_in: usize,
    /// The door left by.
    pub door_out: usize,
    /// Persons who came together have one number.
    pub group: u64,
}

/// Why a sensor counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// A person came or left.
    Person,
    /// Nobody passed.
    Nobody,
    /// Somebody stepped in and turned back: one count inward, one outward.
    UTurn,
}

/// One count of a sensor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Crossing {
    /// Microseconds since 1970 UTC.
    pub time_us: i64,
    /// A place in [`Site::doors`].
    pub door: usize,
    /// True for entries.
    pub inward: bool,
    /// Why it was counted: the truth, which a sensor does not tell.
    pub cause: Cause,
}

/// What happened at a site, and what its sensors counted.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteTruth {
    /// Names of the sensors, door by door.
    pub sensors: Vec<String>,
    /// Start and end of the simulated time.
    pub span_us: (i64, i64),
    /// Opening and closing of each day; empty if the site never closes.
    pub openings_us: Vec<(i64, i64)>,
    /// Everybody, in the order of entry.
    pub persons: Vec<Person>,
    /// Every count of every sensor, in the order of time.
    pub crossings: Vec<Crossing>,
}

impl Site {
    /// What happens at this site.
    pub fn truth(&self) -> SiteTruth {
        let day_us = DAY_S * SECOND_US;
        let midnight = |day: usize| MONDAY_US + day as i64 * day_us;
        let openings_us = match self.open {
            Some((from, to)) => (0..self.days)
                .map(|day| {
                    let at = |hour: i64| midnight(day) + hour * 3600 * SECOND_US;
                    (at(from), at(to))
                })
                .collect(),
            None => Vec::new(),
        };
        let mut persons = Vec::new();
        let mut crossings = Vec::new();
        let per_minute = self.groups_per_minute();
        let random = Random::new(self.seed);
        for day in 0..self.days {
            let level = libm::exp(self.day_noise * random.stream(stream::DAY).normal(day as u64))
                * SHAPE_OF_WEEK[day % 7];
            let closing = openings_us.get(day).map(|&(_, to)| to);
            for (minute, mean) in per_minute.iter().enumerate() {
                let place = (day * per_minute.len() + minute) as u64;
                let groups = random.stream(stream::ARRIVALS).poisson(place, mean * level);
                for group in 0..groups {
                    let start = midnight(day) + minute as i64 * 60 * SECOND_US;
                    let first = persons.len();
                    self.group(place * GROUPS_PER_MINUTE + group, start, closing, &mut persons);
                    for (member, person) in persons[first..].iter().enumerate() {
                        self.cross(person, member as u64, &mut crossings);
                    }
                }
            }
        }
        let span_us = (midnight(0), midnight(self.days));
        crossings.retain(|crossing| crossing.time_us < span_us.1);
        crossings.sort_unstable();
        persons.sort_by_key(|person| (person.enter_us, person.group));
        let sensors = self.doors.iter().map(|door| door.name.clone()).collect();
        SiteTruth { sensors, span_us, openings_us, persons, crossings }
    }

    /// Groups expected in each minute of a mean day.
    fn groups_per_minute(&self) -> Vec<f64> {
        let (from, to) = self.open.unwrap_or((0, 24));
        let last = to * 60 - if self.open.is_some() { self.last_entry_min } else { 0 };
        let shape: Vec<f64> = (0..DAY_S / 60)
            .map(|minute| {
                let comes = (from * 60..last).contains(&minute);
                if comes { shape_of_day((minute as f64 + 0.5) / 60.0) } else { 0.0 }
            })
            .collect();
        let members: f64 =
            self.groups.iter().enumerate().map(|(more, share)| share * (more as f64 + 1.0)).sum();
        let mean_group = members / self.groups.iter().sum::<f64>();
        let whole: f64 = shape.iter().sum();
        shape.iter().map(|rate| rate / whole * self.persons_per_day / mean_group).collect()
    }

    /// The members of one group: they come within seconds and leave within seconds.
    fn group(&self, number: u64, minute_us: i64, closing: Option<i64>, persons: &mut Vec<Person>) {
        let random = Random::new(self.seed);
        let uniform = |purpose: u64| random.stream(purpose).uniform(number);
        let arrival = minute_us + (uniform(stream::SECOND) * 60e6) as i64;
        let size = pick(&self.groups, uniform(stream::GROUP)) as u64 + 1;
        let shares: Vec<f64> = self.doors.iter().map(|door| door.share).collect();
        let door_in = pick(&shares, uniform(stream::DOOR_IN));
        let door_out = pick(&shares, uniform(stream::DOOR_OUT));
        let hour = ((arrival - MONDAY_US) % (DAY_S * SECOND_US)) as f64 / 3.6e9;
        let swing = self.dwell_swing * libm::cos((hour - 20.0) / 24.0 * std::f64::consts::TAU);
        let log = self.dwell_spread * random.stream(stream::DWELL).normal(number) + swing;
        let dwell = (self.dwell_median_min * 60e6 * libm::exp(log)) as i64;
        for member in 0..size {
            let step = |side: u64| {
                let place = (number * MEMBERS + member) * 2 + side;
                (member as f64 * 1.2e6 * random.stream(stream::STEP).uniform(place)) as i64
            };
            let enter_us = arrival + step(0);
            let mut exit_us = (arrival + dwell + step(1)).max(enter_us + SECOND_US);
            if let Some(closing) = closing.filter(|&closing| exit_us >= closing) {
                // Those who would stay longer leave in the last five minutes.
                let early = (uniform(stream::LAST) * 300e6) as i64 + 1;
                exit_us = (closing - early).max(enter_us + SECOND_US);
            }
            persons.push(Person { enter_us, exit_us, door_in, door_out, group: number });
        }
    }

    /// What the sensors make of one person, who is the `member`-th of the group.
    fn cross(&self, person: &Person, member: u64, crossings: &mut Vec<Crossing>) {
        let random = Random::new(self.seed);
        for inward in [true, false] {
            let (door, time_us) = if inward {
                (person.door_in, person.enter_us)
            } else {
                (person.door_out, person.exit_us)
            };
            let place = (person.group * MEMBERS + member) * 2 + u64::from(inward);
            let uniform = |purpose: u64| random.stream(purpose).uniform(place);
            let sensor = &self.doors[door];
            let missed = if inward { sensor.missed_in } else { sensor.missed_out };
            if uniform(stream::MISSED) >= missed {
                crossings.push(Crossing { time_us, door, inward, cause: Cause::Person });
            }
            if uniform(stream::FALSE) < sensor.false_counts {
                crossings.push(Crossing { time_us, door, inward, cause: Cause::Nobody });
            }
            let draw = uniform(stream::U_TURN);
            if inward && draw < sensor.u_turns {
                // The draw itself, stretched over its range, is how long the step took.
                let back = 1_000_000 + (draw / sensor.u_turns * 2.9e6) as i64;
                for (time_us, inward) in [(time_us, true), (time_us + back, false)] {
                    crossings.push(Crossing { time_us, door, inward, cause: Cause::UTurn });
                }
            }
        }
    }
}

/// Most groups in one minute that keep numbers of their own.
const GROUPS_PER_MINUTE: u64 = 1 << 16;
/// Most members of a group.
const MEMBERS: u64 = 16;

/// The place in a list of shares that a uniform number falls on.
fn pick(shares: &[f64], uniform: f64) -> usize {
    let mut left = uniform * shares.iter().sum::<f64>();
    for (place, share) in shares.iter().enumerate() {
        left -= share;
        if left < 0.0 {
            return place;
        }
    }
    shares.len() - 1
}

impl SiteTruth {
    /// Starts of the bins of this length, and the end of the last one.
    pub fn cuts_us(&self, interval_s: i64) -> Vec<i64> {
        let step = interval_s * SECOND_US;
        (0..=(self.span_us.1 - self.span_us.0) / step)
            .map(|bin| self.span_us.0 + bin * step)
            .collect()
    }

    /// What the sensors counted, one record per door and bin.
    pub fn records(&self, interval_s: i64) -> Records {
        self.tally(interval_s, self.crossings.iter().map(|c| (c.time_us, c.door, c.inward)))
    }

    /// What sensors without mistakes would have counted; steps in and back are no visits.
    pub fn true_records(&self, interval_s: i64) -> Records {
        let passes = self.persons.iter().flat_map(|person| {
            [(person.enter_us, person.door_in, true), (person.exit_us, person.door_out, false)]
        });
        self.tally(interval_s, passes)
    }

    fn tally(&self, interval_s: i64, passes: impl Iterator<Item = (i64, usize, bool)>) -> Records {
        let cuts = self.cuts_us(interval_s);
        let bins = cuts.len() - 1;
        let mut counts = vec![[0_i64; 2]; self.sensors.len() * bins];
        for (time_us, door, inward) in passes {
            let bin = (time_us - self.span_us.0) / (interval_s * SECOND_US);
            if (bin as usize) < bins {
                counts[door * bins + bin as usize][usize::from(!inward)] += 1;
            }
        }
        let mut records = Records::default();
        for (door, name) in self.sensors.iter().enumerate() {
            for bin in 0..bins {
                let values = counts[door * bins + bin].map(Some);
                records.push(name, (cuts[bin], cuts[bin + 1]), values);
            }
        }
        records
    }

    /// Persons present at the end of each bin: those who entered before it and leave at it or later.
    pub fn occupancy(&self, interval_s: i64) -> Vec<i64> {
        let cuts = self.cuts_us(interval_s);
        let mut change = vec![0_i64; cuts.len()];
        let bin = |time_us: i64| {
            let bin = (time_us - self.span_us.0) / (interval_s * SECOND_US);
            (bin as usize).min(cuts.len() - 1)
        };
        for person in &self.persons {
            change[bin(person.enter_us)] += 1;
            change[bin(person.exit_us)] -= 1;
        }
        let mut present = 0;
        change[..cuts.len() - 1]
            .iter()
            .map(|more| {
                present += more;
                present
            })
            .collect()
    }
}

#[cfg(test)]
#[path = "site_tests.rs"]
mod tests;
