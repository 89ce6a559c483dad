use super::*;
use proptest::prelude::*;

#[derive(Debug, Default, PartialEq, Eq)]
struct Told {
    inside: Vec<([i32; 2], i64, i64)>,
    outside: Vec<(i64, i64)>,
}

impl Stays for Told {
    fn inside(&mut self, cell: [i32; 2], from: i64, to: i64) {
        self.inside.push((cell, from, to));
    }

    fn outside(&mut self, from: i64, to: i64) {
        self.outside.push((from, to));
    }
}

fn told(from: [i32; 2], to: [i32; 2], ticks: i64, size: i32, window: &Window) -> Told {
    let wide = |[x, y]: [i32; 2]| [f64::from(x), f64::from(y)];
    let (from, to, size) = (wide(from), wide(to), f64::from(size));
    let mut told = Told::default();
    walk(from, to, [cell_of(from, size), cell_of(to, size)], ticks, size, window, &mut told);
    told
}

fn stays(from: [i32; 2], to: [i32; 2], ticks: i64, size: i32) -> Vec<([i32; 2], i64, i64)> {
    told(from, to, ticks, size, &Window::ALL).inside
}

/// The same walk by exact fractions: all crossings of borders, sorted; each piece belongs to the cell that holds its
/// middle.
fn exactly(from: [i32; 2], to: [i32; 2], ticks: i64, size: i32) -> Vec<([i32; 2], i64, i64)> {
    let mut cuts: Vec<(i128, i128)> = vec![(0, 1), (1, 1)];
    for axis in 0..2 {
        let (a, b, size) = (i128::from(from[axis]), i128::from(to[axis]), i128::from(size));
        let (low, high) = (a.min(b), a.max(b));
        for border in low.div_euclid(size)..=high.div_euclid(size) + 1 {
            let at = border * size;
            if a != b && low < at && at < high {
                let (num, den) = (at - a, b - a);
                cuts.push((num * den.signum(), den.abs()));
            }
        }
    }
    cuts.sort_by(|a, b| (a.0 * b.1).cmp(&(b.0 * a.1)));
    cuts.dedup_by(|a, b| a.0 * b.1 == b.0 * a.1);
    let round =
        |(num, den): (i128, i128)| ((2 * num * i128::from(ticks) + den).div_euclid(2 * den)) as i64;
    let mut pieces: Vec<([i32; 2], i64, i64)> = Vec::new();
    for pair in cuts.windows(2) {
        let (num, den) = (pair[0].0 * pair[1].1 + pair[1].0 * pair[0].1, 2 * pair[0].1 * pair[1].1);
        let cell = |axis: usize| {
            let (a, b) = (i128::from(from[axis]), i128::from(to[axis]));
            (a * den + (b - a) * num).div_euclid(den * i128::from(size)) as i32
        };
        let (since, until) = (round(pair[0]), round(pair[1]));
        if until > since {
            pieces.push(([cell(0), cell(1)], since, until));
        }
    }
    pieces
}

#[test]
fn three_cells_by_hand() {
    // 2 m in 4 s at constant speed: half a cell, a cell, half a cell.
    let expected =
        [([0, 0], 0, 1_000_000), ([1, 0], 1_000_000, 3_000_000), ([2, 0], 3_000_000, 4_000_000)];
    assert_eq!(stays([500, 500], [2500, 500], 4_000_000, 1000), expected);
}

#[test]
fn a_corner_is_crossed_on_both_axes_at_once() {
    assert_eq!(stays([500, 500], [1500, 1500], 10, 1000), [([0, 0], 0, 5), ([1, 1], 5, 10)]);
    assert_eq!(stays([1500, 500], [500, 1500], 10, 1000), [([1, 0], 0, 5), ([0, 1], 5, 10)]);
}

#[test]
fn a_walk_along_a_border_belongs_to_the_upper_cell() {
    assert_eq!(stays([500, 1000], [1500, 1000], 10, 1000), [([0, 1], 0, 5), ([1, 1], 5, 10)]);
    assert_eq!(stays([1000, 1500], [1000, 500], 10, 1000), [([1, 1], 0, 5), ([1, 0], 5, 10)]);
}

#[test]
fn who_stands_gives_all_to_one_cell() {
    assert_eq!(stays([-1, -1], [-1, -1], 7, 1000), [([-1, -1], 0, 7)]);
    assert!(stays([-1, -1], [-1, -1], 0, 1000).is_empty());
}

#[test]
fn a_window_in_the_middle_of_the_way() {
    let window = Window { low: [1, 0], high: [1, 0] };
    let found = told([500, 500], [2500, 500], 4, 1000, &window);
    assert_eq!(found.inside, [([1, 0], 1, 3)]);
    assert_eq!(found.outside, [(0, 1), (3, 4)]);
}

#[test]
fn a_window_of_one_cell_on_a_way_across_the_whole_lattice() {
    // 134,217,726 mm in 2^40 ticks; the cell of 1 mm at the middle is left after one part of the way.
    let far = (1 << 26) - 1;
    let window = Window { low: [0, 0], high: [0, 0] };
    let found = told([-far, -far], [far, far], 1 << 40, 1, &window);
    let [(cell, from, to)] = found.inside[..] else { panic!("{found:?}") };
    assert_eq!(cell, [0, 0]);
    assert_eq!(from, 1 << 39);
    assert!((8191..=8193).contains(&(to - from)), "2^40 / 134217726 is 8192.0001: {found:?}");
}

/// Coordinates with many that lie on borders and corners.
fn coordinate() -> impl Strategy<Value = i32> {
    prop_oneof![3 => -4000..4000, 2 => (-8..8).prop_map(|cell| cell * 500)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn equal_to_exact_fractions(
        from in [coordinate(), coordinate()], to in [coordinate(), coordinate()],
        ticks in prop_oneof![1_i64..20, 1_i64..4_000_000], size in prop_oneof![Just(500), 90..900_i32],
    ) {
        prop_assert_eq!(stays(from, to, ticks, size), exactly(from, to, ticks, size));
    }

    #[test]
    fn every_tick_is_told_once_and_in_order(
        from in [-60_000..60_000_i32, -60_000..60_000_i32], to in [-60_000..60_000_i32, -60_000..60_000_i32],
        ticks in 0_i64..100_000_000_000, size in 100..5000_i32,
    ) {
        let mut at = 0;
        for (_, since, until) in stays(from, to, ticks, size) {
            prop_assert!(since == at && until > since);
            at = until;
        }
        prop_assert_eq!(at, ticks);
    }

    #[test]
    fn backwards_differs_by_a_tick_at_most(
        from in [coordinate(), coordinate()], to in [coordinate(), coordinate()], ticks in 1_i64..4_000_000,
    ) {
        // Moments at half a tick are rounded up in both directions, all others agree.
        let there = stays(from, to, ticks, 500);
        let mut per_cell = std::collections::BTreeMap::new();
        for (cell, since, until) in there {
            *per_cell.entry(cell).or_insert(0) += until - since;
        }
        let way = [to[0] - from[0], to[1] - from[1]];
        // A way along a border or down through it is in other cells on the borders themselves only.
        for (cell, since, until) in stays(to, from, ticks, 500) {
            *per_cell.entry(cell).or_insert(0) -= until - since;
        }
        prop_assert!(per_cell.values().all(|left| left.abs() <= 1), "{way:?} {per_cell:?}");
    }

    #[test]
    fn two_halves_are_the_whole(
        from in [-40..40_i32, -40..40_i32], half in [-30..30_i32, -30..30_i32], ticks in 1_i64..400_000,
    ) {
        // The middle lies on the lattice and on a whole tick.
        let [from, half] = [from, half].map(|[x, y]| [x * 100, y * 100]);
        let middle = [from[0] + half[0], from[1] + half[1]];
        let to = [middle[0] + half[0], middle[1] + half[1]];
        let mut per_cell = std::collections::BTreeMap::new();
        for (cell, since, until) in stays(from, to, 2 * ticks, 500) {
            *per_cell.entry(cell).or_insert(0) += until - since;
        }
        let halves = stays(from, middle, ticks, 500).into_iter().chain(stays(middle, to, ticks, 500));
        for (cell, since, until) in halves {
            *per_cell.entry(cell).or_insert(0) -= until - since;
        }
        prop_assert!(per_cell.values().all(|&left| left == 0), "{per_cell:?}");
    }

    #[test]
    fn a_window_only_hides(
        from in [coordinate(), coordinate()], to in [coordinate(), coordinate()], ticks in 1_i64..4_000_000,
        low in [-9..9_i32, -9..9_i32], extent in [0..6_i32, 0..6_i32],
    ) {
        let window = Window { low, high: [low[0] + extent[0], low[1] + extent[1]] };
        let mut expected = Told::default();
        for (cell, since, until) in stays(from, to, ticks, 500) {
            if window.contains(cell) {
                expected.inside(cell, since, until);
            } else if let Some(last) = expected.outside.last_mut().filter(|last| last.1 == since) {
                last.1 = until;
            } else {
                expected.outside(since, until);
            }
        }
        prop_assert_eq!(told(from, to, ticks, 500, &window), expected);
    }
}
