use super::{t_quantile, upper_tail};

/// `scipy.stats.t.ppf(probability, freedom)` of SciPy 1.x, printed to the last digit.
const REFERENCE: [(f64, f64, f64); 20] = [
    (0.9, 1.0, 3.077_683_537_175_254_4),
    (0.9, 2.0, 1.885_618_083_164_127_2),
    (0.9, 5.0, 1.475_884_048_824_481_5),
    (0.9, 10_000.0, 1.281_636_229_730_477_5),
    (0.95, 1.0, 6.313_751_514_675_037),
    (0.95, 2.0, 2.919_985_580_353_724_2),
    (0.95, 3.0, 2.353_363_434_801_823_3),
    (0.95, 31.0, 1.695_518_782_545_864_9),
    (0.95, 120.0, 1.657_650_899_355_235_2),
    (0.975, 1.0, 12.706_204_736_174_694),
    (0.975, 2.0, 4.302_652_729_749_462),
    (0.975, 3.0, 3.182_446_305_283_707_8),
    (0.975, 10.0, 2.228_138_851_986_274),
    (0.975, 31.0, 2.039_513_446_396_408),
    (0.975, 10_000.0, 1.960_201_239_890_626),
    (0.995, 1.0, 63.656_741_162_871_526),
    (0.995, 5.0, 4.032_142_983_555_228),
    (0.9995, 1.0, 636.619_248_768_789_7),
    (0.9995, 2.0, 31.599_054_576_445_365),
    (0.9995, 120.0, 3.373_453_768_562_533),
];

#[test]
fn quantiles_are_those_of_scipy() {
    for (probability, freedom, expected) in REFERENCE {
        let found = t_quantile(probability, freedom);
        let error = (found / expected - 1.0).abs();
        assert!(error < 1e-10, "t({probability}, {freedom}) = {found}, expected {expected}");
    }
}

#[test]
fn many_degrees_of_freedom_give_the_normal_law() {
    let (near, normal) = (t_quantile(0.975, 9.0e6), t_quantile(0.975, 1e9));
    assert!((near - normal).abs() < 1e-6, "{near} and {normal}");
    assert!((normal - 1.959_963_984_540_054).abs() < 1e-9);
}

#[test]
fn one_degree_of_freedom_is_the_cauchy_law() {
    // P(T > 1) = 1/4 exactly, and P(T > sqrt 3) = 1/6.
    assert!((upper_tail(1.0, 1.0) - 0.25).abs() < 1e-14);
    assert!((upper_tail(3.0_f64.sqrt(), 1.0) - 1.0 / 6.0).abs() < 1e-14);
}
