use super::super::HOUR_US;
use super::*;

#[test]
fn times_of_day_run_from_0_00_to_24_00() {
    for (text, minutes) in [
        ("00:00", 0),
        ("9:05", 545),
        ("09:05", 545),
        (" 23:59 ", 1439),
        ("24:00", 1440),
        ("09：30", 570),
    ] {
        assert_eq!(parse_clock(text), Some(minutes), "{text}");
    }
    for text in [
        "", ":", "9", "9:5", "09:60", "24:01", "25:00", "009:00", "-9:00", "+9:00", "09:00:00",
        "ab:cd",
    ] {
        assert_eq!(parse_clock(text), None, "{text}");
    }
}

#[test]
fn the_counting_day_begins_within_a_day() {
    assert_eq!(parse_day_start("06:00"), Ok(6 * HOUR_US));
    assert_eq!(parse_day_start("00:00"), Ok(0));
    for text in ["24:00", "6", "early"] {
        let Err(Error::OptionRange { option, found, .. }) = parse_day_start(text) else {
            panic!("{text} was accepted")
        };
        assert_eq!((option.as_str(), found), ("day_start", format!("`{text}`")));
    }
    assert!(check_day_start(DAY_US - 1).is_ok() && check_day_start(0).is_ok());
    assert!(check_day_start(DAY_US).is_err() && check_day_start(-1).is_err());
}
