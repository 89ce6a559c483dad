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
   * - `"whole"`: To whole persons, so that every sum over time is within half a person of the sum that is not rounded.
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

/** Operations that can be computed in parts, with what they take and give. */
export interface Foldable {
  regularCounts: { options: RegularCountsOptions; result: RegularCountsTable };
  countQuality: { options: CountQualityOptions; result: CountQualityTable };
  countTotals: { options: CountTotalsOptions; result: CountTotalsTable };
  powerHours: { options: PowerHoursOptions; result: PowerHoursTable };
}
