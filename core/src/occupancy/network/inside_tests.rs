use super::super::{Link, Network};
use super::*;

fn network(links: &[(Option<usize>, Option<usize>)], zones: usize) -> Network {
    Network {
        zones: (0..zones).map(|zone| zone.to_string()).collect(),
        links: links
            .iter()
            .enumerate()
            .map(|(at, (from, to))| Link { sensor: at.to_string(), from: *from, to: *to, cv: 0.02 })
            .collect(),
    }
}

/// Flows of a door into the ground floor and of stairs to the upper one.
fn door_and_stairs() -> Network {
    network(&[(None, Some(0)), (Some(0), Some(1))], 2)
}

#[test]
fn flows_that_fit_stay() {
    let flows = vec![
        vec![10.0, 5.0, 0.0, 0.0],
        vec![0.0, 0.0, 5.0, 10.0],
        vec![4.0, 4.0, 0.0, 0.0],
        vec![0.0, 0.0, 3.0, 5.0],
    ];
    let found = inside(&door_and_stairs(), &flows);
    for (level, wanted) in found[0].level.iter().zip([6.0, 7.0, 5.0, 0.0]) {
        assert!((level - wanted).abs() < 1e-9, "{:?}", found[0]);
    }
    for (level, wanted) in found[1].level.iter().zip([4.0, 8.0, 5.0, 0.0]) {
        assert!((level - wanted).abs() < 1e-9, "{:?}", found[1]);
    }
}

#[test]
fn who_comes_down_before_going_up_is_moved() {
    // Upstairs five leave in bin 0 and five come in bin 1: nobody can be fewer than nobody.
    let flows = vec![
        vec![10.0, 5.0, 0.0, 0.0],
        vec![0.0, 0.0, 5.0, 10.0],
        vec![0.0, 5.0, 4.0, 0.0],
        vec![5.0, 0.0, 0.0, 4.0],
    ];
    let network = door_and_stairs();
    let found = inside(&network, &flows);
    for zone in &found {
        let mut level = 0.0;
        for bin in 0..4 {
            level += zone.entries[bin] - zone.exits[bin];
            assert!(zone.level[bin] >= 0.0);
            assert!((level - zone.level[bin]).abs() < 1e-4, "{zone:?}");
        }
        assert!(zone.level[3].abs() < 1e-9, "{zone:?}");
    }
    // The stairs move as many for both: the upper floor's flows are part of the ground floor's.
    assert!(found[1].exits[0] < 5.0 && found[1].exits[0] > 0.0, "{found:?}");
    assert!(found[0].entries[0] > found[1].exits[0]);
}

#[test]
fn a_network_without_bins_has_nobody() {
    assert_eq!(inside(&door_and_stairs(), &vec![Vec::new(); 4]), vec![Inside::default(); 2]);
}
