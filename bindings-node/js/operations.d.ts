// Written by `cargo codegen` from what the core declares: change the core, not this file.
import type { ColumnNames, FileLike, ResultTable, TableLike } from "./tables.js";

/** Options of {@link regularCounts}. */
export interface RegularCountsOptions {
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
   * Largest number of bins of all sensors together. At least 1.
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
 * Input: `counts`: one row per sensor and interval, in any order. Intervals are half-open `[start, end)`. Times with a zone are instants; times without one are read as the wall clock of `timeZone`, the repeated hour of autumn by the order of each sensor's rows, the skipped hour of spring moved forward and flagged. A null count says that nothing was observed; 0 says that nobody came. Refused: negative counts, fractions, an end that is not after its start, times outside the years 1900 to 2200.
 *
 * Output: One row per sensor and bin, for every bin from the first to the last record of any sensor, so that a sensor that fell silent is seen. `entries` and `exits` are null where no record covers the bin, never 0. `coverage` is the share of the bin that records cover. An empty input gives an empty table.
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
   * Largest number of bins of all sensors together. At least 1.
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
 * Input: `counts`: as for `regularCounts`, any order, any interval, duplicates and all. `hours`, if given, says when each site was really open; `sensors`, if given, says which sensor stands at which site. Without `sensors` all sensors are one site. A site that `hours` does not list is taken as open by `openHours`, or always. Sensors of a site that rise and fall together help each other: give the sensors of one mall, street or chain district in one call.
 *
 * Output: One row per sensor and bin of the grid of `regularCounts`. `entries` and `exits` are the clean values; `entries_raw` and `exits_raw` are what was recorded, never overwritten. Where nothing was wrong, clean equals raw, the interval has no width and `method` is `raw`. Where a bin was repaired, `flags` says what was found (`missing`, `dead`, `stuck`, `spike`) and `filled`, and `method` how: `profile` (weekly profile), `profile_level` (times the level of the hours and days around), `profile_level_donors` (times what the other sensors say), `scaled` (the records of a part of the bin, scaled up), `closed` (nobody), `none` (nothing to go on, or the stretch is longer than `maxFillS`: the value stays null, flagged `unfilled`). Nothing is estimated before a sensor's first record or after its last: a bin that the data cut there keeps its count and is flagged `partial`. An empty input gives an empty table.
 *
 * @param counts - One row per sensor and interval: how many persons entered and left.
 * @throws {@link SchemaError} KELIU_TABLE_MISSING
 * @throws {@link OptionsError} KELIU_OPTION_RANGE
 * @throws {@link DataError} KELIU_DUPLICATE_ROW
 */
export declare function cleanCounts(counts: TableLike, options?: CleanCountsOptions): CleanCountsTable;

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
 * Output: One row per sensor and hour of the week with at least one value, the busiest first; equally busy hours in the order of the week. `share` refers to the mean week, so an hour that the data hold more often does not count more. An empty input gives an empty table.
 *
 * @param cleanCounts - One row per sensor and bin, as cleanCounts or regularCounts give them: the value, and where it was repaired the raw count beside it.
 * @throws {@link SchemaError} KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME
 * @throws {@link OptionsError} KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN
 * @throws {@link DataError} KELIU_NOT_FINITE, KELIU_COUNT_RANGE, KELIU_VALUE_RANGE, KELIU_INTERVAL_REVERSED, KELIU_BIN_SPANS_PERIODS, KELIU_TIME_OUT_OF_RANGE
 */
export declare function powerHours(cleanCounts: TableLike, options?: PowerHoursOptions): PowerHoursTable;

/** Operations that can be computed in parts, with what they take and give. */
export interface Foldable {
  regularCounts: { options: RegularCountsOptions; result: RegularCountsTable };
  countQuality: { options: CountQualityOptions; result: CountQualityTable };
  countTotals: { options: CountTotalsOptions; result: CountTotalsTable };
  powerHours: { options: PowerHoursOptions; result: PowerHoursTable };
}
