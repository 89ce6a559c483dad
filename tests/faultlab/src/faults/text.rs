//! Faults of the file: marks, encodings, separators, dates, a line cut short, and numbers of another unit.

use super::clock::split;
use crate::case::{Faulty, Kind};
use crate::time::{HOUR_US, text_of};
use keliu_simulator::Random;
use std::fmt::Write;

/// The rows as the bytes of a file.
pub(super) fn write(faulty: &mut Faulty, at: usize) {
    let mut text = String::new();
    let line = |n: usize| -> String {
        let row = faulty.rows[n];
        let count = row.entries.unwrap_or_default();
        let [start, end] = [row.start_us, row.end_us].map(text_of);
        match at {
            0 => format!("door,{start},{end},{count}\r\n"),
            1 => format!("入口,{start},{end},{count}\r\n"),
            _ => format!("door;{};{};{count},0\n", mixed(&start, n), mixed(&end, n)),
        }
    };
    let head = match at {
        0 => "sensor,start,end,entries\r\n",
        1 => "传感器,开始时间,结束时间,进店人次\r\n",
        _ => "sensor;start;end;entries\n",
    };
    text.push_str(head);
    for n in 0..faulty.rows.len() {
        let _ = write!(text, "{}", line(n));
    }
    if at == 2 {
        // The transfer stopped within a row that names its sensor and no more.
        text.push_str("door;2016-0");
    }
    let bytes = match at {
        0 => [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat(),
        1 => {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        }
        _ => text.into_bytes(),
    };
    faulty.kind = Kind::Text;
    faulty.text = Some(bytes);
}

/// ISO in the first half of a file and day/month/year in the second.
fn mixed(iso: &str, n: usize) -> String {
    if n < 672 {
        return iso.replace('T', " ");
    }
    let (date, time) = iso.split_once('T').expect("a date and a time");
    let parts: Vec<&str> = date.split('-').collect();
    format!("{}/{}/{} {time}", parts[2], parts[1], parts[0])
}

/// A file of starts and numbers which are not persons per hour, as its owner believes.
pub(super) fn unit(faulty: &mut Faulty, at: usize, random: Random) {
    let mut text = String::from("sensor,start,entries\n");
    let mut sum = 0;
    for bin in 0..faulty.truth.len() {
        let (start, count) = (faulty.truth.start_us[bin], faulty.truth.entries[bin]);
        if at == 0 {
            // Every five minutes a row.
            let parts = split(count, 12, random.stream(bin as u64));
            for (part, count) in (0_i64..).zip(parts) {
                let start = text_of(start + part * HOUR_US / 12);
                let _ = writeln!(text, "door,{start},{count}");
            }
            continue;
        }
        // Persons so far today, or so far at all.
        if at == 1 && bin % 24 == 0 {
            sum = 0;
        }
        sum += count;
        let _ = writeln!(text, "door,{},{sum}", text_of(start));
    }
    faulty.kind = Kind::Text;
    faulty.text = Some(text.into_bytes());
    faulty.declared.interval_s = Some(3600);
    faulty.mask.fill(true);
}
