//! Random numbers by place instead of by sequence.

/// Random numbers of one seed, each addressed by a stream and an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Random(u64);

impl Random {
    /// The numbers of this seed.
    pub const fn new(seed: u64) -> Self {
        Self(mix(seed))
    }

    /// The numbers of one purpose, independent of those of every other.
    #[must_use]
    pub const fn stream(self, stream: u64) -> Self {
        Self(mix(self.0 ^ mix(stream)))
    }

    /// 64 random bits.
    pub const fn bits(self, index: u64) -> u64 {
        mix(self.0.wrapping_add(index.wrapping_mul(STEP)))
    }

    /// A number strictly between 0 and 1.
    pub const fn uniform(self, index: u64) -> f64 {
        // 53 bits, moved by half a step: neither 0 nor 1 can come out.
        ((self.bits(index) >> 11) as f64 + 0.5) / 9_007_199_254_740_992.0
    }

    /// A whole number below `limit`, which is at least 1.
    pub const fn below(self, index: u64, limit: u64) -> u64 {
        // The high half of the product: a modulus would prefer small numbers.
        ((self.bits(index) as u128 * limit as u128) >> 64) as u64
    }

    /// A standard normal number (Box and Muller, 1958).
    pub fn normal(self, index: u64) -> f64 {
        let (radius, angle) = (self.uniform(2 * index), self.uniform(2 * index + 1));
        libm::sqrt(-2.0 * libm::log(radius)) * libm::cos(std::f64::consts::TAU * angle)
    }

    /// A negative binomial count of this mean with variance `mean + mean²/shape`.
    ///
    /// By the inverse of the distribution, so the same place gives a larger count for a larger mean. The
    /// probability of 0 underflows for shapes over about 150.
    pub fn count(self, index: u64, mean: f64, shape: f64) -> i64 {
        if mean <= 0.0 {
            return 0;
        }
        let odds = mean / (mean + shape);
        let mut probability = libm::pow(1.0 - odds, shape);
        let mut below = probability;
        let wanted = self.uniform(index);
        let mut count = 0;
        // The sum of rounded probabilities may end short of the last uniform number: the bound ends it.
        let largest = (mean * 20.0) as i64 + 100;
        while below < wanted && count < largest {
            probability *= odds * (count as f64 + shape) / (count as f64 + 1.0);
            below += probability;
            count += 1;
        }
        count
    }

    /// A Poisson count of this mean, which is below 700.
    pub fn poisson(self, index: u64, mean: f64) -> u64 {
        let mut probability = libm::exp(-mean.max(0.0));
        let mut below = probability;
        let wanted = self.uniform(index);
        let mut count = 0;
        // The sum of rounded probabilities may end short of the last uniform number: the bound ends it.
        let largest = (mean.max(0.0) * 20.0) as u64 + 100;
        while below < wanted && count < largest {
            count += 1;
            probability *= mean / count as f64;
            below += probability;
        }
        count
    }
}

/// The increment of `SplitMix64`: 2^64 over the golden ratio, made odd.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finalizer of `SplitMix64` (Steele, Lea and Flood, 2014; constants of Stafford's variant 13).
const fn mix(seed: u64) -> u64 {
    let mut bits = seed.wrapping_add(STEP);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
#[path = "random_tests.rs"]
mod tests;
