//! Random numbers by place: a number depends on seed, entity and counter, never on what was drawn before.

/// The increment of splitmix64: 2^64 over the golden ratio, odd.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// The random numbers of one entity under one seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Draws(u64);

impl Draws {
    pub(crate) fn new(seed: u64, entity: &str) -> Self {
        // The name enters byte by byte, so that its place among other entities does not matter.
        let start = mix(seed.wrapping_add(STEP));
        Self(
            entity
                .bytes()
                .fold(start, |state, byte| mix(state ^ u64::from(byte)).wrapping_add(STEP)),
        )
    }

    /// A number strictly between 0 and 1.
    pub(crate) fn uniform(self, replicate: u64, draw: u64) -> f64 {
        ((self.bits(replicate, draw) >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    /// A number below `limit`, which is at least 1.
    pub(crate) fn below(self, replicate: u64, draw: u64, limit: usize) -> usize {
        // The high half of the product: a remainder would prefer small numbers.
        ((u128::from(self.bits(replicate, draw)) * limit as u128) >> 64) as usize
    }

    fn bits(self, replicate: u64, draw: u64) -> u64 {
        mix(mix(self.0 ^ mix(replicate.wrapping_add(STEP))).wrapping_add(draw.wrapping_mul(STEP)))
    }
}

/// The finalizer of splitmix64 (Steele, Lea and Flood 2014).
const fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
#[path = "random_tests.rs"]
mod tests;
