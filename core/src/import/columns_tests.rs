use super::{Named, Roles, can_be_sensor, part_direction, plain_name};

fn roles(header: &[&str]) -> Roles {
    let header: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
    Roles::find(&header, &Named::default())
}

#[test]
fn names_are_compared_without_dress() {
    for (name, plain) in [
        ("Start Time", "starttime"),
        ("in_count", "incount"),
        ("C/A", "ca"),
        ("进店人数（人）", "进店人数"),
        ("EXITS      ", "exits"),
        ("Entries [persons]", "entries"),
    ] {
        assert_eq!(plain_name(name), plain);
    }
}

#[test]
fn columns_are_found_by_name_and_preferred_by_what_they_leave_open() {
    let found = roles(&["sensor", "timestamp_utc", "timestamp_local", "date", "hour", "count"]);
    assert_eq!((found.sensor.as_slice(), found.start, found.entries), (&[0][..], Some(1), Some(5)));
    let found = roles(&["sensor_id", "sensor", "date", "hour", "count"]);
    assert_eq!((found.sensor.as_slice(), found.date, found.hour), (&[1][..], Some(2), Some(3)));
    let found = roles(&["门店", "摄像头", "日期", "时间", "进店人数", "出店人数"]);
    assert_eq!((found.sensor.as_slice(), found.site, found.hour), (&[1][..], Some(0), Some(3)));
    assert_eq!((found.entries, found.exits), (Some(4), Some(5)));
    let found = roles(&[
        "C/A", "UNIT", "SCP", "STATION", "LINENAME", "DIVISION", "DATE", "TIME", "DESC", "ENTRIES",
        "EXITS   ",
    ]);
    assert!(found.mta);
    assert_eq!(
        (found.sensor, found.site, found.date, found.hour),
        (vec![0, 1, 2], Some(3), Some(6), Some(7))
    );
    assert_eq!((found.kind, found.entries, found.exits), (Some(8), Some(9), Some(10)));
    assert!(!roles(&["name", "age"]).has_time());
}

#[test]
fn sums_and_parts_of_dates_are_no_sensors() {
    assert!(can_be_sensor("45 Queen Street"));
    for name in ["Total", "合计", "week", "Latitude", "", "Time"] {
        assert!(!can_be_sensor(name), "{name}");
    }
}

#[test]
fn a_direction_at_the_end_of_a_name_is_parted_from_it() {
    assert_eq!(part_direction("North door in"), Some(("North door", true)));
    assert_eq!(part_direction("north_exits"), Some(("north", false)));
    assert_eq!(part_direction("北门进"), Some(("北门", true)));
    assert_eq!(part_direction("北门 出店"), Some(("北门", false)));
    assert_eq!(part_direction("Berlin"), None);
    assert_eq!(part_direction("in"), None);
}
