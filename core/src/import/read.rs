//! From the bytes of a file to its rows: which of the readers takes it.

use super::columns::{Named, Roles};
use super::delimited::{Next, Record, Records, sniff};
use super::device::{Device, Want};
use super::file_options::{FileFormat, FileOptions};
use super::json::{self, Node};
use super::questions::{Certainty, Finding, sample};
use super::sheet::{Plan, Reading, Sheet, unreadable};
use super::text::{self, BROKEN, Decoded};
use super::{axis, hikvision, xovis};
use crate::error::{Error, Result};
use crate::table::Document;
use crate::watch::Watch;

/// Records that are looked at before the columns are settled.
const FIRST: usize = 200;
/// Records among which the header is looked for: titles may stand above it.
const TITLES: usize = 12;
/// Records between two questions to the caller whether to go on.
const STRIDE: u64 = 4096;
/// Largest JSON or XML: its tree takes several times its size.
const LARGEST_TREE: usize = 256 << 20;

/// What the calls have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Request<'o> {
    pub(super) options: &'o FileOptions,
    pub(super) named: Named<'o>,
    pub(super) start_option: &'static str,
    pub(super) want: Want,
}

/// Reads a file; the question of the zone and of the length of intervals is left to `settle`.
pub(super) fn read(
    document: &Document<'_>,
    request: &Request<'_>,
    watch: &Watch<'_>,
) -> Result<Reading> {
    let options = request.options;
    let file = document.name().unwrap_or("file");
    let bytes = document.bytes();
    let size = bytes.len() as u64;
    if size > options.max_bytes {
        let (what, option) = ("bytes", "max_bytes");
        let (file, limit) = (file.to_owned(), options.max_bytes);
        return Err(Error::LimitFile { file, what, found: size, limit, option });
    }
    if let Some(what) = text::is_binary(bytes) {
        let expected = "text: CSV, JSON or XML; save or unpack it as such first";
        return Err(unreadable(file, &format!("it is {what}"), expected));
    }
    let decoded = text::decode(bytes, options.encoding);
    if decoded.text.trim().is_empty() {
        return Err(unreadable(file, "it is empty", "a header and rows, or records"));
    }
    let sensor = options.sensor.clone().unwrap_or_else(|| sensor_of(document));
    let plan = Plan {
        options,
        named: request.named,
        start_option: request.start_option,
        file,
        sensor: &sensor,
        broken: decoded.broken,
    };
    let mut reading = match decoded.text.trim_start().as_bytes().first() {
        Some(b'{' | b'[') if is_json(&decoded.text) => read_json(&plan, request, &decoded)?,
        Some(b'<') => read_xml(&plan, request, &decoded)?,
        _ => read_delimited(&plan, &decoded, watch)?,
    };
    let asked = options.format;
    if asked != FileFormat::Auto && asked != reading.format {
        let reason = format!("it is of the format {}", reading.format.word());
        return Err(unreadable(file, &reason, &format!("the format {}", asked.word())));
    }
    let format = reading.format.word();
    let encoding = decoded.encoding.word();
    let sure = match decoded.evidence {
        "not UTF-8, and its bytes pair up as Chinese characters" => Certainty::Likely,
        "neither valid UTF-8 nor Chinese text" => Certainty::Open,
        _ => Certainty::Certain,
    };
    let encoding = Finding::new("encoding", encoding, decoded.evidence, sure);
    let encoding = if sure == Certainty::Open { encoding.or("windows-1252") } else { encoding };
    let layout = "by its columns or the names of its records";
    reading.findings.insert(0, Finding::new("format", format, layout, Certainty::Certain));
    reading.findings.insert(1, encoding);
    Ok(reading)
}

/// A list or an object: a CSV may start with a bracket too, and then no figure, quote or bracket follows.
fn is_json(text: &str) -> bool {
    let text = text.trim_start();
    let inside = text.trim_start_matches(['[', '{']).trim_start();
    let starts = inside.starts_with(['"', '{', '[', ']', '}']);
    starts && text.trim_end().ends_with(['}', ']'])
}

/// The name of a file without its folder and its ending.
fn sensor_of(document: &Document<'_>) -> String {
    let name = document.name().unwrap_or_default();
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default().trim();
    if stem.is_empty() { "sensor".to_owned() } else { stem.to_owned() }
}

/// Refuses text of which some cannot be decoded where a record cannot be left out alone.
fn check_tree(plan: &Plan<'_>, decoded: &Decoded<'_>, what: &str) -> Result<()> {
    if decoded.text.len() > LARGEST_TREE {
        let (file, what, option) = (plan.file.to_owned(), "bytes of JSON or XML", "max_bytes");
        let (found, limit) = (decoded.text.len() as u64, LARGEST_TREE as u64);
        return Err(Error::LimitFile { file, what, found, limit, option });
    }
    if decoded.broken && decoded.text.contains([BROKEN, '\0']) {
        let reason = format!("some bytes are no {}", decoded.encoding.word());
        return Err(unreadable(plan.file, &reason, &format!("{what} in one encoding")));
    }
    Ok(())
}

fn read_xml(plan: &Plan<'_>, request: &Request<'_>, decoded: &Decoded<'_>) -> Result<Reading> {
    check_tree(plan, decoded, "XML")?;
    if !hikvision::is_hikvision(&decoded.text) {
        let reason = "its XML holds neither CountingStatisticsResult nor EventNotificationAlert";
        return Err(unreadable(plan.file, reason, "XML of Hikvision ISAPI"));
    }
    let mut device = Device::new(plan, FileFormat::Hikvision, request.want);
    hikvision::read_xml(plan.file, &decoded.text, plan.sensor, &mut device)?;
    Ok(device.finish())
}

/// The records of a list of flat objects, or of the list that an object holds under `data`.
fn flat_records(document: &Node) -> Option<&[Node]> {
    let list = match document {
        Node::List(items) => items.as_slice(),
        Node::Object(_) => match document.get("data") {
            Some(Node::List(items)) => items.as_slice(),
            _ if document.is_flat() => std::slice::from_ref(document),
            _ => return None,
        },
        _ => return None,
    };
    list.iter().all(Node::is_flat).then_some(list)
}

fn read_json(plan: &Plan<'_>, request: &Request<'_>, decoded: &Decoded<'_>) -> Result<Reading> {
    check_tree(plan, decoded, "JSON")?;
    // One of each, made once: files of a hundred thousand small documents are common.
    let mut devices = READERS.map(|(format, _)| Device::new(plan, format, request.want));
    let mut chosen: Option<usize> = None;
    let mut records: Vec<(u64, Node)> = Vec::new();
    json::each(plan.file, &decoded.text, |row, document| {
        let documents = match &document {
            // A list of pushes stands for its items; a list of flat objects is a table.
            Node::List(items) if !items.iter().all(Node::is_flat) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        for document in documents {
            let mut known = false;
            for (at, (_, read)) in READERS.iter().enumerate() {
                if chosen.is_some_and(|chosen| chosen != at) {
                    continue;
                }
                known = read(row, document, plan.sensor, &mut devices[at])?;
                if known || !devices[at].is_untouched() {
                    chosen = Some(at);
                }
                if known {
                    break;
                }
            }
            if known {
                continue;
            }
            let Some(flat) = flat_records(document) else {
                let reason = format!("document {row} of its JSON is of no known device");
                let expected = "pushes or exports of Axis, Hikvision or Xovis, or flat objects";
                return Err(unreadable(plan.file, &reason, expected));
            };
            let first = records.len() as u64;
            records.extend(
                flat.iter().cloned().zip(1..).map(|(one, at): (Node, u64)| (first + at, one)),
            );
        }
        Ok(())
    })?;
    let device = devices.into_iter().enumerate().find(|(at, _)| chosen == Some(*at));
    match (device.map(|(_, device)| device), records.is_empty()) {
        (Some(_), false) => {
            let reason = "it mixes records of a device with flat objects";
            Err(unreadable(plan.file, reason, "one kind of records"))
        }
        (Some(device), true) => Ok(device.finish()),
        (None, true) => Err(unreadable(plan.file, "it holds no records", "records")),
        (None, false) => read_flat(plan, &records),
    }
}

type Reader = fn(u64, &Node, &str, &mut Device) -> Result<bool>;

const READERS: [(FileFormat, Reader); 3] = [
    (FileFormat::Xovis, xovis::read),
    (FileFormat::Axis, axis::read),
    (FileFormat::Hikvision, hikvision::read_json),
];

/// Flat objects as records under the names of all their entries.
fn read_flat(plan: &Plan<'_>, records: &[(u64, Node)]) -> Result<Reading> {
    let mut header: Vec<String> = Vec::new();
    for (_, record) in records {
        let Node::Object(entries) = record else { continue };
        for (name, _) in entries {
            if header.contains(name) {
                continue;
            }
            // Here, not after the object: each name is compared with all before it.
            if header.len() == super::delimited::MOST_COLUMNS {
                let reason = "its objects have more than 4,096 names";
                return Err(unreadable(plan.file, reason, "fewer"));
            }
            header.push(name.clone());
        }
    }
    let cells = |record: &Node| -> Vec<String> {
        let cell = |name: &String| record.get(name).and_then(Node::text).unwrap_or_default();
        header.iter().map(|name| cell(name).to_owned()).collect()
    };
    let first: Vec<(u64, Vec<String>)> =
        records.iter().take(FIRST).map(|(row, record)| (*row, cells(record))).collect();
    let mut sheet = Sheet::new(*plan, &header, &first)?;
    let (mut text, mut ends) = (String::new(), Vec::new());
    for (row, record) in records {
        let cells = cells(record);
        take_cells(&mut sheet, *row, &cells, &mut text, &mut ends)?;
    }
    Ok(sheet.finish())
}

fn take_cells(
    sheet: &mut Sheet<'_>,
    row: u64,
    cells: &[String],
    text: &mut String,
    ends: &mut Vec<usize>,
) -> Result<()> {
    text.clear();
    ends.clear();
    for cell in cells {
        text.push_str(cell);
        ends.push(text.len());
    }
    sheet.row(row, &Record { text, ends })
}

fn read_delimited(plan: &Plan<'_>, decoded: &Decoded<'_>, watch: &Watch<'_>) -> Result<Reading> {
    let text: &str = &decoded.text;
    let (delimiter, evidence) = match plan.options.delimiter_byte()? {
        Some(told) => (told, "as told".to_owned()),
        None => sniff(text),
    };
    let (body, skipped) = match text.strip_prefix("sep=") {
        Some(rest) => (rest.split_once('\n').map_or("", |(_, rest)| rest), 1),
        None => (text, 0),
    };
    let mut records = Records::new(body, delimiter);
    let mut first: Vec<(u64, Vec<String>)> = Vec::new();
    let mut refused: Vec<(u64, &str, &str)> = Vec::new();
    while first.len() < FIRST {
        match records.next() {
            Next::Record(line, record) => {
                let cells = record.cells().map(str::to_owned).collect();
                first.push((line + skipped, cells));
            }
            Next::Refused(line, found, expected) => refused.push((line + skipped, found, expected)),
            Next::End => break,
        }
    }
    let header = find_header(plan, &first)?;
    let mut sheet = Sheet::new(*plan, &first[header].1, &first[header + 1..])?;
    for (line, found, expected) in refused {
        sheet.refuse_record(line, found, expected)?;
    }
    let (mut text, mut ends) = (String::new(), Vec::new());
    for (line, cells) in &first[header + 1..] {
        take_cells(&mut sheet, *line, cells, &mut text, &mut ends)?;
    }
    drop(first);
    let total = body.len() as u64 / (STRIDE * 32) + 1;
    let mut count = 0;
    loop {
        match records.next() {
            Next::Record(line, record) => sheet.row(line + skipped, &record)?,
            Next::Refused(line, found, expected) => {
                sheet.refuse_record(line + skipped, found, expected)?;
            }
            Next::End => break,
        }
        count += 1;
        if count % STRIDE == 0 {
            watch.step(total)?;
        }
    }
    let mut reading = sheet.finish();
    let shown =
        if delimiter == b'\t' { "tab".to_owned() } else { char::from(delimiter).to_string() };
    let sure =
        if plan.options.delimiter.is_some() { Certainty::Certain } else { Certainty::Likely };
    reading.findings.insert(0, Finding::new("delimiter", shown, evidence, sure));
    Ok(reading)
}

/// The record that names the columns: the first one that names a time.
fn find_header(plan: &Plan<'_>, first: &[(u64, Vec<String>)]) -> Result<usize> {
    let heads = || {
        first.iter().take(TITLES).map(|(_, cells)| {
            let names: Vec<String> = cells.iter().map(|cell| cell.trim().to_owned()).collect();
            (names.len() > 1, Roles::find(&names, &plan.named))
        })
    };
    // A title may name a time too ("Date; 2026-03-01"): a header names persons beside it, unless the file is wide.
    let whole = heads().position(|(wide, roles)| wide && roles.has_time() && roles.has_persons());
    let found = whole.or_else(|| heads().position(|(wide, roles)| wide && roles.has_time()));
    let Some(at) = found else {
        let start = first.first().map(|(_, cells)| super::sheet::listed(cells)).unwrap_or_default();
        let reason = format!("no column of times was found; it starts with {start}");
        let expected = format!("a header, and {} or date_column to name it", plan.start_option);
        return Err(unreadable(plan.file, &reason, &expected));
    };
    if let Some(broken) = first[at].1.iter().find(|name| name.contains([BROKEN, '\0'])) {
        let reason = format!("the name of a column cannot be decoded: {}", sample(broken));
        return Err(unreadable(plan.file, &reason, "the option encoding, such as windows-1252"));
    }
    Ok(at)
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
