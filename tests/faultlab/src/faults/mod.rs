//! The injectors: `(truth, severity, seed)` to records and mask, nothing else goes in or out.

mod clock;
mod compound;
mod device;
mod interval;
mod register;
mod text;

use crate::case::Faulty;
use crate::windows::{Neighbor, Truth, Window};
use keliu_simulator::Random;
use std::ops::Range;

macro_rules! families {
    ($($name:ident, $group:ident, $text:literal;)+) => {
        /// What can go wrong; the letters and numbers are those of the taxonomy.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Family {
            $(#[doc = $text] $name,)+
        }

        impl Family {
            /// Every family.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// Short name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)+ }
            }

            /// What it is at the three severities.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// How it is judged.
            pub const fn group(self) -> Group {
                match self { $(Self::$name => Group::$group,)+ }
            }
        }
    };
}

/// How a family is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Nothing was wrong.
    Clean,
    /// The record holds the answer.
    Exact,
    /// What was lost can be estimated.
    Imputable,
    /// It may be reported, never applied unasked.
    Advisory,
    /// Several at once.
    Compound,
}

families! {
    Clean, Clean, "no fault";
    C1, Imputable, "rows missing 6 / 24 / 168 h";
    C2, Imputable, "zeros 6 / 24 / 168 h";
    C3, Imputable, "frozen 6 / 24 / 168 h";
    C4, Advisory, "half level 1 / 3 / 14 d";
    C5, Advisory, "occlusion 5 / 12 / 25 % at p95";
    C6, Advisory, "5 / 15 / 30 % counted twice";
    C7, Imputable, "2 / 6 / 20 spikes";
    C8, Advisory, "sun: +20 / 50 / 100 % in 3 hours of clear days";
    C9, Advisory, "gain x 1.05 / 1.12 / 1.30 from a day on";
    C10, Imputable, "one lump after 3 / 12 / 48 h";
    C11, Exact, "same rows twice 6 / 24 / 168 h";
    C12, Exact, "partial, then final 6 / 24 / 168 h";
    C13, Imputable, "clock +1 h from a day on / +3 h throughout / +7 h for 14 d";
    C14, Exact, "hour skipped / doubled / doubled in quarters";
    C15, Exact, "counting day from 03:00 / 05:00 / 06:00, edge days partial";
    C16, Imputable, "in and out exchanged 7 / 14 / 56 d";
    C17, Exact, "1 / 4 / 14 register resets";
    C18, Exact, "register wraps at 10^6 / 2^24 / 2^16";
    C19, Exact, "register counts down 3 / 14 / 56 d";
    C20, Exact, "1 / 3 / 8 alien readings";
    LostRows, Imputable, "register rows lost 6 / 24 / 168 h";
    C21, Imputable, "5 / 20 / 80 sentinels instead of counts";
    C21Register, Exact, "5 / 20 / 80 sentinels among readings";
    C22, Advisory, "another place under this name from a day on";
    C23, Exact, "wrong unit: 5 min as 1 h / day so far / register as counts";
    C24, Exact, "file: BOM and CRLF / UTF-16 / semicolons, mixed dates, half line";
    Compound, Compound, "2 to 4 families at once";
    LateRows, Imputable, "rows missing 3 / 12 / 48 h, then one lump";
    Block, Imputable, "6 / 24 / 168 h written again over later ones";
}

/// What a family makes of a truth. `neighbor` is the other place of C22.
pub fn inject(
    family: Family,
    truth: &Truth,
    neighbor: Option<&Neighbor>,
    severity: u8,
    seed: u64,
) -> Faulty {
    let random = Random::new(seed).stream(family as u64).stream(u64::from(severity));
    let at = usize::from(severity.clamp(1, 3)) - 1;
    let mut faulty = Faulty::untouched(truth);
    match family {
        Family::Clean => {}
        Family::C1
        | Family::C2
        | Family::C3
        | Family::C7
        | Family::C10
        | Family::C11
        | Family::C12
        | Family::C21
        | Family::LateRows
        | Family::Block => interval::apply(family, &mut faulty, at, random),
        Family::C4 | Family::C5 | Family::C6 | Family::C8 | Family::C9 | Family::C22 => {
            device::apply(family, &mut faulty, neighbor, at, random);
        }
        Family::C16 => device::swap(&mut faulty, at, random),
        Family::C13 => clock::offset(&mut faulty, at, random),
        Family::C14 => faulty = clock::change_of_clock(truth, at, random),
        Family::C15 => clock::counting_day(&mut faulty, at),
        Family::C17
        | Family::C18
        | Family::C19
        | Family::C20
        | Family::LostRows
        | Family::C21Register => {
            let mut register = register::Register::new(truth, random);
            register.add(family, at, random.stream(1));
            register.record(&mut faulty);
        }
        Family::C23 => text::unit(&mut faulty, at, random),
        Family::C24 => text::write(&mut faulty, at),
        Family::Compound => compound::apply(&mut faulty, random),
    }
    faulty
}

/// A window with a fault.
pub fn inject_window(family: Family, window: &Window, severity: u8) -> Faulty {
    let other = window.neighbors.iter().find(|one| one.entries.iter().all(Option::is_some));
    inject(family, &window.truth, other, severity, window.seed)
}

/// A stretch of `length` of `bins` hours, at a random place.
fn stretch(random: Random, bins: usize, length: usize) -> Range<usize> {
    let length = length.min(bins);
    let start = random.below(0, (bins - length + 1) as u64) as usize;
    start..start + length
}

/// `number` different hours of a range with at least one other hour between them, in order.
fn apart(random: Random, range: Range<usize>, number: usize) -> Vec<usize> {
    let mut taken: Vec<usize> = Vec::with_capacity(number);
    for draw in 0..50 * number as u64 {
        let bin = range.start + random.below(draw, range.len() as u64) as usize;
        if taken.len() < number && taken.iter().all(|other| other.abs_diff(bin) > 1) {
            taken.push(bin);
        }
    }
    taken.sort_unstable();
    taken
}

/// About a share of some persons: the whole part, and one more with the probability of the rest.
fn thin(persons: i64, share: f64, random: Random, lane: usize) -> i64 {
    (persons as f64 * share + random.uniform(lane as u64)) as i64
}

#[cfg(test)]
#[path = "faults_tests.rs"]
mod tests;
