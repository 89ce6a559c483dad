use super::super::testing::at;
use super::*;

/// Opening times of Monday to Sunday, as `09:00-21:00`, with ends after midnight above 24.
fn week(text: &str) -> [String; 7] {
    let clock = |minutes: i64| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let hours = OpeningHours::parse(text).unwrap();
    hours.week.map(|day| {
        day.iter()
            .map(|&(start, end)| format!("{}-{}", clock(start), clock(end)))
            .collect::<Vec<_>>()
            .join(",")
    })
}

#[test]
fn one_rule_holds_every_day() {
    for text in [
        "09:00-21:00",
        "9:00 - 21:00",
        "daily 09:00-21:00",
        "Mon-Sun 09:00–21:00;",
        "每天：09：00～21：00",
        "Fri-Thu 09:00-21:00",
    ] {
        assert_eq!(week(text), [(); 7].map(|()| "09:00-21:00"), "{text}");
    }
}

#[test]
fn days_have_their_own_rules() {
    let expected = [
        "09:00-21:00",
        "09:00-21:00",
        "09:00-21:00",
        "09:00-21:00",
        "09:00-21:00",
        "10:00-20:00",
        "",
    ];
    for text in [
        "Mon-Fri 09:00-21:00; Sat 10:00-20:00; Sun closed",
        "mon-friday: 9:00-21:00; SAT 10:00-20:00",
        "09:00-21:00; Sat 10:00-20:00; Sun off",
        "周一-周五 09:00-21:00；周六 10:00-20:00；周日 休息",
        "周一至五 09:00-21:00; 星期六 10:00至20:00; 礼拜天休息",
        "Mon,Tue,Wed、Thu，Fri 09:00-21:00; Sat 10:00-20:00",
    ] {
        assert_eq!(week(text), expected, "{text}");
    }
}

#[test]
fn a_day_has_several_times_and_runs_over_midnight() {
    assert_eq!(week("14:00-18:00,09:00-12:00")[3], "09:00-12:00,14:00-18:00");
    let expected = ["", "", "", "", "18:00-26:00", "18:00-26:00", "00:00-24:00"];
    assert_eq!(week("Fri,Sat 18:00-02:00; Sun 00:00-24:00"), expected);
    assert_eq!(week("18:00-00:00")[0], "18:00-24:00");
    assert!(OpeningHours::parse("closed").unwrap().is_always_closed());
    assert!(!OpeningHours::parse("Sun 9:00-9:01").unwrap().is_always_closed());
}

#[test]
fn errors_name_the_piece_the_rule_and_what_is_expected() {
    for (text, found, expected) in [
        ("", "`` in rule 1 ``", "times such as `09:00-21:00`, or `closed`"),
        ("Mon", "`Mon` in rule 1 `Mon`", "times such as `09:00-21:00`, or `closed`"),
        ("09:00-21:00;;", "`` in rule 2 ``", "times such as `09:00-21:00`, or `closed`"),
        (
            "Mon-Fri 09:00-21:00; Sta 10:00-20:00",
            "`Sta` in rule 2 `Sta 10:00-20:00`",
            "a day of the week: `Mon` to `Sun` or `周一` to `周日`",
        ),
        (
            "Mon-Fry 09:00-21:00",
            "`Fry` in rule 1 `Mon-Fry 09:00-21:00`",
            "a day of the week: `Mon` to `Sun` or `周一` to `周日`",
        ),
        (
            "09:00",
            "`09:00` in rule 1 `09:00`",
            "an opening and a closing time such as `09:00-21:00`",
        ),
        ("9-21", "`9` in rule 1 `9-21`", "a time of day `HH:MM` from `00:00` to `24:00`"),
        (
            "09:00-25:00",
            "`25:00` in rule 1 `09:00-25:00`",
            "a time of day `HH:MM` from `00:00` to `24:00`",
        ),
        (
            "09:00-12:00, Sat",
            "`Sat` in rule 1 `09:00-12:00, Sat`",
            "an opening and a closing time such as `09:00-21:00`",
        ),
        (
            "09:00-09:00",
            "`09:00-09:00` in rule 1 `09:00-09:00`",
            "two different times; the whole day is `00:00-24:00`",
        ),
        ("24:00-02:00", "`24:00-02:00` in rule 1 `24:00-02:00`", "an opening time before `24:00`"),
        (
            "Mon 9:00-12:00; Mon 14:00-18:00",
            "`Mon` in rule 2 `Mon 14:00-18:00`",
            "each day once, with all its times, such as `Mon 09:00-12:00,14:00-18:00`",
        ),
        (
            "Sun closed; 9:00-12:00",
            "`9:00-12:00` in rule 2 `9:00-12:00`",
            "the rule for every day as the first one",
        ),
        (
            "İİ closed",
            "`İİ closed` in rule 1 `İİ closed`",
            "times such as `09:00-21:00`, or `closed`",
        ),
    ] {
        let error = OpeningHours::parse(text).unwrap_err();
        let wanted = Error::OptionRange {
            option: "open_hours".into(),
            found: found.into(),
            expected: expected.into(),
        };
        assert_eq!(error, wanted, "{text}");
    }
}

#[test]
fn no_text_panics() {
    let pieces = [
        "Mon", "-", "周", "一", " ", "9", ":", "00", "：", ";", "，", "closed", "休息", "İ", "é",
        "24:00",
    ];
    for a in pieces {
        for b in pieces {
            for c in pieces {
                let _ = OpeningHours::parse(&format!("{a}{b}{c}"));
                let _ = OpeningHours::parse(&format!("Mon 09:00-{a}{b}{c}"));
            }
        }
    }
}

#[test]
fn weekly_hours_become_real_intervals() {
    let hours = OpeningHours::parse("Fri,Sat 18:00-02:00; Sun 10:00-18:00").unwrap();
    // 2024-05-03 is a Friday.
    let open = hours
        .intervals(&TimeZone::UTC, at("2024-05-04T00:00:00Z"), at("2024-05-05T12:00:00Z"))
        .unwrap();
    let expected = [
        (at("2024-05-03T18:00:00Z"), at("2024-05-04T02:00:00Z")),
        (at("2024-05-04T18:00:00Z"), at("2024-05-05T02:00:00Z")),
        (at("2024-05-05T10:00:00Z"), at("2024-05-05T18:00:00Z")),
    ];
    assert_eq!(open.iter().collect::<Vec<_>>(), expected);
    let half = open.open_share(at("2024-05-04T01:30:00Z"), at("2024-05-04T02:30:00Z"));
    assert_eq!(half.to_bits(), 0.5_f64.to_bits());
    assert!(hours.intervals(&TimeZone::UTC, 0, 0).unwrap().is_empty());
    assert!(hours.intervals(&TimeZone::UTC, 0, i64::MAX).is_err());
}

#[cfg(feature = "tz")]
#[test]
fn hours_across_a_change_are_as_long_as_they_are() {
    let berlin = super::super::testing::zone("Europe/Berlin");
    let minutes_open = |text: &str, from: &str, to: &str| {
        let open = OpeningHours::parse(text).unwrap().intervals(&berlin, at(from), at(to)).unwrap();
        open.open_us(at(from), at(to)) / MINUTE_US
    };
    // Noon to noon over the night of 31 March (02:00 skipped) and of 27 October (02:00 repeated), 2024.
    let spring =
        |text| minutes_open(text, "2024-03-30T12:00:00+01:00", "2024-03-31T12:00:00+02:00");
    let autumn =
        |text| minutes_open(text, "2024-10-26T12:00:00+02:00", "2024-10-27T12:00:00+01:00");
    assert_eq!([spring("00:00-24:00"), autumn("00:00-24:00")], [1380, 1500]);
    assert_eq!([spring("22:00-04:00"), autumn("22:00-04:00")], [300, 420]);
    // A closing time that is skipped closes at the change; one that is shown twice closes at its first showing.
    assert_eq!([spring("22:00-02:30"), autumn("22:00-02:30")], [240, 270]);
    assert_eq!([spring("02:30-04:30"), autumn("02:30-04:30")], [90, 180]);
    assert_eq!([spring("09:00-12:00"), autumn("09:00-12:00")], [180, 180]);
}
