"""The flags of a count, one bit each."""

# Generated; edit core/src/table/flags.rs and run `cargo codegen`.

from __future__ import annotations

from enum import IntFlag


class Flags(IntFlag):
    """What was found about a count and what was done: the bits of the `flags` column."""

    MISSING = 1
    """No record covers the bin, or the record says that nothing was observed. (缺失)"""
    DEAD = 2
    """A run of zeros that the expected flow makes implausible: the sensor was off. (停机)"""
    STUCK = 4
    """A run of one repeated value that the expected flow makes implausible. (卡值)"""
    SPIKE = 8
    """A count far above what the expected flow allows. (尖峰)"""
    CLOSED = 16
    """The site was closed during the whole bin. (闭店)"""
    FILLED = 32
    """The value was replaced by an estimate with an interval. (已补)"""
    UNFILLED = 64
    """The bin needs an estimate and there is nothing to estimate it from, or the gap is too long.
    (未补)"""
    REPEATED = 128
    """Several records named this interval; the last one was taken. (重复)"""
    CONFLICT = 256
    """The records that named this interval disagreed. (冲突)"""
    TRIMMED = 512
    """The record overlapped another; the time covered twice was counted once. (重叠)"""
    SPREAD = 1024
    """A record longer than the bin was spread over several bins. (分摊)"""
    PARTIAL = 2048
    """Records cover only a part of the bin. (不完整)"""
    SHIFTED = 4096
    """A wall-clock time that the switch to summer time skips was moved forward. (时移)"""
    ENTRIES = 8192
    """Entries were replaced. (进店已补)"""
    EXITS = 16384
    """Exits were replaced. (出店已补)"""
    SENTINEL = 32768
    """The record holds a number by which a device says that it knows nothing, such as -1 or 65535.
    (哨兵值)"""
    LUMP = 65536
    """Persons who were uploaded late in one lump: the known total is split over the bins it belongs
    to. (合并补传)"""
    COPIED = 131072
    """A block of counts that repeats an earlier one, count by count: it was written twice.
    (复制块)"""
    CALIBRATED = 262144
    """A calibration factor was applied. (已校准)"""
    ADJUSTED = 524288
    """An accepted proposal changed the value: its factor, its direction or its time. (已校正)"""
    ANCHORED = 16777216
    """The number of persons inside is known at the end of the bin: by an anchor, or because the
    site is empty. (已锚定)"""
    UNANCHORED = 33554432
    """No later anchor says how the number of persons inside went on: its interval grows.
    (未锚定)"""

    def names(self) -> list[str]:
        """Return the names of the flags that are set, in the order of their bits."""
        return [name.lower() for name, flag in Flags.__members__.items() if self & flag]
