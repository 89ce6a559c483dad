use super::{CountQuality, CountQualityOptions, QualityState, count_quality};
use crate::accumulate::{Accumulate, ByteReader, Writer};
use crate::table::{CountBins, Flags, FromBatch};
use crate::watch::Watch;
use arrow_array::{
    ArrayRef, Float64Array, RecordBatch, StringArray, TimestampMicrosecondArray, UInt32Array,
};
use std::sync::Arc;

const HOUR: i64 = 3_600_000_000;

/// Hourly bins of one sensor from 1970-01-01: entries, coverage, flags.
fn batch(bins: &[(Option<f64>, f64, Flags)]) -> RecordBatch {
    let times = |shift: i64| -> ArrayRef {
        let us: Vec<i64> = (0..bins.len() as i64).map(|hour| (hour + shift) * HOUR).collect();
        Arc::new(TimestampMicrosecondArray::from(us).with_timezone("UTC"))
    };
    let columns: [(&str, ArrayRef); 6] = [
        ("sensor", Arc::new(StringArray::from(vec!["a"; bins.len()]))),
        ("start", times(0)),
        ("end", times(1)),
        ("entries", Arc::new(bins.iter().map(|bin| bin.0).collect::<Float64Array>())),
        ("coverage", Arc::new(Float64Array::from_iter_values(bins.iter().map(|bin| bin.1)))),
        ("flags", Arc::new(UInt32Array::from_iter_values(bins.iter().map(|bin| bin.2.0)))),
    ];
    RecordBatch::try_from_iter(columns).expect("columns of one length")
}

fn quality(bins: &[(Option<f64>, f64, Flags)]) -> CountQuality {
    let batch = batch(bins);
    count_quality(&CountBins::from_batch(&batch).unwrap(), &CountQualityOptions::default()).unwrap()
}

const OK: (Option<f64>, f64, Flags) = (Some(10.0), 1.0, Flags(0));
const GONE: (Option<f64>, f64, Flags) = (None, 0.0, Flags::MISSING);
const CLOSED: (Option<f64>, f64, Flags) = (Some(0.0), 1.0, Flags::CLOSED);
const FILLED: (Option<f64>, f64, Flags) = (Some(10.0), 0.0, Flags::FILLED.with(Flags::ENTRIES));

#[test]
fn one_word_says_how_far_a_day_can_be_trusted() {
    let day = |other: (Option<f64>, f64, Flags), times: usize| -> Vec<(Option<f64>, f64, Flags)> {
        (0..24).map(|hour| if hour < times { other } else { OK }).collect()
    };
    // (bins, word, coverage)
    let cases = [
        (day(OK, 0), "good", 1.0),
        (day(FILLED, 4), "repaired", 20.0 / 24.0),
        (day(FILLED, 5), "doubtful", 19.0 / 24.0),
        (day(GONE, 1), "incomplete", 23.0 / 24.0),
        (day(GONE, 24), "lost", 0.0),
        (day(CLOSED, 24), "closed", 1.0),
        (day(CLOSED, 12), "good", 1.0),
    ];
    for (bins, word, coverage) in cases {
        let found = quality(&bins);
        assert_eq!(found.verdict.name(0), word);
        assert_eq!(found.coverage, [coverage], "{word}");
        assert_eq!(found.bins, [24]);
    }
}

#[test]
fn only_open_time_is_expected() {
    // 4 h closed, 4 h open of which one is lost.
    let found = quality(&[CLOSED, CLOSED, CLOSED, CLOSED, OK, OK, OK, GONE]);
    assert_eq!(found.coverage, [0.75]);
    assert_eq!((found.closed[0], found.missing[0]), (4, 1));
}

#[test]
fn a_repaired_part_of_a_bin_counts_by_its_part() {
    let part = (Some(8.0), 0.25, Flags::FILLED.with(Flags::PARTIAL).with(Flags::ENTRIES));
    let found = quality(&[part]);
    assert_eq!(found.coverage, [0.25]);
    assert_eq!(found.imputed_share.at(0), Some(0.75));
}

#[test]
fn days_without_persons_have_no_share() {
    assert_eq!(quality(&[CLOSED]).imputed_share.at(0), None);
    assert_eq!(quality(&[GONE]).imputed_share.at(0), None);
}

#[test]
fn completeness_is_a_share() {
    let batch = batch(&[OK]);
    let bins = CountBins::from_batch(&batch).unwrap();
    for completeness in [-0.001, 1.001, f64::NAN, f64::INFINITY] {
        let options = CountQualityOptions { completeness, ..CountQualityOptions::default() };
        let error = count_quality(&bins, &options).unwrap_err();
        assert_eq!(error.code(), "KELIU_OPTION_RANGE", "{completeness}");
    }
    for completeness in [0.0, 1.0] {
        let options = CountQualityOptions { completeness, ..CountQualityOptions::default() };
        assert!(count_quality(&bins, &options).is_ok());
    }
}

#[test]
fn a_state_comes_back_from_its_bytes() {
    let batch = batch(&[OK, GONE, CLOSED, FILLED, (Some(0.3), 0.5, Flags::PARTIAL)]);
    let bins = CountBins::from_batch(&batch).unwrap();
    let options = CountQualityOptions::default();
    let mut state = QualityState::new(&options).unwrap();
    state.update(&bins, &options, &Watch::none()).unwrap();
    let mut out = Writer::default();
    state.write(&mut out);
    let bytes = out.into_bytes();
    let mut reader = ByteReader::new(&bytes);
    let back = QualityState::read(&mut reader).unwrap();
    reader.end().unwrap();
    assert_eq!(back, state);
}
