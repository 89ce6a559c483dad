use super::*;

const MINUTE: i64 = 60_000_000;

fn series(entries: &[f64], exits: &[f64], inside: f64) -> Series {
    let mut series = Series::default();
    let mut persons = inside;
    for (bin, (entered, left)) in entries.iter().zip(exits).enumerate() {
        persons += entered - left;
        series.start_us.push(bin as i64 * MINUTE);
        series.end_us.push((bin as i64 + 1) * MINUTE);
        series.entries.push(*entered);
        series.exits.push(*left);
        series.occupancy.push(persons);
    }
    series
}

fn whole(series: &Series) -> Horizon {
    let run = 0..series.entries.len();
    horizon(series, std::slice::from_ref(&run))
}

#[test]
fn four_come_and_four_go() {
    // Entries in minutes 0 to 3, exits in minutes 4 to 7: FIFO 4, 4, 4, 4 and LIFO 7, 5, 3, 1 minutes.
    let found = whole(&series(
        &[1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0],
        &[0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0],
        0.0,
    ));
    assert_eq!(found.mean_s(), Some([240.0, 240.0, 240.0]));
    assert_eq!(found.sd_fifo_s, Some(0.0));
    assert_eq!(found.sd_lifo_s, Some(18_000.0_f64.sqrt()));
}

#[test]
fn those_inside_at_the_edges_widen_the_mean() {
    // One inside at the start; one enters in minute 1; one leaves in minute 2; one is inside at the end of
    // minute 3. Person-minutes: 1 + 1.5 + 1.5 + 1 = 5. The early one stays 2.5 (first out) or 4 (last out:
    // the newcomer leaves). The late newcomer has waited 2.5 under first out, nobody under last out.
    let found = whole(&series(&[0.0, 1.0, 0.0, 0.0], &[0.0, 0.0, 1.0, 0.0], 1.0));
    assert_eq!(found.person_s, 300.0);
    assert_eq!(found.mean_s(), Some([300.0, 60.0, 300.0]));
}

#[test]
fn a_mean_beyond_what_the_edges_allow_is_the_bound() {
    // Ten inside at the start stay one and a half minutes; the one who comes with them leaves at once.
    let found = whole(&series(&[0.0, 1.0], &[0.0, 11.0], 10.0));
    // Person-minutes 10 + 5; first out and last out agree: 15 of them are of the ten.
    assert_eq!(found.mean_s(), Some([0.0, 0.0, 0.0]));
}

#[test]
fn nobody_came() {
    let found = whole(&series(&[0.0, 0.0], &[0.0, 0.0], 0.0));
    assert_eq!((found.mean_s(), found.sd_fifo_s, found.sd_lifo_s), (None, None, None));
    assert_eq!(horizon(&Series::default(), &[]), Horizon::default());
}

/// Standard deviations of every pairing in which nobody leaves before coming.
fn all_pairings(entries: &[i64], exits: &mut Vec<i64>, dwell: &mut Vec<f64>, found: &mut Vec<f64>) {
    let Some((first, rest)) = entries.split_first() else {
        let mean = dwell.iter().sum::<f64>() / dwell.len() as f64;
        let squares: f64 = dwell.iter().map(|value| (value - mean) * (value - mean)).sum();
        found.push((squares / dwell.len() as f64).sqrt());
        return;
    };
    for at in 0..exits.len() {
        if exits[at] >= *first {
            let exit = exits.remove(at);
            dwell.push((exit - first) as f64 * 60.0);
            all_pairings(rest, exits, dwell, found);
            dwell.pop();
            exits.insert(at, exit);
        }
    }
}

proptest::proptest! {
    #[test]
    fn no_pairing_spreads_less_than_fifo_or_more_than_lifo(
        persons in proptest::collection::vec((0_i64..8, 0_i64..6), 1..7),
    ) {
        let entries: Vec<i64> = persons.iter().map(|(come, _)| *come).collect();
        let exits: Vec<i64> = persons.iter().map(|(come, stay)| come + stay).collect();
        let mut spreads = Vec::new();
        all_pairings(&entries, &mut exits.clone(), &mut Vec::new(), &mut spreads);
        let mut flows = [[0.0; 14]; 2];
        for (come, stay) in &persons {
            flows[0][*come as usize] += 1.0;
            flows[1][(come + stay) as usize] += 1.0;
        }
        let found = whole(&series(&flows[0], &flows[1], 0.0));
        let least = spreads.iter().copied().fold(f64::INFINITY, f64::min);
        let most = spreads.iter().copied().fold(0.0, f64::max);
        proptest::prop_assert!((found.sd_fifo_s.unwrap() - least).abs() < 1e-9);
        proptest::prop_assert!((found.sd_lifo_s.unwrap() - most).abs() < 1e-9);
        let mean = persons.iter().map(|(_, stay)| *stay as f64 * 60.0).sum::<f64>() / persons.len() as f64;
        proptest::prop_assert!((found.mean_s().unwrap()[0] - mean).abs() < 1e-9);
    }
}
