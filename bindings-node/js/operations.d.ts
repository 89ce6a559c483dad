// Written by `cargo codegen` from what the core declares: change the core, not this file.
import type { ColumnNames, FileLike, ResultTable, TableLike } from "./tables.js";

/** Options of {@link inspectCounts}. */
export interface InspectCountsOptions {
  /**
   * Largest size of the file in bytes. At least 1.
   * @defaultValue `1073741824`
   */
  maxBytes?: number | undefined;
  /** Time zone of times that name none: an IANA name, "UTC" or an offset. It is written into the call. */
  timeZone?: string | null | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per property of the file, and per language the call that reads it. Rows are sorted by from the bytes to the call. */
export interface InspectCountsRow {
  /** The property; most are options of `readCounts` and `readReadings`. */
  property: string;
  /** What it seems to be. */
  guess: string;
  /** What in the file says so. */
  evidence: string;
  /** How sure that is: certain, likely, or open, which an option must settle. */
  certainty: string;
  /** What else it could be; empty where nothing else is plausible. */
  alternatives: string;
}

/** The Arrow table of {@link InspectCountsRow}. */
export type InspectCountsTable = ResultTable<InspectCountsRow>;

/**
 * Says what a file is (format, encoding, delimiter, columns, order of dates, decimal mark, counting day, zone, unit, cadence), with the evidence for each, and writes the exact call that reads it.
 *
 * Input: `file`: the bytes of a file, or a text, as `readCounts` and `readReadings` read it. `timeZone`, where it is known, is written into the call.
 *
 * Output: One row per property: what it seems to be, what in the file says so, and how sure that is. `certain`: the file says so, or cannot be read otherwise. `likely`: other readings are possible and far less plausible. `open`: the file does not say, and an option must. The last rows hold the call in Rust, Python and JavaScript; where something is open, the call holds the more plausible choice, or `<zone>`, and is to be settled first. The report is one line with the format, what is open, and the call.
 *
 * @param file - A file: one row with its bytes.
 * @throws {@link SchemaError} KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE
 * @throws {@link OptionsError} KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_FILE_UNREADABLE
 * @throws {@link LimitError} KELIU_LIMIT_FILE
 */
export declare function inspectCounts(file: FileLike, options?: InspectCountsOptions): InspectCountsTable;

/** Options of {@link readCounts}. */
export interface ReadCountsOptions {
  /** Column of the day where the time of day has a column of its own. By default found by its name. */
  dateColumn?: string | null | undefined;
  /**
   * The order of day, month and year where a date is written in figures and the year is not written first with four.
   * - `"auto"`: What all dates of the file agree on.
   * - `"dmy"`: Day, month, year.
   * - `"mdy"`: Month, day, year.
   * - `"ymd"`: Year, month, day.
   * @defaultValue `"auto"`
   */
  dateOrder?: "auto" | "dmy" | "mdy" | "ymd" | undefined;
  /** Wall-clock time at which the day of the date column starts, from "00:00" to "23:59". By default "00:00", unless the hours run on past midnight under one date: then the file is refused until this is said. Totals of the day start again at it. */
  dayStart?: string | null | undefined;
  /**
   * What separates whole persons from their fraction.
   * - `"auto"`: What all numbers of the file agree on.
   * - `"point"`: A point; commas part thousands.
   * - `"comma"`: A comma; points part thousands.
   * @defaultValue `"auto"`
   */
  decimalMark?: "auto" | "point" | "comma" | undefined;
  /** The character between two cells: ",", ";", "|" or a tab. By default the one that all lines agree on. */
  delimiter?: string | null | undefined;
  /**
   * How characters are written as bytes.
   * - `"auto"`: By byte order mark, else by what the bytes can be.
   * - `"utf-8"`: UTF-8.
   * - `"utf-16le"`: UTF-16, low byte first.
   * - `"utf-16be"`: UTF-16, high byte first.
   * - `"gb18030"`: GB18030, of which GBK and GB2312 are parts.
   * - `"windows-1252"`: The code page of Western European spreadsheets.
   * @defaultValue `"auto"`
   */
  encoding?: "auto" | "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "windows-1252" | undefined;
  /** Column of the end of an interval. By default found by its name. */
  endColumn?: string | null | undefined;
  /** Column of the persons who entered. By default found by its name. */
  entriesColumn?: string | null | undefined;
  /** Column of the persons who left. By default found by its name. */
  exitsColumn?: string | null | undefined;
  /**
   * How the file is laid out.
   * - `"auto"`: What the file itself says.
   * - `"long"`: One row per sensor and interval, or per sensor and reading: CSV, or a JSON list of flat objects.
   * - `"wide"`: One column per sensor.
   * - `"mta"`: Turnstile registers of the New York subway.
   * - `"axis"`: AXIS People Counter and AXIS P8815-2, JSON.
   * - `"hikvision"`: Hikvision ISAPI, XML.
   * - `"xovis"`: Xovis data push, JSON.
   * @defaultValue `"auto"`
   */
  format?: "auto" | "long" | "wide" | "mta" | "axis" | "hikvision" | "xovis" | undefined;
  /** Column of the time of day, or of its hour. By default found by its name. */
  hourColumn?: string | null | undefined;
  /** Length of an interval in seconds where the file has no ends, 1 to 2678400. By default the step between most times of a sensor. */
  intervalS?: number | null | undefined;
  /**
   * Largest size of the file in bytes. At least 1.
   * @defaultValue `1073741824`
   */
  maxBytes?: number | undefined;
  /**
   * Largest number of rows of the result. At least 1.
   * @defaultValue `50000000`
   */
  maxRows?: number | undefined;
  /**
   * What happens to a row that cannot be read.
   * - `"refuse"`: The file is refused with the first such row.
   * - `"skip"`: It is listed in the second table, with what was found and expected, and the others are read.
   * @defaultValue `"refuse"`
   */
  onError?: "refuse" | "skip" | undefined;
  /** Name of the sensor in a file that names none. By default the name of the file. */
  sensor?: string | null | undefined;
  /** Column of the sensor. By default found by its name. */
  sensorColumn?: string | null | undefined;
  /** Column of the start of an interval. By default found by its name. */
  startColumn?: string | null | undefined;
  /** Time zone of times that name none: an IANA name, "UTC" or an offset. By default such times are refused. */
  timeZone?: string | null | undefined;
  /**
   * Which numbers the file holds.
   * - `"auto"`: Persons per interval, unless the numbers only grow, or only grow within each day: then the file is refused until this is said.
   * - `"interval"`: Persons per interval, whatever the numbers look like.
   * - `"day_total"`: Persons so far today: totals at the end of each interval, which start again every day.
   * @defaultValue `"auto"`
   */
  unit?: "auto" | "interval" | "day_total" | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per sensor and interval of the file, as the file has them: duplicates and impossible numbers too. Rows are sorted by row of the file. */
export interface ReadCountsRow {
  /** Name of the sensor. */
  sensor: string;
  /** Start of the interval; it belongs to the interval. */
  start: Date;
  /** End of the interval; it does not belong to the interval. */
  end: Date;
  /** Persons who entered; null where the file has none. [persons] */
  entries: number | null;
  /** Persons who left; null where the file has none. [persons] */
  exits: number | null;
  /** Site, station or device, where the file names one beside the sensor. */
  site: string | null;
  /** Line of the file, or number of its JSON document or XML record, from 1. */
  row: number;
}

/** The Arrow table of {@link ReadCountsRow}. */
export type ReadCountsTable = ResultTable<ReadCountsRow>;

/** One row per row of the file that could not be read. Rows are sorted by row. */
export interface RefusedRowsRow {
  /** Line of the file, or number of its JSON document or XML record, from 1. */
  row: number;
  /** Column at fault; empty where it is the whole row. */
  column: string;
  /** What stands there, cut to 60 characters. */
  found: string;
  /** What would be accepted. */
  expected: string;
}

/** The Arrow table of {@link RefusedRowsRow}. */
export type RefusedRowsTable = ResultTable<RefusedRowsRow>;

/**
 * Reads persons per interval from a file as devices, portals and spreadsheets write it, into the table that `regularCounts` and `cleanCounts` take.
 *
 * Input: `file`: the bytes of a file, or a text. What is read:
 *
 * | format | files |
 * |---|---|
 * | `long` | CSV, or a JSON list of flat objects, with a row per sensor and interval: columns for the sensor, the time (a start, a start and an end, or a date and an hour), the persons in and out |
 * | `wide` | CSV with a column per sensor, or two named "… in" and "… out" |
 * | `axis` | AXIS People Counter `export-json`; AXIS P8815-2 JSON and CSV are read as `long` |
 * | `hikvision` | ISAPI XML: `CountingStatisticsResult`, and `EventNotificationAlert` with `statisticalMethods` `timeRange`; events as JSON under the same names |
 * | `xovis` | data push of line counts, JSON of firmware 5 and of firmware 3 and 4 |
 *
 * Several documents in one file are read one after the other. Archives and workbooks are refused: save as CSV, unpack.
 *
 * Columns are found by their names in English and Chinese, or named by an option. The header is the first of twelve rows that names a time and persons, or a time alone: titles above it are skipped. Texts are UTF-8, UTF-16, GB18030 or Windows-1252, with any line ends; cells are parted by commas, semicolons, tabs or bars. Dates may mix forms (2016-07-01, 26-Nov-16, 31/12/2009, 2016年7月1日, days of spreadsheets, Unix time); hours may be 0 to 23, 6:00-6:59, 1 PM or 下午1:00. A blank cell, N/A, NaN, NULL, - and 无 are nothing observed. Negative and impossible numbers are read as they stand: judging them is the task of `cleanCounts`. A formula is a text like any other.
 *
 * Output: `readCounts`: one row per sensor and interval in the order of the file, duplicates included, with the line of the file; with `unit = "day_total"` a row may begin earlier than in the file. `refused_rows`: with `onError` = "skip", every row that could not be read, what was found and what was expected; by default the first such row refuses the file.
 *
 * @param file - A file: one row with its bytes.
 * @throws {@link SchemaError} KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_FILE_UNREADABLE, KELIU_FILE_ROW, KELIU_FILE_AMBIGUOUS
 * @throws {@link LimitError} KELIU_LIMIT_FILE
 */
export declare function readCounts(file: FileLike, options?: ReadCountsOptions): { readCounts: ReadCountsTable; refusedRows: RefusedRowsTable };

/** Options of {@link readReadings}. */
export interface ReadReadingsOptions {
  /** Column of the day where the time of day has a column of its own. By default found by its name. */
  dateColumn?: string | null | undefined;
  /**
   * The order of day, month and year where a date is written in figures and the year is not written first with four.
   * - `"auto"`: What all dates of the file agree on.
   * - `"dmy"`: Day, month, year.
   * - `"mdy"`: Month, day, year.
   * - `"ymd"`: Year, month, day.
   * @defaultValue `"auto"`
   */
  dateOrder?: "auto" | "dmy" | "mdy" | "ymd" | undefined;
  /** Wall-clock time at which the day of the date column starts, from "00:00" to "23:59". By default "00:00", unless the hours run on past midnight under one date: then the file is refused until this is said. Totals of the day start again at it. */
  dayStart?: string | null | undefined;
  /**
   * What separates whole persons from their fraction.
   * - `"auto"`: What all numbers of the file agree on.
   * - `"point"`: A point; commas part thousands.
   * - `"comma"`: A comma; points part thousands.
   * @defaultValue `"auto"`
   */
  decimalMark?: "auto" | "point" | "comma" | undefined;
  /** The character between two cells: ",", ";", "|" or a tab. By default the one that all lines agree on. */
  delimiter?: string | null | undefined;
  /**
   * How characters are written as bytes.
   * - `"auto"`: By byte order mark, else by what the bytes can be.
   * - `"utf-8"`: UTF-8.
   * - `"utf-16le"`: UTF-16, low byte first.
   * - `"utf-16be"`: UTF-16, high byte first.
   * - `"gb18030"`: GB18030, of which GBK and GB2312 are parts.
   * - `"windows-1252"`: The code page of Western European spreadsheets.
   * @defaultValue `"auto"`
   */
  encoding?: "auto" | "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "windows-1252" | undefined;
  /** Column of the persons who entered. By default found by its name. */
  entriesColumn?: string | null | undefined;
  /** Column of the persons who left. By default found by its name. */
  exitsColumn?: string | null | undefined;
  /**
   * How the file is laid out.
   * - `"auto"`: What the file itself says.
   * - `"long"`: One row per sensor and interval, or per sensor and reading: CSV, or a JSON list of flat objects.
   * - `"wide"`: One column per sensor.
   * - `"mta"`: Turnstile registers of the New York subway.
   * - `"axis"`: AXIS People Counter and AXIS P8815-2, JSON.
   * - `"hikvision"`: Hikvision ISAPI, XML.
   * - `"xovis"`: Xovis data push, JSON.
   * @defaultValue `"auto"`
   */
  format?: "auto" | "long" | "wide" | "mta" | "axis" | "hikvision" | "xovis" | undefined;
  /** Column of the time of day, or of its hour. By default found by its name. */
  hourColumn?: string | null | undefined;
  /** Column of the kind of a reading. By default found by its name. */
  kindColumn?: string | null | undefined;
  /**
   * Largest size of the file in bytes. At least 1.
   * @defaultValue `1073741824`
   */
  maxBytes?: number | undefined;
  /**
   * Largest number of rows of the result. At least 1.
   * @defaultValue `50000000`
   */
  maxRows?: number | undefined;
  /**
   * What happens to a row that cannot be read.
   * - `"refuse"`: The file is refused with the first such row.
   * - `"skip"`: It is listed in the second table, with what was found and expected, and the others are read.
   * @defaultValue `"refuse"`
   */
  onError?: "refuse" | "skip" | undefined;
  /** Name of the sensor in a file that names none. By default the name of the file. */
  sensor?: string | null | undefined;
  /** Column of the sensor. By default found by its name. */
  sensorColumn?: string | null | undefined;
  /** Column of the time of a reading. By default found by its name. */
  timeColumn?: string | null | undefined;
  /** Time zone of times that name none: an IANA name, "UTC" or an offset. By default such times are refused. */
  timeZone?: string | null | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per sensor and reading of the file, as the file has them: duplicates and impossible numbers too. Rows are sorted by row of the file. */
export interface ReadReadingsRow {
  /** Name of the sensor. */
  sensor: string;
  /** When the register was read. */
  time: Date;
  /** Total of persons who entered; null where the file has none. [persons] */
  entries_total: number | null;
  /** Total of persons who left; null where the file has none. [persons] */
  exits_total: number | null;
  /** Kind of the reading as the file names it, such as REGULAR, RECOVR AUD or realTime. */
  kind: string | null;
  /** Site, station or device, where the file names one beside the sensor. */
  site: string | null;
  /** Line of the file, or number of its JSON document or XML record, from 1. */
  row: number;
}

/** The Arrow table of {@link ReadReadingsRow}. */
export type ReadReadingsTable = ResultTable<ReadReadingsRow>;

/** One row per row of the file that could not be read. Rows are sorted by row. */
export interface RefusedReadingsRow {
  /** Line of the file, or number of its JSON document or XML record, from 1. */
  row: number;
  /** Column at fault; empty where it is the whole row. */
  column: string;
  /** What stands there, cut to 60 characters. */
  found: string;
  /** What would be accepted. */
  expected: string;
}

/** The Arrow table of {@link RefusedReadingsRow}. */
export type RefusedReadingsTable = ResultTable<RefusedReadingsRow>;

/**
 * Reads totals that only grow from a file, as turnstiles and cameras keep them: one row per sensor and reading.
 *
 * Input: `file`: the bytes of a file, or a text. What is read:
 *
 * | format | files |
 * |---|---|
 * | `long`, `wide` | CSV as `readCounts` reads it, with totals in place of counts |
 * | `mta` | turnstile files of the New York subway: C/A, UNIT, SCP, STATION, LINENAME, DIVISION, DATE, TIME, DESC, ENTRIES, EXITS since October 2014, blanks after the names included, and the open-data form with its own names; a sensor is C/A/UNIT/SCP, its site the station |
 * | `axis` | AXIS People Counter `live-sum.json` (totals since midnight) |
 * | `hikvision` | ISAPI events with `statisticalMethods` `realTime` (totals since the last reset) |
 *
 * Names, encodings, dates and numbers are those of `readCounts`. Rows of eight readings, as the subway wrote before October 2014, are not read.
 *
 * Output: `readReadings`: one row per sensor and reading in the order of the file, duplicates included, with the line of the file and the kind of the reading. `refused_readings`: with `onError` = "skip", every row that could not be read, what was found and what was expected; by default the first such row refuses the file.
 *
 * @param file - A file: one row with its bytes.
 * @throws {@link SchemaError} KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_FILE_UNREADABLE, KELIU_FILE_ROW, KELIU_FILE_AMBIGUOUS
 * @throws {@link LimitError} KELIU_LIMIT_FILE
 */
export declare function readReadings(file: FileLike, options?: ReadReadingsOptions): { readReadings: ReadReadingsTable; refusedReadings: RefusedReadingsTable };

/** Options of {@link intervalCounts}. */
export interface IntervalCountsOptions {
  /**
   * Longest interval in seconds whose count still belongs to a time of day, 1 to 31536000. A longer one keeps its total and is marked coarse.
   * @defaultValue `129600`
   */
  maxGapS?: number | undefined;
  /** The number at which registers start again at 0, where it is known, such as 1000000: 10 to 1000000000000. By default 2^16, 2^24, 2^32 and the powers of ten from 10^4 to 10^12 are tried. */
  modulus?: number | null | undefined;
  /**
   * Most persons per hour that one register can count, 1 to 1000000. The default is a turnstile at 1.2 persons a second; for an open door take 1.5 persons a second and meter of width.
   * @defaultValue `4320.0`
   */
  rateMaxPerH?: number | undefined;
  /** Time zone of times that name none: an IANA name, "UTC" or an offset. By default times without a zone are refused. */
  timeZone?: string | null | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per sensor and interval between two readings that follow each other; it can be given as counts to other operations. Rows are sorted by sensor, start. */
export interface IntervalCountsRow {
  /** Name of the sensor. */
  sensor: string;
  /** The earlier reading; it belongs to the interval. */
  start: Date;
  /** The later reading; it does not belong to the interval. */
  end: Date;
  /** Persons who entered; null where the registers do not tell. [persons] */
  entries: number | null;
  /** Persons who left; null where the registers do not tell. [persons] */
  exits: number | null;
  /** Lower end of the 90 % interval of entries: after a reset what is certain. [persons] */
  entries_low: number | null;
  /** Upper end of the 90 % interval of entries. [persons] */
  entries_high: number | null;
  /** Lower end of the 90 % interval of exits: after a reset what is certain. [persons] */
  exits_low: number | null;
  /** Upper end of the 90 % interval of exits. [persons] */
  exits_high: number | null;
  /** What the register of entries did: normal, reversed, rollover, reset, jump, or missing. */
  entries_label: string;
  /** What the register of exits did: normal, reversed, rollover, reset, jump, or missing. */
  exits_label: string;
  /** True for an interval longer than `maxGapS`: its total is known, its course is not. */
  coarse: boolean;
}

/** The Arrow table of {@link IntervalCountsRow}. */
export type IntervalCountsTable = ResultTable<IntervalCountsRow>;

/** One row per reading that begins and ends no interval, with the reason. Rows are sorted by sensor, time. */
export interface DroppedReadingsRow {
  /** Name of the sensor. */
  sensor: string;
  /** When the registers were read. */
  time: Date;
  /** What the register of entries showed. [persons] */
  entries_total: number | null;
  /** What the register of exits showed. [persons] */
  exits_total: number | null;
  /** Why: duplicate, superseded, `no_value`, incomplete, alien, or alone. */
  reason: string;
}

/** The Arrow table of {@link DroppedReadingsRow}. */
export type DroppedReadingsTable = ResultTable<DroppedReadingsRow>;

/**
 * Turns readings of cumulative registers into counts between readings, and says of each what the register did: it ran, ran backwards, started again, or jumped.
 *
 * Input: `readings`: one row per sensor and instant with what its registers of entries and exits showed, in any order. Null, negative numbers and marks (65535, 16777215, 2147483647, 4294967295, unless the register really stands there) say that a register was not read; they are data, not errors. A row holds what both registers showed at its instant: rows with one register each are to be joined before. The column `kind`, where there is one, says which readings were delivered afterwards. Times without a zone are read as the wall clock of `timeZone`.
 *
 * Output: Two tables. `intervalCounts` has one row per sensor and interval between two true readings that follow each other. Its columns sensor, start, end, entries and exits are those of the table `counts`, so it can be given to `regularCounts` and `cleanCounts` as it is. Labels, one per register:
 *
 * - normal: it ran up; the count is the difference.
 * - reversed: it ran down; the count is the difference without its sign.
 * - rollover: it went through its largest value; the count is exact.
 * - reset: it started again at 0. What it shows is certain to have passed (`entries_low`); the count is what is expected in such an interval, or the reading where that is more; `entries_high` is the upper end of the 90 % interval.
 * - jump: it shows another number. What passed is unknown, the count null.
 * - missing: it was not read at one of the ends.
 *
 * For every other label low and high are the count itself. An interval longer than `maxGapS` keeps its total and is marked coarse.
 *
 * `dropped_readings` lists every reading that begins and ends no interval: duplicate (the same values again), superseded (another reading of the same instant was taken), `no_value` (no register was read), incomplete (one of two registers was not read, for no longer than `maxGapS`: leaving the row out keeps the total of both), alien (the reading belongs to another counter), alone (the only reading of its sensor).
 *
 * An interval whose count is null is not filled here: `cleanCounts` does that with all it knows of the sensor.
 *
 * @param readings - One row per sensor and instant: what its registers showed.
 * @throws {@link SchemaError} KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME, KELIU_MIXED_ZONES
 * @throws {@link OptionsError} KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_NOT_FINITE, KELIU_NOT_WHOLE, KELIU_TIME_UNREADABLE, KELIU_TIME_OUT_OF_RANGE
 */
export declare function intervalCounts(readings: TableLike, options?: IntervalCountsOptions): { intervalCounts: IntervalCountsTable; droppedReadings: DroppedReadingsTable };

/** Options of {@link regularCounts}. */
export interface RegularCountsOptions {
  /**
   * What time without a record means, between the first and the last record of a sensor.
   * - `"unknown"`: Nobody knows: the sensor or its upload failed.
   * - `"zero"`: Nobody came: the device writes no row for an interval without persons. A row with null stays unknown.
   * @defaultValue `"unknown"`
   */
  absent?: "unknown" | "zero" | undefined;
  /**
   * Wall-clock time at which the counting day starts, from "00:00" to "23:59".
   * @defaultValue `"00:00"`
   */
  dayStart?: string | undefined;
  /**
   * Which of several records of one interval is taken.
   * - `"last"`: The last one that observed something: a later upload revises an earlier one.
   * - `"first"`: The first one that observed something.
   * - `"max"`: The largest count of each direction.
   * - `"sum"`: All of them added: the device writes one row per event or per lane.
   * @defaultValue `"last"`
   */
  duplicates?: "last" | "first" | "max" | "sum" | undefined;
  /** Length of a bin in seconds, a divisor of 86400 such as 900 or 3600. By default the most frequent length among the records. */
  intervalS?: number | null | undefined;
  /**
   * Largest number of bins of all sensors together, 1 to 1,000,000,000.
   * @defaultValue `20000000`
   */
  maxBins?: number | undefined;
  /**
   * What happens where two records of one sensor overlap without naming the same interval.
   * - `"error"`: They are refused.
   * - `"trim"`: The time covered twice is counted once: the record that starts later keeps its share of the rest.
   * @defaultValue `"error"`
   */
  overlaps?: "error" | "trim" | undefined;
  /**
   * How a record longer than a bin is spread over bins.
   * - `"profile"`: In proportion to the weekly profile of the sensor where the record covers more than two bins.
   * - `"even"`: In proportion to time.
   * @defaultValue `"profile"`
   */
  spread?: "profile" | "even" | undefined;
  /** Time zone of days, hours and labels: an IANA name, "UTC" or an offset. Times without a zone are read as its wall clock. By default UTC, and times without a zone are refused. */
  timeZone?: string | null | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per sensor and bin, from the first to the last record of all sensors. Rows are sorted by sensor, start. */
export interface RegularCountsRow {
  /** Name of the sensor. */
  sensor: string;
  /** Start of the bin; it belongs to the bin. */
  start: Date;
  /** End of the bin; it does not belong to the bin. */
  end: Date;
  /** Start of the bin on the local clock, with its offset. */
  local_start: string;
  /** Counting day to which the bin belongs. */
  day: string;
  /** Persons who entered; null where no record covers the bin. [persons] */
  entries: number | null;
  /** Persons who left; null where no record covers the bin. [persons] */
  exits: number | null;
  /** Share of the bin that records cover, 0 to 1. */
  coverage: number;
  /** What was found about the bin, one bit each. */
  flags: number;
}

/** The Arrow table of {@link RegularCountsRow}. */
export type RegularCountsTable = ResultTable<RegularCountsRow>;

/**
 * Lays irregular, duplicated, unordered interval counts on a regular grid of bins, in persons per bin, without losing or inventing a person.
 *
 * Input: `counts`: one row per sensor and interval, in any order. Intervals are half-open `[start, end)`. Times with a zone are instants; times without one are read as the wall clock of `timeZone`, the repeated hour of autumn by the order of each sensor's rows, the skipped hour of spring moved forward and flagged. A null count says that nothing was observed; 0 says that nobody came. Numbers by which devices say that they know nothing are taken as null and flagged `sentinel`: -1, -9, -99, -999 and so on to -999999, -32768, -2147483648; and 32767, 65535, 16777215, 2147483647, 4294967295, or 99999 to 999999999 in nines, where they are more than eight times the busiest hundredth of the sensor's other counts. Refused: other negative counts, fractions, an end that is not after its start, times outside the years 1900 to 2200.
 *
 * Output: One row per sensor and bin, for every bin from the first to the last record of any sensor, so that a sensor that fell silent is seen. `entries` and `exits` are null where no record covers the bin, never 0. `coverage` is the share of the bin that records cover. With `absent = "zero"`, time without a record between the first and the last record of a sensor counts as time in which nobody came. An empty input gives an empty table.
 *
 * @param counts - One row per sensor and interval: how many persons entered and left.
 * @throws {@link SchemaError} KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME, KELIU_MIXED_ZONES
 * @throws {@link OptionsError} KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_NOT_FINITE, KELIU_NOT_WHOLE, KELIU_COUNT_RANGE, KELIU_INTERVAL_REVERSED, KELIU_INTERVALS_OVERLAP, KELIU_TIME_OUT_OF_RANGE
 * @throws {@link LimitError} KELIU_LIMIT_BINS
 */
export declare function regularCounts(counts: TableLike, options?: RegularCountsOptions): RegularCountsTable;

/** Options of {@link cleanCounts}. */
export interface CleanCountsOptions {
  /** One row per site and opening: when the site opened and when it closed. */
  hours?: TableLike | null | undefined;
  /** One row per sensor: the site it belongs to. */
  sensors?: TableLike | null | undefined;
  /** One row per accepted correction: rows of the result of countProposals, columns unchanged. */
  proposals?: TableLike | null | undefined;
  /**
   * What time without a record means, between the first and the last record of a sensor.
   * - `"unknown"`: Nobody knows: the sensor or its upload failed.
   * - `"zero"`: Nobody came: the device writes no row for an interval without persons. A row with null stays unknown.
   * @defaultValue `"unknown"`
   */
  absent?: "unknown" | "zero" | undefined;
  /**
   * Wall-clock time at which the counting day starts, from "00:00" to "23:59".
   * @defaultValue `"00:00"`
   */
  dayStart?: string | undefined;
  /**
   * Looks for dead and stuck sensors and for spikes; false fills missing bins only.
   * @defaultValue `true`
   */
  detect?: boolean | undefined;
  /**
   * Which of several records of one interval is taken.
   * - `"last"`: The last one that observed something: a later upload revises an earlier one.
   * - `"first"`: The first one that observed something.
   * - `"max"`: The largest count of each direction.
   * - `"sum"`: All of them added: the device writes one row per event or per lane.
   * @defaultValue `"last"`
   */
  duplicates?: "last" | "first" | "max" | "sum" | undefined;
  /**
   * Fills what is missing or faulty; false leaves it null.
   * @defaultValue `true`
   */
  fill?: boolean | undefined;
  /** Length of a bin in seconds, a divisor of 86400 such as 900 or 3600. By default the most frequent length among the records. */
  intervalS?: number | null | undefined;
  /**
   * Largest number of bins of all sensors together, 1 to 1,000,000,000.
   * @defaultValue `20000000`
   */
  maxBins?: number | undefined;
  /**
   * Longest stretch that is filled, in seconds; a longer one stays null. At least 0.
   * @defaultValue `1209600`
   */
  maxFillS?: number | undefined;
  /** Weekly opening hours of all sites on the local clock, such as "Mon-Fri 09:00-21:00; Sat 10:00-20:00; Sun closed". By default the site is always open; the table hours says it per site and day. */
  openHours?: string | null | undefined;
  /**
   * What happens where two records of one sensor overlap without naming the same interval.
   * - `"error"`: They are refused.
   * - `"trim"`: The time covered twice is counted once: the record that starts later keeps its share of the rest.
   * @defaultValue `"error"`
   */
  overlaps?: "error" | "trim" | undefined;
  /**
   * A count is a spike from this multiple of the usual daily maximum and of the expected count. At least 1.
   * @defaultValue `2.5`
   */
  spikeRatio?: number | undefined;
  /**
   * How a record longer than a bin is spread over bins.
   * - `"profile"`: In proportion to the weekly profile of the sensor where the record covers more than two bins.
   * - `"even"`: In proportion to time.
   * @defaultValue `"profile"`
   */
  spread?: "profile" | "even" | undefined;
  /**
   * Evidence, as a natural logarithm, above which a run of one value is a stuck sensor. At least 0.
   * @defaultValue `12.0`
   */
  stuckEvidence?: number | undefined;
  /** Time zone of days, hours and labels: an IANA name, "UTC" or an offset. Times without a zone are read as its wall clock. By default UTC, and times without a zone are refused. */
  timeZone?: string | null | undefined;
  /**
   * Evidence, as a natural logarithm, above which a run of zeros is a dead sensor. At least 0.
   * @defaultValue `9.9`
   */
  zeroEvidence?: number | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per sensor and bin: the clean value beside the raw one. Rows are sorted by sensor, start. */
export interface CleanCountsRow {
  /** Name of the sensor. */
  sensor: string;
  /** Start of the bin; it belongs to the bin. */
  start: Date;
  /** End of the bin; it does not belong to the bin. */
  end: Date;
  /** Start of the bin on the local clock, with its offset. */
  local_start: string;
  /** Counting day to which the bin belongs. */
  day: string;
  /** Persons who entered, repaired where flagged; null where unknown. [persons] */
  entries: number | null;
  /** Persons who left, repaired where flagged; null where unknown. [persons] */
  exits: number | null;
  /** Persons who entered as recorded; null where no record covers the bin. [persons] */
  entries_raw: number | null;
  /** Persons who left as recorded; null where no record covers the bin. [persons] */
  exits_raw: number | null;
  /** Lower end of the 90 % interval of entries; the value itself where it was measured. [persons] */
  entries_low: number | null;
  /** Upper end of the 90 % interval of entries; the value itself where it was measured. [persons] */
  entries_high: number | null;
  /** Lower end of the 90 % interval of exits; the value itself where it was measured. [persons] */
  exits_low: number | null;
  /** Upper end of the 90 % interval of exits; the value itself where it was measured. [persons] */
  exits_high: number | null;
  /** Share of the bin that records cover, 0 to 1. */
  coverage: number;
  /** What was found and done, one bit each. */
  flags: number;
  /** How the value came about. */
  method: string;
}

/** The Arrow table of {@link CleanCountsRow}. */
export type CleanCountsTable = ResultTable<CleanCountsRow>;

/**
 * Finds the faults of counting sensors and fills what they lost, in persons per bin, with the raw count beside every value and a 90 % interval on every repair.
 *
 * Input: `counts`: as for `regularCounts`, any order, any interval, duplicates and all. `hours`, if given, says when each site was really open; `sensors`, if given, says which sensor stands at which site; `proposals`, if given, are the rows of `countProposals` that were accepted. Without `sensors` all sensors are one site. A site that `hours` does not list is taken as open by `openHours`, or always. Sensors of a site that rise and fall together help each other: give the sensors of one mall, street or chain district in one call.
 *
 * Output: One row per sensor and bin of the grid of `regularCounts`. `entries` and `exits` are the clean values; `entries_raw` and `exits_raw` are what was recorded, never overwritten. Where nothing was wrong, clean equals raw, the interval has no width and `method` is `raw`. Where a bin was repaired, `flags` says what was found (`missing`, `dead`, `stuck`, `spike`, `lump`, `copied`, `sentinel`) and `filled`, and `method` how: `profile` (weekly profile), `profile_level` (times the level of the hours and days around), `profile_level_donors` (times what the other sensors say), `scaled` (the records of a part of the bin, scaled up), `known_total` (a total that came late, split over its bins, to the person), `closed` (nobody), `none` (nothing to go on, or the stretch is longer than `maxFillS`: the value stays null, flagged `unfilled`). Nothing is estimated before a sensor's first record or after its last: a bin that the data cut there keeps its count and is flagged `partial`. An empty input gives an empty table.
 *
 * @param counts - One row per sensor and interval: how many persons entered and left.
 * @throws {@link SchemaError} KELIU_TABLE_MISSING
 * @throws {@link OptionsError} KELIU_OPTION_RANGE
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_VALUE_RANGE, KELIU_PROPOSALS_OVERLAP, KELIU_DUPLICATE_ROW
 */
export declare function cleanCounts(counts: TableLike, options?: CleanCountsOptions): CleanCountsTable;

/** Options of {@link countProposals}. */
export interface CountProposalsOptions {
  /** One row per site and opening: when the site opened and when it closed. */
  hours?: TableLike | null | undefined;
  /** One row per sensor: the site it belongs to. */
  sensors?: TableLike | null | undefined;
  /**
   * What time without a record means, between the first and the last record of a sensor.
   * - `"unknown"`: Nobody knows: the sensor or its upload failed.
   * - `"zero"`: Nobody came: the device writes no row for an interval without persons. A row with null stays unknown.
   * @defaultValue `"unknown"`
   */
  absent?: "unknown" | "zero" | undefined;
  /**
   * Multiplies the evidence that every proposal needs: more than 1 proposes less, less than 1 proposes more. 0.1 to 100.
   * @defaultValue `1.0`
   */
  caution?: number | undefined;
  /**
   * Wall-clock time at which the counting day starts, from "00:00" to "23:59".
   * @defaultValue `"00:00"`
   */
  dayStart?: string | undefined;
  /**
   * Which of several records of one interval is taken.
   * - `"last"`: The last one that observed something: a later upload revises an earlier one.
   * - `"first"`: The first one that observed something.
   * - `"max"`: The largest count of each direction.
   * - `"sum"`: All of them added: the device writes one row per event or per lane.
   * @defaultValue `"last"`
   */
  duplicates?: "last" | "first" | "max" | "sum" | undefined;
  /** Length of a bin in seconds, a divisor of 86400 such as 900 or 3600. By default the most frequent length among the records. */
  intervalS?: number | null | undefined;
  /**
   * Largest number of bins of all sensors together, 1 to 1,000,000,000.
   * @defaultValue `20000000`
   */
  maxBins?: number | undefined;
  /** Weekly opening hours of all sites on the local clock, such as "Mon-Fri 09:00-21:00; Sat 10:00-20:00; Sun closed". By default the site is always open; the table hours says it per site and day. */
  openHours?: string | null | undefined;
  /**
   * What happens where two records of one sensor overlap without naming the same interval.
   * - `"error"`: They are refused.
   * - `"trim"`: The time covered twice is counted once: the record that starts later keeps its share of the rest.
   * @defaultValue `"error"`
   */
  overlaps?: "error" | "trim" | undefined;
  /**
   * How a record longer than a bin is spread over bins.
   * - `"profile"`: In proportion to the weekly profile of the sensor where the record covers more than two bins.
   * - `"even"`: In proportion to time.
   * @defaultValue `"profile"`
   */
  spread?: "profile" | "even" | undefined;
  /** Time zone of days, hours and labels: an IANA name, "UTC" or an offset. Times without a zone are read as its wall clock. By default UTC, and times without a zone are refused. */
  timeZone?: string | null | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per proposed correction. Nothing is applied until a row is passed to `cleanCounts`. Rows are sorted by sensor, start, kind. */
export interface CountProposalsRow {
  /** Name of the sensor. */
  sensor: string;
  /** What is proposed: `swap`, `clock`, `zone`, `gain`, `partial_loss` or `identity`. */
  kind: string;
  /** Start of the stretch, by the sensor's own clock; it belongs to the stretch. */
  start: Date;
  /** End of the stretch; it does not belong to it. Null until the end of the data. */
  end: Date | null;
  /** Factor by which the sensor counts too much or too little (`gain`, `partial_loss`), or seconds by which its clock is ahead (`clock`, `zone`); null for `swap` and `identity`. */
  value: number | null;
  /** Lower end of the 90 % interval of the value. */
  low: number | null;
  /** Upper end of the 90 % interval of the value. */
  high: number | null;
  /** How strongly the data speak for it: a natural logarithm of a likelihood ratio. */
  evidence: number;
  /** One sentence that says what was seen. */
  reason: string;
}

/** The Arrow table of {@link CountProposalsRow}. */
export type CountProposalsTable = ResultTable<CountProposalsRow>;

/**
 * Finds what is wrong with a sensor as a whole - a step of its level, a part that stopped counting, a wrong clock, exchanged directions - and proposes corrections with date, size in its own unit, 90 % interval and reason; nothing is ever applied unasked.
 *
 * Input: `counts`, `hours` and `sensors`: as for `cleanCounts`. Sensors of one site are compared with each other; without `sensors` all sensors are one site. Give the sensors of one mall, street or chain district in one call, and eight weeks or more. Levels and clocks are judged on both directions together, exchanged directions on sensors that report both.
 *
 * Output: One row per proposal; most data give none. `gain` and `partial_loss` (a factor below 0.8) carry the factor by which the sensor counts too much or too little against the time before the first step; `clock` and `zone` (whole half hours) carry the seconds by which its clock is ahead; `swap` carries no value, nor does `identity`: from its start on the name stands for another place, which is settled by giving it another name in `counts`. `start` and `end` are times by the sensor's own clock; a null `end` means until the end of the data. `evidence` is a natural logarithm of a likelihood ratio: from 8 on for steps of the level where the site has five sensors or more with donors, from 12.5 on for other steps and for losses with donors, from 50 on for steps without, from 25 on for clocks, from 24 on for exchanged directions, all times `caution`. At any time a sensor has at most one proposal for its level, one for its clock and one for its directions, so all of them can be accepted together, `identity` apart, which `cleanCounts` refuses because only a new name settles it; where a loss lies within the stretch of a factor, the stretch is cut and the product stands in between.
 *
 * To apply a proposal, look at it, keep the rows that are right, and pass them to `cleanCounts` as `proposals`. A level is not judged while the clock of the same hours is in doubt: accept the clock, then ask again. An empty input gives an empty table.
 *
 * @param counts - One row per sensor and interval: how many persons entered and left.
 * @throws {@link SchemaError} KELIU_TABLE_MISSING, KELIU_COLUMN_MISSING, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN
 * @throws {@link DataError} KELIU_INTERVALS_OVERLAP, KELIU_DUPLICATE_ROW
 * @throws {@link LimitError} KELIU_LIMIT_BINS
 */
export declare function countProposals(counts: TableLike, options?: CountProposalsOptions): CountProposalsTable;

/** Options of {@link countQuality}. */
export interface CountQualityOptions {
  /**
   * Coverage below which a repaired day is called doubtful, 0 to 1.
   * @defaultValue `0.8`
   */
  completeness?: number | undefined;
  /**
   * Wall-clock time at which the counting day starts, from "00:00" to "23:59".
   * @defaultValue `"00:00"`
   */
  dayStart?: string | undefined;
  /** Time zone of days: an IANA name, "UTC" or an offset. By default UTC. */
  timeZone?: string | null | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per sensor and counting day. Rows are sorted by sensor, day. */
export interface CountQualityRow {
  /** Name of the sensor. */
  sensor: string;
  /** Counting day. */
  day: string;
  /** How far the day can be trusted, in one word: good, repaired, doubtful, incomplete, lost or closed. */
  verdict: string;
  /** Share of the open time that was measured, 0 to 1. */
  coverage: number;
  /** Share of the persons that was estimated, 0 to 1; null where there are no persons. */
  imputed_share: number | null;
  /** Bins of the day. [bins] */
  bins: number;
  /** Bins without a record. [bins] */
  missing: number;
  /** Bins in which the sensor was off. [bins] */
  dead: number;
  /** Bins in which the sensor repeated one value. [bins] */
  stuck: number;
  /** Bins with an impossible count. [bins] */
  spike: number;
  /** Bins over which a total that came late in one lump was split. [bins] */
  lump: number;
  /** Bins that repeat an earlier block. [bins] */
  copied: number;
  /** Bins with a record that holds a number by which a device says that it knows nothing. [bins] */
  sentinel: number;
  /** Bins in which the site was closed. [bins] */
  closed: number;
  /** Bins that were estimated. [bins] */
  filled: number;
  /** Bins that have no value. [bins] */
  unfilled: number;
  /** Bins whose interval was recorded more than once. [bins] */
  repeated: number;
  /** Bins whose records disagreed. [bins] */
  conflict: number;
}

/** The Arrow table of {@link CountQualityRow}. */
export type CountQualityTable = ResultTable<CountQualityRow>;

/**
 * Says for each sensor and local day how far its counts can be trusted: coverage, imputed share, the number of bins with each flag, and one word.
 *
 * Input: `cleanCounts`: bins as `cleanCounts` or `regularCounts` give them, in any order. `flags` may be absent.
 *
 * Output: One row per sensor and counting day that has at least one bin. `coverage` is the share of the bins' open time in which the sensor counted and its count was kept; a day that is closed throughout has coverage 1. `imputed_share` is the share of the persons that was estimated. `verdict` is one word:
 *
 * | verdict | when | 中文 |
 * |---|---|---|
 * | `closed` | the site was closed all day | 闭店 |
 * | `good` | coverage at least 0.98 | 可信 |
 * | `repaired` | coverage at least `completeness`, all holes filled | 已修复 |
 * | `doubtful` | coverage below `completeness`, all holes filled | 存疑 |
 * | `incomplete` | some bins have no value at all | 不完整 |
 * | `lost` | nothing was measured | 无数据 |
 *
 * An empty input gives an empty table.
 *
 * @param cleanCounts - One row per sensor and bin, as cleanCounts or regularCounts give them: the value, and where it was repaired the raw count beside it.
 * @throws {@link SchemaError} KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN
 * @throws {@link DataError} KELIU_NOT_FINITE, KELIU_COUNT_RANGE, KELIU_VALUE_RANGE, KELIU_INTERVAL_REVERSED, KELIU_TIME_OUT_OF_RANGE
 */
export declare function countQuality(cleanCounts: TableLike, options?: CountQualityOptions): CountQualityTable;

/** Options of {@link countTotals}. */
export interface CountTotalsOptions {
  /**
   * Wall-clock time at which the counting day starts, from "00:00" to "23:59".
   * @defaultValue `"00:00"`
   */
  dayStart?: string | undefined;
  /**
   * What is added up together.
   * - `"sensor"`: Each sensor by itself.
   * - `"all"`: All sensors together.
   * @defaultValue `"sensor"`
   */
  group?: "sensor" | "all" | undefined;
  /**
   * The period that bins are added up to.
   * - `"hour"`: Hours of the local day.
   * - `"day"`: Counting days.
   * - `"week"`: ISO weeks, Monday first.
   * - `"month"`: Months.
   * - `"hour_of_week"`: The 168 hours of the week, all weeks together.
   * @defaultValue `"day"`
   */
  period?: "hour" | "day" | "week" | "month" | "hour_of_week" | undefined;
  /** Time zone of hours, days, weeks and months: an IANA name, "UTC" or an offset. By default UTC. */
  timeZone?: string | null | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per sensor (or all sensors together) and period. Rows are sorted by sensor, period. */
export interface CountTotalsRow {
  /** Name of the sensor; null where all sensors are added up together. */
  sensor: string | null;
  /** The period: 2026-03-01T10:00:00+08:00, 2026-03-01, 2026-W09, 2026-03, or Mon 10:00. */
  period: string;
  /** Start of the period; null for an hour of the week. */
  start: Date | null;
  /** End of the period; null for an hour of the week. */
  end: Date | null;
  /** Persons who entered; null where no bin has a value. [persons] */
  entries: number | null;
  /** Sum of the lower bounds of entries. [persons] */
  entries_low: number | null;
  /** Sum of the upper bounds of entries. [persons] */
  entries_high: number | null;
  /** Persons who left; null where no bin has a value. [persons] */
  exits: number | null;
  /** Sum of the lower bounds of exits. [persons] */
  exits_low: number | null;
  /** Sum of the upper bounds of exits. [persons] */
  exits_high: number | null;
  /** Time in which somebody counted; with all sensors together, summed over them. [s] */
  measured_s: number;
  /** Length of the period, times the sensors that are added up. [s] */
  expected_s: number;
  /** Measured over expected time, 0 to 1. */
  coverage: number;
  /** Share of the persons that was estimated, 0 to 1; null where there are no persons. */
  imputed_share: number | null;
}

/** The Arrow table of {@link CountTotalsRow}. */
export type CountTotalsTable = ResultTable<CountTotalsRow>;

/**
 * Adds bins up to hours, days, ISO weeks, months or hours of the week of the local calendar, in persons, with the coverage beside every total.
 *
 * Input: `cleanCounts`: bins as `cleanCounts` or `regularCounts` give them, in any order. Only `sensor`, `start`, `end` and one of `entries` and `exits` are needed. Each bin must lie inside one period: a daily bin cannot be added to hours. Give the `timeZone` and `dayStart` with which the bins were cut: without them the days are those of UTC.
 *
 * Output: One row per sensor and period that has at least one bin; with `group = "all"` one row per period for all sensors together, `sensor` being null. `entries` and `exits` are null where no bin of the period has a value. `coverage` is the share of the period in which somebody counted: measured time over the length of the period, closed hours counting as measured. A period cut by the edge of the data has a low coverage; so has one with holes that were filled, because a filled bin is not measured. `imputed_share` is the share of the persons that was estimated. `entries_low` to `entries_high` adds up the bounds of the bins: it holds at least as often as the bins' own 90 % intervals, because errors of bins that are repaired together do not cancel. An empty input gives an empty table.
 *
 * @param cleanCounts - One row per sensor and bin, as cleanCounts or regularCounts give them: the value, and where it was repaired the raw count beside it.
 * @throws {@link SchemaError} KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN
 * @throws {@link DataError} KELIU_NOT_FINITE, KELIU_COUNT_RANGE, KELIU_VALUE_RANGE, KELIU_BINS_REPEATED, KELIU_INTERVAL_REVERSED, KELIU_BIN_SPANS_PERIODS, KELIU_TIME_OUT_OF_RANGE
 */
export declare function countTotals(cleanCounts: TableLike, options?: CountTotalsOptions): CountTotalsTable;

/** Options of {@link countEvents}. */
export interface CountEventsOptions {
  /**
   * Mean time between events in seconds, before looking at the data. More than 0.
   * @defaultValue `1209600.0`
   */
  eventEveryS?: number | undefined;
  /**
   * Mean length of an event in seconds, before looking at the data. More than 0.
   * @defaultValue `10800.0`
   */
  eventLengthS?: number | undefined;
  /** Mean number of persons that an event adds to a bin, more than 0. By default three standard deviations of a busy bin, and at least 5. */
  eventPersons?: number | null | undefined;
  /**
   * Probability above which a bin belongs to an event, 0 to 1.
   * @defaultValue `0.5`
   */
  threshold?: number | undefined;
  /** Time zone of the week: an IANA name, "UTC" or an offset. By default UTC. */
  timeZone?: string | null | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per event. Rows are sorted by sensor, start. */
export interface CountEventsRow {
  /** Name of the sensor. */
  sensor: string;
  /** Start of the first bin of the event. */
  start: Date;
  /** End of the last bin of the event. */
  end: Date;
  /** Whether more or fewer persons came than in a normal week: surplus or deficit. */
  kind: string;
  /** Probability of the event in its clearest bin, 0 to 1. */
  probability: number;
  /** Log likelihood of the event against a normal week, added up over its bins. */
  evidence: number;
  /** Persons of both directions in these bins in a normal week. [persons] */
  expected: number;
  /** Persons of both directions that were counted. [persons] */
  observed: number;
  /** Persons who entered beyond the normal count; negative in a deficit, null where entries are not counted. [persons] */
  extra_entries: number | null;
  /** Persons who left beyond the normal count; negative in a deficit, null where exits are not counted. [persons] */
  extra_exits: number | null;
  /** Persons of both directions beyond the normal count. [persons] */
  extra: number;
  /** Lower end of the 90 % interval of extra, from the scatter of normal counts. [persons] */
  extra_low: number;
  /** Upper end of the 90 % interval of extra, from the scatter of normal counts. [persons] */
  extra_high: number;
}

/** The Arrow table of {@link CountEventsRow}. */
export type CountEventsTable = ResultTable<CountEventsRow>;

/** One row per bin: the normal count, and how likely an event is. Rows are sorted by sensor, start. */
export interface EventBinsRow {
  /** Name of the sensor. */
  sensor: string;
  /** Start of the bin. */
  start: Date;
  /** End of the bin. */
  end: Date;
  /** Persons who enter in a normal week; null where nothing is known of it. [persons] */
  expected_entries: number | null;
  /** Persons who leave in a normal week; null where nothing is known of it. [persons] */
  expected_exits: number | null;
  /** Probability that more came than in a normal week, 0 to 1. */
  surplus: number;
  /** Probability that fewer came than in a normal week, 0 to 1. */
  deficit: number;
}

/** The Arrow table of {@link EventBinsRow}. */
export type EventBinsTable = ResultTable<EventBinsRow>;

/**
 * Finds when unusually many or few persons came, as events with the persons they added or kept away, and gives for every bin the probability of an event.
 *
 * Input: `cleanCounts`: bins as `cleanCounts` or `regularCounts` give them, in any order; bins of one sensor do not overlap. Several weeks are needed before a week is known as normal; eight are good. Bins that cleaning filled are taken as not observed.
 *
 * Output: Two tables. `countEvents`: one row per run of bins whose probability exceeds `threshold`, sorted by sensor and start. `event_bins`: one row per bin. Where both directions are counted, an event may show in either or in both. An empty input gives two empty tables.
 *
 * @param cleanCounts - One row per sensor and bin, as cleanCounts or regularCounts give them: the value, and where it was repaired the raw count beside it.
 * @throws {@link SchemaError} KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN
 * @throws {@link DataError} KELIU_NOT_FINITE, KELIU_COUNT_RANGE, KELIU_BINS_REPEATED, KELIU_INTERVAL_REVERSED, KELIU_TIME_OUT_OF_RANGE
 */
export declare function countEvents(cleanCounts: TableLike, options?: CountEventsOptions): { countEvents: CountEventsTable; eventBins: EventBinsTable };

/** Options of {@link powerHours}. */
export interface PowerHoursOptions {
  /**
   * Which direction of flow is meant.
   * - `"entries"`: Persons who enter.
   * - `"exits"`: Persons who leave.
   * @defaultValue `"entries"`
   */
  direction?: "entries" | "exits" | undefined;
  /**
   * Share of the week's traffic that the power hours reach together, 0 to 1.
   * @defaultValue `0.8`
   */
  share?: number | undefined;
  /** Time zone of the hours: an IANA name, "UTC" or an offset. By default UTC. */
  timeZone?: string | null | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per sensor and hour of the week that was counted. Rows are sorted by sensor, rank. */
export interface PowerHoursRow {
  /** Name of the sensor. */
  sensor: string;
  /** The hour of the week: Mon 10:00. */
  hour: string;
  /** Hours since Monday 00:00 on the wall clock, 0 to 167. [h] */
  slot: number;
  /** Place of the hour, 1 being the busiest. */
  rank: number;
  /** Mean flow in this hour. [persons/h] */
  persons_per_h: number;
  /** Share of the mean week's traffic, 0 to 1. */
  share: number;
  /** Share of this hour and all busier ones together, 0 to 1. */
  cumulative_share: number;
  /** Share of the persons of this hour that was estimated, 0 to 1; null without persons. */
  imputed_share: number | null;
  /** True for the power hours. */
  power: boolean;
}

/** The Arrow table of {@link PowerHoursRow}. */
export type PowerHoursTable = ResultTable<PowerHoursRow>;

/**
 * Ranks the hours of the week by their mean flow, in persons per hour, and marks the smallest set of hours that reaches a given share of the week: the power hours.
 *
 * Input: `cleanCounts`: bins as `cleanCounts` or `regularCounts` give them, no longer than an hour, in any order. Bins without a value are left out of the mean; they are not taken for nobody.
 *
 * Output: One row per sensor and hour of the week with at least one value, the busiest first; equally busy hours in the order of the week. `share` refers to the mean week, so an hour that the data hold more often does not count more. `imputed_share` is the share of the persons of an hour that was estimated. An empty input gives an empty table.
 *
 * @param cleanCounts - One row per sensor and bin, as cleanCounts or regularCounts give them: the value, and where it was repaired the raw count beside it.
 * @throws {@link SchemaError} KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN
 * @throws {@link DataError} KELIU_NOT_FINITE, KELIU_COUNT_RANGE, KELIU_VALUE_RANGE, KELIU_INTERVAL_REVERSED, KELIU_BIN_SPANS_PERIODS, KELIU_TIME_OUT_OF_RANGE
 */
export declare function powerHours(cleanCounts: TableLike, options?: PowerHoursOptions): PowerHoursTable;

/** Options of {@link uturnNetting}. */
export interface UturnNettingOptions {
  /**
   * Wall-clock time at which the counting day starts, from "00:00" to "23:59".
   * @defaultValue `"00:00"`
   */
  dayStart?: string | undefined;
  /**
   * Length of a bin in seconds, a divisor of 86400 such as 900 or 3600.
   * @defaultValue `900`
   */
  intervalS?: number | undefined;
  /**
   * Largest number of bins of all sensors together, 1 to 1,000,000,000.
   * @defaultValue `50000000`
   */
  maxBins?: number | undefined;
  /**
   * How turns are found.
   * - `"match"`: Each entry with the first exit within the window that is still free: as many pairs as there can be.
   * - `"excess"`: Pairs within the window beyond those that chance gives, by comparison with longer lags.
   * @defaultValue `"match"`
   */
  method?: "match" | "excess" | undefined;
  /** Time zone of the bins: an IANA name, "UTC" or an offset. By default UTC. */
  timeZone?: string | null | undefined;
  /**
   * Who turns round.
   * - `"in_out"`: Who enters and leaves at once.
   * - `"both"`: Also who leaves and enters at once.
   * @defaultValue `"in_out"`
   */
  turns?: "in_out" | "both" | undefined;
  /**
   * Longest time between the two crossings of somebody who turns round, in seconds, 0.5 to 10.
   * @defaultValue `4.0`
   */
  windowS?: number | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per sensor and bin, from its first crossing to its last. Rows are sorted by sensor, start. */
export interface UturnNettingRow {
  /** Name of the sensor. */
  sensor: string;
  /** Start of the bin; it belongs to the bin. */
  start: Date;
  /** End of the bin; it does not belong to the bin. */
  end: Date;
  /** Persons who entered and did not turn round. [persons] */
  entries: number;
  /** Persons who left and had not just turned round. [persons] */
  exits: number;
  /** Lower end of the interval of entries. [persons] */
  entries_low: number;
  /** Upper end of the interval of entries. [persons] */
  entries_high: number;
  /** Lower end of the interval of exits. [persons] */
  exits_low: number;
  /** Upper end of the interval of exits. [persons] */
  exits_high: number;
  /** Persons who turned round, in the bin of their first crossing. [persons] */
  uturns: number;
  /** All entries. [persons] */
  gross_entries: number;
  /** All exits. [persons] */
  gross_exits: number;
}

/** The Arrow table of {@link UturnNettingRow}. */
export type UturnNettingTable = ResultTable<UturnNettingRow>;

/**
 * Takes those who turn round in the door off entries and exits, from crossings to the second or finer.
 *
 * Input: `crossings`: one row per crossing with its time and direction, 1 for in and -1 for out; `persons` may give several at one time, such as counts per second. Coarser times are refused: who turned round cannot be seen in counts per minute, whatever is done with them.
 *
 * Output: One row per sensor and bin of `intervalS` from its first crossing to its last; a bin without a crossing is a bin with nobody, so leave out what a dead sensor did not record. `gross_entries` less `entries`, and `gross_exits` less `exits`, is what was taken off; entries less exits of a sensor stay what they were. `uturns` stand in the bin of the first crossing. The table can take the place of `cleanCounts` in every other operation. An empty input gives an empty table.
 *
 * @param crossings - One row per crossing of a door: when, and in which direction.
 * @throws {@link SchemaError} KELIU_TABLE_MISSING, KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_NOT_WHOLE, KELIU_COUNT_RANGE, KELIU_VALUE_RANGE, KELIU_TIME_OUT_OF_RANGE
 * @throws {@link LimitError} KELIU_LIMIT_BINS
 */
export declare function uturnNetting(crossings: TableLike, options?: UturnNettingOptions): UturnNettingTable;

/** Options of {@link calibrateSensors}. */
export interface CalibrateSensorsOptions {
  /**
   * Confidence of the intervals, 0.5 to 0.999.
   * @defaultValue `0.95`
   */
  confidence?: number | undefined;
  /**
   * Share of passes that a device is assumed to miss or invent where only one session was held, 0 to 1.
   * @defaultValue `0.1`
   */
  eventError?: number | undefined;
  /**
   * Relative half width of the interval at which a door has been audited enough, 0.001 to 1.
   * @defaultValue `0.02`
   */
  precision?: number | undefined;
  /**
   * Whether a door with few sessions borrows from the other doors; it takes at least 4 of them.
   * @defaultValue `true`
   */
  shrink?: boolean | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per sensor and direction that was audited: the factor that turns device counts into persons. Rows are sorted by sensor, direction. */
export interface CalibrationFactorsRow {
  /** Name of the sensor. */
  sensor: string;
  /** Which direction of flow: entries or exits. */
  direction: string;
  /** Persons per device count, after borrowing from the other doors; null where nobody was counted. */
  factor: number | null;
  /** Lower end of the interval of the factor. */
  low: number | null;
  /** Upper end of the interval of the factor; null where the audits exclude no value. */
  high: number | null;
  /** Persons per device count from the sessions of this door alone. */
  own_factor: number | null;
  /** Lower end of the interval of the door's own factor. */
  own_low: number | null;
  /** Upper end of the interval of the door's own factor; null where the audits exclude no value. */
  own_high: number | null;
  /** Weight of the door's own factor against the mean of all doors, 0 to 1. */
  weight: number;
  /** Sessions in which somebody was counted. */
  sessions: number;
  /** Persons counted by hand. [persons] */
  manual: number;
  /** Persons counted by the device. [persons] */
  device: number;
  /** Change of the factor per person and hour of device flow; null below 2,000 device counts. [h/person] */
  slope: number | null;
  /** Device flow at which the factor holds; null where there is no slope. [persons/h] */
  flow: number | null;
  /** Smallest device flow of a session; below it the factor no longer changes. [persons/h] */
  flow_low: number | null;
  /** Largest device flow of a session; above it the factor no longer changes. [persons/h] */
  flow_high: number | null;
  /** Start of the first session, from which the factor is valid. */
  from: Date;
  /** Persons that remain to be counted by hand until the door is audited enough; null where that cannot be said. [persons] */
  passes_needed: number | null;
  /** Whether the door is audited enough, in one word: enough, `more_audits`, `one_session` or `not_usable`. */
  verdict: string;
}

/** The Arrow table of {@link CalibrationFactorsRow}. */
export type CalibrationFactorsTable = ResultTable<CalibrationFactorsRow>;

/**
 * The factor of each door from counting by hand beside the device, with its interval, and whether the door has been audited enough.
 *
 * Input: `audits`: one row per sensor and session, as anybody with a clicker can make it: when it started, how many persons entered and left, and what the device counted in the same time. One direction is enough. A session with a null on either side is left out of that direction, and so is one in which neither side counted anybody.
 *
 * Output: One row per sensor and direction. `factor` is what device counts are to be multiplied by (`applyCalibration`); `own_factor` is what the door says by itself and `weight` how much of it went into `factor`. `from` is the start of the first session. The verdict `enough` says that the interval is within `precision` of the factor; `more_audits` that it is not, and `passes_needed` how many persons remain to be counted; `one_session` that nothing is known of how sessions differ; `not_usable` that either side counted nobody at all. A null in `high` says that the sessions exclude no large factor. An empty input gives an empty table.
 *
 * @param audits - One row per sensor and session of counting by hand: what the person counted and what the device counted in the same time.
 * @throws {@link SchemaError} KELIU_TABLE_MISSING, KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_NOT_FINITE, KELIU_NOT_WHOLE, KELIU_COUNT_RANGE, KELIU_INTERVAL_REVERSED, KELIU_DUPLICATE_ROW, KELIU_TIME_OUT_OF_RANGE
 */
export declare function calibrateSensors(audits: TableLike, options?: CalibrateSensorsOptions): CalibrationFactorsTable;

/** Options of {@link deviceAcceptance}. */
export interface DeviceAcceptanceOptions {
  /**
   * Risk of accepting a device whose bias is at the margin, 0.0001 to 0.4.
   * @defaultValue `0.05`
   */
  alpha?: number | undefined;
  /**
   * What is judged together.
   * - `"sensor"`: Each sensor by itself.
   * - `"all"`: All sensors together, as one type of device.
   * @defaultValue `"sensor"`
   */
  group?: "sensor" | "all" | undefined;
  /**
   * Largest relative bias that is accepted, 0.0001 to 1.
   * @defaultValue `0.01`
   */
  margin?: number | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per sensor (or all sensors together) and direction that was audited. Rows are sorted by sensor, direction. */
export interface DeviceAcceptanceRow {
  /** Name of the sensor; null where all sensors are judged together. */
  sensor: string | null;
  /** Which direction of flow: entries or exits. */
  direction: string;
  /** Sessions in which somebody was counted. */
  pairs: number;
  /** Persons counted by hand. [persons] */
  manual: number;
  /** Persons counted by the device. [persons] */
  device: number;
  /** Relative bias of the device: its counts over the true ones, less 1; null where nobody was counted by hand. */
  bias: number | null;
  /** Lower end of the interval of the bias, at a confidence of 1 - 2 alpha; null for a single session. */
  low: number | null;
  /** Upper end of the interval of the bias, at a confidence of 1 - 2 alpha; null for a single session. */
  high: number | null;
  /** Standard deviation of the relative error of one session. */
  sd: number | null;
  /** Whether the device is good enough, in words: accepted, rejected or `more_pairs_needed`. */
  verdict: string;
  /** Sessions that an unbiased device of this scatter still needs to be accepted with a probability of 80 %. */
  pairs_needed_80: number | null;
  /** Sessions that an unbiased device of this scatter still needs to be accepted with a probability of 90 %. */
  pairs_needed_90: number | null;
  /** Sessions that an unbiased device of this scatter still needs to be accepted with a probability of 95 %. */
  pairs_needed_95: number | null;
}

/** The Arrow table of {@link DeviceAcceptanceRow}. */
export type DeviceAcceptanceTable = ResultTable<DeviceAcceptanceRow>;

/**
 * Says whether a device counts well enough, by an equivalence test: accepted only if the sessions show that its bias lies within the margin.
 *
 * Input: `audits`: sessions of counting by hand beside the device, one row each. A session with a null on either side is left out of that direction, and so is one in which neither side counted anybody.
 *
 * Output: One row per sensor and direction, or per direction with `group` = "all". `bias` is the relative bias of the device: 0.02 says that it counts 2 % too many. `accepted`: the whole interval lies within plus and minus `margin`. `rejected`: the whole interval lies outside. `more_pairs_needed`: neither has been shown; the columns `pairs_needed_80`, `_90` and `_95` say how many more sessions an unbiased device with the scatter `sd` would need. A single session has no interval. An empty input gives an empty table.
 *
 * @param audits - One row per sensor and session of counting by hand: what the person counted and what the device counted in the same time.
 * @throws {@link SchemaError} KELIU_TABLE_MISSING, KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_NOT_FINITE, KELIU_NOT_WHOLE, KELIU_COUNT_RANGE, KELIU_INTERVAL_REVERSED, KELIU_DUPLICATE_ROW, KELIU_TIME_OUT_OF_RANGE
 */
export declare function deviceAcceptance(audits: TableLike, options?: DeviceAcceptanceOptions): DeviceAcceptanceTable;

/** Options of {@link applyCalibration}. */
export interface ApplyCalibrationOptions {
  /**
   * Whether the first factor of a door also applies to the bins before it is valid.
   * @defaultValue `false`
   */
  backdate?: boolean | undefined;
  /**
   * How calibrated counts are rounded.
   * - `"none"`: Not at all: 20 counts at a factor of 1.04 are 20.8 persons.
   * - `"whole"`: To whole persons, so that every sum over consecutive bins is within one person of the sum that is not rounded.
   * @defaultValue `"none"`
   */
  rounding?: "none" | "whole" | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per sensor and bin: the calibrated counts, with those before calibration beside them. Rows are sorted by sensor, start. */
export interface CalibratedCountsRow {
  /** Name of the sensor. */
  sensor: string;
  /** Start of the bin; it belongs to the bin. */
  start: Date;
  /** End of the bin; it does not belong to the bin. */
  end: Date;
  /** Persons who entered; null where unknown. [persons] */
  entries: number | null;
  /** Persons who left; null where unknown. [persons] */
  exits: number | null;
  /** Entries before calibration. [persons] */
  entries_before: number | null;
  /** Exits before calibration. [persons] */
  exits_before: number | null;
  /** Lower end of the interval of entries. [persons] */
  entries_low: number | null;
  /** Upper end of the interval of entries. [persons] */
  entries_high: number | null;
  /** Lower end of the interval of exits. [persons] */
  exits_low: number | null;
  /** Upper end of the interval of exits. [persons] */
  exits_high: number | null;
  /** Factor of entries in this bin; null where none is valid. */
  entries_factor: number | null;
  /** Factor of exits in this bin; null where none is valid. */
  exits_factor: number | null;
  /** Share of the bin that records cover, 0 to 1. */
  coverage: number;
  /** What was found and done, one bit each. */
  flags: number;
}

/** The Arrow table of {@link CalibratedCountsRow}. */
export type CalibratedCountsTable = ResultTable<CalibratedCountsRow>;

/**
 * Multiplies counts by the calibration factors of their doors, widens the intervals by what is not known of the factors, and never does so twice.
 *
 * Input: `cleanCounts`: bins as `cleanCounts` or `regularCounts` give them, in any order. `calibration_factors`: as `calibrateSensors` gives them, or written by hand; results of several audits may stand one after the other. A factor applies to the bins that start from `from` on, until `until`, or until the next factor of the same sensor and direction. A row without a factor, or without an end of its interval, is no factor: the audits did not fix one.
 *
 * Output: The bins, sorted, with the calibrated counts; `entries_before` and `exits_before` keep what they were, `entries_factor` and `exits_factor` say what was applied. Bins to which a factor was applied carry the flag `calibrated`; bins for which none is valid pass as they are. Unknown counts stay unknown. The table can take the place of `cleanCounts` in every other operation. An empty input gives an empty table.
 *
 * @param cleanCounts - One row per sensor and bin, as cleanCounts or regularCounts give them: the value, and where it was repaired the raw count beside it.
 * @param calibrationFactors - One row per sensor, direction and period of validity, as calibrateSensors gives them; results of several audits may stand one after the other.
 * @throws {@link SchemaError} KELIU_TABLE_MISSING, KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_TYPE
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_NOT_FINITE, KELIU_COUNT_RANGE, KELIU_VALUE_RANGE, KELIU_INTERVAL_REVERSED, KELIU_DUPLICATE_ROW, KELIU_ALREADY_CALIBRATED, KELIU_TIME_OUT_OF_RANGE
 */
export declare function applyCalibration(cleanCounts: TableLike, calibrationFactors: TableLike, options?: ApplyCalibrationOptions): CalibratedCountsTable;

/** Options of {@link visitorEstimates}. */
export interface VisitorEstimatesOptions {
  /** One row per site and shift: how many persons were on duty. Shifts that overlap add up. */
  staff?: TableLike | null | undefined;
  /** One row per site and opening: when the site opened and when it closed. */
  hours?: TableLike | null | undefined;
  /** One row per sensor: the site it belongs to. */
  sensors?: TableLike | null | undefined;
  /**
   * Confidence of the intervals, those given among the options included, 0.5 to 0.999.
   * @defaultValue `0.9`
   */
  confidence?: number | undefined;
  /**
   * Wall-clock time at which the counting day starts, from "00:00" to "23:59".
   * @defaultValue `"00:00"`
   */
  dayStart?: string | undefined;
  /** Upper end of the interval of `groupSize`. By default the value itself. */
  groupHigh?: number | null | undefined;
  /** Lower end of the interval of `groupSize`. By default the value itself. */
  groupLow?: number | null | undefined;
  /** Mean number of persons who buy together, 1 to 100. Without it there are no buying units. */
  groupSize?: number | null | undefined;
  /**
   * The period of a row.
   * - `"day"`: Counting days.
   * - `"week"`: ISO weeks, Monday first.
   * - `"month"`: Months.
   * @defaultValue `"day"`
   */
  period?: "day" | "week" | "month" | undefined;
  /** Upper end of the interval of `reentryShare`. By default the value itself. */
  reentryHigh?: number | null | undefined;
  /** Lower end of the interval of `reentryShare`. By default the value itself. */
  reentryLow?: number | null | undefined;
  /** Share of the entries of others that are made by somebody who has been in before, 0 to 1. By default nothing is taken off. */
  reentryShare?: number | null | undefined;
  /** Upper end of the interval of `staffPassesPerH`. By default the value itself. */
  staffPassesHigh?: number | null | undefined;
  /** Lower end of the interval of `staffPassesPerH`. By default the value itself. */
  staffPassesLow?: number | null | undefined;
  /** Entries that one person on duty makes in an hour, 0 to 1000. By default estimated from the passes before opening. */
  staffPassesPerH?: number | null | undefined;
  /** Time zone of days, weeks and months: an IANA name, "UTC" or an offset. By default UTC. */
  timeZone?: string | null | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per site and period in which entries were counted. Rows are sorted by site, start. */
export interface VisitorEstimatesRow {
  /** Name of the site. */
  site: string;
  /** The period: 2026-03-01, 2026-W09 or 2026-03. */
  period: string;
  /** Start of the period. */
  start: Date;
  /** End of the period. */
  end: Date;
  /** Entries counted while the site was open. [persons] */
  entries: number;
  /** Lower end of the interval of entries. [persons] */
  entries_low: number;
  /** Upper end of the interval of entries. [persons] */
  entries_high: number;
  /** Hours of staff in the time in which entries were counted; null where the rota is not known. [h] */
  staff_hours: number | null;
  /** Entries that one person on duty makes in an hour; null where the rota is not known. [1/h] */
  staff_passes_per_h: number | null;
  /** Entries of staff; null where the rota is not known. [persons] */
  staff_passes: number | null;
  /** Lower end of the interval of entries of staff. [persons] */
  staff_passes_low: number | null;
  /** Upper end of the interval of entries of staff. [persons] */
  staff_passes_high: number | null;
  /** Entries of persons who had been in before; null where the share is not known. [persons] */
  reentries: number | null;
  /** Lower end of the interval of re-entries. [persons] */
  reentries_low: number | null;
  /** Upper end of the interval of re-entries. [persons] */
  reentries_high: number | null;
  /** Persons who visited. [persons] */
  visitors: number;
  /** Lower end of the interval of visitors. [persons] */
  visitors_low: number;
  /** Upper end of the interval of visitors. [persons] */
  visitors_high: number;
  /** Groups who buy together; null where the group size is not known. [groups] */
  buying_units: number | null;
  /** Lower end of the interval of buying units. [groups] */
  buying_units_low: number | null;
  /** Upper end of the interval of buying units. [groups] */
  buying_units_high: number | null;
  /** Share of the open time of all sensors of the site that was measured, 0 to 1. */
  coverage: number;
  /** Share of the entries that was estimated, 0 to 1; null where there are no entries. */
  imputed_share: number | null;
}

/** The Arrow table of {@link VisitorEstimatesRow}. */
export type VisitorEstimatesTable = ResultTable<VisitorEstimatesRow>;

/**
 * From entries to visitors and buying units: staff, re-entries and groups taken into account, each with its interval.
 *
 * Input: `cleanCounts`: bins as `cleanCounts`, `applyCalibration` or `regularCounts` give them; only entries are used. `staff`: the rota, one row per shift. `hours`: real opening hours; bins wholly outside them are not visits. `sensors`: which sensor stands at which site; without it each sensor is a site. A site that `staff` does not list has no rota, a site that `hours` does not list is always open.
 *
 * Output: One row per site and period. What is not known is null and nothing is taken off for it: without `staff` the visitors contain the staff, without `reentryShare` the re-entries, without `groupSize` there are no buying units. All intervals have the `confidence` of the options; bins bring intervals of 90 %. An empty input gives an empty table.
 *
 * @param cleanCounts - One row per sensor and bin, as cleanCounts or regularCounts give them: the value, and where it was repaired the raw count beside it.
 * @throws {@link SchemaError} KELIU_TABLE_MISSING, KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_NOT_FINITE, KELIU_COUNT_RANGE, KELIU_VALUE_RANGE, KELIU_BINS_REPEATED, KELIU_INTERVAL_REVERSED, KELIU_BIN_SPANS_PERIODS, KELIU_DUPLICATE_ROW, KELIU_TIME_OUT_OF_RANGE
 */
export declare function visitorEstimates(cleanCounts: TableLike, options?: VisitorEstimatesOptions): VisitorEstimatesTable;

/** Options of {@link occupancy}. */
export interface OccupancyOptions {
  /** One row per site and instant at which the number of persons inside is known: a headcount, or a range. */
  anchors?: TableLike | null | undefined;
  /** One row per site and opening: when the site opened and when it closed. */
  hours?: TableLike | null | undefined;
  /** One row per sensor: the site it belongs to. */
  sensors?: TableLike | null | undefined;
  /** Most persons that can be inside any site, 0 to 10^12. By default there is no limit. */
  capacity?: number | null | undefined;
  /**
   * True gives the live form: each bin is computed from what is known at its end.
   * @defaultValue `false`
   */
  causal?: boolean | undefined;
  /**
   * Time after closing until which the last persons leave, in seconds, 0 to 86400; it ends with the next opening.
   * @defaultValue `1800`
   */
  closeAfterS?: number | undefined;
  /**
   * True takes a site to be empty at the end of each opening of the table hours or of `openHours`.
   * @defaultValue `true`
   */
  closeEmpty?: boolean | undefined;
  /**
   * Wall-clock time at which the counting day starts, from "00:00" to "23:59".
   * @defaultValue `"00:00"`
   */
  dayStart?: string | undefined;
  /**
   * Persons who may pass unseen in each bin and direction, 0.001 to 1: what a correction can be made of where nobody was counted.
   * @defaultValue `0.0625`
   */
  leak?: number | undefined;
  /**
   * How a change of a count is priced.
   * - `"relative"`: By its ratio (I-divergence): entries are multiplied and exits divided by one factor.
   * - `"least_squares"`: By its square over the count: entries grow and exits shrink by one share.
   * @defaultValue `"relative"`
   */
  method?: "relative" | "least_squares" | undefined;
  /** Most persons that are inside at `nightTime`, 0 to 10^12, for sites that never close. By default there is no limit. */
  nightCap?: number | null | undefined;
  /**
   * Wall-clock time at which `nightCap` holds every day, from "00:00" to "23:59".
   * @defaultValue `"04:30"`
   */
  nightTime?: string | undefined;
  /** Weekly opening hours of all sites on the local clock, such as "Mon-Fri 09:00-21:00; Sat 10:00-20:00; Sun closed"; the table hours says it per site and day. By default nothing is known of closings. */
  openHours?: string | null | undefined;
  /**
   * Relative standard error of all counts together, 0 to 1, which no anchor shows: doors that miss the same share of entries and exits still add up to 0. Use the error of calibration where there is one.
   * @defaultValue `0.05`
   */
  scaleError?: number | undefined;
  /** Time zone of days and opening hours: an IANA name, "UTC" or an offset. By default UTC. */
  timeZone?: string | null | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per site and bin: the corrected flow and the number of persons inside at the end of the bin. Rows are sorted by site, start. */
export interface OccupancyRow {
  /** Name of the site. */
  site: string;
  /** Start of the bin; it belongs to the bin. */
  start: Date;
  /** End of the bin; it does not belong to the bin. */
  end: Date;
  /** Persons who entered, corrected. [persons] */
  entries: number;
  /** Persons who left, corrected. [persons] */
  exits: number;
  /** Entries of all doors as given; null where no door has a value. [persons] */
  entries_raw: number | null;
  /** Exits of all doors as given; null where no door has a value. [persons] */
  exits_raw: number | null;
  /** Persons inside at the end of the bin. [persons] */
  occupancy: number;
  /** Lower end of the 90 % interval of the occupancy. [persons] */
  occupancy_low: number;
  /** Upper end of the 90 % interval of the occupancy. [persons] */
  occupancy_high: number;
  /** Share of the doors and of the bin that counts cover, 0 to 1. */
  coverage: number;
  /** Share of the persons of the bin that was estimated before the correction, 0 to 1. */
  imputed_share: number;
  /** What was found and done at any door, one bit each. */
  flags: number;
}

/** The Arrow table of {@link OccupancyRow}. */
export type OccupancyTable = ResultTable<OccupancyRow>;

/** One row per site and counting day. Rows are sorted by site, day. */
export interface OccupancyDaysRow {
  /** Name of the site. */
  site: string;
  /** Counting day in which the bin starts. */
  day: string;
  /** Persons who entered, corrected. [persons] */
  entries: number;
  /** Persons who left, corrected. [persons] */
  exits: number;
  /** Persons whom the counts of the day made up (above 0) or lost: entries less exits as given, less the corrected change of occupancy. [persons] */
  drift: number;
  /** What entries were multiplied and exits divided by, as a mean of the day; null where a direction has no count. */
  factor: number | null;
  /** Persons added or taken away over all persons counted, 0 upward; null where nobody was counted. */
  changed_share: number | null;
  /** Known occupancies and ranges that the day had to keep to. */
  anchors: number;
  /** Largest occupancy at the end of a bin; between the ends it may have been larger. [persons] */
  peak: number;
  /** Mean occupancy over the bins. [persons] */
  mean: number;
  /** Time spent inside by all persons together. [h] */
  person_hours: number;
  /** Share of the doors and of the bins that counts cover, 0 to 1. */
  coverage: number;
  /** Share of the persons that was estimated before the correction, 0 to 1; null where nobody was counted. */
  imputed_share: number | null;
}

/** The Arrow table of {@link OccupancyDaysRow}. */
export type OccupancyDaysTable = ResultTable<OccupancyDaysRow>;

/** One row per door: how much of the drift of its site it explains. Rows are sorted by site, sensor. */
export interface OccupancySensorsRow {
  /** Name of the site. */
  site: string;
  /** Name of the sensor. */
  sensor: string;
  /** Persons who entered as given; null where it never counts them. [persons] */
  entries: number | null;
  /** Persons who left as given; null where it never counts them. [persons] */
  exits: number | null;
  /** Its share of the persons counted at the site, 0 to 1; null where there are none. */
  traffic_share: number | null;
  /** Persons whom it made up (above 0) or lost: the part of the drift that goes with its traffic; null without anchors. [persons] */
  drift: number | null;
  /** Lower end of the 90 % interval of the drift. [persons] */
  drift_low: number | null;
  /** Upper end of the 90 % interval of the drift. [persons] */
  drift_high: number | null;
  /** Its share of the drift of all doors, each taken without its sign, 0 to 1. */
  correction_share: number | null;
  /** What its exits would have to be multiplied by if its entries are right. */
  exits_factor: number | null;
  /** Lower end of the 90 % interval of the factor. */
  exits_factor_low: number | null;
  /** Upper end of the 90 % interval of the factor. */
  exits_factor_high: number | null;
}

/** The Arrow table of {@link OccupancySensorsRow}. */
export type OccupancySensorsTable = ResultTable<OccupancySensorsRow>;

/**
 * Finds the number of persons inside at the end of every bin, in persons, from door counts that do not add up: the smallest change of entries and exits that makes the occupancy keep to all that is known of it.
 *
 * Input: `cleanCounts`: bins as `cleanCounts` or `regularCounts` give them, in any order; all doors of a site on one grid. `sensors`, if given, says which sensor stands at which site; of its kinds only `entrance` counts. Without it all sensors are the doors of one site. What is known of the occupancy comes from three sides: `anchors` are headcounts, or ranges (`low`, `high`); `hours` or `openHours` say when a site closes, after which it is empty (`closeEmpty`); `capacity` and, for a site that never closes, `nightCap` limit it from above. An anchor holds at the nearest edge of a bin; two of one instant must agree, two of different instants at one edge give the range between them. A headcount between a closing and the next opening takes the place of that closing.
 *
 * A null is flow that nobody saw: nothing is added for it, the bin is flagged (`missing` where no door has a value, `partial` where some have none) and the interval widens; let `cleanCounts` fill it first. A door that never counts one direction is completed from the doors that count both if the site lacks more than half of what it would add (flags `filled` and `entries` or `exits`); else it is taken for a way in or a way out.
 *
 * Output: Three tables. `occupancy`: one row per site and bin with the corrected entries and exits and the occupancy, in whole persons that add up: the occupancy is the last one plus entries less exits. No count is negative, and no capacity or anchor is ever broken. `entries_raw` and `exits_raw` are the sums of the doors as given. `anchored` flags a bin at whose end the occupancy is known, `unanchored` one after which no known occupancy comes: there the flow of doors is scaled as in the last 28 days with anchors, and the interval grows.
 *
 * `occupancy_days`: what a day's counts made up or lost (`drift`), the factor of the correction, the share of persons it changed, peak, mean and person-hours. Within a bin the occupancy is taken to change evenly, and the peak is that of the ends of bins.
 *
 * `occupancy_sensors`: how much of the drift goes with the traffic of each door, and what its exits would have to be multiplied by if its entries are right. Doors whose traffic goes up and down together cannot be told apart: their intervals are wide. Null without anchors, and at sites of more than 256 doors.
 *
 * A site without any anchor works: the running net is kept at 0 or above, the first bin starts from nobody, its interval says how unsure that is, and the report names the site. An empty input gives empty tables.
 *
 * @param cleanCounts - One row per sensor and bin, as cleanCounts or regularCounts give them: the value, and where it was repaired the raw count beside it.
 * @throws {@link SchemaError} KELIU_TABLE_MISSING, KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_NOT_FINITE, KELIU_NOT_WHOLE, KELIU_COUNT_RANGE, KELIU_VALUE_RANGE, KELIU_BINS_REPEATED, KELIU_INTERVAL_REVERSED, KELIU_DUPLICATE_ROW, KELIU_GRIDS_DIFFER, KELIU_DIRECTION_MISSING, KELIU_ANCHORS_CONFLICT, KELIU_ANCHOR_OUTSIDE, KELIU_TIME_OUT_OF_RANGE
 * @throws {@link LimitError} KELIU_LIMIT_TABLE
 */
export declare function occupancy(cleanCounts: TableLike, options?: OccupancyOptions): { occupancy: OccupancyTable; occupancyDays: OccupancyDaysTable; occupancySensors: OccupancySensorsTable };

/** Options of {@link dwellFromCounts}. */
export interface DwellFromCountsOptions {
  /**
   * Length of the blocks of hours of arrival, from midnight on, in hours, 1 to 12.
   * @defaultValue `3`
   */
  blockH?: number | undefined;
  /** Wall-clock time of closing, such as "22:00". By default the last bin of the day with any flow. */
  closing?: string | null | undefined;
  /**
   * Exits this long before closing are left out of the fit, in seconds, 0 to 14400: closing sends persons away.
   * @defaultValue `1800.0`
   */
  closingMarginS?: number | undefined;
  /**
   * Wall-clock time at which the counting day starts, from "00:00" to "23:59".
   * @defaultValue `"00:00"`
   */
  dayStart?: string | undefined;
  /**
   * The law that the dwell follows.
   * - `"best"`: All three, each by how likely the exits are under it.
   * - `"lognormal"`: The logarithm of the dwell is normal.
   * - `"gamma"`: The gamma law.
   * - `"weibull"`: The law of Weibull.
   * @defaultValue `"best"`
   */
  family?: "best" | "lognormal" | "gamma" | "weibull" | undefined;
  /**
   * Days that a law needs at least, 2 to 366.
   * @defaultValue `5`
   */
  minDays?: number | undefined;
  /**
   * The rows beside the one of all days together.
   * - `"all"`: No further rows.
   * - `"day"`: One row per counting day: mean and bounds; a law needs several days.
   * - `"block"`: One row per block of hours of arrival, on all days together, where a law can be told.
   * @defaultValue `"all"`
   */
  period?: "all" | "day" | "block" | undefined;
  /**
   * Moves the shares of `dwell_distribution` from the law towards the exits by twenty steps of expectation maximization.
   * @defaultValue `false`
   */
  refine?: boolean | undefined;
  /**
   * How many laws are drawn for the intervals, 20 to 2000.
   * @defaultValue `200`
   */
  replicates?: number | undefined;
  /**
   * Decides the draws: the same seed gives the same intervals.
   * @defaultValue `0`
   */
  seed?: number | undefined;
  /** Time zone of days: an IANA name, "UTC" or an offset. By default UTC. */
  timeZone?: string | null | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per site for all days together, and one per day where asked for. Rows are sorted by site, period, all days together first. */
export interface DwellFromCountsRow {
  /** Name of the site. */
  site: string;
  /** The day, such as 2026-03-01, the hours of arrival, such as 09:00-12:00, or `all` for all days together. */
  period: string;
  /** Start of the first bin. */
  start: Date;
  /** End of the last bin. */
  end: Date;
  /** Persons who entered on the days that can be used. [persons] */
  visitors: number;
  /** The time that all persons spent inside, by the occupancy. [persons s] */
  person_s: number;
  /** Mean dwell: time spent inside per visitor (Little's law over a finite horizon), for hours of arrival by the law; null where nobody came. [s] */
  mean_s: number | null;
  /** The least that the mean can be, given those inside at the start; for hours of arrival the lower end of its 90 % interval. [s] */
  mean_low_s: number | null;
  /** The most that the mean can be, if those inside at the end stay once more as long as they have; for hours of arrival the upper end of its 90 % interval. [s] */
  mean_high_s: number | null;
  /** Standard deviation of the dwell if those who came first leave first: no law has less. [s] */
  sd_fifo_s: number | null;
  /** Standard deviation of the dwell if those who came last leave first: no law has more. [s] */
  sd_lifo_s: number | null;
  /** The law with the most weight: lognormal, gamma or weibull; null where none can be told. */
  family: string | null;
  /** Its spread: standard deviation of the logarithm (lognormal), coefficient of variation (gamma), inverse exponent (weibull). */
  spread: number | null;
  /** Median of how long persons stayed, closing included; null where it cannot be told. [s] */
  median_s: number | null;
  /** Lower end of the 90 % interval of the median. [s] */
  median_low_s: number | null;
  /** Upper end of the 90 % interval of the median. [s] */
  median_high_s: number | null;
  /** The dwell that nine of ten persons did not exceed, closing included; null where it cannot be told. [s] */
  p90_s: number | null;
  /** Lower end of the 90 % interval of the 90th percentile. [s] */
  p90_low_s: number | null;
  /** Upper end of the 90 % interval of the 90th percentile. [s] */
  p90_high_s: number | null;
  /** What the exits say about the logarithm of the spread, one over its variance; null where there is no fit. */
  information: number | null;
  /** True if the counts tell median and 90th percentile. */
  identifiable: boolean;
  /** Why they do not: `no_days`, `no_visitors`, `uneven_bins`, `few_days`, `flat` or `wide`; null where they do. */
  reason: string | null;
  /** Days that could be used. [d] */
  days: number;
  /** Share of the time of all days that the usable days cover, 0 to 1. */
  coverage: number;
}

/** The Arrow table of {@link DwellFromCountsRow}. */
export type DwellFromCountsTable = ResultTable<DwellFromCountsRow>;

/** One row per site and stretch of dwell, for sites whose law can be told. Rows are sorted by site, from_s. */
export interface DwellDistributionRow {
  /** Name of the site. */
  site: string;
  /** Shortest dwell of the stretch; it belongs to it. [s] */
  from_s: number;
  /** Longest dwell of the stretch; it does not belong to it; null for the last one, which has no end. [s] */
  to_s: number | null;
  /** Share of persons with such a dwell, 0 to 1. */
  probability: number;
  /** Share of persons with such a dwell or a shorter one, 0 to 1. */
  cumulative: number;
  /** Lower end of the 90 % interval of the cumulative share. */
  low: number;
  /** Upper end of the 90 % interval of the cumulative share. */
  high: number;
}

/** The Arrow table of {@link DwellDistributionRow}. */
export type DwellDistributionTable = ResultTable<DwellDistributionRow>;

/**
 * Tells how long persons stay from counts at the doors alone: the mean without any model, sharp bounds of its spread, and, where the counts allow it, the law of the dwell with median and 90th percentile.
 *
 * Input: `occupancy`: bins of sites with `entries`, `exits` and the `occupancy` at the end of each bin, as `occupancy` gives them, in any order. Entries and exits must balance, so correct drift first. A counting day with a gap or a null is left out, for a person who is missed once is inside for ever. Bins of one length are needed for the law; 5 or 15 minutes are usual, and bins longer than the dwell say little.
 *
 * Output: `dwellFromCounts` has one row per site for all days together (`period` = `all`) and, with `period` = `"day"`, one per day, with `"block"`, one per block of hours of arrival. `dwell_distribution` has the whole law bin by bin, for sites where it can be told.
 *
 * `identifiable` is false, median and 90th percentile are null and `reason` says why where: no day is complete (`no_days`), nobody came (`no_visitors`), bins differ in length (`uneven_bins`), there are fewer than `minDays` days with any flow (`few_days`), the likelihood hardly depends on the spread, as with arrivals that never change (`flat`), or an interval reaches from x to more than 2x (`wide`). Mean and bounds of the spread are given all the same.
 *
 * Median, 90th percentile and `dwell_distribution` are of what persons stayed, closing included, as is the mean; on a site that does not close they are those of the law. They are averages over all laws that agree with the exits, so they need not be those of the one law that `family` and `spread` name, which is the family with the most weight and describes how long persons would stay if the site did not close.
 *
 * Measured on simulated sites open for twelve hours with smooth arrivals and lognormal dwells, bins of 5 minutes, the first 20 of the 40 sites a case that `lab dwell` runs:
 *
 * | site | median: error, 90 % intervals that hold | 90th percentile |
 * |---|---|---|
 * | 600 a day, 28 days | 0.6 min, 0.90 | 1.2 min, 0.90 |
 * | 600 a day, 7 days | 1.8 min, 0.90 | 2.3 min, 0.90 |
 * | median dwell 8 min | 0.2 min, 1.00 | 0.3 min, 1.00 |
 * | 8000 a day, median 60 min | 0.4 min, 1.00 | 0.9 min, 0.95 |
 * | 5 % missed both ways | 1.3 min, 0.95 | 1.9 min, 0.80 |
 * | dwell varies with the hour | 0.6 min, 0.95 | 1.1 min, 0.95 |
 * | in groups | 0.8 min, 0.80 | 1.6 min, 0.65 |
 *
 * The family is hard to tell from smooth arrivals: with four weeks of 600 visitors a day the error of the median is 0.5 minutes where the family is told right, and two to three minutes in the one site of ten where it is not; the interval knows of this. Persons who enter and leave within one bin are paired as staying 0 seconds in `sd_fifo_s` and `sd_lifo_s`: the bounds hold for the middles of bins.
 *
 * @param occupancy - One row per site and bin: who entered, who left, and how many are inside at the end of the bin.
 * @throws {@link SchemaError} KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_NOT_FINITE, KELIU_COUNT_RANGE, KELIU_BINS_REPEATED, KELIU_INTERVAL_REVERSED, KELIU_TIME_OUT_OF_RANGE
 */
export declare function dwellFromCounts(occupancy: TableLike, options?: DwellFromCountsOptions): { dwellFromCounts: DwellFromCountsTable; dwellDistribution: DwellDistributionTable };

/** Options of {@link networkFlows}. */
export interface NetworkFlowsOptions {
  /**
   * Probability with which any sensor at all is suspected although none is wrong, 0.000001 to 0.5.
   * @defaultValue `0.05`
   */
  alpha?: number | undefined;
  /**
   * Relative error of a sensor for which the table `edges` gives none, 0 to 1.
   * @defaultValue `0.02`
   */
  cv?: number | undefined;
  /**
   * Wall-clock time at which the counting day starts, from "00:00" to "23:59".
   * @defaultValue `"00:00"`
   */
  dayStart?: string | undefined;
  /**
   * The time over which every zone must balance: as many persons leave it as come into it.
   * - `"day"`: Counting days: zones are empty when one ends.
   * - `"week"`: ISO weeks of counting days.
   * - `"month"`: Months of counting days.
   * - `"all"`: The whole time.
   * @defaultValue `"day"`
   */
  period?: "day" | "week" | "month" | "all" | undefined;
  /** Time zone of the periods: an IANA name, "UTC" or an offset. By default UTC. */
  timeZone?: string | null | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per period, sensor and direction: the count, and the flow that agrees with all others. Rows are sorted by period, sensor, entries before exits. */
export interface NetworkFlowsRow {
  /** The period: 2026-03-01, 2026-W09, 2026-03, or `all`. */
  period: string;
  /** Start of the period. */
  start: Date;
  /** End of the period. */
  end: Date;
  /** Name of the sensor. */
  sensor: string;
  /** The zone that the flow leaves, or `outside`. */
  from_zone: string;
  /** The zone that the flow comes into, or `outside`. */
  to_zone: string;
  /** Persons counted; null where nothing was. [persons] */
  flow_raw: number | null;
  /** Persons who balance every zone; null where the flow was not counted and the others do not tell it. [persons] */
  flow: number | null;
  /** Lower end of the 90 % interval of the flow. [persons] */
  low: number | null;
  /** Upper end of the 90 % interval of the flow. [persons] */
  high: number | null;
  /** Flow over count; null where nobody was counted. */
  correction: number | null;
  /** How far the count is above (below, if negative) what the other flows say, in standard errors; null where they say nothing. */
  z: number | null;
  /** True if this is the largest deviation of the period and it is beyond chance; flows that deviate alike are all marked. */
  suspect: boolean;
  /** Share of the time in which the flow was counted, 0 to 1. */
  coverage: number;
}

/** The Arrow table of {@link NetworkFlowsRow}. */
export type NetworkFlowsTable = ResultTable<NetworkFlowsRow>;

/** One row per period and zone. Rows are sorted by period, zone. */
export interface NetworkZonesRow {
  /** The period. */
  period: string;
  /** Start of the period. */
  start: Date;
  /** End of the period. */
  end: Date;
  /** Name of the zone. */
  zone: string;
  /** Persons who came into the zone, after balancing; null where one of the flows is. [persons] */
  entries: number | null;
  /** Persons who left the zone, after balancing; as many. [persons] */
  exits: number | null;
  /** Most persons inside at the end of a bin; null where a flow is not told or bins of sensors differ. [persons] */
  occupancy_peak: number | null;
  /** Mean of the persons inside over the time that has bins. [persons] */
  occupancy_mean: number | null;
  /** Counts into the zone minus counts out of it. [persons] */
  imbalance_raw: number;
  /** What the counts of the whole network miss balance by, in chi-square. */
  chi_square: number;
  /** Probability of a chi-square as large, if no sensor is wrong. */
  p: number;
  /** Lowest coverage of the flows of the zone, 0 to 1. */
  coverage: number;
}

/** The Arrow table of {@link NetworkZonesRow}. */
export type NetworkZonesTable = ResultTable<NetworkZonesRow>;

/** One row per zone and bin, for periods in which every flow is told. Rows are sorted by start, zone. */
export interface NetworkOccupancyRow {
  /** Name of the zone. */
  zone: string;
  /** Start of the bin; it belongs to the bin. */
  start: Date;
  /** End of the bin; it does not belong to the bin. */
  end: Date;
  /** Persons who came into the zone. [persons] */
  entries: number;
  /** Persons who left the zone. [persons] */
  exits: number;
  /** Persons inside at the end of the bin. [persons] */
  occupancy: number;
}

/** The Arrow table of {@link NetworkOccupancyRow}. */
export type NetworkOccupancyTable = ResultTable<NetworkOccupancyRow>;

/** One row per sensor and direction, over all periods. Rows are sorted by sensor, entries before exits. */
export interface NetworkSensorsRow {
  /** Name of the sensor. */
  sensor: string;
  /** `entries` or `exits`. */
  direction: string;
  /** How far the counts are above (below, if negative) what the other flows say, in standard errors; null where they say nothing. */
  z: number | null;
  /** Probability that any flow deviates so far if no sensor is wrong. */
  p: number | null;
  /** True if the counts are off by a factor beyond chance; flows that the data cannot tell apart are all marked. */
  suspect: boolean;
  /** The factor that mends the counts, if no other sensor is wrong; null where the other flows say nothing. */
  factor: number | null;
  /** Lower end of the 90 % interval of the factor. */
  factor_low: number | null;
  /** Upper end of the 90 % interval of the factor. */
  factor_high: number | null;
  /** Persons counted. [persons] */
  persons: number;
  /** Share of the time in which the flow was counted, 0 to 1. */
  coverage: number;
}

/** The Arrow table of {@link NetworkSensorsRow}. */
export type NetworkSensorsTable = ResultTable<NetworkSensorsRow>;

/**
 * Makes the counts of all doors, stairs and passages of a building agree: what comes into a zone leaves it. Gives the flows nearest to the counts for which this holds, and names the sensor that does not fit.
 *
 * Input: `cleanCounts`: bins as `cleanCounts` or `regularCounts` give them, in any order. `edges`: the two zones that each sensor joins; its entries go from `from_zone` to `to_zone`, its exits back. `outside` is everything that is no zone. A sensor that is counted and not listed is refused; one that is listed and not counted is told by the others where they can, and null where they cannot.
 *
 * Output: `networkFlows` has one row per period, sensor and direction: the count, the flow that agrees, its 90 % interval and how far the count is from what the others say. `network_zones` has one row per period and zone, with what the raw counts miss balance by. `network_occupancy` has one row per zone and bin, with who came, who left and who is inside; renamed to `site` its zones can go on to `dwellFromCounts`. It has the periods in which every flow is told, and needs bins that all sensors share. `network_sensors` has one row per sensor and direction over all periods: the factor that would mend it, and whether it is suspect.
 *
 * In one period, entries and exits of a door, and all doors between the same two zones, cannot be told apart: they are marked together. Several periods with different loads tell them apart. A sensor that loses the same share both ways keeps the balance and cannot be found by it.
 *
 * @param cleanCounts - One row per sensor and bin, as cleanCounts or regularCounts give them: the value, and where it was repaired the raw count beside it.
 * @param edges - One row per sensor: its entries go from one zone to the other, its exits the other way. `outside` is everything that is no zone.
 * @throws {@link SchemaError} KELIU_TABLE_MISSING, KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_NOT_FINITE, KELIU_COUNT_RANGE, KELIU_VALUE_RANGE, KELIU_BINS_REPEATED, KELIU_INTERVAL_REVERSED, KELIU_BIN_SPANS_PERIODS, KELIU_DUPLICATE_ROW, KELIU_TIME_OUT_OF_RANGE
 */
export declare function networkFlows(cleanCounts: TableLike, edges: TableLike, options?: NetworkFlowsOptions): { networkFlows: NetworkFlowsTable; networkZones: NetworkZonesTable; networkOccupancy: NetworkOccupancyTable; networkSensors: NetworkSensorsTable };

/** Options of {@link zoneVisits}. */
export interface ZoneVisitsOptions {
  /**
   * How long a track must stay that far inside for a visit to begin, in seconds, 0 to 3600.
   * @defaultValue `0.6`
   */
  enterS?: number | undefined;
  /**
   * How far beyond the boundary a track must be for a change of sides to count, in meters, 0 to 10. It removes visits made by noise; the times that are reported are those of the crossing.
   * @defaultValue `0.2`
   */
  hysteresisM?: number | undefined;
  /**
   * How long a track must stay that far outside for a visit to end, in seconds, 0 to 3600.
   * @defaultValue `1.5`
   */
  leaveS?: number | undefined;
  /**
   * Longest time between two points of a track that still belong together, in seconds, 0.001 to 86400. Time in longer gaps is unobserved: it is in no zone, and a visit ends where the gap begins.
   * @defaultValue `3.0`
   */
  maxGapS?: number | undefined;
  /**
   * Visits of one zone less than this apart are one, in seconds, 0 to 86400.
   * @defaultValue `3.0`
   */
  mergeS?: number | undefined;
  /**
   * Visits shorter than this are left out, in seconds, 0 to 86400. Their time stays in `zone_time`.
   * @defaultValue `0.0`
   */
  minDwellS?: number | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per visit of a zone by a track. Rows are sorted by track, enter, zone as in the table zones. */
export interface ZoneVisitsRow {
  /** Id of the track. */
  track: number | string;
  /** Name of the zone. */
  zone: string;
  /** When the boundary was crossed inward, or the track begins inside. */
  enter: Date;
  /** When the boundary was crossed outward, or the track is lost. */
  exit: Date;
  /** Time from enter to exit. [s] */
  dwell_s: number;
  /** Time inside the boundary between enter and exit, to the microsecond. [s] */
  inside_s: number;
  /** False where the visit may have begun earlier: the track or the zone begins with the person inside. */
  start_seen: boolean;
  /** False where the visit may have lasted longer: the track is lost or the zone ends with the person inside. */
  end_seen: boolean;
}

/** The Arrow table of {@link ZoneVisitsRow}. */
export type ZoneVisitsTable = ResultTable<ZoneVisitsRow>;

/** One row per zone and three more: where the time of all tracks went. Rows are sorted by zone as in the table zones, then outside, unobserved and total. */
export interface ZoneTimeRow {
  /** Name of the zone; outside, unobserved and total in the last three rows. */
  zone: string;
  /** What the row tells: zone, outside, unobserved (gaps) or total (from the first to the last point of every track). */
  kind: string;
  /** Time inside, counted in every zone that the person is in. [s] */
  inside_s: number;
  /** Time counted once, in the smallest zone that the person is in. All rows but the last add up to the last, to the microsecond. [s] */
  exclusive_s: number;
  /** Visits of the zone in `zoneVisits`. */
  visits: number;
  /** Tracks with time in the zone, in none, in gaps, and all. */
  tracks: number;
}

/** The Arrow table of {@link ZoneTimeRow}. */
export type ZoneTimeTable = ResultTable<ZoneTimeRow>;

/**
 * Visits of zones, one row each with the instants at which the boundary was crossed, and where all the time of the tracks went.
 *
 * Input: `points`: where tracked persons were, in any order; sorted by track and time is fastest. Of several rows of a track at one instant the one with the least x, then y, counts.
 * `zones`: polygons with a name. Holes, overlaps and nesting are allowed. Rows of one name are versions by `from` and `until`, or pieces of one zone. Every kind of zone counts. A zone without a floor lies on every floor; where points name no floor, zones may name one.
 *
 * Output: Two tables. `zoneVisits`: one row per track, zone and visit, sorted by track, enter and zone. `dwell_s` is the time from enter to exit, `inside_s` the part of it inside the boundary. `start_seen` and `end_seen` are false where a gap, the end of the track or the end of the zone's version cuts the visit: the true dwell is at least as long (`dwellSummary` takes it so).
 * `zone_time`: one row per zone, then `outside`, `unobserved` and `total`. `inside_s` counts time in every zone the person is in, `exclusive_s` once, in the smallest; `exclusive_s` of all rows before the last adds up to the total of all tracks from first to last point, to the microsecond.
 * No points: no visits, and a `zone_time` of zeros.
 *
 * @param points - One row per track and time: where a tracked person was.
 * @param zones - One row per zone and version: a polygon on a floor, with a name.
 * @throws {@link SchemaError} KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_UNKNOWN, KELIU_OPTION_TYPE, KELIU_OPTION_RANGE
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_NOT_FINITE, KELIU_VALUE_RANGE, KELIU_INTERVAL_REVERSED, KELIU_SHAPE_UNREADABLE, KELIU_SHAPE_INVALID, KELIU_PARTS_INTERLEAVE, KELIU_TIME_OUT_OF_RANGE, KELIU_STATE_INVALID, KELIU_STATE_MISMATCH
 */
export declare function zoneVisits(points: TableLike, zones: TableLike, options?: ZoneVisitsOptions): { zoneVisits: ZoneVisitsTable; zoneTime: ZoneTimeTable };

/** Options of {@link gateCrossings}. */
export interface GateCrossingsOptions {
  /**
   * How far from the gate a track must go between two crossings for both to count, in meters, 0 to 10. Crossings with less between them are taken together, so that noise on the line is no traffic.
   * @defaultValue `0.3`
   */
  hysteresisM?: number | undefined;
  /**
   * Gaps up to this length are bridged by a straight line, and what is crossed there is marked as inferred, in seconds, 0 to 86400. 0: nothing is inferred.
   * @defaultValue `10.0`
   */
  inferGapS?: number | undefined;
  /**
   * Longest time between two points of a track that still belong together, in seconds, 0.001 to 86400. What is crossed in a longer gap is inferred.
   * @defaultValue `3.0`
   */
  maxGapS?: number | undefined;
  /**
   * Two crossings in opposite directions within this time are a U-turn and count neither in nor out net, in seconds, 0 to 86400.
   * @defaultValue `10.0`
   */
  uTurnS?: number | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per passage of a gate by a track. Rows are sorted by track, time, gate as in the table gates. */
export interface GateCrossingsRow {
  /** Id of the track. */
  track: number | string;
  /** Name of the gate. */
  gate: string;
  /** When the line was crossed for good; for a hesitation, for the first time. */
  time: Date;
  /** 1 for in (seen along the gate, from its left to its right), -1 for out. */
  direction: number;
  /** `crossing`, `u_turn` (one of two that undo each other) or `hesitation` (crossed and crossed back without going far). */
  kind: string;
  /** What it adds to the persons on the right of the gate: the direction for a crossing, 0 for the others. [persons] */
  net: number;
  /** How often the line was crossed in this passage. */
  touches: number;
  /** True if it lies in a gap of the track: time and place are those of a straight line. */
  inferred: boolean;
}

/** The Arrow table of {@link GateCrossingsRow}. */
export type GateCrossingsTable = ResultTable<GateCrossingsRow>;

/** One row per gate: all its passages. Rows are sorted by gate as in the table gates. */
export interface GateTotalsRow {
  /** Name of the gate. */
  gate: string;
  /** Crossings inward, those of U-turns included. */
  gross_in: number;
  /** Crossings outward, those of U-turns included. */
  gross_out: number;
  /** Crossings inward without U-turns. */
  net_in: number;
  /** Crossings outward without U-turns. */
  net_out: number;
  /** Pairs of crossings that undo each other. */
  u_turns: number;
  /** Times somebody stepped over the line and back. */
  hesitations: number;
  /** Passages of any kind that lie in gaps. */
  inferred: number;
  /** Tracks with a crossing, those of U-turns included. */
  tracks: number;
}

/** The Arrow table of {@link GateTotalsRow}. */
export type GateTotalsTable = ResultTable<GateTotalsRow>;

/**
 * Passages of gates, one row each with instant and direction: gross, net of U-turns, and without the noise of persons who linger on the line.
 *
 * Input: `points`: where tracked persons were, in any order; sorted by track and time is fastest. Of several rows of a track at one instant the one with the least x, then y, counts.
 * `gates`: lines of two or more vertices. Seen along the line, from its left to its right is in. Rows of one name are versions by `from` and `until`, or pieces of one gate. A gate without a floor lies on every floor; where points name no floor, gates may name one.
 *
 * Output: Two tables. `gateCrossings`: one row per passage, sorted by track, time and gate. Gross traffic is the number of rows of kind `crossing` and `u_turn`; the sum of `net` is what the gate adds to the persons on its right, the same as the difference of all single crossings of the line.
 * `gate_totals`: one row per gate. No points: no passages, and totals of 0.
 *
 * @param points - One row per track and time: where a tracked person was.
 * @param gates - One row per gate and version: a line on a floor, with a name.
 * @throws {@link SchemaError} KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_UNKNOWN, KELIU_OPTION_TYPE, KELIU_OPTION_RANGE
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_NOT_FINITE, KELIU_VALUE_RANGE, KELIU_INTERVAL_REVERSED, KELIU_SHAPE_UNREADABLE, KELIU_SHAPE_INVALID, KELIU_PARTS_INTERLEAVE, KELIU_TIME_OUT_OF_RANGE, KELIU_STATE_INVALID, KELIU_STATE_MISMATCH
 */
export declare function gateCrossings(points: TableLike, gates: TableLike, options?: GateCrossingsOptions): { gateCrossings: GateCrossingsTable; gateTotals: GateTotalsTable };

/** Options of {@link dwellSummary}. */
export interface DwellSummaryOptions {
  /**
   * Probability that intervals are made for, 0.5 to 0.999.
   * @defaultValue `0.9`
   */
  confidence?: number | undefined;
  /**
   * Wall-clock time at which the counting day starts, from "00:00" to "23:59".
   * @defaultValue `"00:00"`
   */
  dayStart?: string | undefined;
  /**
   * Edges of the stretches of `dwell_bins` in seconds, ascending, above 0 and up to 604800; at most 100.
   * @defaultValue `[5.0,10.0,30.0,60.0,120.0,300.0,600.0,1800.0]`
   */
  edgesS?: readonly number[] | undefined;
  /**
   * What visits are put together by, beside their zone: the period in which they begin.
   * - `"all"`: All visits together.
   * - `"hour"`: Hours of the local day.
   * - `"day"`: Counting days.
   * - `"week"`: ISO weeks, Monday first.
   * - `"month"`: Months.
   * - `"hour_of_day"`: The 24 hours of the day, all days together.
   * - `"hour_of_week"`: The 168 hours of the week, all weeks together.
   * @defaultValue `"all"`
   */
  period?: "all" | "hour" | "day" | "week" | "month" | "hour_of_day" | "hour_of_week" | undefined;
  /**
   * Shares whose dwell is given in `dwell_quantiles`, ascending, each between 0 and 1; at most 100.
   * @defaultValue `[0.25,0.5,0.75,0.9]`
   */
  quantiles?: readonly number[] | undefined;
  /** Dwell up to which the restricted mean counts, in seconds, above 0 and up to 604800. By default the longest dwell seen in each row; give one to compare zones. */
  tauS?: number | null | undefined;
  /** Time zone of periods: an IANA name, "UTC" or an offset. By default UTC. */
  timeZone?: string | null | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per zone and period in which a visit begins. Rows are sorted by zone, period. */
export interface DwellSummaryRow {
  /** Name of the zone. */
  zone: string;
  /** The period in which the visits begin: all, 2026-03-01T10:00:00+08:00, 2026-03-01, 2026-W09, 2026-03, 10:00 or Mon 10:00. */
  period: string;
  /** Start of the period; null for all visits together and for hours of the day or week. */
  start: Date | null;
  /** End of the period; null for all visits together and for hours of the day or week. */
  end: Date | null;
  /** Visits. */
  visits: number;
  /** Different tracks among them. */
  visitors: number;
  /** Visits of which the start or the end was not seen: they lasted at least as long as was seen. */
  cut: number;
  /** Share of the visits that were cut, 0 to 1. */
  cut_share: number;
  /** Time that all visits lasted together, as far as it was seen. [persons s] */
  person_s: number;
  /** Mean of all visits as if none were cut: too short where some are. [s] */
  mean_s: number;
  /** Mean of the visits seen from end to end: too short where long visits are cut more often; null where there is none. [s] */
  mean_whole_s: number | null;
  /** Dwell that half of the visits do not exceed; null where the curve does not come down to a half. [s] */
  median_s: number | null;
  /** Lower end of the interval of the median; null where the visits are too few to tell. [s] */
  median_low_s: number | null;
  /** Upper end of the interval of the median; null where the visits are too few to tell. [s] */
  median_high_s: number | null;
  /** Mean dwell of which what exceeds `tauS` is taken off; null where fewer visits than that are known so far. [s] */
  rmst_s: number | null;
  /** Lower end of the interval of the restricted mean; null with fewer than two whole visits. [s] */
  rmst_low_s: number | null;
  /** Upper end of the interval of the restricted mean; null with fewer than two whole visits. [s] */
  rmst_high_s: number | null;
  /** The dwell up to which the restricted mean counts. [s] */
  tau_s: number;
  /** Longest dwell that was seen. [s] */
  longest_s: number;
  /** Share of the visits that last longer than all that was seen, 0 to 1; null where no visit was seen to its end. */
  tail_share: number | null;
}

/** The Arrow table of {@link DwellSummaryRow}. */
export type DwellSummaryTable = ResultTable<DwellSummaryRow>;

/** One row per zone, period and share that was asked for. Rows are sorted by zone, period, share. */
export interface DwellQuantilesRow {
  /** Name of the zone. */
  zone: string;
  /** The period in which the visits begin. */
  period: string;
  /** Share of the visits that do not last longer, 0 to 1. */
  share: number;
  /** The dwell that this share of the visits does not exceed; null where the curve does not come down that far. [s] */
  dwell_s: number | null;
  /** Lower end of its interval; null where the visits are too few to tell. [s] */
  low_s: number | null;
  /** Upper end of its interval; null where the visits are too few to tell. [s] */
  high_s: number | null;
}

/** The Arrow table of {@link DwellQuantilesRow}. */
export type DwellQuantilesTable = ResultTable<DwellQuantilesRow>;

/** One row per zone, period and stretch of dwell between two edges. Rows are sorted by zone, period, from_s. */
export interface DwellBinsRow {
  /** Name of the zone. */
  zone: string;
  /** The period in which the visits begin. */
  period: string;
  /** Shortest dwell of the stretch; it belongs to it. [s] */
  from_s: number;
  /** Longest dwell of the stretch; it does not belong to it; null for the last one, which has no end. [s] */
  to_s: number | null;
  /** Visits that were seen for so long. */
  visits: number;
  /** Those of them that were cut, and may have lasted longer. */
  cut: number;
  /** Share of visits with such a dwell, by the curve, 0 to 1; null beyond what was seen. */
  share: number | null;
  /** Share of visits with such a dwell or a shorter one, 0 to 1; null beyond what was seen. */
  cumulative: number | null;
  /** Lower end of the interval of the cumulative share; null where nothing or all of it is known to be shorter. */
  low: number | null;
  /** Upper end of the interval of the cumulative share; null where nothing or all of it is known to be shorter. */
  high: number | null;
}

/** The Arrow table of {@link DwellBinsRow}. */
export type DwellBinsTable = ResultTable<DwellBinsRow>;

/**
 * Tells how long visits of zones last, with visits that were cut short counted for what is known of them: median, quantiles, restricted mean and the law of the dwell, each with its interval, by zone and by period.
 *
 * Input: `zoneVisits`: visits as `zoneVisits` gives them, or any table with `track`, `zone`, `enter` and `exit`, in any order. `dwell_s`, where given, is the time inside; otherwise it is the time from `enter` to `exit`. A visit with `start_seen` or `end_seen` false was cut: it lasted at least as long as was seen. A visit belongs to the period in which it begins.
 *
 * Output: `dwellSummary` has one row per zone and period with at least one visit, `dwell_quantiles` one per quantile of it, `dwell_bins` one per stretch between two edges, from 0 to no end. `period` = `"all"`, the default, takes all visits of a zone together.
 *
 * `mean_s` and `mean_whole_s` stand beside the estimates to show what they would hide: the mean of all visits takes a cut visit for a short one, the mean of whole visits leaves out the long ones, which are cut more often. `person_s` is exact: the sum over zones and periods is the sum of the input to the microsecond. `visitors` are different tracks; they must not be added over periods.
 *
 * What the visits cannot tell is null: every estimate where no visit was seen to its end; a quantile to which the curve does not come down; the restricted mean where `tauS` lies beyond the longest dwell and visits are left; a stretch of `dwell_bins` beyond the longest dwell; an interval with fewer than two whole visits, or where all visits have ended. An empty input gives empty tables.
 *
 * Visits are taken to be cut by chance. They are not where tracks break in crowds, or while persons stand still: compare `cut_share` between zones, and take the figures for too short where it is high in the zones with the longest visits.
 *
 * @param zoneVisits - One row per visit of a zone, as zoneVisits gives them or any other source.
 * @throws {@link SchemaError} KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_NOT_FINITE, KELIU_VALUE_RANGE, KELIU_INTERVAL_REVERSED, KELIU_TIME_OUT_OF_RANGE
 */
export declare function dwellSummary(zoneVisits: TableLike, options?: DwellSummaryOptions): { dwellSummary: DwellSummaryTable; dwellQuantiles: DwellQuantilesTable; dwellBins: DwellBinsTable };

/** Options of {@link zoneOccupancy}. */
export interface ZoneOccupancyOptions {
  /**
   * Wall-clock time at which the counting day starts, from "00:00" to "23:59"; slots are counted from it.
   * @defaultValue `"00:00"`
   */
  dayStart?: string | undefined;
  /**
   * What was observed of the first and the last slot.
   * - `"visits"`: From the first entry to the last exit of all zones.
   * - `"whole"`: The whole of both slots: nobody was there before the first entry and after the last exit.
   * @defaultValue `"visits"`
   */
  edges?: "visits" | "whole" | undefined;
  /**
   * Length of a slot in seconds; it divides a day: 60, 900, 3600, 86400.
   * @defaultValue `3600`
   */
  intervalS?: number | undefined;
  /**
   * Largest number of rows of the result, 1 to 1000000000: zones times slots.
   * @defaultValue `5000000`
   */
  maxBins?: number | undefined;
  /** Time zone of slots and hours: an IANA name, "UTC" or an offset. By default UTC. */
  timeZone?: string | null | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per zone and slot, from the slot of the first entry to that of the last exit of all zones. Rows are sorted by zone, start. */
export interface ZoneOccupancyRow {
  /** Name of the zone. */
  zone: string;
  /** Start of the slot. */
  start: Date;
  /** End of the slot. */
  end: Date;
  /** Mean number of persons inside over the measured time; null where no time was measured. [persons] */
  mean: number | null;
  /** Most persons inside at a time. [persons] */
  max: number;
  /** Persons inside that half of the measured time does not exceed; null where no time was measured. [persons] */
  median: number | null;
  /** Persons inside that 90 % of the measured time does not exceed; null where no time was measured. [persons] */
  p90: number | null;
  /** Persons inside that 95 % of the measured time does not exceed; null where no time was measured. [persons] */
  p95: number | null;
  /** Time that all visits spent in the slot together. [persons s] */
  person_s: number;
  /** Time with anybody inside. [s] */
  occupied_s: number;
  /** Visits that began in the slot. */
  entries: number;
  /** Visits that ended in the slot or with it. */
  exits: number;
  /** Different tracks that were inside. */
  visitors: number;
  /** Part of the slot that was observed. [s] */
  measured_s: number;
  /** Measured time over the length of the slot, 0 to 1. */
  coverage: number;
}

/** The Arrow table of {@link ZoneOccupancyRow}. */
export type ZoneOccupancyTable = ResultTable<ZoneOccupancyRow>;

/** One row per zone and hour of the day, all days together: the matrix of zones by hours. Rows are sorted by zone, hour. */
export interface ZoneHoursRow {
  /** Name of the zone. */
  zone: string;
  /** The hour of the wall clock, 0 to 23. [h] */
  hour: number;
  /** Time that all visits spent in the hour together, over all days. [persons s] */
  person_s: number;
  /** Mean number of persons inside over the measured time; null where the hour was never measured. [persons] */
  mean: number | null;
  /** Most persons inside at a time. [persons] */
  max: number;
  /** Visits that began in the hour. */
  entries: number;
  /** Time that was observed, over all days. [s] */
  measured_s: number;
}

/** The Arrow table of {@link ZoneHoursRow}. */
export type ZoneHoursTable = ResultTable<ZoneHoursRow>;

/**
 * Tells how many visitors are in each zone, slot by slot: time-weighted mean, median, 90th and 95th percentile, peak, person-seconds and different visitors, and the matrix of zones by hours of the day.
 *
 * Input: `zoneVisits`: visits as `zoneVisits` gives them, or any table with `track`, `zone`, `enter` and `exit`, in any order. A visitor is inside from `enter` on and gone at `exit`. Where `dwell_s` is shorter than from enter to exit, because the visit was interrupted, its time is spread evenly over the visit.
 *
 * Output: `zoneOccupancy` has one row per zone and slot; every zone has every slot from the first entry to the last exit of all zones, also those with nobody inside. `zone_hours` has 24 rows per zone, all days together.
 *
 * Visits are cut exactly at the borders of slots, in whole microseconds: the `person_s` of a zone add up to the dwell of its visits. `visitors` are different tracks and must not be added over slots. `max` counts persons who are inside at the same time; who enters at the instant at which another leaves is not with them.
 *
 * The table of visits does not say when anybody was looking. With `edges` = `"visits"` the first and the last slot count as observed from the first entry to the last exit only, and `coverage` says how much of them that is; with `"whole"` they count as observed wholly. In between, a zone without visits was empty: leave out what was not observed. Visits that were cut make the occupancy too low. An empty input gives empty tables.
 *
 * @param zoneVisits - One row per visit of a zone, as zoneVisits gives them or any other source.
 * @throws {@link SchemaError} KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_NOT_FINITE, KELIU_VALUE_RANGE, KELIU_INTERVAL_REVERSED, KELIU_TIME_OUT_OF_RANGE
 * @throws {@link LimitError} KELIU_LIMIT_BINS
 */
export declare function zoneOccupancy(zoneVisits: TableLike, options?: ZoneOccupancyOptions): { zoneOccupancy: ZoneOccupancyTable; zoneHours: ZoneHoursTable };

/** Options of {@link queueSummary}. */
export interface QueueSummaryOptions {
  /** One row per zone and version: a polygon on a floor, with a name. */
  zones?: TableLike | null | undefined;
  /**
   * Probability that intervals are made for, 0.5 to 0.999.
   * @defaultValue `0.9`
   */
  confidence?: number | undefined;
  /**
   * Wall-clock time at which the counting day starts, from "00:00" to "23:59"; slots are counted from it.
   * @defaultValue `"00:00"`
   */
  dayStart?: string | undefined;
  /** Length of the slots of joining in seconds; it divides a day: 900, 3600, 86400. By default all visits together. */
  intervalS?: number | null | undefined;
  /**
   * Names of the zones in which visitors wait. By default those of kind queue in the table of zones.
   * @defaultValue `[]`
   */
  queues?: readonly string[] | undefined;
  /**
   * Longest time from leaving a queue to being served, in seconds, 0 to 3600.
   * @defaultValue `10.0`
   */
  servedWithinS?: number | undefined;
  /**
   * Names of the zones in which visitors are served. By default those of kind service in the table of zones; without any, nothing is said of service.
   * @defaultValue `[]`
   */
  services?: readonly string[] | undefined;
  /**
   * Wait that the service level is about, in seconds, above 0 and up to 86400.
   * @defaultValue `300.0`
   */
  targetS?: number | undefined;
  /** Time zone of slots: an IANA name, "UTC" or an offset. By default UTC. */
  timeZone?: string | null | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per queue and slot from the first entry to the last exit of all visits; one per queue where no slots are asked for. Rows are sorted by zone, start. */
export interface QueueSummaryRow {
  /** Name of the queue. */
  zone: string;
  /** Start of the slot; without slots the first moment of a visit. */
  start: Date;
  /** End of the slot; without slots the last moment of a visit. */
  end: Date;
  /** Mean number of persons in the queue over the measured time; null where no time was measured. [persons] */
  length_mean: number | null;
  /** Persons in the queue that 90 % of the measured time does not exceed; null where no time was measured. [persons] */
  length_p90: number | null;
  /** Most persons in the queue at a time. [persons] */
  length_max: number;
  /** Time that all spent in the queue in the slot together. [persons s] */
  person_s: number;
  /** Part of the slot between the first and the last moment of all visits. [s] */
  measured_s: number;
  /** Visitors who joined the queue in the slot; who joins twice counts twice. */
  joined: number;
  /** Those of them who were served; null where no service zone is known. */
  served: number | null;
  /** Those who left without being served; null where no service zone is known. */
  left: number | null;
  /** Those who were lost from sight, and not seen to be served; null where no service zone is known. */
  unknown: number | null;
  /** Joined per hour of measured time; null where no time was measured. [1/h] */
  joined_per_h: number | null;
  /** Mean time in the queue of those who joined in the slot, as far as it was seen; null where nobody joined. [s] */
  stay_mean_s: number | null;
  /** Time in the queue in the slot, less the stays of those who joined in it: 0 without slots (Little's law), otherwise what was carried over the borders. [persons s] */
  carried_s: number;
  /** Wait that half of those who hold out do not exceed; null where too few are served to tell. [s] */
  wait_median_s: number | null;
  /** Lower end of its interval. [s] */
  wait_median_low_s: number | null;
  /** Upper end of its interval. [s] */
  wait_median_high_s: number | null;
  /** Wait that 90 % of those who hold out do not exceed; null where too few are served to tell. [s] */
  wait_p90_s: number | null;
  /** Lower end of its interval. [s] */
  wait_p90_low_s: number | null;
  /** Upper end of its interval. [s] */
  wait_p90_high_s: number | null;
  /** Share of those who joined that leave without being served, 0 to 1; null where no outcome is known. */
  abandonment: number | null;
  /** Lower end of its interval. */
  abandonment_low: number | null;
  /** Upper end of its interval. */
  abandonment_high: number | null;
  /** Share of those who joined that are served within the target, 0 to 1; null where no outcome is known, or not up to the target. */
  service_level: number | null;
  /** Lower end of its interval. */
  service_level_low: number | null;
  /** Upper end of its interval. */
  service_level_high: number | null;
}

/** The Arrow table of {@link QueueSummaryRow}. */
export type QueueSummaryTable = ResultTable<QueueSummaryRow>;

/**
 * Tells how long queues are, how long visitors wait in them, how many give up, and how many are served within a target, with intervals, and with those who were lost from sight counted for what is known of them.
 *
 * Input: `zoneVisits`: visits of queues and of service zones as `zoneVisits` gives them, or any table with `track`, `zone`, `enter` and `exit`, in any order. Other zones may be in it: the time from the first entry to the last exit of all visits counts as measured.
 *
 * `zones`: the table of zones, from which those of kind `queue` and `service` are taken where the options `queues` and `services` name none. It is not needed where they do. Without a service zone only lengths and stays are given, and outcomes are null.
 *
 * Output: One row per queue, or with `intervalS` one per queue and slot, also those in which nobody was there. A queue to which nobody came has no row. Lengths are of the persons present in the slot; waits and outcomes are of those who joined in it.
 *
 * `served`, `left` and `unknown` add up to `joined`: those who entered a service zone during the stay or within `servedWithinS` after it; those who were seen to leave and did not; those who were lost from sight. Who leaves shortly before the data end counts as one who left. `stay_mean_s` is the naive mean of all stays, served or not.
 *
 * `wait_median_s` and `wait_p90_s` are waits of those who hold out: who left, or was lost, has waited at least so long. `abandonment` and `service_level` are shares of those who joined; a visitor who leaves is not served within any target. They are null where no outcome is known, and `service_level` where the target lies beyond the longest wait and some outcomes are open. An empty input gives an empty table.
 *
 * @param zoneVisits - One row per visit of a zone, as zoneVisits gives them or any other source.
 * @throws {@link SchemaError} KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_NOT_FINITE, KELIU_VALUE_RANGE, KELIU_INTERVAL_REVERSED, KELIU_SHAPE_UNREADABLE, KELIU_SHAPE_INVALID, KELIU_TIME_OUT_OF_RANGE
 * @throws {@link LimitError} KELIU_LIMIT_BINS
 */
export declare function queueSummary(zoneVisits: TableLike, options?: QueueSummaryOptions): QueueSummaryTable;

/** Options of {@link zoneMetrics}. */
export interface ZoneMetricsOptions {
  /** One row per zone and version: a polygon on a floor, with a name. */
  zones?: TableLike | null | undefined;
  /**
   * A visit shorter than this bounces, in seconds, 0 to 86400.
   * @defaultValue `3.0`
   */
  bounceS?: number | undefined;
  /**
   * A zone with a heat index below this is cold, 0 to 1.
   * @defaultValue `0.5`
   */
  coldBelow?: number | undefined;
  /**
   * Probability that intervals are made for, 0.5 to 0.999.
   * @defaultValue `0.9`
   */
  confidence?: number | undefined;
  /**
   * A visit of at least this length is engaged, in seconds, 0 to 86400.
   * @defaultValue `30.0`
   */
  engagedS?: number | undefined;
  /**
   * A zone with a heat index of at least this is hot, 1 to 1000; the mean of all zones is 1.
   * @defaultValue `1.5`
   */
  hotFrom?: number | undefined;
  /**
   * A visit of at least this length is a stop, in seconds, 0 to 86400.
   * @defaultValue `5.0`
   */
  stopS?: number | undefined;
  /** Visitors of the whole store, where not all of them come to a zone. By default the different tracks of all zones. */
  visitors?: number | null | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per zone of the visits and of the table of zones, but for walkable ground and obstacles. Rows are sorted by zone. */
export interface ZoneMetricsRow {
  /** Name of the zone. */
  zone: string;
  /** Visits. */
  visits: number;
  /** Visits of which the start or the end was not seen. */
  cut: number;
  /** Different tracks among them. */
  visitors: number;
  /** Visitors of the store: what penetration and draw are shares of. */
  all_visitors: number;
  /** Visitors of the zone over those of the store, 0 to 1; null without visitors. */
  penetration: number | null;
  /** Lower end of its interval. */
  penetration_low: number | null;
  /** Upper end of its interval. */
  penetration_high: number | null;
  /** Visits of the zone per visitor of the store; may exceed 1; null without visitors. */
  draw: number | null;
  /** Time that all visits lasted together, as far as it was seen. [persons s] */
  person_s: number;
  /** Visits that were seen to last as long as a stop. */
  stops: number;
  /** Share of visits that last as long as a stop, 0 to 1; null without visits, or where cut visits leave it open. */
  stop_rate: number | null;
  /** Lower end of its interval. */
  stop_rate_low: number | null;
  /** Upper end of its interval. */
  stop_rate_high: number | null;
  /** Visits that were seen to last long enough to be engaged. */
  engaged: number;
  /** Share of visits that last long enough to be engaged, 0 to 1; null without visits, or where cut visits leave it open. */
  engagement_rate: number | null;
  /** Lower end of its interval. */
  engagement_rate_low: number | null;
  /** Upper end of its interval. */
  engagement_rate_high: number | null;
  /** Visits that were seen from end to end and bounced. */
  bounces: number;
  /** Share of visits that bounce, 0 to 1; null without visits, or where cut visits leave it open. */
  bounce_rate: number | null;
  /** Lower end of its interval. */
  bounce_rate_low: number | null;
  /** Upper end of its interval. */
  bounce_rate_high: number | null;
  /** Size of the zone, a version that holds for part of the time counting in part; null without a shape. [m²] */
  area_m2: number | null;
  /** Person-seconds per square meter; null without a size. [persons s/m²] */
  person_s_per_m2: number | null;
  /** Share of the person-seconds over share of the size, of all zones with a shape; 1 is their mean; null without a size or without person-seconds. */
  heat_index: number | null;
  /** hot, warm or cold by the cuts of the options; null where there is no heat index. */
  temperature: string | null;
  /** Place by heat index, or by person-seconds where no zone has one, 1 being the hottest; equal zones share it. */
  rank: number;
}

/** The Arrow table of {@link ZoneMetricsRow}. */
export type ZoneMetricsTable = ResultTable<ZoneMetricsRow>;

/** One row per pair of zones that both have visitors. Rows are sorted by zone_a, zone_b. */
export interface ZonePairsRow {
  /** The zone that comes first by name. */
  zone_a: string;
  /** The other zone. */
  zone_b: string;
  /** Visitors of the first zone. */
  visitors_a: number;
  /** Visitors of the other zone. */
  visitors_b: number;
  /** Visitors who came to both. */
  both: number;
  /** Visitors of the store. */
  visitors: number;
  /** Share of the visitors of the store who came to both, 0 to 1. */
  support: number;
  /** Lower end of its interval. */
  support_low: number;
  /** Upper end of its interval. */
  support_high: number;
  /** Visitors who came to both, over as many as would if one zone had nothing to do with the other. */
  lift: number;
  /** How often chance alone gives a lift as far from 1, 0 to 1. */
  p_value: number;
  /** Share of false findings among all pairs with a p-value up to this one, 0 to 1. */
  q_value: number;
}

/** The Arrow table of {@link ZonePairsRow}. */
export type ZonePairsTable = ResultTable<ZonePairsRow>;

/**
 * Gives the figures of every zone: visits, visitors, penetration, draw, stops, engagement, bounces, each rate with its numerator, denominator and interval; heat index and hot and cold zones; and which zones the same visitors come to.
 *
 * Input: `zoneVisits`: visits as `zoneVisits` gives them, or any table with `track`, `zone`, `enter` and `exit`, in any order. `track` is taken for the visitor; where tracks break, visitors are too many.
 *
 * `zones`: the table of zones with their polygons, for sizes and for zones to which nobody came. Without it there is no heat index.
 *
 * Output: `zoneMetrics` has one row per zone of the visits and of the table of zones; zones of kind `walkable` and `obstacle` count for nothing unless there are visits of them, and then without a size. `zone_pairs` has one row per pair of zones that both have visitors.
 *
 * `all_visitors`, of which `penetration`, `draw` and `support` are shares, are the different tracks of all zones, or the option `visitors`: give it where visitors may come to no zone at all.
 *
 * `stops` and `engaged` are visits that were seen to last as long, `bounces` are whole visits that were shorter. Where a visit was cut before the threshold, nobody knows on which side it is: the rate is then that of the product-limit curve, and null where the curve does not reach the threshold. Elsewhere it is the count over `visits`.
 *
 * `heat_index` is the share of a zone in the person-seconds over its share in the size, among all zones with a shape; overlapping zones count with all their time each. `rank` 1 is the hottest. `lift` above 1 means that visitors of one zone come to the other more often than others do; `q_value` says how far it can be believed among so many pairs. A lift is no cause: who walks further comes to more zones. An empty input gives empty tables, unless there are zones.
 *
 * @param zoneVisits - One row per visit of a zone, as zoneVisits gives them or any other source.
 * @throws {@link SchemaError} KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_NOT_FINITE, KELIU_VALUE_RANGE, KELIU_INTERVAL_REVERSED, KELIU_SHAPE_UNREADABLE, KELIU_SHAPE_INVALID, KELIU_TIME_OUT_OF_RANGE
 * @throws {@link LimitError} KELIU_LIMIT_TABLE
 */
export declare function zoneMetrics(zoneVisits: TableLike, options?: ZoneMetricsOptions): { zoneMetrics: ZoneMetricsTable; zonePairs: ZonePairsTable };

/** Options of {@link gridHeatmap}. */
export interface GridHeatmapOptions {
  /** One row per zone and version: a polygon on a floor, with a name. */
  zones?: TableLike | null | undefined;
  /**
   * Size of a cell, in meters, 0.01 to 1000: the side of a square, or the distance between opposite edges of a hexagon.
   * @defaultValue `0.5`
   */
  cellM?: number | undefined;
  /**
   * Whether to give a row to cells where nobody was, too.
   * @defaultValue `false`
   */
  emptyCells?: boolean | undefined;
  /** Least x, least y, greatest x and greatest y of the grid, in meters, -67108 to 67108; what lies outside is added up as such. By default all that the data touch. */
  extent?: readonly number[] | null | undefined;
  /**
   * Whether to give flow and speed.
   * @defaultValue `false`
   */
  flow?: boolean | undefined;
  /**
   * How much of a longer gap is spent in the cell before it, in seconds, 0 to 86400.
   * @defaultValue `0.0`
   */
  holdS?: number | undefined;
  /**
   * Longest time between two points of a track that are connected, in seconds, 0 to 86400. What lies in a longer gap is unobserved.
   * @defaultValue `3.0`
   */
  maxGapS?: number | undefined;
  /**
   * Whether to give the most persons at a time; this keeps all stays in memory.
   * @defaultValue `false`
   */
  maxOccupancy?: boolean | undefined;
  /**
   * Where a corner of a square or the center of a hexagon lies, to the right, in meters, -67108 to 67108.
   * @defaultValue `0.0`
   */
  originX?: number | undefined;
  /**
   * Where a corner of a square or the center of a hexagon lies, up, in meters, -67108 to 67108.
   * @defaultValue `0.0`
   */
  originY?: number | undefined;
  /**
   * The shape of cells.
   * - `"square"`: Squares.
   * - `"hexagon"`: Hexagons that stand on a corner.
   * @defaultValue `"square"`
   */
  shape?: "square" | "hexagon" | undefined;
  /** Length of a time slice, in seconds; it divides a day. By default all time is one slice. */
  sliceS?: number | null | undefined;
  /** Time zone of the slices: an IANA name, "UTC" or an offset. By default UTC. */
  timeZone?: string | null | undefined;
  /**
   * Longest absence from a cell within one visit, in seconds, 0 to 86400.
   * @defaultValue `5.0`
   */
  visitGapS?: number | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per cell where somebody was, of each time slice and floor. Rows are sorted by slice, floor, row, col. */
export interface HeatmapRow {
  /** Start of the time slice; null where all time is one slice. */
  slice: Date | null;
  /** Name of the floor; null where there is one floor. */
  floor: string | null;
  /** Row of the cell, counted upwards from 0. */
  row: number;
  /** Column of the cell, counted to the right from 0. */
  col: number;
  /** Center of the cell, to the right. [m] */
  x: number;
  /** Center of the cell, up. [m] */
  y: number;
  /** Size of a cell: the side of a square, or the distance between opposite edges of a hexagon. [m] */
  cell_m: number;
  /** What of the cell is walkable: all of it without zones, else within walkable zones and outside obstacles. [m2] */
  area_m2: number;
  /** Time that persons spent in the cell, added up. [person-s] */
  seconds: number;
  /** Visits: stays in the cell, of which those less than `visitGapS` apart are one. */
  visits: number;
  /** Distinct tracks that were in the cell. */
  visitors: number;
  /** Mean number of persons in the cell over the window of the slice; null where the window is empty. [persons] */
  mean_occupancy: number | null;
  /** Most persons in the cell at a time; null without `maxOccupancy`. [persons] */
  max_occupancy: number | null;
  /** Mean number of persons per walkable square meter; null where the window is empty. [persons/m2] */
  density: number | null;
  /** Flow to the right: persons per meter and second; null without `flow`. [persons/(m s)] */
  flow_x: number | null;
  /** Flow upwards: persons per meter and second; null without `flow`. [persons/(m s)] */
  flow_y: number | null;
  /** Mean speed: way over time; null without `flow` and where no time was spent. [m/s] */
  speed: number | null;
  /** First axial coordinate of a hexagon, along the row, from the origin; null for squares. */
  q: number | null;
  /** Second axial coordinate of a hexagon, its row from the origin; null for squares. */
  r: number | null;
}

/** The Arrow table of {@link HeatmapRow}. */
export type HeatmapTable = ResultTable<HeatmapRow>;

/** One row per time slice and floor: where all the time between first and last point of each track went. Rows are sorted by slice, floor. */
export interface HeatmapTotalsRow {
  /** Start of the time slice; null where all time is one slice. */
  slice: Date | null;
  /** Name of the floor; null where there is one floor. */
  floor: string | null;
  /** Time of the slice between the first and the last point of the data: what means refer to. [s] */
  window_s: number;
  /** Time in the cells of the heat map. [person-s] */
  grid_s: number;
  /** Time in cells that have no walkable place and no row. [person-s] */
  blocked_s: number;
  /** Time outside the extent. [person-s] */
  outside_s: number;
  /** Time in gaps of tracks, of which nobody knows where it was spent. [person-s] */
  unobserved_s: number;
  /** The four together: first to last point of each track, added up. [person-s] */
  total_s: number;
}

/** The Arrow table of {@link HeatmapTotalsRow}. */
export type HeatmapTotalsTable = ResultTable<HeatmapTotalsRow>;

/**
 * Spends the time of each track on the cells that it crosses: person-seconds, visits and visitors per cell, with sums that lose no microsecond.
 *
 * Input: `points`: positions of tracks on a floor, in meters, in any order; sorted by track and time is fastest. Persons are taken to walk straight and at constant speed from one point to the next. Positions are taken to the nearest millimeter. `zones`, if given: those of kind `walkable` and `obstacle` say what of each cell can be walked on; others are not looked at.
 *
 * Output: `heatmap`: one row per cell where somebody was, of each slice and floor; with `emptyCells` one row per cell of the grid. Cells are half-open: what lies on a border between squares belongs to the cell above or to the right. Row 0 is the lowest and column 0 the leftmost of the grid, which is the `extent`, or else the box around all cells that were touched on any floor. In grids of hexagons odd rows are shifted to the right by half a cell.
 *
 * `mean_occupancy`, `density` and the flow refer to the window of the slice: what of it lies between the first and the last point of the data.
 *
 * `heatmap_totals`: per slice and floor, where all time went: in cells, in cells without any walkable place (`blocked_s`), outside the extent, in gaps. In whole microseconds the four sum to the total, which is the time between the first and the last point of each track. An empty input gives empty tables.
 *
 * @param points - One row per track and time: where a tracked person was.
 * @throws {@link SchemaError} KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_NOT_FINITE, KELIU_VALUE_RANGE, KELIU_SHAPE_INVALID, KELIU_TIME_OUT_OF_RANGE
 * @throws {@link LimitError} KELIU_LIMIT_CELLS
 */
export declare function gridHeatmap(points: TableLike, options?: GridHeatmapOptions): { heatmap: HeatmapTable; heatmapTotals: HeatmapTotalsTable };

/** Options of {@link smoothHeatmap}. */
export interface SmoothHeatmapOptions {
  /**
   * Standard deviation of the spread along each axis, in meters, 0.01 to 1000 and at most 50 cells; no less than the error of the sensor is sensible.
   * @defaultValue `0.7`
   */
  bandwidthM?: number | undefined;
  /**
   * Which cells can receive time.
   * - `"grid"`: All cells of the box around the heat map.
   * - `"listed"`: The cells that the table lists for the floor: with `emptyCells` of `gridHeatmap`, those one can stand on.
   * @defaultValue `"grid"`
   */
  into?: "grid" | "listed" | undefined;
  /**
   * How time is spread.
   * - `"gaussian"`: By a normal curve of the distance; it reaches through walls.
   * - `"diffusion"`: By diffusion from cell to cell, which goes round cells that nobody can stand on.
   * @defaultValue `"gaussian"`
   */
  method?: "gaussian" | "diffusion" | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per cell that time was spent in or spread to, of each time slice and floor. Rows are sorted by slice, floor, row, col. */
export interface SmoothHeatmapRow {
  /** Start of the time slice; null where all time is one slice. */
  slice: Date | null;
  /** Name of the floor; null where there is one floor. */
  floor: string | null;
  /** Row of the cell, counted upwards from 0. */
  row: number;
  /** Column of the cell, counted to the right from 0. */
  col: number;
  /** Center of the cell, to the right. [m] */
  x: number;
  /** Center of the cell, up. [m] */
  y: number;
  /** Size of a cell: the side of a square, or the distance between opposite edges of a hexagon. [m] */
  cell_m: number;
  /** What of the cell is walkable, as the heat map has it; all of it where the heat map has no such cell. [m2] */
  area_m2: number;
  /** Person-seconds, spread. [person-s] */
  seconds: number;
  /** Person-seconds as they were. [person-s] */
  raw_seconds: number;
  /** First axial coordinate of a hexagon; null for squares. */
  q: number | null;
  /** Second axial coordinate of a hexagon; null for squares. */
  r: number | null;
}

/** The Arrow table of {@link SmoothHeatmapRow}. */
export type SmoothHeatmapTable = ResultTable<SmoothHeatmapRow>;

/**
 * Spreads the person-seconds of a heat map to nearby cells, as far as sensors are unsure of them, without losing any: by a normal curve, or by diffusion that goes round what nobody can stand on.
 *
 * Input: `heatmap`: cells as `gridHeatmap` gives them, squares or hexagons, of any number of slices and floors, in any order. Each slice and floor is smoothed by itself.
 *
 * Output: One row per cell that has time before or after; where a slice lists all cells of its floor, those without time as well. It can be read as a heat map again. The sum over the cells of a slice and floor is that of the heat map, but for rounding in the last digits. An empty input gives an empty table.
 *
 * @param heatmap - One row per cell, of each time slice and floor, as `gridHeatmap` gives them.
 * @throws {@link SchemaError} KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_NOT_FINITE, KELIU_COUNT_RANGE, KELIU_VALUE_RANGE, KELIU_DUPLICATE_ROW
 * @throws {@link LimitError} KELIU_LIMIT_CELLS
 */
export declare function smoothHeatmap(heatmap: TableLike, options?: SmoothHeatmapOptions): SmoothHeatmapTable;

/** Options of {@link hotspots}. */
export interface HotspotsOptions {
  /**
   * Share of false ones among the cells that are called hot or cold, 0 to 1.
   * @defaultValue `0.05`
   */
  falseShare?: number | undefined;
  /**
   * Cells whose centers are at most this far apart are looked at together, in meters, 0 to 1000.
   * @defaultValue `1.5`
   */
  radiusM?: number | undefined;
  /** Your names of columns: `{ start: "ts" }` for the first table, `{ hours: { site: "shop" } }` for a table by name. */
  columns?: ColumnNames | undefined;
}

/** One row per cell of the heat map that one can stand on, of each time slice and floor. Rows are sorted by slice, floor, row, col. */
export interface HotspotsRow {
  /** Start of the time slice; null where all time is one slice. */
  slice: Date | null;
  /** Name of the floor; null where there is one floor. */
  floor: string | null;
  /** Row of the cell, counted upwards from 0. */
  row: number;
  /** Column of the cell, counted to the right from 0. */
  col: number;
  /** Center of the cell, to the right. [m] */
  x: number;
  /** Center of the cell, up. [m] */
  y: number;
  /** Person-seconds per walkable square meter. [person-s/m2] */
  seconds_per_m2: number;
  /** Standard score of the cell and its neighbors (Gi*); null where all cells are equal or neighbors. */
  z: number | null;
  /** Probability of a score as far from 0 if values were spread by chance, two-sided. */
  p_value: number | null;
  /** Least share of false ones at which the cell would be called hot or cold (Benjamini and Hochberg). */
  q_value: number | null;
  /** What the cell is: hot, cold or neither. */
  kind: string;
}

/** The Arrow table of {@link HotspotsRow}. */
export type HotspotsTable = ResultTable<HotspotsRow>;

/**
 * Marks the cells of a heat map around which more, or less, time is spent than anywhere else on the floor, with the share of false ones kept below a limit.
 *
 * Input: `heatmap`: cells as `gridHeatmap` gives them, in any order. The floor is what the table lists: made with `emptyCells`, it is all of the walkable place, and cells where nobody was count as such; made without, a cell is compared with those where somebody was.
 *
 * Output: One row per cell with a walkable part, of each slice and floor, each of which is judged by itself. `z`, `p_value` and `q_value` are null where they have no meaning: a single cell, equal values everywhere, or a radius that holds all cells. An empty input gives an empty table.
 *
 * The cells of one day are no repetitions of each other: a hot cell says that time is spent there and around, not that it would be on another day.
 *
 * @param heatmap - One row per cell, of each time slice and floor, as `gridHeatmap` gives them.
 * @throws {@link SchemaError} KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE
 * @throws {@link DataError} KELIU_UNEXPECTED_NULL, KELIU_NOT_FINITE, KELIU_COUNT_RANGE, KELIU_VALUE_RANGE, KELIU_DUPLICATE_ROW
 * @throws {@link LimitError} KELIU_LIMIT_CELLS
 */
export declare function hotspots(heatmap: TableLike, options?: HotspotsOptions): HotspotsTable;

/** Operations that can be computed in parts, with what they take and give. */
export interface Foldable {
  regularCounts: { options: RegularCountsOptions; result: RegularCountsTable };
  countQuality: { options: CountQualityOptions; result: CountQualityTable };
  countTotals: { options: CountTotalsOptions; result: CountTotalsTable };
  powerHours: { options: PowerHoursOptions; result: PowerHoursTable };
  zoneVisits: { options: ZoneVisitsOptions; result: { zoneVisits: ZoneVisitsTable; zoneTime: ZoneTimeTable } };
  gateCrossings: { options: GateCrossingsOptions; result: { gateCrossings: GateCrossingsTable; gateTotals: GateTotalsTable } };
  dwellSummary: { options: DwellSummaryOptions; result: { dwellSummary: DwellSummaryTable; dwellQuantiles: DwellQuantilesTable; dwellBins: DwellBinsTable } };
  gridHeatmap: { options: GridHeatmapOptions; result: { heatmap: HeatmapTable; heatmapTotals: HeatmapTotalsTable } };
}
