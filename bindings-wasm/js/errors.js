// Written by `cargo codegen` from what the core declares: change the core, not this file.

/** An error of the library: `code` never changes its meaning. */
export class KeliuError extends Error {
  constructor(code, message, options) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** A table lacks a column, or a column has a type that cannot be read. */
export class SchemaError extends KeliuError {}

/** An option is unknown, has the wrong type, or is out of its range. */
export class OptionsError extends KeliuError {}

/** A value in a table, or a byte string, breaks a rule. */
export class DataError extends KeliuError {}

/** The answer would be larger than a limit allows, or the caller canceled. */
export class LimitError extends KeliuError {}

/** A fault in the library, never in the input. */
export class InternalError extends KeliuError {}

/** Every code with its category and when it occurs. */
export const CODES = [
  { code: "KELIU_TABLE_MISSING", category: "Schema", summary: "A table that the operation needs was not given." },
  { code: "KELIU_COLUMN_MISSING", category: "Schema", summary: "A required column is absent from an input table." },
  { code: "KELIU_COLUMN_TYPE", category: "Schema", summary: "A column has a type that cannot be read as what it should hold." },
  { code: "KELIU_COLUMN_LENGTH", category: "Schema", summary: "Columns of one table differ in length." },
  { code: "KELIU_NAIVE_TIME", category: "Schema", summary: "A time column has no time zone and the call does not say which one is meant." },
  { code: "KELIU_MIXED_ZONES", category: "Schema", summary: "The times of one table are partly with, partly without a time zone." },
  { code: "KELIU_OPERATION_UNKNOWN", category: "Options", summary: "No operation has this name." },
  { code: "KELIU_OPTION_UNKNOWN", category: "Options", summary: "The operation has no option of this name." },
  { code: "KELIU_OPTION_TYPE", category: "Options", summary: "An option has a value of the wrong type." },
  { code: "KELIU_OPTION_RANGE", category: "Options", summary: "An option is outside its range, or contradicts another." },
  { code: "KELIU_TIME_ZONE_UNKNOWN", category: "Options", summary: "The time zone is not in the IANA list and is no fixed offset." },
  { code: "KELIU_NOT_FOLDABLE", category: "Options", summary: "The operation cannot be computed in parts." },
  { code: "KELIU_UNEXPECTED_NULL", category: "Data", summary: "A value that must be there is null." },
  { code: "KELIU_NOT_FINITE", category: "Data", summary: "A number is NaN or infinite." },
  { code: "KELIU_NOT_WHOLE", category: "Data", summary: "A count has a fraction." },
  { code: "KELIU_COUNT_RANGE", category: "Data", summary: "A count is negative or larger than any sensor can count." },
  { code: "KELIU_VALUE_RANGE", category: "Data", summary: "A value lies outside the range of its column." },
  { code: "KELIU_BINS_REPEATED", category: "Data", summary: "The bins of one sensor cover a period more than once." },
  { code: "KELIU_INTERVAL_REVERSED", category: "Data", summary: "An interval does not end after it starts." },
  { code: "KELIU_INTERVALS_OVERLAP", category: "Data", summary: "Two intervals of one sensor overlap without being the same." },
  { code: "KELIU_PROPOSALS_OVERLAP", category: "Data", summary: "Two accepted corrections of one kind apply to the same time." },
  { code: "KELIU_BIN_SPANS_PERIODS", category: "Data", summary: "A bin reaches over the edge of the period it should be added to." },
  { code: "KELIU_DUPLICATE_ROW", category: "Data", summary: "A sensor is listed twice with different values." },
  { code: "KELIU_ALREADY_CALIBRATED", category: "Data", summary: "Counts to which a calibration factor has been applied are to be calibrated again." },
  { code: "KELIU_GRIDS_DIFFER", category: "Data", summary: "The bins of the sensors of one site are not on one grid." },
  { code: "KELIU_DIRECTION_MISSING", category: "Data", summary: "No sensor of a site counts one of the two directions." },
  { code: "KELIU_ANCHORS_CONFLICT", category: "Data", summary: "Two statements about the number of persons inside cannot both be true." },
  { code: "KELIU_ANCHOR_OUTSIDE", category: "Data", summary: "The number of persons inside is given for a time or a site without counts." },
  { code: "KELIU_SHAPE_UNREADABLE", category: "Data", summary: "A shape cannot be read." },
  { code: "KELIU_SHAPE_INVALID", category: "Data", summary: "A shape is no zone or no line: it crosses itself, has no size, or its holes lie outside." },
  { code: "KELIU_PARTS_INTERLEAVE", category: "Data", summary: "Parts of one track interleave in time and cannot be joined." },
  { code: "KELIU_TIME_UNREADABLE", category: "Data", summary: "A text cannot be read as an instant." },
  { code: "KELIU_TIME_OUT_OF_RANGE", category: "Data", summary: "An instant lies outside the years 1900 to 2200." },
  { code: "KELIU_FILE_UNREADABLE", category: "Data", summary: "A file cannot be read as what it should be." },
  { code: "KELIU_FILE_ROW", category: "Data", summary: "A row of a file cannot be read." },
  { code: "KELIU_FILE_AMBIGUOUS", category: "Data", summary: "A file can be read in more than one way, and the call does not say which one is meant." },
  { code: "KELIU_BYTES_INVALID", category: "Data", summary: "Bytes are not an Arrow IPC stream that can be read." },
  { code: "KELIU_STATE_INVALID", category: "Data", summary: "Bytes are not a state that `partial` or `merge` made." },
  { code: "KELIU_STATE_MISMATCH", category: "Data", summary: "States of different operations, options or versions were to be merged." },
  { code: "KELIU_LIMIT_BINS", category: "Limit", summary: "The grid would have more bins than allowed." },
  { code: "KELIU_LIMIT_CELLS", category: "Limit", summary: "A grid would need more cells than fit." },
  { code: "KELIU_LIMIT_TABLE", category: "Limit", summary: "A table is larger than the library accepts in one call." },
  { code: "KELIU_LIMIT_FILE", category: "Limit", summary: "A file is larger than the options allow." },
  { code: "KELIU_CANCELED", category: "Limit", summary: "The caller canceled the call." },
  { code: "KELIU_INTERNAL", category: "Internal", summary: "A fault in this library." },
];

const CLASSES = { Schema: SchemaError, Options: OptionsError, Data: DataError, Limit: LimitError, Internal: InternalError };
const CLASS_OF = new Map(CODES.map(({ code, category }) => [code, CLASSES[category]]));

/** The exception for a code, in the class of its category. */
export function failure(code, message, options) {
  return new (CLASS_OF.get(code) ?? InternalError)(code, message, options);
}

const WORDS = {
  KELIU_COLUMN_LENGTH: "column `{column}` of table `{table}` has {found} rows\n  expected: {expected}, as the other columns",
  KELIU_COLUMN_TYPE: "column `{column}` of table `{table}` has type {found}\n  expected: {expected}",
  KELIU_CANCELED: "the call was canceled",
};

/** An error that is found before the core is asked, in the core's words. */
export function problem(code, fields, options) {
  return failure(code, WORDS[code].replace(/\{(\w+)\}/g, (_, field) => String(fields[field])), options);
}
