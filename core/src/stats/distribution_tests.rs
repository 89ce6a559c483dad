use super::*;

fn close(got: f64, want: f64, tolerance: f64) {
    assert!((got - want).abs() <= tolerance * want.abs().max(1e-12), "{got} is not {want}");
}

// Reference values: direct summation of the probability function in 64-bit Python (math.lgamma, math.exp).

#[test]
fn negative_binomial_probabilities_match_direct_sums() {
    for (count, mean, alpha, ln_p) in [
        (0.0, 2.0, 0.5, -1.386_294_361_119_89),
        (3.0, 2.0, 0.5, -2.079_441_541_679_837),
        (10.0, 12.0, 0.1, -2.512_287_505_303_345),
        (120.0, 100.0, 0.02, -4.527_295_525_271_207),
        (95.0, 100.0, 0.0, -3.323_891_201_930_223_4),
        (1200.0, 900.0, 0.05, -7.418_457_708_699_051_6),
    ] {
        close(ln_pmf(count, mean, alpha), ln_p, 1e-9);
    }
}

#[test]
fn mean_zero_puts_all_mass_on_zero() {
    assert!(ln_pmf(0.0, 0.0, 0.1).abs() < 1e-15);
    assert!(ln_pmf(1.0, 0.0, 0.1).is_infinite());
    assert!(quantile(0.95, 0.0, 0.1).abs() < 1e-15);
}

#[test]
fn zero_run_evidence_of_the_golden_case() {
    // Expected 2.0, 3.5 and 4.0 visitors, nobody seen: p = exp(-9.5) = 7.485e-5 (Poisson).
    let evidence: f64 = [2.0, 3.5, 4.0].iter().map(|mean| zero_evidence(*mean, 0.0)).sum();
    close(exp(-evidence), 7.485_182_988_770_06e-5, 1e-12);
    // alpha = 0.1, mu = 12: 10 ln 2.2 = 7.88.
    close(zero_evidence(12.0, 0.1), 7.884_573_603_642_703, 1e-12);
}

#[test]
fn quantiles_are_exact_for_small_means_and_near_for_large_ones() {
    for (share, mean, alpha, want) in [
        (0.05, 12.0, 0.1, 5.0),
        (0.95, 12.0, 0.1, 21.0),
        (0.95, 0.3, 0.0, 1.0),
        (0.95, 3.0, 2.0, 12.0),
    ] {
        assert!((quantile(share, mean, alpha) - want).abs() < 1e-12, "{share} {mean} {alpha}");
    }
    for (share, mean, alpha, want) in [
        (0.05, 900.0, 0.05, 593.0),
        (0.95, 900.0, 0.05, 1258.0),
        (0.95, 500.0, 0.5, 1187.0),
        (0.95, 5000.0, 0.01, 5858.0),
    ] {
        close(quantile(share, mean, alpha), want, 0.01);
    }
}

#[test]
fn normal_quantile_matches_tables() {
    for (share, want) in [
        (0.05, -1.644_853_626_951_472_6),
        (0.95, 1.644_853_626_951_471_5),
        (0.001, -3.090_232_306_167_813),
        (1e-8, -5.612_001_244_174_79),
    ] {
        close(normal_quantile(share), want, 1e-9);
        close(normal_cdf(want), share, 1e-9);
    }
    assert!(normal_quantile(0.5).abs() < 1e-12);
    assert!(normal_quantile(0.0).is_infinite() && normal_quantile(0.0) < 0.0);
    assert!(normal_quantile(1.0).is_infinite() && normal_quantile(1.0) > 0.0);
}
