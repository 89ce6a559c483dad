// Written by `cargo codegen` from what the core declares: change the core, not this file.

/** The bits of the column `flags`. */
export declare const FLAGS: {
  /** No record covers the bin, or the record says that nothing was observed. (缺失) */
  readonly missing: 1;
  /** A run of zeros that the expected flow makes implausible: the sensor was off. (停机) */
  readonly dead: 2;
  /** A run of one repeated value that the expected flow makes implausible. (卡值) */
  readonly stuck: 4;
  /** A count far above what the expected flow allows. (尖峰) */
  readonly spike: 8;
  /** The site was closed during the whole bin. (闭店) */
  readonly closed: 16;
  /** The value was replaced by an estimate with an interval. (已补) */
  readonly filled: 32;
  /** The bin needs an estimate and there is nothing to estimate it from, or the gap is too long. (未补) */
  readonly unfilled: 64;
  /** Several records named this interval; the last one was taken. (重复) */
  readonly repeated: 128;
  /** The records that named this interval disagreed. (冲突) */
  readonly conflict: 256;
  /** The record overlapped another; the time covered twice was counted once. (重叠) */
  readonly trimmed: 512;
  /** A record longer than the bin was spread over several bins. (分摊) */
  readonly spread: 1024;
  /** Records cover only a part of the bin. (不完整) */
  readonly partial: 2048;
  /** A wall-clock time that the switch to summer time skips was moved forward. (时移) */
  readonly shifted: 4096;
  /** Entries were replaced. (进店已补) */
  readonly entries: 8192;
  /** Exits were replaced. (出店已补) */
  readonly exits: 16384;
  /** The record holds a number by which a device says that it knows nothing, such as -1 or 65535. (哨兵值) */
  readonly sentinel: 32768;
  /** Persons who were uploaded late in one lump: the known total is split over the bins it belongs to. (合并补传) */
  readonly lump: 65536;
  /** A block of counts that repeats an earlier one, count by count: it was written twice. (复制块) */
  readonly copied: 131072;
  /** A calibration factor was applied. (已校准) */
  readonly calibrated: 262144;
  /** An accepted proposal changed the value: its factor, its direction or its time. (已校正) */
  readonly adjusted: 524288;
  /** The number of persons inside is known at the end of the bin: by an anchor, or because the site is empty. (已锚定) */
  readonly anchored: 16777216;
  /** No later anchor says how the number of persons inside went on: its interval grows. (未锚定) */
  readonly unanchored: 33554432;
};

/** The name of a flag. */
export type FlagName = keyof typeof FLAGS;

/** The names of the flags that are set, in the order of their bits. */
export declare function flagNames(bits: number): FlagName[];
