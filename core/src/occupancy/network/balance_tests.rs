use super::super::Link;
use super::*;
use proptest::prelude::*;

fn network(links: &[(Option<usize>, Option<usize>)]) -> Network {
    let zones = links.iter().flat_map(|(from, to)| [*from, *to]).flatten().max().unwrap_or(0) + 1;
    Network {
        zones: (0..zones).map(|zone| zone.to_string()).collect(),
        links: links
            .iter()
            .enumerate()
            .map(|(at, (from, to))| Link { sensor: at.to_string(), from: *from, to: *to, cv: 0.0 })
            .collect(),
    }
}

fn measured(values: &[f64], cv: f64) -> Vec<Measured> {
    values
        .iter()
        .map(|&value| Measured { value, variance: value.max(1.0) + (cv * value) * (cv * value) })
        .collect()
}

#[test]
fn door_and_stairs() {
    // Door 100 in, 90 out; stairs 40 up, 36 down; V = diag(y + (0.02 y)²).
    let network = network(&[(None, Some(0)), (Some(0), Some(1))]);
    let found = balance(&network, &measured(&[100.0, 90.0, 40.0, 36.0], 0.02));
    for (flow, wanted) in found.flow.iter().zip([94.727, 94.727, 37.893, 37.893]) {
        assert!((flow - wanted).abs() < 5e-4, "{:?}", found.flow);
    }
    assert_eq!(found.degrees, 2);
}

#[test]
fn a_flow_that_would_be_negative_is_nobody() {
    // Door a: 10 in with variance 110, 0 out; door b: nobody either way; variance 1 each. With b's entries at 0
    // the potential is 10 / 112.
    let network = network(&[(None, Some(0)), (None, Some(0))]);
    let mut values = measured(&[10.0, 0.0, 0.0, 0.0], 0.0);
    values[0].variance = 110.0;
    let found = balance(&network, &values);
    let wanted = [20.0 / 112.0, 10.0 / 112.0, 0.0, 10.0 / 112.0];
    for (flow, wanted) in found.flow.iter().zip(wanted) {
        assert!((flow - wanted).abs() < 1e-12, "{:?}", found.flow);
    }
}

#[test]
fn two_zones_without_an_outside_balance_each_other() {
    // 10 one way, 8 the other: r = 2, V = 18, so 10 - 10/9 and 8 + 8/9.
    let network = network(&[(Some(0), Some(1))]);
    let found = balance(&network, &measured(&[10.0, 8.0], 0.0));
    assert!((found.flow[0] - 80.0 / 9.0).abs() < 1e-12, "{:?}", found.flow);
    assert!((found.flow[1] - 80.0 / 9.0).abs() < 1e-12, "{:?}", found.flow);
    assert_eq!(found.degrees, 1);
    // Excess 1/9 over the square root of 1/18.
    let room = found.together(&network, 0, 0);
    assert!((room - 1.0 / 18.0).abs() < 1e-14, "{room}");
}

#[test]
fn counts_that_balance_stay() {
    // A ring: 5 around, and a door with as many in as out.
    let network =
        network(&[(None, Some(0)), (Some(0), Some(1)), (Some(1), Some(2)), (Some(2), Some(0))]);
    let values = [7.0, 7.0, 5.0, 0.0, 5.0, 0.0, 5.0, 0.0];
    let found = balance(&network, &measured(&values, 0.02));
    assert_eq!(found.flow, values);
    assert!(found.chi_square.abs() < 1e-12);
}

proptest! {
    #[test]
    fn every_zone_balances_and_no_ring_of_two_flows_is_better(
        ends in proptest::collection::vec((0_usize..4, 1_usize..4), 1..8),
        values in proptest::collection::vec((0.0_f64..300.0, 0.0_f64..1.0), 16),
    ) {
        let links: Vec<(Option<usize>, Option<usize>)> = ends
            .iter()
            .map(|&(from, more)| {
                let zone = |at: usize| at.checked_sub(1);
                (zone(from), zone((from + more) % 4))
            })
            .collect();
        let network = network(&links);
        let flows = network.flows();
        let measured: Vec<Measured> = values[..flows]
            .iter()
            .map(|&(value, cv)| Measured { value, variance: value.max(1.0) + (cv * value) * (cv * value) })
            .collect();
        let found = balance(&network, &measured);
        let mut sums = vec![0.0; network.zones.len()];
        for flow in 0..flows {
            prop_assert!(found.flow[flow] >= 0.0);
            let [from, to] = network.ends(flow);
            if let Some(from) = from { sums[from] -= found.flow[flow]; }
            if let Some(to) = to { sums[to] += found.flow[flow]; }
        }
        prop_assert!(sums.iter().all(|sum| sum.abs() < 1e-6), "{sums:?}");
        // More persons both ways between two zones keep the balance: the gain of a step must not be negative,
        // and nothing where a step back is possible too.
        let slope = |flow: usize| (found.flow[flow] - measured[flow].value) / measured[flow].variance;
        for one in 0..flows {
            for other in 0..flows {
                let ([from, to], [back_from, back_to]) = (network.ends(one), network.ends(other));
                if from == back_to && to == back_from {
                    let gain = slope(one) + slope(other);
                    prop_assert!(gain > -1e-6, "{one} {other}: {gain}");
                    if found.flow[one].min(found.flow[other]) > 1e-6 {
                        prop_assert!(gain < 1e-6, "{one} {other}: {gain}");
                    }
                }
            }
        }
    }
}
