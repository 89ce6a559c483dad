use super::{DateOrder, Moment, Moments, read_time_of_day};
use crate::calendar::{DAY_US, HOUR_US, MINUTE_US};
use proptest::prelude::*;

/// 2016-07-01 and 2016-11-26 in days since 1970: 46 years with 11 leap days, 182 days, and 330.
const JULY: i64 = 46 * 365 + 11 + 182;
const NOVEMBER: i64 = 46 * 365 + 11 + 330;

fn wall(cell: &str) -> Option<(i64, bool)> {
    let moment = Moments::new(DateOrder::Auto).moment(1, cell)?;
    Some((moment.us, moment.zoned))
}

#[test]
fn days_are_read_in_every_form() {
    for cell in [
        "2016-07-01",
        "2016/7/1",
        "2016.07.01",
        "20160701",
        "1-Jul-16",
        "01-Jul-2016",
        "1 July 2016",
        "Jul 1, 2016",
        "July 1 2016",
        "Fri 1 Jul 2016",
        "2016年7月1日",
        "01.07.2016",
        "42552",
        "2016-Jul-01",
        "1 Sept 2016",
    ] {
        let days = if cell.contains("Sept") { JULY + 62 } else { JULY };
        assert_eq!(wall(cell), Some((days * DAY_US, false)), "{cell}");
    }
    assert_eq!(wall("26-Nov-16"), Some((NOVEMBER * DAY_US, false)));
    assert_eq!(wall("26/11/2016"), Some((NOVEMBER * DAY_US, false)));
    assert_eq!(wall("11/26/2016"), Some((NOVEMBER * DAY_US, false)));
    for cell in [
        "2016-02-30",
        "31/02/2016",
        "32/01/2016",
        "2016-13-01",
        "0/1/2016",
        "yesterday",
        "",
        "7",
        "1/2",
        "12:00",
    ] {
        assert_eq!(wall(cell), None, "{cell}");
    }
}

#[test]
fn times_of_day_of_24_and_of_12_hours() {
    let at = |hour: i64, minute: i64| JULY * DAY_US + hour * HOUR_US + minute * MINUTE_US;
    for (cell, us) in [
        ("2016-07-01 13:05", at(13, 5)),
        ("2016-07-01T13:05:00", at(13, 5)),
        ("2016-07-01 1:05 PM", at(13, 5)),
        ("2016-07-01 01:05:00 p.m.", at(13, 5)),
        ("2016-07-01 12:05 am", at(0, 5)),
        ("2016-07-01 12:05PM", at(12, 5)),
        ("2016-07-01 24:00", at(24, 0)),
        ("2016年7月1日 下午1:05", at(13, 5)),
        ("2016年7月1日13时05分", at(13, 5)),
        ("2016年7月1日 上午12:05", at(0, 5)),
        ("20160701130500", at(13, 5)),
        ("201607011305", at(13, 5)),
        ("Jul 1, 2016 1:05:00 PM", at(13, 5)),
        ("2016-07-01 13:05:00.250", at(13, 5) + 250_000),
        ("42552.5451388889", at(13, 5)),
    ] {
        assert_eq!(wall(cell), Some((us, false)), "{cell}");
    }
    for cell in [
        "2016-07-01 25:00",
        "2016-07-01 13:60",
        "2016-07-01 13:05 AM",
        "2016-07-01 0:05 PM",
        "2016-07-01 13",
        "2016-07-01 13:05 x",
    ] {
        assert_eq!(wall(cell), None, "{cell}");
    }
}

#[test]
fn a_zone_makes_an_instant() {
    let noon = JULY * DAY_US + 12 * HOUR_US;
    for cell in [
        "2016-07-01T12:00:00Z",
        "2016-07-01 12:00 UTC",
        "2016-07-01T20:00:00+08:00",
        "2016-07-01T20:00+0800",
        "2016-07-01T14:00:00+02",
        "2016-07-01T08:30:00-03:30",
        "1467374400",
        "1467374400000",
        "1467374400000000",
    ] {
        assert_eq!(wall(cell), Some((noon, true)), "{cell}");
    }
}

#[test]
fn hours_of_their_own_column() {
    for (cell, us) in [
        ("0", Some(0)),
        ("23", Some(23 * HOUR_US)),
        ("7.0", Some(7 * HOUR_US)),
        ("6:00-6:59", Some(6 * HOUR_US)),
        ("06:00 - 07:00", Some(6 * HOUR_US)),
        ("1 PM", Some(13 * HOUR_US)),
        ("08:30:00", Some(8 * HOUR_US + 30 * MINUTE_US)),
        ("10时", Some(10 * HOUR_US)),
        ("24", None),
        ("24:00", None),
        ("-1", None),
        ("", None),
        ("ten", None),
    ] {
        assert_eq!(read_time_of_day(cell), us, "{cell}");
    }
}

#[test]
fn the_order_of_day_and_month_is_one_for_the_file() {
    let read = |cells: &[&str]| {
        let mut moments = Moments::new(DateOrder::Auto);
        cells.iter().zip(1..).for_each(|(cell, row)| {
            moments.moment(row, cell);
        });
        (moments.question().map(|question| question.what), moments.month_first())
    };
    assert_eq!(read(&["01/02/2016", "13/02/2016"]), (None, false));
    assert_eq!(read(&["01/02/2016", "02/13/2016"]), (None, true));
    let (question, _) = read(&["01/02/2016", "03/04/2016"]);
    assert!(question.unwrap().contains("\"01/02/2016\" at row 1"));
    let (question, _) = read(&["13/02/2016", "02/13/2016"]);
    assert!(question.unwrap().contains("disagree"));
    assert_eq!(read(&["2016-01-02", "02.01.2016", "3-Jan-16"]), (None, false));
    let told = Moments::new(DateOrder::Mdy).moment(1, "01/02/2016").unwrap();
    assert_eq!(told, Moment { us: (JULY - 182 + 1) * DAY_US, zoned: false, either: false });
    assert_eq!(Moments::new(DateOrder::Ymd).moment(1, "16/07/01").unwrap().us, JULY * DAY_US);
}

proptest! {
    #[test]
    fn the_fast_way_and_the_long_way_agree(days in -20_000_i32..60_000, second in 0_i64..86_400) {
        let us = i64::from(days) * DAY_US + second * 1_000_000;
        let at = chrono::DateTime::from_timestamp_micros(us).unwrap();
        for form in ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d  %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%d-%b-%Y %I:%M:%S %p", "%Y年%m月%d日 %H:%M:%S", "%Y%m%d%H%M%S"] {
            let cell = at.format(form).to_string();
            prop_assert_eq!(wall(&cell), Some((us, false)), "{}", cell);
        }
        prop_assert_eq!(wall(&at.format("%Y-%m-%dT%H:%M:%SZ").to_string()), Some((us, true)));
    }

    #[test]
    fn no_cell_brings_it_down(cell in "\\PC{0,40}", digits in "[0-9 :/.年月日-]{0,24}") {
        for cell in [cell, digits] {
            wall(&cell);
            Moments::new(DateOrder::Auto).day(1, &cell);
            read_time_of_day(&cell);
        }
    }
}
