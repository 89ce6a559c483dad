//! The one error table: every way a call can fail, with its code, its category and its words.
//!
//! A code never changes its meaning and is never reused; a message may improve. Each message says what
//! was found, where, and what was expected; a second line, where there is one, says what to try.

mod category;
mod declare;
mod wording;

pub use category::{Category, CodeInfo};
use declare::{errors, field_doc};
use wording::{list, nearest_line, try_column};

/// The result of every fallible function of this crate.
pub type Result<T> = std::result::Result<T, Error>;

errors! {
    /// A table that the operation needs was not given.
    #[error("table `{table}` is missing from the call of `{operation}`\n  expected: {expected}")]
    TableMissing {
        /// The operation called.
        operation: String,
        table: String,
        /// The tables it takes.
        expected: String,
    } => "KELIU_TABLE_MISSING", Schema;

    /// A required column is absent from an input table.
    #[error("column `{column}` is missing from table `{table}`\n  found: {}{}", list(found), try_column(column, nearest.as_deref()))]
    ColumnMissing {
        table: String,
        /// The column that is needed.
        column: String,
        /// The columns that are there.
        found: Vec<String>,
        /// The name that comes nearest.
        nearest: Option<String>,
    } => "KELIU_COLUMN_MISSING", Schema;

    /// A column has a type that cannot be read as what it should hold.
    #[error("column `{column}` of table `{table}` has type {found}\n  expected: {expected}")]
    ColumnType {
        table: String,
        column: String,
        /// The type found.
        found: String,
        /// What would be accepted.
        expected: String,
    } => "KELIU_COLUMN_TYPE", Schema;

    /// Columns of one table differ in length.
    #[error("column `{column}` of table `{table}` has {found} rows\n  expected: {expected}, as the other columns")]
    ColumnLength {
        table: String,
        column: String,
        /// Its length.
        found: usize,
        /// The length of the first column.
        expected: usize,
    } => "KELIU_COLUMN_LENGTH", Schema;

    /// A time column has no time zone and the call does not say which one is meant.
    #[error("column `{column}` of table `{table}` holds times without a zone\n  try: write the zone with the times (\"2026-03-01T10:00+08:00\"), or, for a raw table of an operation that has the option, set time_zone, for example \"Asia/Shanghai\"")]
    NaiveTime {
        table: String,
        column: String,
    } => "KELIU_NAIVE_TIME", Schema;

    /// The times of one table are partly with, partly without a time zone.
    #[error("table `{table}` mixes times with and without a zone: `{zoned}` has one, `{naive}` has none\n  expected: all with a zone, or all without")]
    MixedZones {
        table: String,
        /// A column (or row) with a zone.
        zoned: String,
        /// A column (or row) without.
        naive: String,
    } => "KELIU_MIXED_ZONES", Schema;

    /// No operation has this name.
    #[error("operation `{operation}` does not exist{}", nearest_line(nearest.as_deref()))]
    OperationUnknown {
        /// The name asked for.
        operation: String,
        /// The name that comes nearest.
        nearest: Option<String>,
    } => "KELIU_OPERATION_UNKNOWN", Options;

    /// The operation has no option of this name.
    #[error("option `{option}` is unknown to `{operation}`\n  known: {}{}", list(known), nearest_line(nearest.as_deref()))]
    OptionUnknown {
        /// The operation.
        operation: String,
        /// The name given.
        option: String,
        /// The names it has.
        known: Vec<String>,
        /// The name that comes nearest.
        nearest: Option<String>,
    } => "KELIU_OPTION_UNKNOWN", Options;

    /// An option has a value of the wrong type.
    #[error("option `{option}` has the wrong type: {found}\n  expected: {expected}")]
    OptionType {
        /// The option.
        option: String,
        /// What was given.
        found: String,
        /// What would be accepted.
        expected: String,
    } => "KELIU_OPTION_TYPE", Options;

    /// An option is outside its range, or contradicts another.
    #[error("option `{option}` is {found}\n  expected: {expected}")]
    OptionRange {
        /// The option.
        option: String,
        /// What was given.
        found: String,
        /// The range.
        expected: String,
    } => "KELIU_OPTION_RANGE", Options;

    /// The time zone is not in the IANA list and is no fixed offset.
    #[error("time zone `{name}` is unknown\n  expected: an IANA name such as \"Asia/Shanghai\", \"UTC\", or an offset such as \"+08:00\"{}", nearest_line(nearest.as_deref()))]
    TimeZoneUnknown {
        /// The name given.
        name: String,
        /// The name that comes nearest.
        nearest: Option<String>,
    } => "KELIU_TIME_ZONE_UNKNOWN", Options;

    /// The operation cannot be computed in parts.
    #[error("`{operation}` cannot be folded: all rows of a {partition} must be in one call\n  try: call it once per {partition}")]
    NotFoldable {
        /// The operation.
        operation: String,
        /// What must be kept together.
        partition: String,
    } => "KELIU_NOT_FOLDABLE", Options;

    /// A value that must be there is null.
    #[error("column `{column}` of table `{table}` is null at row {row}\n  expected: a value in every row")]
    UnexpectedNull {
        table: String,
        column: String,
        /// The row, from 0.
        row: usize,
    } => "KELIU_UNEXPECTED_NULL", Data;

    /// A number is NaN or infinite.
    #[error("column `{column}` of table `{table}` is {found} at row {row}\n  expected: a finite number, or null where nothing was observed")]
    NotFinite {
        table: String,
        column: String,
        /// The row, from 0.
        row: usize,
        /// The value.
        found: String,
    } => "KELIU_NOT_FINITE", Data;

    /// A count has a fraction.
    #[error("column `{column}` of table `{table}` is {found} at row {row}\n  expected: a whole number of persons")]
    NotWhole {
        table: String,
        column: String,
        /// The row, from 0.
        row: usize,
        /// The value.
        found: f64,
    } => "KELIU_NOT_WHOLE", Data;

    /// A count is negative or larger than any sensor can count.
    #[error("column `{column}` of table `{table}` is {found} at row {row}\n  expected: 0 to 1,000,000,000,000 persons, or null where nothing was observed")]
    CountRange {
        table: String,
        column: String,
        /// The row, from 0.
        row: usize,
        /// The value.
        found: String,
    } => "KELIU_COUNT_RANGE", Data;

    /// A value lies outside the range of its column.
    #[error("column `{column}` of table `{table}` is {found} at row {row}\n  expected: {expected}")]
    ValueRange {
        table: String,
        column: String,
        /// The row, from 0.
        row: usize,
        /// The value.
        found: String,
        /// The range.
        expected: &'static str,
    } => "KELIU_VALUE_RANGE", Data;

    /// The bins of one sensor cover a period more than once.
    #[error("the bins of sensor `{sensor}` cover {period} more than once\n  expected: each bin once; were two tables put together that overlap?")]
    BinsRepeated {
        /// The sensor.
        sensor: String,
        /// The period.
        period: String,
    } => "KELIU_BINS_REPEATED", Data;

    /// An interval does not end after it starts.
    #[error("row {row} of table `{table}` ends at {end} and starts at {start}\n  expected: an end after the start")]
    IntervalReversed {
        table: String,
        /// The row, from 0.
        row: usize,
        /// Its start.
        start: String,
        /// Its end.
        end: String,
    } => "KELIU_INTERVAL_REVERSED", Data;

    /// Two intervals of one sensor overlap without being the same.
    #[error("intervals of sensor `{sensor}` overlap: {first} and {second}\n  try: overlaps = \"trim\" counts the time covered twice once")]
    IntervalsOverlap {
        /// The sensor.
        sensor: String,
        /// The interval that starts first.
        first: String,
        /// The interval that overlaps it.
        second: String,
    } => "KELIU_INTERVALS_OVERLAP", Data;

    /// Two accepted corrections of one kind apply to the same time.
    #[error("corrections of sensor `{sensor}` overlap: rows {first} and {second} of table `proposals`, {kind}\n  expected: at any time at most one clock or zone, one gain or partial_loss, and one swap")]
    ProposalsOverlap {
        /// The sensor.
        sensor: String,
        /// The kind of the later one.
        kind: String,
        /// The first row, from 0.
        first: usize,
        /// The second row, from 0.
        second: usize,
    } => "KELIU_PROPOSALS_OVERLAP", Data;

    /// A bin reaches over the edge of the period it should be added to.
    #[error("row {row} of table `{table}` reaches from {start} to {end}, over the edge of a {period}\n  try: regular_counts with a smaller interval_s first")]
    BinSpansPeriods {
        table: String,
        /// The row, from 0.
        row: usize,
        /// Its start.
        start: String,
        /// Its end.
        end: String,
        /// The period.
        period: String,
    } => "KELIU_BIN_SPANS_PERIODS", Data;

    /// A sensor is listed twice with different values.
    #[error("`{name}` is listed twice in table `{table}`, rows {first} and {second}\n  expected: one row each")]
    DuplicateRow {
        table: String,
        /// What is listed twice.
        name: String,
        /// The first row, from 0.
        first: usize,
        /// The second row, from 0.
        second: usize,
    } => "KELIU_DUPLICATE_ROW", Data;

    /// Counts to which a calibration factor has been applied are to be calibrated again.
    #[error("row {row} of table `{table}` has been calibrated before: sensor `{sensor}` at {start}\n  try: the counts as they were, which are kept in entries_before and exits_before")]
    AlreadyCalibrated {
        table: String,
        /// The row, from 0.
        row: usize,
        /// The sensor.
        sensor: String,
        /// The start of the bin.
        start: String,
    } => "KELIU_ALREADY_CALIBRATED", Data;

    /// The bins of the sensors of one site are not on one grid.
    #[error("the bins of site `{site}` are not on one grid: sensor `{first_sensor}` has {first}, `{second_sensor}` has {second}\n  try: regular_counts or clean_counts over all sensors of the site in one call")]
    GridsDiffer {
        /// The site.
        site: String,
        /// A sensor.
        first_sensor: String,
        /// A bin of it.
        first: String,
        /// Another sensor.
        second_sensor: String,
        /// A bin of it that overlaps the first without being the same.
        second: String,
    } => "KELIU_GRIDS_DIFFER", Data;

    /// No sensor of a site counts one of the two directions.
    #[error("no sensor of site `{site}` counts {direction}\n  expected: entries and exits; occupancy is the difference of both\n  try: leave the site out, or give the sensor that counts the other direction")]
    DirectionMissing {
        /// The site.
        site: String,
        /// Entries or exits.
        direction: &'static str,
    } => "KELIU_DIRECTION_MISSING", Data;

    /// Two statements about the number of persons inside cannot both be true.
    #[error("at site `{site}`, {first} contradicts {second}\n  expected: statements that can be true together; take one out or widen it by low and high")]
    AnchorsConflict {
        /// The site.
        site: String,
        /// One statement, with its row and time.
        first: String,
        /// The other.
        second: String,
    } => "KELIU_ANCHORS_CONFLICT", Data;

    /// The number of persons inside is given for a time or a site without counts.
    #[error("row {row} of table `anchors` is at {time} at site `{site}`, outside the counts\n  found: {found}\n  expected: a time from the start of the first bin of the site to the end of its last one")]
    AnchorOutside {
        /// The site.
        site: String,
        /// The row, from 0.
        row: usize,
        /// The time of the anchor.
        time: String,
        /// The time that the counts of the site cover.
        found: String,
    } => "KELIU_ANCHOR_OUTSIDE", Data;

    /// A shape cannot be read.
    #[error("column `{column}` of table `{table}` holds no shape at row {row}: {found}\n  expected: {expected}")]
    ShapeUnreadable {
        table: String,
        column: String,
        row: usize,
        /// What stands there.
        found: String,
        /// What would be accepted.
        expected: String,
    } => "KELIU_SHAPE_UNREADABLE", Data;

    /// A shape is no zone or no line: it crosses itself, has no size, or its holes lie outside.
    #[error("`{name}` of table `{table}`, row {row}: {fault}\n  try: {repair}")]
    ShapeInvalid {
        table: String,
        row: usize,
        /// The zone or gate.
        name: String,
        /// What is wrong, and at which coordinates.
        fault: String,
        /// What would mend it.
        repair: String,
    } => "KELIU_SHAPE_INVALID", Data;

    /// Parts of one track interleave in time and cannot be joined.
    #[error("track `{track}` is in two parts that interleave in time: {first} and {second}\n  try: cut the input by time or by track, so that each part holds all points of a track between its first and its last")]
    PartsInterleave {
        /// The track.
        track: String,
        /// From when to when one part lasts.
        first: String,
        /// From when to when the other lasts.
        second: String,
    } => "KELIU_PARTS_INTERLEAVE", Data;

    /// A text cannot be read as an instant.
    #[error("column `{column}` of table `{table}` is \"{found}\" at row {row}\n  expected: ISO 8601, such as 2026-03-01T10:00:00+08:00 or 2026-03-01 10:00")]
    TimeUnreadable {
        table: String,
        column: String,
        /// The row, from 0.
        row: usize,
        /// The text.
        found: String,
    } => "KELIU_TIME_UNREADABLE", Data;

    /// An instant lies outside the years 1900 to 2200.
    #[error("a time is {found} µs from 1970\n  expected: the years 1900 to 2200; check the unit of the time column")]
    TimeOutOfRange {
        /// Microseconds since 1970, UTC.
        found: i64,
    } => "KELIU_TIME_OUT_OF_RANGE", Data;

    /// A file cannot be read as what it should be.
    #[error("file `{file}` cannot be read: {reason}\n  expected: {expected}")]
    FileUnreadable {
        #[doc = "The file."] file: String,
        #[doc = "What is wrong."] reason: String,
        #[doc = "What would be accepted."] expected: String,
    } => "KELIU_FILE_UNREADABLE", Data;

    /// A row of a file cannot be read.
    #[error("row {row} of file `{file}`, column `{column}`, is \"{found}\"\n  expected: {expected}\n  try: on_error = \"skip\" lists such rows and reads the others")]
    FileRow {
        #[doc = "The file."] file: String,
        #[doc = "The line or record, from 1."] row: u64,
        #[doc = "The column."] column: String,
        #[doc = "The cell."] found: String,
        #[doc = "What would be accepted."] expected: String,
    } => "KELIU_FILE_ROW", Data;

    /// A file can be read in more than one way, and the call does not say which one is meant.
    #[error("file `{file}` can be read in more than one way: {what}\n  try: {settle}")]
    FileAmbiguous {
        #[doc = "The file."] file: String,
        #[doc = "What is open."] what: String,
        #[doc = "The options that settle it."] settle: String,
    } => "KELIU_FILE_AMBIGUOUS", Data;

    /// Bytes are not an Arrow IPC stream that can be read.
    #[error("table `{table}` is not a readable Arrow IPC stream: {reason}, at byte {offset}\n  expected: an uncompressed IPC stream")]
    BytesInvalid {
        table: String,
        /// Where in the bytes.
        offset: u64,
        /// What is wrong.
        reason: String,
    } => "KELIU_BYTES_INVALID", Data;

    /// Bytes are not a state that `partial` or `merge` made.
    #[error("the state cannot be read: {reason}\n  expected: bytes made by partial or merge of this version")]
    StateInvalid {
        /// What is wrong.
        reason: String,
    } => "KELIU_STATE_INVALID", Data;

    /// States of different operations, options or versions were to be merged.
    #[error("the states do not belong together: {reason}\n  expected: partials of one operation with the same options")]
    StateMismatch {
        /// What differs.
        reason: String,
    } => "KELIU_STATE_MISMATCH", Data;

    /// The grid would have more bins than allowed.
    #[error("the grid has {found} bins, limit {limit}\n  try: a larger interval_s, a shorter span, or the option max_bins")]
    LimitBins {
        /// Bins asked for.
        found: u64,
        /// Bins allowed.
        limit: u64,
    } => "KELIU_LIMIT_BINS", Limit;

    /// A grid would need more cells than fit.
    #[error("the grid would need {found} cells on one floor\n  expected: at most {limit}\n  try: cells of {fits} m, or a smaller extent")]
    LimitCells {
        /// Cells asked for.
        found: String,
        /// How many are allowed.
        limit: u64,
        /// The cell size that fits.
        fits: f64,
    } => "KELIU_LIMIT_CELLS", Limit;

    /// A table is larger than the library accepts in one call.
    #[error("table `{table}` has {found} {what}, limit {limit}\n  try: call it in parts")]
    LimitTable {
        table: String,
        /// Rows, columns, sensors or bytes.
        what: &'static str,
        /// How many.
        found: u64,
        /// How many are allowed.
        limit: u64,
    } => "KELIU_LIMIT_TABLE", Limit;

    /// A file is larger than the options allow.
    #[error("file `{file}` has {found} {what}, limit {limit}\n  try: a larger {option}, or the file in parts")]
    LimitFile {
        #[doc = "The file."] file: String,
        #[doc = "Rows or bytes."] what: &'static str,
        #[doc = "How many, at least."] found: u64,
        #[doc = "How many are allowed."] limit: u64,
        #[doc = "The option that sets the limit."] option: &'static str,
    } => "KELIU_LIMIT_FILE", Limit;

    /// The caller canceled the call.
    #[error("the call was canceled")]
    Canceled {} => "KELIU_CANCELED", Limit;

    /// A fault in this library.
    #[error("`{operation}` failed inside keliu: {message}\n  try: report it with the input that caused it")]
    Internal {
        /// The operation that ran.
        operation: String,
        /// What is known of the cause.
        message: String,
    } => "KELIU_INTERNAL", Internal;
}
