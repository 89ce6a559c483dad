// Written by `cargo codegen` from what the core declares: change the core, not this file.

/** The bits of the column `flags`. */
export const FLAGS = Object.freeze({
  /** No record covers the bin, or the record says that nothing was observed. */
  missing: 1,
  /** A run of zeros that the expected flow makes implausible: the sensor was off. */
  dead: 2,
  /** A run of one repeated value that the expected flow makes implausible. */
  stuck: 4,
  /** A count far above what the expected flow allows. */
  spike: 8,
  /** The site was closed during the whole bin. */
  closed: 16,
  /** The value was replaced by an estimate with an interval. */
  filled: 32,
  /** The bin needs an estimate and there is nothing to estimate it from, or the gap is too long. */
  unfilled: 64,
  /** Several records named this interval; the last one was taken. */
  repeated: 128,
  /** The records that named this interval disagreed. */
  conflict: 256,
  /** The record overlapped another; the time covered twice was counted once. */
  trimmed: 512,
  /** A record longer than the bin was spread over several bins. */
  spread: 1024,
  /** Records cover only a part of the bin. */
  partial: 2048,
  /** A wall-clock time that the switch to summer time skips was moved forward. */
  shifted: 4096,
  /** Entries were replaced. */
  entries: 8192,
  /** Exits were replaced. */
  exits: 16384,
  /** The record holds a number by which a device says that it knows nothing, such as -1 or 65535. */
  sentinel: 32768,
  /** Persons who were uploaded late in one lump: the known total is split over the bins it belongs to. */
  lump: 65536,
  /** A block of counts that repeats an earlier one, count by count: it was written twice. */
  copied: 131072,
  /** A calibration factor was applied. */
  calibrated: 262144,
  /** An accepted proposal changed the value: its factor, its direction or its time. */
  adjusted: 524288,
  /** The number of persons inside is known at the end of the bin: by an anchor, or because the site is empty. */
  anchored: 16777216,
  /** No later anchor says how the number of persons inside went on: its interval grows. */
  unanchored: 33554432,
});

/** The names of the flags that are set, in the order of their bits. */
export function flagNames(bits) {
  return Object.keys(FLAGS).filter((name) => (bits & FLAGS[name]) !== 0);
}
