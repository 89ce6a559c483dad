//! Whole files: every dialect in which a table can be written gives the table back.

use crate::import::{
    DateOrder, DecimalMark, FileOptions, OnError, ReadCountsOptions, read_counts, read_readings,
};
use crate::table::Document;
use encoding_rs::GB18030;
use proptest::prelude::*;
use std::fmt::Write as _;

const HOUR: i64 = 3_600_000_000;
/// 2026-03-13T00:00:00Z: a 13th, so that the order of day and month shows.
const START: i64 = 1_773_360_000_000_000;

type Row = (String, i64, Option<i64>, Option<i64>);

fn utc() -> ReadCountsOptions {
    let file = FileOptions { time_zone: Some("UTC".to_owned()), ..FileOptions::default() };
    ReadCountsOptions { file, ..ReadCountsOptions::default() }
}

fn read(bytes: &[u8], options: &ReadCountsOptions) -> Result<Vec<Row>, String> {
    let read = read_counts(&Document::new(bytes), options).map_err(|error| error.to_string())?;
    let rows = read.read_counts;
    Ok((0..rows.row.len())
        .map(|row| {
            assert_eq!(rows.end.0[row] - rows.start.0[row], HOUR);
            let sensor = rows.sensor.name(row).to_owned();
            (sensor, rows.start.0[row], rows.entries.at(row), rows.exits.at(row))
        })
        .collect())
}

/// How a table is written.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one habit of a writer, free of the others"
)]
struct Dialect {
    delimiter: char,
    end: &'static str,
    time: &'static str,
    comma: bool,
    grouped: bool,
    absent: &'static str,
    header: [&'static str; 5],
    encoding: usize,
    quoted: bool,
    last_end: bool,
}

fn dialects() -> impl Strategy<Value = Dialect> {
    let times = prop::sample::select(vec![
        "%Y-%m-%d %H:%M",
        "%Y-%m-%dT%H:%M:%SZ",
        "%d/%m/%Y %H:%M:%S",
        "%m/%d/%Y %I:%M %p",
        "%d.%m.%Y %H:%M",
        "%d-%b-%y %H:%M",
        "%Y年%m月%d日 %H:%M",
        "%Y%m%d%H%M%S",
    ]);
    let headers = prop::sample::select(vec![
        ["sensor", "start", "end", "entries", "exits"],
        ["Door", "Start Time", "End Time", "In", "Out"],
        ["传感器", "开始时间", "结束时间", "进店人数", "出店人数（人）"],
    ]);
    (
        (
            prop::sample::select(vec![',', ';', '\t', '|']),
            prop::sample::select(vec!["\n", "\r\n", "\r"]),
            times,
            any::<bool>(),
            any::<bool>(),
        ),
        (
            prop::sample::select(vec!["", "N/A", "NULL", "-"]),
            headers,
            0_usize..6,
            any::<bool>(),
            any::<bool>(),
        ),
    )
        .prop_map(
            |(
                (delimiter, end, time, comma, grouped),
                (absent, header, encoding, quoted, last_end),
            )| {
                Dialect {
                    delimiter,
                    end,
                    time,
                    comma,
                    grouped,
                    absent,
                    header,
                    encoding,
                    quoted,
                    last_end,
                }
            },
        )
}

impl Dialect {
    fn number(&self, value: Option<i64>) -> String {
        let Some(value) = value else { return self.absent.to_owned() };
        let figures = value.to_string();
        let mut text = String::new();
        for (at, figure) in figures.char_indices() {
            if self.grouped && at > 0 && (figures.len() - at) % 3 == 0 {
                text.push(if self.comma { '.' } else { ',' });
            }
            text.push(figure);
        }
        // The decimal mark shows which mark parts thousands.
        format!("{text}{}0", if self.comma { ',' } else { '.' })
    }

    fn cell(&self, text: &str) -> String {
        if self.quoted || text.contains([self.delimiter, '"', '\n', '\r']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    }

    fn write(&self, rows: &[Row]) -> Vec<u8> {
        let time = |us: i64| {
            chrono::DateTime::from_timestamp_micros(us).unwrap().format(self.time).to_string()
        };
        let mut lines = vec![self.header.map(str::to_owned).to_vec()];
        lines.extend(rows.iter().map(|(sensor, start, entries, exits)| {
            vec![
                sensor.clone(),
                time(*start),
                time(start + HOUR),
                self.number(*entries),
                self.number(*exits),
            ]
        }));
        let lines: Vec<String> = lines
            .iter()
            .map(|cells| {
                let cells: Vec<String> = cells.iter().map(|cell| self.cell(cell)).collect();
                cells.join(&self.delimiter.to_string())
            })
            .collect();
        let mut text = lines.join(self.end);
        if self.last_end {
            text.push_str(self.end);
        }
        let utf16 = |low_first: bool| -> Vec<u8> {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units
                .flat_map(|unit| if low_first { unit.to_le_bytes() } else { unit.to_be_bytes() })
                .collect()
        };
        match self.encoding {
            0 | 1 => text.into_bytes(),
            2 => ["\u{feff}".as_bytes(), text.as_bytes()].concat(),
            3 => utf16(true),
            4 => utf16(false),
            _ => GB18030.encode(&text).0.into_owned(),
        }
    }
}

fn tables() -> impl Strategy<Value = Vec<Row>> {
    let sensor = prop::sample::select(vec![
        "north",
        "South, \"left\"",
        "北门",
        "=cmd|' /C calc'!A0",
        "Ausgang; 2",
    ]);
    let count = prop::option::of(0_i64..3_000_000);
    prop::collection::vec((sensor, count.clone(), count), 1..30).prop_map(|rows| {
        rows.into_iter()
            .zip(0..)
            .map(|((sensor, entries, exits), hour)| {
                (sensor.to_owned(), START + hour * HOUR, entries, exits)
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn a_table_written_in_any_dialect_is_read_back(dialect in dialects(), rows in tables()) {
        let bytes = dialect.write(&rows);
        let found = read(&bytes, &utc());
        prop_assert_eq!(found, Ok(rows), "{:?}\n{}", dialect, String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn no_bytes_bring_it_down(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut options = utc();
        let _ = read_counts(&Document::new(&bytes), &options);
        options.file.on_error = OnError::Skip;
        let _ = read_counts(&Document::new(&bytes), &options);
    }

    #[test]
    fn a_file_cut_or_changed_anywhere_is_read_or_refused(
        dialect in dialects(), rows in tables(), at in 0.0..1.0_f64, byte in any::<u8>(), cut in any::<bool>(),
    ) {
        let mut bytes = dialect.write(&rows);
        let place = (at * bytes.len() as f64) as usize;
        if cut { bytes.truncate(place) } else { bytes[place] = byte }
        let mut options = utc();
        options.file.on_error = OnError::Skip;
        if let Ok(found) = read_counts(&Document::new(&bytes), &options) {
            let lines = found.read_counts.row.len() + found.refused_rows.row.len();
            prop_assert!(lines <= 2 * rows.len() + 2, "{} rows of {}", lines, rows.len());
        }
    }
}

#[test]
fn broken_bytes_refuse_their_row_and_no_other() {
    let file = b"sensor,start,end,in\nnorth,2026-03-13T00:00Z,2026-03-13T01:00Z,1\nn\xffrth,2026-03-13T00:00Z,2026-03-13T01:00Z,2\nsouth,2026-03-13T00:00Z,2026-03-13T01:00Z,3\nso\0th,2026-03-13T00:00Z,2026-03-13T01:00Z,4\n";
    let error = read_counts(&Document::new(file), &utc()).unwrap_err();
    assert_eq!(error.code(), "KELIU_FILE_ROW");
    assert!(error.to_string().contains("row 3"), "{error}");
    let mut options = utc();
    options.file.on_error = OnError::Skip;
    let found = read_counts(&Document::new(file), &options).unwrap();
    assert_eq!(found.read_counts.row, [2, 4]);
    assert_eq!(found.refused_rows.row, [3, 5]);
    assert_eq!(found.refused_rows.column.name(0), "sensor");
    assert_eq!(found.read_counts.sensor.names, ["north", "south"]);
}

#[test]
fn a_western_file_names_the_option_that_reads_it() {
    let file = b"sensor,start,end,in\nCaf\xe9,2026-03-13T00:00Z,2026-03-13T01:00Z,1\n";
    let error = read_counts(&Document::new(file), &utc()).unwrap_err().to_string();
    assert!(error.contains("encoding"), "{error}");
    let mut options = utc();
    options.file.encoding = crate::import::TextEncoding::Windows1252;
    assert_eq!(read(file, &options).unwrap()[0].0, "Café");
}

#[test]
fn figures_that_may_be_dates_or_thousands_wait_for_the_whole_file() {
    // The order of the days shows only in the last row, after 500 that can be read either way.
    let mut file = "sensor,start,in,out\n".to_owned();
    for hour in 0..500 {
        let _ = writeln!(file, "a,03/04/2026 {:02}:{:02},1,1", hour / 60, hour % 60);
    }
    let decided = format!("{file}a,04/13/2026 00:00,1,1\n");
    let mut options = utc();
    options.interval_s = Some(60);
    let first = |file: &str, options: &ReadCountsOptions| {
        read_counts(&Document::new(file.as_bytes()), options)
            .map(|read| read.read_counts.start.0[0])
    };
    let march_4 = START - 9 * 24 * HOUR;
    assert_eq!(first(&decided, &options).unwrap(), march_4);
    assert_eq!(first(&file, &options).unwrap_err().code(), "KELIU_FILE_AMBIGUOUS");
    options.file.date_order = DateOrder::Dmy;
    assert_eq!(first(&file, &options).unwrap(), START + 21 * 24 * HOUR);
    options.file.decimal_mark = DecimalMark::Comma;
    assert_eq!(first(&file, &options).unwrap(), START + 21 * 24 * HOUR);
}

#[test]
fn an_impossible_year_is_the_fault_of_its_row() {
    let file = b"sensor,start,end,in\na,0001-01-01T00:00Z,0001-01-01T01:00Z,1\na,2026-03-13T00:00Z,2026-03-13T01:00Z,2\na,9223372036854775,9223372036854776,3\n";
    let mut options = utc();
    options.file.on_error = OnError::Skip;
    let found = read_counts(&Document::new(file), &options).unwrap();
    assert_eq!((found.read_counts.row, found.refused_rows.row), (vec![3], vec![2, 4]));
}

#[test]
fn readings_and_counts_share_the_reader() {
    let file = b"sensor,time,entries_total\na,2026-03-13T00:00Z,1\n";
    let found = read_readings(&Document::new(file), &crate::import::ReadReadingsOptions::default());
    assert_eq!(found.unwrap().read_readings.entries_total.values, [1]);
}
