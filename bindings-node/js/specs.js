// Written by `cargo codegen` from what the core declares: change the core, not this file.
export const OPERATIONS = {
  inspectCounts: {
    name: "inspect_counts",
    folds: false,
    returns: ["inspect_counts"],
    tables: [
      { name: "file", table: "document", required: true, columns: { bytes: "bytes", name: "text" } },
    ],
  },
  readCounts: {
    name: "read_counts",
    folds: false,
    returns: ["read_counts", "refused_rows"],
    tables: [
      { name: "file", table: "document", required: true, columns: { bytes: "bytes", name: "text" } },
    ],
  },
  readReadings: {
    name: "read_readings",
    folds: false,
    returns: ["read_readings", "refused_readings"],
    tables: [
      { name: "file", table: "document", required: true, columns: { bytes: "bytes", name: "text" } },
    ],
  },
  intervalCounts: {
    name: "interval_counts",
    folds: false,
    returns: ["interval_counts", "dropped_readings"],
    tables: [
      { name: "readings", table: "readings", required: true, columns: { sensor: "text", time: "time", entries_total: "whole", exits_total: "whole", kind: "text" } },
    ],
  },
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
      { name: "sensors", table: "sensors", required: false, columns: { sensor: "text", site: "text", kind: "text" } },
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
  uturnNetting: {
    name: "uturn_netting",
    folds: false,
    returns: ["uturn_netting"],
    tables: [
      { name: "crossings", table: "crossings", required: true, columns: { sensor: "text", time: "time", direction: "whole", persons: "whole" } },
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
  occupancy: {
    name: "occupancy",
    folds: false,
    returns: ["occupancy", "occupancy_days", "occupancy_sensors"],
    tables: [
      { name: "clean_counts", table: "clean_counts", required: true, columns: { sensor: "text", start: "time", end: "time", entries: "number", exits: "number", entries_low: "number", entries_high: "number", exits_low: "number", exits_high: "number", coverage: "number", flags: "flags" } },
      { name: "anchors", table: "anchors", required: false, columns: { site: "text", time: "time", occupancy: "whole", low: "whole", high: "whole" } },
      { name: "hours", table: "hours", required: false, columns: { site: "text", start: "time", end: "time" } },
      { name: "sensors", table: "sensors", required: false, columns: { sensor: "text", site: "text", kind: "text" } },
    ],
  },
  dwellFromCounts: {
    name: "dwell_from_counts",
    folds: false,
    returns: ["dwell_from_counts", "dwell_distribution"],
    tables: [
      { name: "occupancy", table: "occupancy", required: true, columns: { site: "text", start: "time", end: "time", entries: "number", exits: "number", occupancy: "number" } },
    ],
  },
  networkFlows: {
    name: "network_flows",
    folds: false,
    returns: ["network_flows", "network_zones", "network_sensors"],
    tables: [
      { name: "clean_counts", table: "clean_counts", required: true, columns: { sensor: "text", start: "time", end: "time", entries: "number", exits: "number", entries_low: "number", entries_high: "number", exits_low: "number", exits_high: "number", coverage: "number", flags: "flags" } },
      { name: "edges", table: "edges", required: true, columns: { sensor: "text", from_zone: "text", to_zone: "text", cv: "number" } },
    ],
  },
};

/** Names that messages write with underscores. */
export const NAMES = new Set([
  "apply_calibration",
  "calibrate_sensors",
  "clean_counts",
  "close_after_s",
  "close_empty",
  "closing_margin_s",
  "count_events",
  "count_quality",
  "count_totals",
  "date_column",
  "date_order",
  "day_start",
  "decimal_mark",
  "device_acceptance",
  "dwell_from_counts",
  "end_column",
  "entries_column",
  "event_error",
  "event_every_s",
  "event_length_s",
  "event_persons",
  "exits_column",
  "hour_column",
  "inspect_counts",
  "interval_counts",
  "interval_s",
  "kind_column",
  "max_bins",
  "max_bytes",
  "max_fill_s",
  "max_gap_s",
  "max_rows",
  "min_days",
  "network_flows",
  "night_cap",
  "night_time",
  "on_error",
  "open_hours",
  "power_hours",
  "rate_max_per_h",
  "read_counts",
  "read_readings",
  "regular_counts",
  "scale_error",
  "sensor_column",
  "spike_ratio",
  "start_column",
  "stuck_evidence",
  "time_column",
  "time_zone",
  "uturn_netting",
  "window_s",
  "zero_evidence",
]);
