// Written by `cargo codegen` from what the core declares: change the core, not this file.
export const OPERATIONS = {
  regularCounts: {
    name: "regular_counts",
    folds: true,
    returns: ["regular_counts"],
    tables: [
      { name: "counts", table: "counts", required: true, columns: { sensor: "text", start: "time", end: "time", entries: "whole", exits: "whole" } },
    ],
  },
  cleanCounts: {
    name: "clean_counts",
    folds: false,
    returns: ["clean_counts"],
    tables: [
      { name: "counts", table: "counts", required: true, columns: { sensor: "text", start: "time", end: "time", entries: "whole", exits: "whole" } },
      { name: "hours", table: "hours", required: false, columns: { site: "text", start: "time", end: "time" } },
      { name: "sensors", table: "sensors", required: false, columns: { sensor: "text", site: "text" } },
    ],
  },
  countQuality: {
    name: "count_quality",
    folds: true,
    returns: ["count_quality"],
    tables: [
      { name: "clean_counts", table: "clean_counts", required: true, columns: { sensor: "text", start: "time", end: "time", entries: "number", exits: "number", entries_low: "number", entries_high: "number", exits_low: "number", exits_high: "number", coverage: "number", flags: "flags" } },
    ],
  },
  countTotals: {
    name: "count_totals",
    folds: true,
    returns: ["count_totals"],
    tables: [
      { name: "clean_counts", table: "clean_counts", required: true, columns: { sensor: "text", start: "time", end: "time", entries: "number", exits: "number", entries_low: "number", entries_high: "number", exits_low: "number", exits_high: "number", coverage: "number", flags: "flags" } },
    ],
  },
  powerHours: {
    name: "power_hours",
    folds: true,
    returns: ["power_hours"],
    tables: [
      { name: "clean_counts", table: "clean_counts", required: true, columns: { sensor: "text", start: "time", end: "time", entries: "number", exits: "number", entries_low: "number", entries_high: "number", exits_low: "number", exits_high: "number", coverage: "number", flags: "flags" } },
    ],
  },
};

/** Names that messages write with underscores. */
export const NAMES = new Set([
  "clean_counts",
  "count_quality",
  "count_totals",
  "day_start",
  "interval_s",
  "max_bins",
  "max_fill_s",
  "open_hours",
  "power_hours",
  "regular_counts",
  "spike_ratio",
  "stuck_evidence",
  "time_zone",
  "zero_evidence",
]);
