//! Hikvision ISAPI: the answer to a search for counts, and the events that a camera pushes.
//!
//! Followed: `XML_CountingStatisticsResult` (answer to `POST …/counting/search`) and
//! `XML_EventNotificationAlert_PeopleCountingEventMsg`, as the ISAPI people-counting guide names them, with the
//! shapes that cameras of firmware 5.5 were seen to send. Of the search, one form nests the times in `timeSpan`.

use super::device::{Device, Words};
use super::json::Node;
use super::xml::{Leaves, each, leaf};
use crate::error::Result;

/// The elements that hold one record each.
const RECORDS: [&str; 2] = ["matchElement", "EventNotificationAlert"];

pub(super) fn is_hikvision(text: &str) -> bool {
    let start: String = text.chars().take(4096).collect();
    ["CountingStatisticsResult", "EventNotificationAlert"].iter().any(|root| start.contains(root))
}

pub(super) fn read_xml(file: &str, text: &str, sensor: &str, device: &mut Device) -> Result<()> {
    each(file, text, &RECORDS, |row, element, leaves| {
        if element == "matchElement" {
            read_match(row, leaves, sensor, device)
        } else {
            read_event(row, &|path| leaf(leaves, path), sensor, device)
        }
    })
}

fn read_match(row: u64, leaves: &Leaves, sensor: &str, device: &mut Device) -> Result<()> {
    let either = |one: &str, other: &str| leaf(leaves, one).or_else(|| leaf(leaves, other));
    let words = Words {
        sensor,
        start: either("timeSpan/startTime", "startTime"),
        end: either("timeSpan/endTime", "endTime"),
        entries: leaf(leaves, "enterCount"),
        exits: leaf(leaves, "exitCount"),
        ..Words::default()
    };
    device.count(row, &words)
}

/// The same event as JSON, whose names are those of the XML.
pub(super) fn read_json(
    row: u64,
    document: &Node,
    sensor: &str,
    device: &mut Device,
) -> Result<bool> {
    let event = document.get("EventNotificationAlert").unwrap_or(document);
    if event.get("peopleCounting").is_none() {
        return Ok(false);
    }
    let text = |path: &str| {
        let mut node = Some(event);
        for name in path.split('/') {
            node = node.and_then(|node| node.get(name));
        }
        node.and_then(Node::text)
    };
    read_event(row, &text, sensor, device)?;
    Ok(true)
}

fn read_event<'e>(
    row: u64,
    text: &dyn Fn(&str) -> Option<&'e str>,
    sensor: &str,
    device: &mut Device,
) -> Result<()> {
    let camera = text("macAddress").or_else(|| text("ipAddress"));
    let name = match (camera, text("channelID")) {
        (Some(camera), Some(channel)) => format!("{camera}/{channel}"),
        (Some(camera), None) => camera.to_owned(),
        (None, _) => sensor.to_owned(),
    };
    let words = Words {
        sensor: &name,
        site: text("channelName"),
        kind: text("peopleCounting/statisticalMethods"),
        entries: text("peopleCounting/enter"),
        exits: text("peopleCounting/exit"),
        ..Words::default()
    };
    match words.kind {
        Some("timeRange") => {
            let start = text("peopleCounting/TimeRange/startTime");
            let end = text("peopleCounting/TimeRange/endTime");
            if end.is_none() {
                return device.refuse(row, "endTime", "nothing", "the end of the interval");
            }
            device.count(row, &Words { start, end, ..words })
        }
        Some("realTime") => {
            let start = text("peopleCounting/RealTime/time").or_else(|| text("dateTime"));
            device.total(row, &Words { start, ..words })
        }
        _ => {
            device.leave_out("events without statisticalMethods realTime or timeRange");
            Ok(())
        }
    }
}
