"""The operations, one function each."""

# Generated; edit core and run `cargo codegen`.

from __future__ import annotations

from typing import Final, Literal

from keliu._door import one_table
from keliu._input import Columns, Progress, TableLike
from keliu._table import Table

__all__ = [
    "CountDirection",
    "Duplicates",
    "Group",
    "Overlaps",
    "Period",
    "Spread",
    "clean_counts",
    "count_quality",
    "count_totals",
    "power_hours",
    "regular_counts",
]

CountDirection = Literal["entries", "exits"]
Duplicates = Literal["last", "first", "max", "sum"]
Group = Literal["sensor", "all"]
Overlaps = Literal["error", "trim"]
Period = Literal["hour", "day", "week", "month", "hour_of_week"]
Spread = Literal["profile", "even"]

TABLES: Final[dict[str, tuple[str, ...]]] = {
    "regular_counts": ("counts",),
    "clean_counts": ("counts", "hours", "sensors"),
    "count_quality": ("clean_counts",),
    "count_totals": ("clean_counts",),
    "power_hours": ("clean_counts",),
}
"""The tables that each operation takes."""


def regular_counts(
    counts: TableLike,
    *,
    day_start: str = "00:00",
    duplicates: Duplicates = "last",
    interval_s: int | None = None,
    max_bins: int = 20_000_000,
    overlaps: Overlaps = "error",
    spread: Spread = "profile",
    time_zone: str | None = None,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> Table:
    """Lays irregular, duplicated, unordered interval counts on a regular grid of bins, in persons
    per bin, without losing or inventing a person.

    Parameters
    ----------
    counts
        One row per sensor and interval: how many persons entered and left. Columns, in any order:
        `sensor`, `start`, `end` (optional), `entries` (optional), `exits` (optional).
    day_start
        Wall-clock time at which the counting day starts, from "00:00" to "23:59".
    duplicates
        Which of several records of one interval is taken. "last": the last one that observed
        something: a later upload revises an earlier one. "first": the first one that observed
        something. "max": the largest count of each direction. "sum": all of them added: the device
        writes one row per event or per lane.
    interval_s
        Length of a bin in seconds, a divisor of 86400 such as 900 or 3600. By default the most
        frequent length among the records.
    max_bins
        Largest number of bins of all sensors together. At least 1.
    overlaps
        What happens where two records of one sensor overlap without naming the same interval.
        "error": they are refused. "trim": the time covered twice is counted once: the record that
        starts later keeps its share of the rest.
    spread
        How a record longer than a bin is spread over bins. "profile": in proportion to the weekly
        profile of the sensor where the record covers more than two bins. "even": in proportion to
        time.
    time_zone
        Time zone of days, hours and labels: an IANA name, "UTC" or an offset. Times without a zone
        are read as its wall clock. By default UTC, and times without a zone are refused.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    Table
        One row per sensor and bin, from the first to the last record of all sensors. Rows are
        sorted by sensor, start.

        - `sensor` (text; 传感器): Name of the sensor.
        - `start` (time; 开始时间): Start of the bin; it belongs to the bin.
        - `end` (time; 结束时间): End of the bin; it does not belong to the bin.
        - `local_start` (text; 当地时间): Start of the bin on the local clock, with its offset.
        - `day` (date; 营业日): Counting day to which the bin belongs.
        - `entries` (whole, persons, may be null; 进店人次): Persons who entered; null where no
          record covers the bin.
        - `exits` (whole, persons, may be null; 出店人次): Persons who left; null where no record
          covers the bin.
        - `coverage` (number; 覆盖率): Share of the bin that records cover, 0 to 1.
        - `flags` (flags; 标记): What was found about the bin, one bit each.

    Raises
    ------
    KeliuError
        KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME, KELIU_MIXED_ZONES,
        KELIU_COUNT_RANGE, KELIU_NOT_WHOLE, KELIU_NOT_FINITE, KELIU_UNEXPECTED_NULL,
        KELIU_TIME_OUT_OF_RANGE, KELIU_INTERVAL_REVERSED, KELIU_INTERVALS_OVERLAP,
        KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN, KELIU_LIMIT_BINS.
    """
    return one_table(
        "regular_counts",
        {
            "counts": counts,
        },
        {
            "day_start": day_start,
            "duplicates": duplicates,
            "interval_s": interval_s,
            "max_bins": max_bins,
            "overlaps": overlaps,
            "spread": spread,
            "time_zone": time_zone,
        },
        columns,
        progress,
    )


def clean_counts(
    counts: TableLike,
    *,
    hours: TableLike | None = None,
    sensors: TableLike | None = None,
    day_start: str = "00:00",
    detect: bool = True,
    duplicates: Duplicates = "last",
    fill: bool = True,
    interval_s: int | None = None,
    max_bins: int = 20_000_000,
    max_fill_s: int = 1_209_600,
    open_hours: str | None = None,
    overlaps: Overlaps = "error",
    spike_ratio: float = 2.5,
    spread: Spread = "profile",
    stuck_evidence: float = 12.0,
    time_zone: str | None = None,
    zero_evidence: float = 9.9,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> Table:
    """Finds the faults of counting sensors and fills what they lost, in persons per bin, with the
    raw count beside every value and a 90 % interval on every repair.

    Parameters
    ----------
    counts
        One row per sensor and interval: how many persons entered and left. Columns, in any order:
        `sensor`, `start`, `end` (optional), `entries` (optional), `exits` (optional).
    hours
        One row per site and opening: when the site opened and when it closed. Columns, in any
        order: `site`, `start`, `end`.
    sensors
        One row per sensor: the site it belongs to. Columns, in any order: `sensor`, `site`.
    day_start
        Wall-clock time at which the counting day starts, from "00:00" to "23:59".
    detect
        Looks for dead and stuck sensors and for spikes; false fills missing bins only.
    duplicates
        Which of several records of one interval is taken. "last": the last one that observed
        something: a later upload revises an earlier one. "first": the first one that observed
        something. "max": the largest count of each direction. "sum": all of them added: the device
        writes one row per event or per lane.
    fill
        Fills what is missing or faulty; false leaves it null.
    interval_s
        Length of a bin in seconds, a divisor of 86400 such as 900 or 3600. By default the most
        frequent length among the records.
    max_bins
        Largest number of bins of all sensors together. At least 1.
    max_fill_s
        Longest stretch that is filled, in seconds; a longer one stays null. At least 0.
    open_hours
        Weekly opening hours of all sites on the local clock, such as "Mon-Fri 09:00-21:00; Sat
        10:00-20:00; Sun closed". By default the site is always open; the table hours says it per
        site and day.
    overlaps
        What happens where two records of one sensor overlap without naming the same interval.
        "error": they are refused. "trim": the time covered twice is counted once: the record that
        starts later keeps its share of the rest.
    spike_ratio
        A count is a spike from this multiple of the usual daily maximum and of the expected count.
        At least 1.
    spread
        How a record longer than a bin is spread over bins. "profile": in proportion to the weekly
        profile of the sensor where the record covers more than two bins. "even": in proportion to
        time.
    stuck_evidence
        Evidence, as a natural logarithm, above which a run of one value is a stuck sensor. At least
        0.
    time_zone
        Time zone of days, hours and labels: an IANA name, "UTC" or an offset. Times without a zone
        are read as its wall clock. By default UTC, and times without a zone are refused.
    zero_evidence
        Evidence, as a natural logarithm, above which a run of zeros is a dead sensor. At least 0.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    Table
        One row per sensor and bin: the clean value beside the raw one. Rows are sorted by sensor,
        start.

        - `sensor` (text; 传感器): Name of the sensor.
        - `start` (time; 开始时间): Start of the bin; it belongs to the bin.
        - `end` (time; 结束时间): End of the bin; it does not belong to the bin.
        - `local_start` (text; 当地时间): Start of the bin on the local clock, with its offset.
        - `day` (date; 营业日): Counting day to which the bin belongs.
        - `entries` (number, persons, may be null; 进店人次): Persons who entered, repaired where
          flagged; null where unknown.
        - `exits` (number, persons, may be null; 出店人次): Persons who left, repaired where
          flagged; null where unknown.
        - `entries_raw` (whole, persons, may be null; 进店原始值): Persons who entered as recorded;
          null where no record covers the bin.
        - `exits_raw` (whole, persons, may be null; 出店原始值): Persons who left as recorded; null
          where no record covers the bin.
        - `entries_low` (number, persons, may be null; 进店下限): Lower end of the 90 % interval of
          entries; the value itself where it was measured.
        - `entries_high` (number, persons, may be null; 进店上限): Upper end of the 90 % interval of
          entries; the value itself where it was measured.
        - `exits_low` (number, persons, may be null; 出店下限): Lower end of the 90 % interval of
          exits; the value itself where it was measured.
        - `exits_high` (number, persons, may be null; 出店上限): Upper end of the 90 % interval of
          exits; the value itself where it was measured.
        - `coverage` (number; 覆盖率): Share of the bin that records cover, 0 to 1.
        - `flags` (flags; 标记): What was found and done, one bit each.
        - `method` (text; 方法): How the value came about.

    Raises
    ------
    KeliuError
        Those of regular_counts, and KELIU_OPTION_RANGE for opening hours that cannot be read,
        KELIU_TABLE_MISSING where hours lists several sites and sensors is not given,
        KELIU_DUPLICATE_ROW.
    """
    return one_table(
        "clean_counts",
        {
            "counts": counts,
            "hours": hours,
            "sensors": sensors,
        },
        {
            "day_start": day_start,
            "detect": detect,
            "duplicates": duplicates,
            "fill": fill,
            "interval_s": interval_s,
            "max_bins": max_bins,
            "max_fill_s": max_fill_s,
            "open_hours": open_hours,
            "overlaps": overlaps,
            "spike_ratio": spike_ratio,
            "spread": spread,
            "stuck_evidence": stuck_evidence,
            "time_zone": time_zone,
            "zero_evidence": zero_evidence,
        },
        columns,
        progress,
    )


def count_quality(
    clean_counts: TableLike,
    *,
    completeness: float = 0.8,
    day_start: str = "00:00",
    time_zone: str | None = None,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> Table:
    """Says for each sensor and local day how far its counts can be trusted: coverage, imputed
    share, the number of bins with each flag, and one word.

    Parameters
    ----------
    clean_counts
        One row per sensor and bin, as clean_counts or regular_counts give them: the value, and
        where it was repaired the raw count beside it. Columns, in any order: `sensor`, `start`,
        `end`, `entries` (optional), `exits` (optional), `entries_low` (optional), `entries_high`
        (optional), `exits_low` (optional), `exits_high` (optional), `coverage` (optional), `flags`
        (optional).
    completeness
        Coverage below which a repaired day is called doubtful, 0 to 1.
    day_start
        Wall-clock time at which the counting day starts, from "00:00" to "23:59".
    time_zone
        Time zone of days: an IANA name, "UTC" or an offset. By default UTC.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    Table
        One row per sensor and counting day. Rows are sorted by sensor, day.

        - `sensor` (text; 传感器): Name of the sensor.
        - `day` (date; 营业日): Counting day.
        - `verdict` (text; 结论): How far the day can be trusted, in one word: good, repaired,
          doubtful, incomplete, lost or closed.
        - `coverage` (number; 覆盖率): Share of the open time that was measured, 0 to 1.
        - `imputed_share` (number, may be null; 补数占比): Share of the persons that was estimated,
          0 to 1; null where there are no persons.
        - `bins` (whole, bins; 时段数): Bins of the day.
        - `missing` (whole, bins; 缺失): Bins without a record.
        - `dead` (whole, bins; 停机): Bins in which the sensor was off.
        - `stuck` (whole, bins; 卡值): Bins in which the sensor repeated one value.
        - `spike` (whole, bins; 尖峰): Bins with an impossible count.
        - `closed` (whole, bins; 闭店): Bins in which the site was closed.
        - `filled` (whole, bins; 已补): Bins that were estimated.
        - `unfilled` (whole, bins; 未补): Bins that have no value.
        - `repeated` (whole, bins; 重复): Bins whose interval was recorded more than once.
        - `conflict` (whole, bins; 冲突): Bins whose records disagreed.

    Raises
    ------
    KeliuError
        KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME, KELIU_COUNT_RANGE,
        KELIU_VALUE_RANGE, KELIU_NOT_FINITE, KELIU_TIME_OUT_OF_RANGE, KELIU_INTERVAL_REVERSED,
        KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN.
    """
    return one_table(
        "count_quality",
        {
            "clean_counts": clean_counts,
        },
        {
            "completeness": completeness,
            "day_start": day_start,
            "time_zone": time_zone,
        },
        columns,
        progress,
    )


def count_totals(
    clean_counts: TableLike,
    *,
    day_start: str = "00:00",
    group: Group = "sensor",
    period: Period = "day",
    time_zone: str | None = None,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> Table:
    """Adds bins up to hours, days, ISO weeks, months or hours of the week of the local calendar, in
    persons, with the coverage beside every total.

    Parameters
    ----------
    clean_counts
        One row per sensor and bin, as clean_counts or regular_counts give them: the value, and
        where it was repaired the raw count beside it. Columns, in any order: `sensor`, `start`,
        `end`, `entries` (optional), `exits` (optional), `entries_low` (optional), `entries_high`
        (optional), `exits_low` (optional), `exits_high` (optional), `coverage` (optional), `flags`
        (optional).
    day_start
        Wall-clock time at which the counting day starts, from "00:00" to "23:59".
    group
        What is added up together. "sensor": each sensor by itself. "all": all sensors together.
    period
        The period that bins are added up to. "hour": hours of the local day. "day": counting days.
        "week": iSO weeks, Monday first. "month": months. "hour_of_week": the 168 hours of the week,
        all weeks together.
    time_zone
        Time zone of hours, days, weeks and months: an IANA name, "UTC" or an offset. By default
        UTC.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    Table
        One row per sensor (or all sensors together) and period. Rows are sorted by sensor, period.

        - `sensor` (text, may be null; 传感器): Name of the sensor; null where all sensors are added
          up together.
        - `period` (text; 周期): The period: 2026-03-01T10:00:00+08:00, 2026-03-01, 2026-W09,
          2026-03, or Mon 10:00.
        - `start` (time, may be null; 开始时间): Start of the period; null for an hour of the week.
        - `end` (time, may be null; 结束时间): End of the period; null for an hour of the week.
        - `entries` (number, persons, may be null; 进店人次): Persons who entered; null where no bin
          has a value.
        - `entries_low` (number, persons, may be null; 进店下限): Sum of the lower bounds of
          entries.
        - `entries_high` (number, persons, may be null; 进店上限): Sum of the upper bounds of
          entries.
        - `exits` (number, persons, may be null; 出店人次): Persons who left; null where no bin has
          a value.
        - `exits_low` (number, persons, may be null; 出店下限): Sum of the lower bounds of exits.
        - `exits_high` (number, persons, may be null; 出店上限): Sum of the upper bounds of exits.
        - `measured_s` (number, s; 实测时长): Time in which somebody counted; with all sensors
          together, summed over them.
        - `expected_s` (number, s; 应测时长): Length of the period, times the sensors that are added
          up.
        - `coverage` (number; 覆盖率): Measured over expected time, 0 to 1.
        - `imputed_share` (number, may be null; 补数占比): Share of the persons that was estimated,
          0 to 1; null where there are no persons.

    Raises
    ------
    KeliuError
        KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME, KELIU_COUNT_RANGE,
        KELIU_VALUE_RANGE, KELIU_NOT_FINITE, KELIU_TIME_OUT_OF_RANGE, KELIU_INTERVAL_REVERSED,
        KELIU_BIN_SPANS_PERIODS, KELIU_BINS_REPEATED, KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN.
    """
    return one_table(
        "count_totals",
        {
            "clean_counts": clean_counts,
        },
        {
            "day_start": day_start,
            "group": group,
            "period": period,
            "time_zone": time_zone,
        },
        columns,
        progress,
    )


def power_hours(
    clean_counts: TableLike,
    *,
    direction: CountDirection = "entries",
    share: float = 0.8,
    time_zone: str | None = None,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> Table:
    """Ranks the hours of the week by their mean flow, in persons per hour, and marks the smallest
    set of hours that reaches a given share of the week: the power hours.

    Parameters
    ----------
    clean_counts
        One row per sensor and bin, as clean_counts or regular_counts give them: the value, and
        where it was repaired the raw count beside it. Columns, in any order: `sensor`, `start`,
        `end`, `entries` (optional), `exits` (optional), `entries_low` (optional), `entries_high`
        (optional), `exits_low` (optional), `exits_high` (optional), `coverage` (optional), `flags`
        (optional).
    direction
        Which direction of flow is meant. "entries": persons who enter. "exits": persons who leave.
    share
        Share of the week's traffic that the power hours reach together, 0 to 1.
    time_zone
        Time zone of the hours: an IANA name, "UTC" or an offset. By default UTC.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    Table
        One row per sensor and hour of the week that was counted. Rows are sorted by sensor, rank.

        - `sensor` (text; 传感器): Name of the sensor.
        - `hour` (text; 时段): The hour of the week: Mon 10:00.
        - `slot` (whole, h; 周内小时): Hours since Monday 00:00 on the wall clock, 0 to 167.
        - `rank` (whole; 名次): Place of the hour, 1 being the busiest.
        - `persons_per_h` (number, persons/h; 平均客流): Mean flow in this hour.
        - `share` (number; 占比): Share of the mean week's traffic, 0 to 1.
        - `cumulative_share` (number; 累计占比): Share of this hour and all busier ones together, 0
          to 1.
        - `power` (truth; 黄金时段): True for the power hours.

    Raises
    ------
    KeliuError
        KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME, KELIU_COUNT_RANGE,
        KELIU_VALUE_RANGE, KELIU_NOT_FINITE, KELIU_TIME_OUT_OF_RANGE, KELIU_INTERVAL_REVERSED,
        KELIU_BIN_SPANS_PERIODS, KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN.
    """
    return one_table(
        "power_hours",
        {
            "clean_counts": clean_counts,
        },
        {
            "direction": direction,
            "share": share,
            "time_zone": time_zone,
        },
        columns,
        progress,
    )
