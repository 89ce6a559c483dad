use super::{parse_time, utc_label};

const TEN_ON_MARCH_FIRST: i64 = 1_772_359_200_000_000; // date -u -d 2026-03-01T10:00:00 +%s

#[test]
fn reads_the_forms_people_write() {
    let wall = Some((TEN_ON_MARCH_FIRST, false));
    for text in [
        "2026-03-01T10:00:00",
        "2026-03-01 10:00",
        "2026/3/1 10:00",
        "2026-03-01 10:00:00.000",
        " 2026-03-01T10:00 ",
    ] {
        assert_eq!(parse_time(text), wall, "{text}");
    }
    let instant = Some((TEN_ON_MARCH_FIRST, true));
    for text in [
        "2026-03-01T10:00:00Z",
        "2026-03-01T18:00:00+08:00",
        "2026-03-01 18:00:00+08:00",
        "2026-03-01T18:00+08:00",
        "2026-03-01T10:00Z",
        "2026-03-01 10:00Z",
        "2026-03-01 10:00:00Z",
        "2026-03-01T18:00:00+0800",
        "2026-03-01 18:00:00.000+08",
    ] {
        assert_eq!(parse_time(text), instant, "{text}");
    }
    assert_eq!(parse_time("2026-03-01"), Some((TEN_ON_MARCH_FIRST - 36_000_000_000, false)));
}

#[test]
fn refuses_what_is_no_time() {
    for text in ["", "yesterday", "2026-13-01", "10:00", "1772359200"] {
        assert_eq!(parse_time(text), None, "{text}");
    }
}

#[test]
fn prints_whole_seconds_without_fraction() {
    assert_eq!(utc_label(TEN_ON_MARCH_FIRST), "2026-03-01T10:00:00Z");
    assert_eq!(utc_label(TEN_ON_MARCH_FIRST + 1), "2026-03-01T10:00:00.000001Z");
    assert_eq!(utc_label(i64::MAX), "9223372036854775807 µs");
}
