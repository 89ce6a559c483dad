use super::*;

fn grid(bins: usize) -> Grid {
    let slot: Vec<u16> = (0..bins).map(|bin| (bin % 168) as u16).collect();
    let day: Vec<i32> = (0..bins).map(|bin| (bin / 24) as i32).collect();
    Grid::new(168, &slot, &day, &vec![3600; bins])
}

fn across(level: &Level, start: usize, end: usize) -> Vec<f64> {
    let mut levels = Vec::new();
    level.across(start, end, |_, value| levels.push(value));
    levels
}

#[test]
fn ordinary_days_have_level_one() {
    let base = vec![10.0; 400];
    let mut observed = base.clone();
    observed[200..220].fill(f64::NAN);
    let level = Level::new(&grid(400), &observed, &base);
    assert_eq!(across(&level, 200, 220), vec![1.0; 20]);
    assert!((level.around(210) - 1.0).abs() < 1e-15);
}

#[test]
fn a_busy_fortnight_raises_the_gap_inside_it() {
    // Twice the base for 200 h on both sides; the prior of 2.4 h at level one against a discounted
    // exposure of 1 / (1 - 2^(-1/48)) = 69.7 h a side (less what lies beyond 200 h) hardly holds it back.
    let base = vec![10.0; 424];
    let mut observed = vec![20.0; 424];
    observed[200..224].fill(f64::NAN);
    let levels = across(&Level::new(&grid(424), &observed, &base), 200, 224);
    assert!(levels.iter().all(|level| (1.95..2.0).contains(level)), "{levels:?}");
}

#[test]
fn the_level_moves_from_one_side_to_the_other() {
    let base = vec![10.0; 500];
    let mut observed = vec![10.0; 500];
    observed[..200].fill(20.0);
    observed[200..300].fill(f64::NAN);
    let levels = across(&Level::new(&grid(500), &observed, &base), 200, 300);
    assert!(levels[0] > 1.9 && levels[99] < 1.1 && (levels[50] - 1.5).abs() < 0.05);
    assert!(levels.windows(2).all(|pair| pair[1] < pair[0] + 1e-12));
}

#[test]
fn the_last_hour_speaks_near_the_edge_only() {
    let base = vec![10.0; 1000];
    let mut observed = vec![10.0; 1000];
    observed[499] = 40.0;
    observed[500..524].fill(f64::NAN);
    let levels = across(&Level::new(&grid(1000), &observed, &base), 500, 524);
    assert!(levels[0] > 1.5, "{}", levels[0]);
    assert!((levels[23] - levels[22]).abs() < 0.01 && levels[23] < 1.1);
}

#[test]
fn the_own_bin_does_not_vote_on_itself() {
    let base = vec![10.0; 100];
    let mut observed = vec![10.0; 100];
    observed[50] = 1e9;
    let level = Level::new(&grid(100), &observed, &base);
    assert!((level.around(50) - 1.0).abs() < 1e-12);
}

#[test]
fn nothing_observed_means_level_one() {
    let level = Level::new(&grid(30), &[f64::NAN; 30], &[10.0; 30]);
    assert_eq!(across(&level, 0, 30), vec![1.0; 30]);
    assert!(level.support(0, 30).abs() < 1e-15);
}
