"""The operations, one function each."""

# Generated; edit core and run `cargo codegen`.

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from keliu._door import one_table, several_tables
from keliu._input import Columns, Progress, TableLike
from keliu._table import Table

__all__ = [
    "AcceptanceGroup",
    "CountDirection",
    "Duplicates",
    "Group",
    "Overlaps",
    "Period",
    "Rounding",
    "Spread",
    "CountEventsResult",
    "apply_calibration",
    "calibrate_sensors",
    "clean_counts",
    "count_events",
    "count_quality",
    "count_totals",
    "device_acceptance",
    "power_hours",
    "regular_counts",
]

AcceptanceGroup = Literal["sensor", "all"]
CountDirection = Literal["entries", "exits"]
Duplicates = Literal["last", "first", "max", "sum"]
Group = Literal["sensor", "all"]
Overlaps = Literal["error", "trim"]
Period = Literal["hour", "day", "week", "month", "hour_of_week"]
Rounding = Literal["none", "whole"]
Spread = Literal["profile", "even"]

TABLES: Final[dict[str, tuple[str, ...]]] = {
    "regular_counts": ("counts",),
    "clean_counts": ("counts", "hours", "sensors"),
    "count_quality": ("clean_counts",),
    "count_totals": ("clean_counts",),
    "count_events": ("clean_counts",),
    "power_hours": ("clean_counts",),
    "calibrate_sensors": ("audits",),
    "device_acceptance": ("audits",),
    "apply_calibration": ("clean_counts", "calibration_factors"),
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


class CountEventsResult(NamedTuple):
    """The tables of `count_events`."""

    count_events: Table
    """ One row per event."""
    event_bins: Table
    """ One row per bin: the normal count, and how likely an event is."""


def count_events(
    clean_counts: TableLike,
    *,
    event_every_s: float = 1209600.0,
    event_length_s: float = 10800.0,
    event_persons: float | None = None,
    threshold: float = 0.5,
    time_zone: str | None = None,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> CountEventsResult:
    """Finds when unusually many or few persons came, as events with the persons they added or kept
    away, and gives for every bin the probability of an event.

    Parameters
    ----------
    clean_counts
        One row per sensor and bin, as clean_counts or regular_counts give them: the value, and
        where it was repaired the raw count beside it. Columns, in any order: `sensor`, `start`,
        `end`, `entries` (optional), `exits` (optional), `entries_low` (optional), `entries_high`
        (optional), `exits_low` (optional), `exits_high` (optional), `coverage` (optional), `flags`
        (optional).
    event_every_s
        Mean time between events in seconds, before looking at the data. More than 0.
    event_length_s
        Mean length of an event in seconds, before looking at the data. More than 0.
    event_persons
        Mean number of persons that an event adds to a bin, more than 0. By default three standard
        deviations of a busy bin, and at least 5.
    threshold
        Probability above which a bin belongs to an event, 0 to 1.
    time_zone
        Time zone of the week: an IANA name, "UTC" or an offset. By default UTC.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    CountEventsResult
        count_events

        One row per event. Rows are sorted by sensor, start.

        - `sensor` (text; 传感器): Name of the sensor.
        - `start` (time; 开始时间): Start of the first bin of the event.
        - `end` (time; 结束时间): End of the last bin of the event.
        - `kind` (text; 类型): Whether more or fewer persons came than in a normal week: surplus or
          deficit.
        - `probability` (number; 概率): Probability of the event in its clearest bin, 0 to 1.
        - `evidence` (number; 证据): Log likelihood of the event against a normal week, added up
          over its bins.
        - `expected` (number, persons; 正常客流): Persons of both directions in these bins in a
          normal week.
        - `observed` (number, persons; 实际客流): Persons of both directions that were counted.
        - `extra_entries` (number, persons, may be null; 额外进店): Persons who entered beyond the
          normal count; negative in a deficit, null where entries are not counted.
        - `extra_exits` (number, persons, may be null; 额外出店): Persons who left beyond the normal
          count; negative in a deficit, null where exits are not counted.
        - `extra` (number, persons; 额外客流): Persons of both directions beyond the normal count.
        - `extra_low` (number, persons; 额外客流下限): Lower end of the 90 % interval of extra, from
          the scatter of normal counts.
        - `extra_high` (number, persons; 额外客流上限): Upper end of the 90 % interval of extra,
          from the scatter of normal counts.
        event_bins

        One row per bin: the normal count, and how likely an event is. Rows are sorted by sensor,
        start.

        - `sensor` (text; 传感器): Name of the sensor.
        - `start` (time; 开始时间): Start of the bin.
        - `end` (time; 结束时间): End of the bin.
        - `expected_entries` (number, persons, may be null; 正常进店): Persons who enter in a normal
          week; null where nothing is known of it.
        - `expected_exits` (number, persons, may be null; 正常出店): Persons who leave in a normal
          week; null where nothing is known of it.
        - `surplus` (number; 激增概率): Probability that more came than in a normal week, 0 to 1.
        - `deficit` (number; 骤减概率): Probability that fewer came than in a normal week, 0 to 1.

    Raises
    ------
    KeliuError
        KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME, KELIU_COUNT_RANGE,
        KELIU_NOT_FINITE, KELIU_TIME_OUT_OF_RANGE, KELIU_INTERVAL_REVERSED, KELIU_BINS_REPEATED,
        KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN.
    """
    tables = several_tables(
        "count_events",
        {
            "clean_counts": clean_counts,
        },
        {
            "event_every_s": event_every_s,
            "event_length_s": event_length_s,
            "event_persons": event_persons,
            "threshold": threshold,
            "time_zone": time_zone,
        },
        columns,
        progress,
    )
    return CountEventsResult(**tables)


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


def calibrate_sensors(
    audits: TableLike,
    *,
    confidence: float = 0.95,
    event_error: float = 0.1,
    precision: float = 0.02,
    shrink: bool = True,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> Table:
    """The factor of each door from counting by hand beside the device, with its interval, and
    whether the door has been audited enough.

    Parameters
    ----------
    audits
        One row per sensor and session of counting by hand: what the person counted and what the
        device counted in the same time. Columns, in any order: `sensor`, `start`, `end` (optional),
        `manual_entries` (optional), `manual_exits` (optional), `device_entries` (optional),
        `device_exits` (optional).
    confidence
        Confidence of the intervals, 0.5 to 0.999.
    event_error
        Share of passes that a device is assumed to miss or invent where only one session was held,
        0 to 1.
    precision
        Relative half width of the interval at which a door has been audited enough, 0.001 to 1.
    shrink
        Whether a door with few sessions borrows from the other doors; it takes at least 4 of them.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    Table
        One row per sensor and direction that was audited: the factor that turns device counts into
        persons. Rows are sorted by sensor, direction.

        - `sensor` (text; 传感器): Name of the sensor.
        - `direction` (text; 方向): Which direction of flow: entries or exits.
        - `factor` (number, may be null; 校准系数): Persons per device count, after borrowing from
          the other doors; null where nobody was counted.
        - `low` (number, may be null; 系数下限): Lower end of the interval of the factor.
        - `high` (number, may be null; 系数上限): Upper end of the interval of the factor; null
          where the audits exclude no value.
        - `own_factor` (number, may be null; 本门系数): Persons per device count from the sessions
          of this door alone.
        - `own_low` (number, may be null; 本门下限): Lower end of the interval of the door's own
          factor.
        - `own_high` (number, may be null; 本门上限): Upper end of the interval of the door's own
          factor; null where the audits exclude no value.
        - `weight` (number; 本门权重): Weight of the door's own factor against the mean of all
          doors, 0 to 1.
        - `sessions` (whole; 核对次数): Sessions in which somebody was counted.
        - `manual` (whole, persons; 人工计数): Persons counted by hand.
        - `device` (whole, persons; 设备计数): Persons counted by the device.
        - `slope` (number, h/person, may be null; 流量斜率): Change of the factor per person and
          hour of device flow; null below 2,000 device counts.
        - `flow` (number, persons/h, may be null; 基准流量): Device flow at which the factor holds;
          null where there is no slope.
        - `flow_low` (number, persons/h, may be null; 最小流量): Smallest device flow of a session;
          below it the factor no longer changes.
        - `flow_high` (number, persons/h, may be null; 最大流量): Largest device flow of a session;
          above it the factor no longer changes.
        - `from` (time; 生效时间): Start of the first session, from which the factor is valid.
        - `passes_needed` (whole, persons, may be null; 尚需核对): Persons that remain to be counted
          by hand until the door is audited enough; null where that cannot be said.
        - `verdict` (text; 结论): Whether the door is audited enough, in one word: enough,
          `more_audits`, `one_session` or `not_usable`.

    Raises
    ------
    KeliuError
        KELIU_TABLE_MISSING, KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME,
        KELIU_COUNT_RANGE, KELIU_NOT_WHOLE, KELIU_NOT_FINITE, KELIU_UNEXPECTED_NULL,
        KELIU_TIME_OUT_OF_RANGE, KELIU_INTERVAL_REVERSED, KELIU_DUPLICATE_ROW, KELIU_OPTION_RANGE.
    """
    return one_table(
        "calibrate_sensors",
        {
            "audits": audits,
        },
        {
            "confidence": confidence,
            "event_error": event_error,
            "precision": precision,
            "shrink": shrink,
        },
        columns,
        progress,
    )


def device_acceptance(
    audits: TableLike,
    *,
    alpha: float = 0.05,
    group: AcceptanceGroup = "sensor",
    margin: float = 0.01,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> Table:
    """Says whether a device counts well enough, by an equivalence test: accepted only if the
    sessions show that its bias lies within the margin.

    Parameters
    ----------
    audits
        One row per sensor and session of counting by hand: what the person counted and what the
        device counted in the same time. Columns, in any order: `sensor`, `start`, `end` (optional),
        `manual_entries` (optional), `manual_exits` (optional), `device_entries` (optional),
        `device_exits` (optional).
    alpha
        Risk of accepting a device whose bias is at the margin, 0.0001 to 0.4.
    group
        What is judged together. "sensor": each sensor by itself. "all": all sensors together, as
        one type of device.
    margin
        Largest relative bias that is accepted, 0.0001 to 1.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    Table
        One row per sensor (or all sensors together) and direction that was audited. Rows are sorted
        by sensor, direction.

        - `sensor` (text, may be null; 传感器): Name of the sensor; null where all sensors are
          judged together.
        - `direction` (text; 方向): Which direction of flow: entries or exits.
        - `pairs` (whole; 核对次数): Sessions in which somebody was counted.
        - `manual` (whole, persons; 人工计数): Persons counted by hand.
        - `device` (whole, persons; 设备计数): Persons counted by the device.
        - `bias` (number, may be null; 相对偏差): Relative bias of the device: its counts over the
          true ones, less 1; null where nobody was counted by hand.
        - `low` (number, may be null; 偏差下限): Lower end of the interval of the bias, at a
          confidence of 1 - 2 alpha; null for a single session.
        - `high` (number, may be null; 偏差上限): Upper end of the interval of the bias, at a
          confidence of 1 - 2 alpha; null for a single session.
        - `sd` (number, may be null; 误差标准差): Standard deviation of the relative error of one
          session.
        - `verdict` (text; 结论): Whether the device is good enough, in words: accepted, rejected or
          `more_pairs_needed`.
        - `pairs_needed_80` (whole, may be null; 尚需次数80%): Sessions that an unbiased device of
          this scatter still needs to be accepted with a probability of 80 %.
        - `pairs_needed_90` (whole, may be null; 尚需次数90%): Sessions that an unbiased device of
          this scatter still needs to be accepted with a probability of 90 %.
        - `pairs_needed_95` (whole, may be null; 尚需次数95%): Sessions that an unbiased device of
          this scatter still needs to be accepted with a probability of 95 %.

    Raises
    ------
    KeliuError
        KELIU_TABLE_MISSING, KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME,
        KELIU_COUNT_RANGE, KELIU_NOT_WHOLE, KELIU_NOT_FINITE, KELIU_UNEXPECTED_NULL,
        KELIU_TIME_OUT_OF_RANGE, KELIU_INTERVAL_REVERSED, KELIU_DUPLICATE_ROW, KELIU_OPTION_RANGE.
    """
    return one_table(
        "device_acceptance",
        {
            "audits": audits,
        },
        {
            "alpha": alpha,
            "group": group,
            "margin": margin,
        },
        columns,
        progress,
    )


def apply_calibration(
    clean_counts: TableLike,
    calibration_factors: TableLike,
    *,
    backdate: bool = False,
    rounding: Rounding = "none",
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> Table:
    """Multiplies counts by the calibration factors of their doors, widens the intervals by what is
    not known of the factors, and never does so twice.

    Parameters
    ----------
    clean_counts
        One row per sensor and bin, as clean_counts or regular_counts give them: the value, and
        where it was repaired the raw count beside it. Columns, in any order: `sensor`, `start`,
        `end`, `entries` (optional), `exits` (optional), `entries_low` (optional), `entries_high`
        (optional), `exits_low` (optional), `exits_high` (optional), `coverage` (optional), `flags`
        (optional).
    calibration_factors
        One row per sensor, direction and period of validity, as calibrate_sensors gives them;
        results of several audits may stand one after the other. Columns, in any order: `sensor`,
        `direction`, `factor` (may be null), `low` (optional), `high` (optional), `from` (optional),
        `until` (optional), `slope` (optional), `flow` (optional), `flow_low` (optional),
        `flow_high` (optional).
    backdate
        Whether the first factor of a door also applies to the bins before it is valid.
    rounding
        How calibrated counts are rounded. "none": not at all: 20 counts at a factor of 1.04 are
        20.8 persons. "whole": to whole persons, so that every sum over time is within half a person
        of the sum that is not rounded.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    Table
        One row per sensor and bin: the calibrated counts, with those before calibration beside
        them. Rows are sorted by sensor, start.

        - `sensor` (text; 传感器): Name of the sensor.
        - `start` (time; 开始时间): Start of the bin; it belongs to the bin.
        - `end` (time; 结束时间): End of the bin; it does not belong to the bin.
        - `entries` (number, persons, may be null; 进店人次): Persons who entered; null where
          unknown.
        - `exits` (number, persons, may be null; 出店人次): Persons who left; null where unknown.
        - `entries_before` (number, persons, may be null; 校准前进店): Entries before calibration.
        - `exits_before` (number, persons, may be null; 校准前出店): Exits before calibration.
        - `entries_low` (number, persons, may be null; 进店下限): Lower end of the interval of
          entries.
        - `entries_high` (number, persons, may be null; 进店上限): Upper end of the interval of
          entries.
        - `exits_low` (number, persons, may be null; 出店下限): Lower end of the interval of exits.
        - `exits_high` (number, persons, may be null; 出店上限): Upper end of the interval of exits.
        - `entries_factor` (number, may be null; 进店系数): Factor of entries in this bin; null
          where none is valid.
        - `exits_factor` (number, may be null; 出店系数): Factor of exits in this bin; null where
          none is valid.
        - `coverage` (number; 覆盖率): Share of the bin that records cover, 0 to 1.
        - `flags` (flags; 标记): What was found and done, one bit each.

    Raises
    ------
    KeliuError
        KELIU_TABLE_MISSING, KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME,
        KELIU_COUNT_RANGE, KELIU_VALUE_RANGE, KELIU_NOT_FINITE, KELIU_UNEXPECTED_NULL,
        KELIU_TIME_OUT_OF_RANGE, KELIU_INTERVAL_REVERSED, KELIU_DUPLICATE_ROW,
        KELIU_ALREADY_CALIBRATED, KELIU_OPTION_TYPE.
    """
    return one_table(
        "apply_calibration",
        {
            "clean_counts": clean_counts,
            "calibration_factors": calibration_factors,
        },
        {
            "backdate": backdate,
            "rounding": rounding,
        },
        columns,
        progress,
    )
