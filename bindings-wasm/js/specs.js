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
  countEvents: {
    name: "count_events",
    folds: false,
    returns: ["count_events", "event_bins"],
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
  calibrateSensors: {
    name: "calibrate_sensors",
    folds: false,
    returns: ["calibration_factors"],
    tables: [
      { name: "audits", table: "audits", required: true, columns: { sensor: "text", start: "time", end: "time", manual_entries: "whole", manual_exits: "whole", device_entries: "whole", device_exits: "whole" } },
    ],
  },
  deviceAcceptance: {
    name: "device_acceptance",
    folds: false,
    returns: ["device_acceptance"],
    tables: [
      { name: "audits", table: "audits", required: true, columns: { sensor: "text", start: "time", end: "time", manual_entries: "whole", manual_exits: "whole", device_entries: "whole", device_exits: "whole" } },
    ],
  },
  applyCalibration: {
    name: "apply_calibration",
    folds: false,
    returns: ["calibrated_counts"],
    tables: [
      { name: "clean_counts", table: "clean_counts", required: true, columns: { sensor: "text", start: "time", end: "time", entries: "number", exits: "number", entries_low: "number", entries_high: "number", exits_low: "number", exits_high: "number", coverage: "number", flags: "flags" } },
      { name: "calibration_factors", table: "calibration_factors", required: true, columns: { sensor: "text", direction: "text", factor: "number", low: "number", high: "number", from: "time", until: "time", slope: "number", flow: "number", flow_low: "number", flow_high: "number" } },
    ],
  },
};

/** Names that messages write with underscores. */
export const NAMES = new Set([
  "apply_calibration",
  "calibrate_sensors",
  "clean_counts",
  "count_events",
  "count_quality",
  "count_totals",
  "day_start",
  "device_acceptance",
  "event_error",
  "event_every_s",
  "event_length_s",
  "event_persons",
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
