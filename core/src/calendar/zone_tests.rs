use super::super::testing::{at, zone};
use super::super::{DAY_US, MINUTE_US};
use super::*;

#[test]
fn utc_and_fixed_offsets_need_no_database() {
    assert_eq!(zone("UTC").offset_us(0), 0);
    assert_eq!(zone("+08:00").offset_us(0), 8 * HOUR_US);
    assert_eq!(zone("-03:30").offset_us(0), -(3 * HOUR_US + 30 * MINUTE_US));
    assert_eq!(zone("+00:00"), TimeZone::UTC);
    assert_eq!(zone("-00:00"), TimeZone::UTC);
    for name in ["UTC", "+08:00", "-03:30", "+18:00"] {
        assert_eq!(zone(name).name(), name);
    }
    let whole = zone("+08:00").segments(5, 90 * DAY_US);
    assert_eq!(whole, [Segment { start_us: 5, end_us: 90 * DAY_US, offset_us: 8 * HOUR_US }]);
}

#[test]
fn an_empty_span_has_no_stretch() {
    assert!(TimeZone::UTC.segments(7, 7).is_empty());
    assert!(TimeZone::UTC.segments(8, 7).is_empty());
}

#[test]
fn labels_carry_the_offset_and_only_fractions_that_are_there() {
    assert_eq!(TimeZone::UTC.iso_label(0), "1970-01-01T00:00:00+00:00");
    assert_eq!(TimeZone::UTC.iso_label(-1), "1969-12-31T23:59:59.999999+00:00");
    assert_eq!(zone("-03:30").iso_label(at("2024-06-01T00:00:00Z")), "2024-05-31T20:30:00-03:30");
}

#[test]
fn no_instant_panics() {
    for name in ["UTC", "-18:00", "+18:00"] {
        for instant in [i64::MIN, i64::MIN + 1, -1, i64::MAX - 1, i64::MAX] {
            let zone = zone(name);
            let _ = (zone.offset_us(instant), zone.local_us(instant), zone.iso_label(instant));
        }
        assert_eq!(zone(name).segments(i64::MIN, i64::MAX).len(), 1);
    }
}

#[cfg(not(feature = "tz"))]
#[test]
fn without_the_database_a_name_says_which_feature_is_missing() {
    let crate::error::Error::OptionRange { option, found, expected } =
        TimeZone::parse("Asia/Shanghai").unwrap_err()
    else {
        panic!("another error")
    };
    assert_eq!((option.as_str(), found.as_str()), ("time_zone", "`Asia/Shanghai`"));
    assert!(expected.contains("feature `tz`"), "{expected}");
    assert_eq!(TimeZone::DATABASE_VERSION, None);
}

#[cfg(feature = "tz")]
mod named {
    use super::*;

    /// The changes of a zone in a span: instant, offset before, offset after, in minutes.
    fn changes(name: &str, from: &str, to: &str) -> Vec<(i64, i64, i64)> {
        let segments = zone(name).segments(at(from), at(to));
        segments
            .windows(2)
            .map(|pair| {
                (pair[1].start_us, pair[0].offset_us / MINUTE_US, pair[1].offset_us / MINUTE_US)
            })
            .collect()
    }

    #[test]
    fn changes_are_found_to_the_second() {
        assert_eq!(
            changes("Europe/Berlin", "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"),
            [(at("2024-03-31T01:00:00Z"), 60, 120), (at("2024-10-27T01:00:00Z"), 120, 60)]
        );
        assert_eq!(
            changes("Australia/Lord_Howe", "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"),
            [(at("2024-04-06T15:00:00Z"), 660, 630), (at("2024-10-05T15:30:00Z"), 630, 660)]
        );
        assert_eq!(
            changes("Pacific/Apia", "2011-12-01T00:00:00Z", "2012-01-31T00:00:00Z"),
            [(at("2011-12-30T10:00:00Z"), -600, 840)]
        );
        assert!(
            changes("Asia/Shanghai", "1992-01-01T00:00:00Z", "2026-01-01T00:00:00Z").is_empty()
        );
        // Local mean time of Berlin, 53 min 28 s, ended on 1 April 1893: before the years that are read.
        assert_eq!(zone("Europe/Berlin").offset_us(i64::MIN), 60 * MINUTE_US);
        // Liberia kept 44 min 30 s behind Greenwich until 7 January 1972.
        assert_eq!(
            zone("Africa/Monrovia").offset_us(at("1971-12-31T00:00:00Z")),
            -(44 * 60 + 30) * SECOND_US
        );
        assert_eq!(
            zone("Africa/Monrovia").iso_label(at("1971-12-31T00:44:30Z")),
            "1971-12-31T00:00:00-00:44:30"
        );
    }

    #[test]
    fn stretches_are_exactly_the_span() {
        let (from, to) = (at("2024-03-31T00:59:59.999999Z"), at("2024-03-31T01:00:00.000001Z"));
        let change = at("2024-03-31T01:00:00Z");
        let berlin = zone("Europe/Berlin");
        assert_eq!(
            berlin.segments(from, to),
            [
                Segment { start_us: from, end_us: change, offset_us: HOUR_US },
                Segment { start_us: change, end_us: to, offset_us: 2 * HOUR_US }
            ]
        );
        assert_eq!(berlin.segments(from, change).len(), 1, "a change at the end is outside");
        assert_eq!(
            berlin.segments(change, to).len(),
            1,
            "a change at the start is no change inside"
        );
        let all = berlin.segments(i64::MIN, i64::MAX);
        assert_eq!((all[0].start_us, all[all.len() - 1].end_us), (i64::MIN, i64::MAX));
        assert!(all.windows(2).all(
            |pair| pair[0].end_us == pair[1].start_us && pair[0].offset_us != pair[1].offset_us
        ));
    }

    #[test]
    fn labels_show_the_local_clock() {
        assert_eq!(
            zone("Pacific/Auckland").iso_label(at("2024-09-28T14:00:00Z")),
            "2024-09-29T03:00:00+13:00"
        );
        assert_eq!(
            zone("Pacific/Auckland").iso_label(at("2024-09-28T13:59:59Z")),
            "2024-09-29T01:59:59+12:00"
        );
        assert_eq!(
            zone("Asia/Kathmandu").iso_label(at("2024-01-01T00:00:00.25Z")),
            "2024-01-01T05:45:00.250000+05:45"
        );
    }

    #[test]
    fn the_version_of_the_database_is_known() {
        let version = TimeZone::DATABASE_VERSION.unwrap();
        assert!(version.len() == 5 && version.starts_with("20"), "{version}");
    }

    #[test]
    fn names_come_back() {
        for name in ["Asia/Shanghai", "America/Argentina/Buenos_Aires", "Etc/GMT-8"] {
            assert_eq!(zone(name).name(), name);
        }
        // The sign of Etc zones is that of POSIX.
        assert_eq!(zone("Etc/GMT-8").offset_us(0), 8 * HOUR_US);
    }
}
