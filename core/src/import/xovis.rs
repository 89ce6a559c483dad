//! Xovis data push of line counts, JSON.
//!
//! Followed: the push of firmware 5 (`logics_data` with `sensor_info` and `logics`, each with `records` of `from`,
//! `to` and `counts` named fw and bw) and that of firmware 3 and 4 (`sensor-info`, `content.element[]` with
//! `measurement[]` of `from`, `to` and `value[]` labeled fw and bw), as public receivers of both read them; the
//! guides of the maker are not public. CSV of Xovis is read by its header.

use super::device::{Device, Words};
use super::json::Node;
use crate::error::Result;

const FORWARD: [&str; 5] = ["fw", "forward", "in", "enter", "entries"];
const BACKWARD: [&str; 5] = ["bw", "backward", "out", "exit", "exits"];

/// Reads one document; false where it is none of Xovis.
pub(super) fn read(row: u64, document: &Node, sensor: &str, device: &mut Device) -> Result<bool> {
    if let Some(push) = document.get("logics_data") {
        let info = push.get("sensor_info").or_else(|| document.get("sensor_info"));
        let of = source(info, &["name"], &["serial_number"], sensor);
        for logic in push.get("logics").map_or(&[][..], Node::items) {
            let line = logic.text_of(&["name", "id"]).unwrap_or("line");
            for record in logic.get("records").map_or(&[][..], Node::items) {
                read_record(row, &of, line, record, record.get("counts"), "name", device)?;
            }
        }
        return Ok(true);
    }
    if let Some(elements) = document.get("content").and_then(|content| content.get("element")) {
        let info = document.get("sensor-info");
        let of = source(info, &["name"], &["serial-number"], sensor);
        for element in elements.items() {
            let line = element.text_of(&["element-name", "element-id"]).unwrap_or("line");
            for record in element.get("measurement").map_or(&[][..], Node::items) {
                read_record(row, &of, line, record, record.get("value"), "label", device)?;
            }
        }
        return Ok(true);
    }
    Ok(false)
}

/// The name of the sensor and its serial number.
fn source<'n>(
    info: Option<&'n Node>,
    name: &[&str],
    serial: &[&str],
    sensor: &'n str,
) -> (&'n str, Option<&'n str>) {
    let serial = info.and_then(|info| info.text_of(serial));
    (info.and_then(|info| info.text_of(name)).or(serial).unwrap_or(sensor), serial)
}

fn read_record(
    row: u64,
    (sensor, serial): &(&str, Option<&str>),
    line: &str,
    record: &Node,
    counts: Option<&Node>,
    label: &str,
    device: &mut Device,
) -> Result<()> {
    let value = |names: &[&str]| {
        let mut named = counts.map_or(&[][..], Node::items).iter().filter(|count| {
            let name = count.text_of(&[label]).unwrap_or_default().to_ascii_lowercase();
            names.contains(&name.as_str())
        });
        named.next().and_then(|count| count.text_of(&["value"]))
    };
    let (entries, exits) = (value(&FORWARD), value(&BACKWARD));
    if entries.is_none() && exits.is_none() {
        device.leave_out("records of logics that count no line");
        return Ok(());
    }
    let name = format!("{sensor}/{line}");
    let words = Words {
        sensor: &name,
        site: *serial,
        start: record.text_of(&["from"]),
        end: record.text_of(&["to"]),
        entries,
        exits,
        ..Words::default()
    };
    if words.end.is_none() {
        return device.refuse(row, "to", "nothing", "the end of the interval");
    }
    device.count(row, &words)
}
