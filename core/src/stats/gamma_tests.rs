use super::*;

#[test]
fn incomplete_gammas_match_scipy() {
    // scipy.special.gammainc and gammaincc, SciPy 1.17.1.
    for (a, x, p, q) in [
        (0.5_f64, 0.1_f64, 0.345_279_153_981_423_17, 0.654_720_846_018_576_8),
        (1.0, 1.0, 0.632_120_558_828_557_7, 0.367_879_441_171_442_45),
        (2.5, 2.5, 0.584_119_813_004_492, 0.415_880_186_995_507_9),
        (2.5, 9.0, 0.997_053_595_412_119_7, 0.002_946_404_587_880_292_3),
        (44.4, 30.0, 0.008_182_975_687_194_118, 0.991_817_024_312_805_8),
        (44.4, 60.0, 0.984_653_952_197_349_5, 0.015_346_047_802_650_503),
        (1.3, 1e-3, 0.000_107_842_740_573_569_47, 0.999_892_157_259_426_5),
        (300.0, 310.0, 0.722_488_754_171_861_1, 0.277_511_245_828_138_9),
        (1e4, 1.01e4, 0.841_348_750_447_179_6, 0.158_651_249_552_820_37),
    ] {
        // The factor x^a e^-x / Γ(a) cancels as many digits as its exponents have before the point.
        let tolerance = 1e-13 + 4.0 * f64::EPSILON * a * ln(x).abs();
        assert!((lower(a, x) - p).abs() <= tolerance * p, "P({a}, {x}) = {}", lower(a, x));
        assert!((upper(a, x) - q).abs() <= tolerance * q, "Q({a}, {x}) = {}", upper(a, x));
    }
}

#[test]
fn chi_square_tails_match_scipy() {
    // scipy.stats.chi2.sf.
    for (value, degrees, tail) in [
        (3.84, 1.0, 0.050_043_521_248_705_19),
        (10.0, 4.0, 0.040_427_681_994_512_79),
        (100.0, 3.0, 1.554_159_431_389_602_6e-21),
    ] {
        let found = chi_square_tail(value, degrees);
        assert!((found - tail).abs() <= 1e-12 * tail, "{value}, {degrees}: {found}");
    }
    assert_eq!([chi_square_tail(5.0, 0.0), chi_square_tail(0.0, 3.0)], [1.0, 1.0]);
}
