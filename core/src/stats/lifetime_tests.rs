use super::*;
use crate::stats::distribution::normal_quantile;

impl Lifetime {
    /// The duration that this share, strictly between 0 and 1, does not exceed.
    pub(crate) fn quantile(&self, share: f64) -> f64 {
        match self.law {
            Law::Lognormal => exp(self.shape + self.spread * normal_quantile(share)),
            Law::Weibull => self.scale * pow(-ln(1.0 - share), self.spread),
            Law::Gamma => self.bisect(share),
        }
    }

    /// Halves the logarithm: 80 halvings of a range of e^±200 reach the last bit.
    fn bisect(&self, share: f64) -> f64 {
        let (mut low, mut high) = (ln(self.mean) - 200.0, ln(self.mean) + 200.0);
        for _ in 0..80 {
            let middle = f64::midpoint(low, high);
            if self.cdf(exp(middle)) < share {
                low = middle;
            } else {
                high = middle;
            }
        }
        exp(f64::midpoint(low, high))
    }
}

// scipy.stats.lognorm, gamma and weibull_min; the integral by scipy.integrate.quad. SciPy 1.17.1.

#[test]
fn distribution_functions_and_their_integrals_match_scipy() {
    for (law, mean, spread, x, cdf, integral) in [
        (Law::Lognormal, 34.0, 0.8, 5.0, 0.022_958_621_338_292_597, 0.026_877_828_817_410_57),
        (Law::Lognormal, 34.0, 0.8, 40.0, 0.726_795_101_660_787_2, 14.724_758_191_080_67),
        (Law::Lognormal, 34.0, 0.8, 300.0, 0.999_101_186_097_154_4, 266.074_519_515_899_96),
        (Law::Gamma, 34.0, 0.8, 5.0, 0.062_926_998_891_511_72, 0.127_664_102_011_920_47),
        (Law::Gamma, 34.0, 0.8, 40.0, 0.682_553_380_813_123_7, 14.167_793_072_699_233),
        (Law::Gamma, 10.0, 1.5, 40.0, 0.949_862_519_159_301_8, 30.960_075_830_481_227),
        (Law::Weibull, 34.0, 0.8, 5.0, 0.079_947_807_018_876_23, 0.180_306_931_905_636_3),
        (Law::Weibull, 34.0, 0.8, 40.0, 0.674_072_877_582_479_6, 14.357_307_609_480_51),
        (Law::Weibull, 10.0, 1.5, 300.0, 0.999_991_476_712_183, 290.000_342_121_791_7),
    ] {
        let life = Lifetime::new(law, mean, spread);
        assert!((life.cdf(x) - cdf).abs() < 1e-13, "{law:?} F({x}) = {}", life.cdf(x));
        let found = life.integral(x);
        assert!((found - integral).abs() < 1e-11, "{law:?} integral({x}) = {found}");
    }
}

#[test]
fn quantiles_match_scipy() {
    for (law, mean, spread, median, ninth) in [
        (Law::Lognormal, 34.0, 0.8, 24.689_067_260_505_49, 68.827_390_060_043_11),
        (Law::Gamma, 34.0, 0.8, 27.085_162_731_877_947, 70.148_780_030_474_73),
        (Law::Weibull, 34.0, 0.8, 27.227_678_860_689_597, 71.141_464_589_094_88),
        (Law::Gamma, 10.0, 1.5, 4.066_938_217_224_154, 27.700_911_318_136_77),
        (Law::Weibull, 10.0, 1.5, 4.341_122_006_957_138, 26.283_750_338_864_646),
    ] {
        let life = Lifetime::new(law, mean, spread);
        assert!((life.quantile(0.5) - median).abs() < 1e-8, "{law:?}: {}", life.quantile(0.5));
        assert!((life.quantile(0.9) - ninth).abs() < 1e-8, "{law:?}: {}", life.quantile(0.9));
    }
}

#[test]
fn a_spread_of_one_is_the_exponential_law() {
    for law in [Law::Gamma, Law::Weibull] {
        let life = Lifetime::new(law, 2.0, 1.0);
        assert!((life.cdf(2.0) - 0.632_120_558_828_557_7).abs() < 1e-14);
        assert!((life.quantile(0.5) - 1.386_294_361_119_890_6).abs() < 1e-12);
    }
    assert!(Lifetime::new(Law::Gamma, 2.0, 1.0).cdf(-1.0).abs() < 1e-300);
    assert!(Lifetime::new(Law::Gamma, 2.0, 1.0).integral(0.0).abs() < 1e-300);
}
