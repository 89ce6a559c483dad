use super::*;
use crate::heatmap::{CellShape, GridHeatmapOptions, Heatmap, grid_heatmap};
use crate::table::Points;
use proptest::prelude::*;

/// A heat map of persons who stand at places for a number of seconds.
fn heat(stands: &[(f64, f64, i64)], options: &GridHeatmapOptions) -> Heatmap {
    let twice = |value: &dyn Fn(usize) -> f64| -> Vec<f64> {
        (0..stands.len() * 2).map(|row| value(row / 2)).collect()
    };
    let track: Vec<u64> = (0..stands.len() as u64 * 2).map(|row| row / 2).collect();
    let time: Vec<i64> = (0..stands.len() * 2)
        .map(|row| if row % 2 == 0 { 0 } else { stands[row / 2].2 * 1_000_000 })
        .collect();
    let (x, y) = (twice(&|at| stands[at].0), twice(&|at| stands[at].1));
    let points = Points::new(&track, &time, &x, &y).expect("they are valid");
    grid_heatmap(&points, None, options).expect("they are valid").heatmap
}

fn hall(shape: CellShape) -> GridHeatmapOptions {
    GridHeatmapOptions {
        cell_m: 1.0,
        shape,
        max_gap_s: 86_400.0,
        extent: Some(vec![0.0, 0.0, 12.0, 9.0]),
        empty_cells: true,
        ..GridHeatmapOptions::default()
    }
}

fn smooth(map: &Heatmap, options: &SmoothHeatmapOptions) -> SmoothHeatmap {
    smooth_heatmap(&map.cells().expect("a heat map"), options).expect("it is valid")
}

#[test]
fn one_step_of_diffusion_by_hand() {
    // h = 0.6 cells: t = 0.18, one step that gives a share of 0.18 to each neighbor.
    let map = heat(
        &[(1.5, 0.5, 100)],
        &GridHeatmapOptions { extent: Some(vec![0.0, 0.0, 3.0, 1.0]), ..hall(CellShape::Square) },
    );
    let options = SmoothHeatmapOptions {
        bandwidth_m: 0.6,
        method: SmoothMethod::Diffusion,
        ..Default::default()
    };
    let found = smooth(&map, &options).seconds;
    for (found, expected) in found.iter().zip([18.0, 64.0, 18.0]) {
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    }
}

#[test]
fn a_wall_holds_diffusion_and_not_the_curve() {
    // Three cells in a row of which the middle is not listed.
    let map = heat(
        &[(0.5, 0.5, 100), (2.5, 0.5, 0)],
        &GridHeatmapOptions { empty_cells: false, ..hall(CellShape::Square) },
    );
    assert_eq!(map.col, [0, 2]);
    let options = SmoothHeatmapOptions {
        bandwidth_m: 1.0,
        method: SmoothMethod::Diffusion,
        into: SmoothInto::Listed,
    };
    assert_eq!(smooth(&map, &options).seconds, [100.0, 0.0]);
    let through =
        smooth(&map, &SmoothHeatmapOptions { method: SmoothMethod::Gaussian, ..options }).seconds;
    // Shares 1 and exp(-2) of their sum.
    let share = crate::math::exp(-2.0);
    assert!((through[1] - 100.0 * share / (1.0 + share)).abs() < 1e-9);
}

#[test]
fn both_methods_have_the_spread_asked_for() {
    for shape in [CellShape::Square, CellShape::Hexagon] {
        let options =
            GridHeatmapOptions { extent: Some(vec![-30.0, -30.0, 30.0, 30.0]), ..hall(shape) };
        let map = heat(&[(0.2, 0.1, 1000)], &options);
        let at = map.seconds.iter().position(|&seconds| seconds > 0.0).expect("one cell has it");
        for method in [SmoothMethod::Gaussian, SmoothMethod::Diffusion] {
            let found = smooth(
                &map,
                &SmoothHeatmapOptions { bandwidth_m: 3.0, method, ..Default::default() },
            );
            let variance = |of: &[f64], middle: f64| {
                of.iter()
                    .zip(&found.seconds)
                    .map(|(at, seconds)| (at - middle) * (at - middle) * seconds)
                    .sum::<f64>()
                    / 1000.0
            };
            for (variance, axis) in
                [(variance(&found.x, map.x[at]), "x"), (variance(&found.y, map.y[at]), "y")]
            {
                assert!((variance - 9.0).abs() < 0.05, "{shape:?} {method:?} {axis}: {variance}");
            }
        }
    }
}

#[test]
fn a_bandwidth_of_too_many_cells_is_refused() {
    let map = heat(&[(0.5, 0.5, 10)], &hall(CellShape::Square));
    let options = SmoothHeatmapOptions { bandwidth_m: 51.0, ..Default::default() };
    let refused =
        smooth_heatmap(&map.cells().expect("a heat map"), &options).expect_err("51 cells");
    assert_eq!(refused.code(), "KELIU_OPTION_RANGE");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn nothing_is_lost_and_nothing_is_negative(
        stands in prop::collection::vec((0.0..12.0_f64, 0.0..9.0_f64, 1..1000_i64), 1..8),
        bandwidth_m in 0.1..6.0_f64, hexagons in any::<bool>(), diffusion in any::<bool>(), listed in any::<bool>(),
    ) {
        let shape = if hexagons { CellShape::Hexagon } else { CellShape::Square };
        let map = heat(&stands, &GridHeatmapOptions { empty_cells: false, ..hall(shape) });
        let options = SmoothHeatmapOptions {
            bandwidth_m,
            method: if diffusion { SmoothMethod::Diffusion } else { SmoothMethod::Gaussian },
            into: if listed { SmoothInto::Listed } else { SmoothInto::Grid },
        };
        let found = smooth(&map, &options);
        let (before, after): (f64, f64) = (map.seconds.iter().sum(), found.seconds.iter().sum());
        prop_assert!((after / before - 1.0).abs() < 1e-12, "{before} {after}");
        prop_assert!(found.seconds.iter().all(|&seconds| seconds >= 0.0));
        prop_assert_eq!(found.raw_seconds.iter().sum::<f64>(), before);
    }
}
