use super::{FileMethod, write_cases};
use crate::case::Method;
use crate::faults::{Family, inject_window};
use crate::score::judge;
use crate::table::cases;
use crate::windows::simulated_window;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

/// A folder of this test alone, emptied.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("keliu-faultlab-{name}-{}", std::process::id()));
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the folder of a former run");
    }
    folder
}

#[test]
fn a_tool_that_repairs_through_files_is_scored() {
    let folder = folder("files");
    let window = simulated_window(3);
    let all = cases("test", std::slice::from_ref(&window), &[Family::C1, Family::C17, Family::C24]);
    write_cases(&folder, &all).expect("the folder can be written");
    let tool = FileMethod { folder: folder.clone() };
    let case = &all[0];
    assert!(judge(&tool, case).refused, "it has written nothing yet");

    let read = |file: &str| fs::read_to_string(folder.join(&case.id).join(file)).expect("written");
    let records = read("records.csv");
    assert!(
        records.starts_with("start,end,entries,exits\n2024-01-01T00:00:00,2024-01-01T01:00:00,")
    );
    assert_eq!(records.lines().count(), 1 + 1344 - 6);
    assert!(read("case.json").contains("\"kind\":\"intervals\""));
    assert_eq!(read("neighbors.csv").lines().count(), 1 + 5 * 1344);
    assert!(folder.join(&all[3].id).join("records.csv").exists(), "a register");
    assert!(folder.join(&all[6].id).join("records.txt").exists(), "a file of text");

    // The tool leaves the six lost hours out and flags the first hour it knows to be wrong.
    let lost = case.faulty.mask.iter().position(|fault| *fault).expect("a gap");
    let mut repaired = String::from("start,entries,low,high,flagged\n");
    for line in records.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        writeln!(repaired, "{}Z,{},,,0", cells[0], cells[2]).expect("text");
    }
    let start = crate::time::text_of(case.faulty.label_us[lost]);
    writeln!(repaired, "{start},0,0,9,1").expect("text");
    fs::write(folder.join(&case.id).join("repaired.csv"), repaired).expect("written");
    let found = judge(&tool, case);
    let persons: i64 = window.truth.entries.iter().sum();
    let gone: i64 = window.truth.entries[lost..lost + 6].iter().sum();
    let expected = -100.0 * gone as f64 / persons as f64;
    assert!((found.total - expected).abs() < 1e-9, "{} {expected}", found.total);
    assert_eq!((found.flagged, found.right, found.found), (1, 1, 2));
    assert_eq!(found.intervals, 1);
    fs::remove_dir_all(&folder).expect("this test made it");
}

#[test]
fn cases_come_back_from_their_seed() {
    let window = simulated_window(3);
    let again = simulated_window(3);
    for &family in Family::ALL {
        assert_eq!(inject_window(family, &window, 2), inject_window(family, &again, 2));
    }
    let tool = FileMethod { folder: PathBuf::from("nowhere") };
    assert_eq!(tool.name(), "tool");
}
