//! Axis: the JSON of AXIS People Counter and of AXIS P8815-2. Their CSV is read by its header.
//!
//! Followed: VAPIX "People counter API" (`export-json`: `counter` with `name`, `serial` and `delta` seconds, `data`
//! from `YYYYMMDDhhmmss` to a list of numbers; `live-sum.json`: totals since midnight) and VAPIX "P8815-2 3D people
//! counter API" (`data`: a list of `start`, `end`, `in`, `out`). The guide shows the numbers of `data` only for
//! occupancy, where `types` names them; without `types` the first is taken as in and the second as out.

use super::device::{Device, Words};
use super::json::Node;
use crate::calendar::SECOND_US;
use crate::error::Result;

/// Reads one document; false where it is none of Axis.
pub(super) fn read(row: u64, document: &Node, sensor: &str, device: &mut Device) -> Result<bool> {
    if let (Some(counter), Some(Node::Object(data))) =
        (document.get("counter"), document.get("data"))
    {
        read_export(row, counter, data, sensor, device)?;
        return Ok(true);
    }
    let totals = document.get("timestamp").is_some() && document.get("in").is_some();
    if totals && document.get("serial").is_some() {
        let words = Words {
            sensor: document.text_of(&["name", "serial"]).unwrap_or(sensor),
            site: document.text_of(&["serial"]),
            start: document.text_of(&["timestamp"]),
            entries: document.text_of(&["in"]),
            exits: document.text_of(&["out"]),
            ..Words::default()
        };
        device.total(row, &words)?;
        return Ok(true);
    }
    Ok(false)
}

fn read_export(
    row: u64,
    counter: &Node,
    data: &[(String, Node)],
    sensor: &str,
    device: &mut Device,
) -> Result<()> {
    let sensor = counter.text_of(&["name", "serial"]).unwrap_or(sensor);
    let place = |name: &str, default: usize| match counter.get("types") {
        Some(Node::Object(types)) => types.iter().position(|(known, _)| {
            let plain = super::columns::plain_name(known);
            plain == name || plain == format!("total{name}")
        }),
        _ => Some(default),
    };
    let (entries, exits) = (place("in", 0), place("out", 1));
    let delta: Option<i64> = counter.text_of(&["delta"]).and_then(|delta| delta.parse().ok());
    let Some(delta) = delta.filter(|delta| (1..=31 * 86_400).contains(delta)) else {
        let found = counter.text_of(&["delta"]).unwrap_or("nothing");
        return device.refuse(row, "delta", found, "the seconds between two entries");
    };
    for (time, values) in data {
        let value = |at: Option<usize>| values.items().get(at?)?.text();
        let words = Words {
            sensor,
            site: counter.text_of(&["serial"]),
            start: Some(time),
            entries: value(entries),
            exits: value(exits),
            ..Words::default()
        };
        if words.entries.is_none() && words.exits.is_none() {
            device.refuse(row, time, "no numbers", "a list of numbers in and out")?;
            continue;
        }
        device.count_of(row, &words, delta * SECOND_US)?;
    }
    Ok(())
}
