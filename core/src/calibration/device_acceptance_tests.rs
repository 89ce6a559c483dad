use super::{DeviceAcceptanceOptions, device_acceptance};
use crate::Audits;

const HOUR: i64 = 3_600_000_000;

fn verdict(sessions: &[(i64, i64)], margin: f64) -> String {
    let n = sessions.len();
    let start: Vec<i64> = (0..n as i64).map(|session| session * HOUR).collect();
    let end: Vec<i64> = start.iter().map(|start| start + HOUR).collect();
    let entries: Vec<Option<(i64, i64)>> = sessions.iter().copied().map(Some).collect();
    let audits = Audits::new(&vec!["d"; n], &start, &end, &entries, &vec![None; n]).unwrap();
    let options = DeviceAcceptanceOptions { margin, ..Default::default() };
    device_acceptance(&audits, &options).unwrap().verdict.name(0).to_owned()
}

#[test]
fn many_exact_sessions_are_accepted_and_few_are_not() {
    assert_eq!(verdict(&[(50, 50); 3], 0.01), "more_pairs_needed");
    assert_eq!(verdict(&[(50, 50); 40], 0.01), "accepted");
}

#[test]
fn a_bias_beyond_the_margin_is_rejected() {
    let sessions: Vec<(i64, i64)> = (0..40).map(|i| (100, 105 + i % 3)).collect();
    assert_eq!(verdict(&sessions, 0.01), "rejected");
    assert_eq!(verdict(&sessions, 0.1), "accepted");
}

/// A uniform number in 0..1 from a counter (splitmix64).
fn uniform(counter: u64) -> f64 {
    let mut z = counter.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / 9_007_199_254_740_992.0
}

#[test]
fn a_device_at_the_margin_is_accepted_as_often_as_the_risk_says() {
    // 4,000 devices with a bias of exactly 1 %: 40 sessions of 800 to 1,200 passes, whose relative errors are
    // uniform with a standard deviation of 2 %. 5 % are accepted; the 99.9 % bound of a binomial with 4,000 draws
    // at 5 % is 5 % + 3.09 x 0.345 % = 6.07 %, and below 3.93 % the test would be too strict.
    let devices = 4_000;
    let sessions = 40;
    let mut accepted = 0;
    for device in 0..devices {
        let pairs: Vec<(i64, i64)> = (0..sessions)
            .map(|session| {
                let at = (device * sessions + session) * 2;
                let manual = 800.0 + (400.0 * uniform(at)).floor();
                let error = 0.01 + 0.02 * 12.0_f64.sqrt() * (uniform(at + 1) - 0.5);
                (manual as i64, (manual * (1.0 + error)).round() as i64)
            })
            .collect();
        accepted += u32::from(verdict(&pairs, 0.01) == "accepted");
    }
    let share = f64::from(accepted) / devices as f64;
    assert!((0.0393..=0.0607).contains(&share), "{share}");
}
