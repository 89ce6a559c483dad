use super::{Random, STEP, mix};

#[test]
fn the_mixer_is_splitmix64() {
    // First outputs of the generator's reference program (Vigna, 2015) for the seed 1234567.
    let published =
        [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
    let mixed = (0..3).map(|n| mix(1_234_567_u64.wrapping_add(STEP.wrapping_mul(n))));
    assert_eq!(mixed.collect::<Vec<u64>>(), published);
}

#[test]
fn a_place_has_one_number_and_streams_differ() {
    let random = Random::new(7);
    assert_eq!(random.bits(5), Random::new(7).bits(5));
    assert_ne!(random.bits(5), random.bits(6));
    assert_ne!(random.stream(1).bits(5), random.stream(2).bits(5));
    assert_ne!(random.bits(5), Random::new(8).bits(5));
}

#[test]
fn whole_numbers_reach_both_ends_and_no_further() {
    let random = Random::new(3);
    let mut seen = [false; 6];
    (0..200).for_each(|i| seen[random.below(i, 6) as usize] = true);
    assert_eq!(seen, [true; 6]);
}

#[test]
fn normal_numbers_have_mean_0_and_variance_1() {
    let random = Random::new(11);
    let numbers: Vec<f64> = (0..20_000).map(|i| random.normal(i)).collect();
    let mean = numbers.iter().sum::<f64>() / 20_000.0;
    let variance = numbers.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 20_000.0;
    // Five standard errors: 1/sqrt(n) and sqrt(2/n).
    assert!(mean.abs() < 0.036, "{mean}");
    assert!((variance - 1.0).abs() < 0.05, "{variance}");
}

#[test]
fn counts_have_the_mean_and_the_variance_asked_for() {
    let random = Random::new(5);
    let counts: Vec<f64> = (0..20_000).map(|i| random.count(i, 30.0, 10.0) as f64).collect();
    let mean = counts.iter().sum::<f64>() / 20_000.0;
    let variance = counts.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 20_000.0;
    assert!((mean - 30.0).abs() < 0.4, "{mean}");
    // 30 + 30²/10
    assert!((variance - 120.0).abs() < 9.0, "{variance}");
}

#[test]
fn no_visitors_are_expected_and_none_come() {
    assert_eq!(Random::new(1).count(0, 0.0, 10.0), 0);
}

#[test]
fn poisson_counts_have_their_mean_as_variance() {
    let random = Random::new(9);
    for mean in [0.3, 12.0] {
        let counts: Vec<f64> = (0..20_000).map(|i| random.poisson(i, mean) as f64).collect();
        let found = counts.iter().sum::<f64>() / 20_000.0;
        let variance = counts.iter().map(|x| (x - found) * (x - found)).sum::<f64>() / 20_000.0;
        assert!((found / mean - 1.0).abs() < 0.04, "{found}");
        assert!((variance / mean - 1.0).abs() < 0.06, "{variance}");
    }
    assert_eq!(random.poisson(0, 0.0), 0);
}
