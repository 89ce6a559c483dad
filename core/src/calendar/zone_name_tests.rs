use super::*;

#[test]
fn offsets_have_two_digits_and_a_colon() {
    assert_eq!(parse_offset("+08:00"), Some(28_800));
    assert_eq!(parse_offset("-03:30"), Some(-12_600));
    assert_eq!(parse_offset("+18:00"), Some(64_800));
    for text in [
        "", "+", "08:00", "+8:00", "+08:0", "+0800", "+08:60", "+18:01", "-99:00", "++8:00",
        "+08:+1", "+０8:00",
    ] {
        assert_eq!(parse_offset(text), None, "{text}");
    }
}

#[test]
fn offsets_are_written_as_they_are_read() {
    for (offset_s, label) in
        [(0, "+00:00"), (28_800, "+08:00"), (-12_600, "-03:30"), (-2_670, "-00:44:30")]
    {
        assert_eq!(offset_label(offset_s), label);
    }
}

fn suggestion(name: &str) -> Option<String> {
    match unknown(name) {
        Error::TimeZoneUnknown { name: of, nearest } => {
            assert_eq!(of, name);
            nearest
        }
        other => panic!("another error: {other:?}"),
    }
}

#[test]
fn other_spellings_of_an_offset_suggest_the_accepted_one() {
    for (name, offset) in [
        ("UTC+8", "+08:00"),
        ("utc-3:30", "-03:30"),
        ("GMT+0530", "+05:30"),
        ("+8", "+08:00"),
        (" +08:00 ", "+08:00"),
    ] {
        assert_eq!(suggestion(name).as_deref(), Some(offset), "{name}");
    }
}

#[test]
fn the_case_of_utc_is_suggested() {
    assert_eq!(suggestion("utc").as_deref(), Some("UTC"));
}

#[cfg(feature = "tz")]
#[test]
fn misspelt_names_suggest_the_nearest() {
    for (name, nearest) in [
        ("Asia/Shangai", "Asia/Shanghai"),
        ("asia/shanghai", "Asia/Shanghai"),
        ("Shanghai", "Asia/Shanghai"),
        ("Pacific/Aukland", "Pacific/Auckland"),
        ("America/New York", "America/New_York"),
    ] {
        assert_eq!(suggestion(name).as_deref(), Some(nearest), "{name}");
    }
    assert_eq!(suggestion("Middle-earth/Hobbiton upon Water"), None);
    assert_eq!(suggestion(&"x".repeat(100_000)), None);
}
