"""The operations, one function each."""

# Generated; edit core and run `cargo codegen`.

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from keliu._door import one_table, several_tables
from keliu._input import Columns, FileLike, Progress, TableLike, file_batch
from keliu._table import Table

__all__ = [
    "Absent",
    "AcceptanceGroup",
    "BalancePeriod",
    "CellShape",
    "CountDirection",
    "CountEventsResult",
    "CountUnit",
    "DateOrder",
    "DecimalMark",
    "Duplicates",
    "DwellFamily",
    "DwellFromCountsResult",
    "DwellPeriod",
    "DwellSummaryResult",
    "FileFormat",
    "GateCrossingsResult",
    "GridHeatmapResult",
    "Group",
    "IntervalCountsResult",
    "NetworkFlowsResult",
    "OccupancyMethod",
    "OccupancyResult",
    "OnError",
    "Overlaps",
    "Period",
    "ReadCountsResult",
    "ReadReadingsResult",
    "Rounding",
    "SlotEdges",
    "SmoothInto",
    "SmoothMethod",
    "Spread",
    "TextEncoding",
    "Turns",
    "UturnMethod",
    "VisitPeriod",
    "VisitorPeriod",
    "ZoneMetricsResult",
    "ZoneOccupancyResult",
    "ZoneVisitsResult",
    "apply_calibration",
    "calibrate_sensors",
    "clean_counts",
    "count_events",
    "count_proposals",
    "count_quality",
    "count_totals",
    "device_acceptance",
    "dwell_from_counts",
    "dwell_summary",
    "gate_crossings",
    "grid_heatmap",
    "hotspots",
    "inspect_counts",
    "interval_counts",
    "network_flows",
    "occupancy",
    "power_hours",
    "queue_summary",
    "read_counts",
    "read_readings",
    "regular_counts",
    "smooth_heatmap",
    "uturn_netting",
    "visitor_estimates",
    "zone_metrics",
    "zone_occupancy",
    "zone_visits",
]

Absent = Literal["unknown", "zero"]
AcceptanceGroup = Literal["sensor", "all"]
BalancePeriod = Literal["day", "week", "month", "all"]
CellShape = Literal["square", "hexagon"]
CountDirection = Literal["entries", "exits"]
CountUnit = Literal["auto", "interval", "day_total"]
DateOrder = Literal["auto", "dmy", "mdy", "ymd"]
DecimalMark = Literal["auto", "point", "comma"]
Duplicates = Literal["last", "first", "max", "sum"]
DwellFamily = Literal["best", "lognormal", "gamma", "weibull"]
DwellPeriod = Literal["all", "day", "block"]
FileFormat = Literal["auto", "long", "wide", "mta", "axis", "hikvision", "xovis"]
Group = Literal["sensor", "all"]
OccupancyMethod = Literal["relative", "least_squares"]
OnError = Literal["refuse", "skip"]
Overlaps = Literal["error", "trim"]
Period = Literal["hour", "day", "week", "month", "hour_of_week"]
Rounding = Literal["none", "whole"]
SlotEdges = Literal["visits", "whole"]
SmoothInto = Literal["grid", "listed"]
SmoothMethod = Literal["gaussian", "diffusion"]
Spread = Literal["profile", "even"]
TextEncoding = Literal["auto", "utf-8", "utf-16le", "utf-16be", "gb18030", "windows-1252"]
Turns = Literal["in_out", "both"]
UturnMethod = Literal["match", "excess"]
VisitPeriod = Literal["all", "hour", "day", "week", "month", "hour_of_day", "hour_of_week"]
VisitorPeriod = Literal["day", "week", "month"]

TABLES: Final[dict[str, tuple[str, ...]]] = {
    "inspect_counts": ("file",),
    "read_counts": ("file",),
    "read_readings": ("file",),
    "interval_counts": ("readings",),
    "regular_counts": ("counts",),
    "clean_counts": ("counts", "hours", "sensors", "proposals"),
    "count_proposals": ("counts", "hours", "sensors"),
    "count_quality": ("clean_counts",),
    "count_totals": ("clean_counts",),
    "count_events": ("clean_counts",),
    "power_hours": ("clean_counts",),
    "uturn_netting": ("crossings",),
    "calibrate_sensors": ("audits",),
    "device_acceptance": ("audits",),
    "apply_calibration": ("clean_counts", "calibration_factors"),
    "visitor_estimates": ("clean_counts", "staff", "hours", "sensors"),
    "occupancy": ("clean_counts", "anchors", "hours", "sensors"),
    "dwell_from_counts": ("occupancy",),
    "network_flows": ("clean_counts", "edges"),
    "zone_visits": ("points", "zones"),
    "gate_crossings": ("points", "gates"),
    "dwell_summary": ("zone_visits",),
    "zone_occupancy": ("zone_visits",),
    "queue_summary": ("zone_visits", "zones"),
    "zone_metrics": ("zone_visits", "zones"),
    "grid_heatmap": ("points", "zones"),
    "smooth_heatmap": ("heatmap",),
    "hotspots": ("heatmap",),
}
"""The tables that each operation takes."""


def inspect_counts(
    file: FileLike,
    *,
    max_bytes: int = 1_073_741_824,
    time_zone: str | None = None,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> Table:
    """Says what a file is (format, encoding, delimiter, columns, order of dates, decimal mark,
    counting day, zone, unit, cadence), with the evidence for each, and writes the exact call that
    reads it.

    Parameters
    ----------
    file
        A file: one row with its bytes. Columns, in one row: `bytes`, `name` (optional).
    max_bytes
        Largest size of the file in bytes. At least 1.
    time_zone
        Time zone of times that name none: an IANA name, "UTC" or an offset. It is written into the
        call.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    Table
        One row per property of the file, and per language the call that reads it. Rows are sorted
        by from the bytes to the call.

        - `property` (text; 属性): The property; most are options of `read_counts` and
          `read_readings`.
        - `guess` (text; 推断): What it seems to be.
        - `evidence` (text; 依据): What in the file says so.
        - `certainty` (text; 确定性): How sure that is: certain, likely, or open, which an option
          must settle.
        - `alternatives` (text; 其他可能): What else it could be; empty where nothing else is
          plausible.

    Raises
    ------
    KeliuError
        KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_UNEXPECTED_NULL, KELIU_FILE_UNREADABLE,
        KELIU_LIMIT_FILE, KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN.
    """
    return one_table(
        "inspect_counts",
        {
            "file": file_batch("file", file),
        },
        {
            "max_bytes": max_bytes,
            "time_zone": time_zone,
        },
        columns,
        progress,
    )


class ReadCountsResult(NamedTuple):
    """The tables of `read_counts`."""

    read_counts: Table
    """One row per sensor and interval of the file, as the file has them: duplicates and
    impossible numbers too."""
    refused_rows: Table
    """One row per row of the file that could not be read."""


def read_counts(
    file: FileLike,
    *,
    date_column: str | None = None,
    date_order: DateOrder = "auto",
    day_start: str | None = None,
    decimal_mark: DecimalMark = "auto",
    delimiter: str | None = None,
    encoding: TextEncoding = "auto",
    end_column: str | None = None,
    entries_column: str | None = None,
    exits_column: str | None = None,
    format: FileFormat = "auto",
    hour_column: str | None = None,
    interval_s: int | None = None,
    max_bytes: int = 1_073_741_824,
    max_rows: int = 50_000_000,
    on_error: OnError = "refuse",
    sensor: str | None = None,
    sensor_column: str | None = None,
    start_column: str | None = None,
    time_zone: str | None = None,
    unit: CountUnit = "auto",
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> ReadCountsResult:
    """Reads persons per interval from a file as devices, portals and spreadsheets write it, into
    the table that `regular_counts` and `clean_counts` take.

    Parameters
    ----------
    file
        A file: one row with its bytes. Columns, in one row: `bytes`, `name` (optional).
    date_column
        Column of the day where the time of day has a column of its own. By default found by its
        name.
    date_order
        The order of day, month and year where a date is written in figures and the year is not
        written first with four. "auto": what all dates of the file agree on. "dmy": day, month,
        year. "mdy": month, day, year. "ymd": year, month, day.
    day_start
        Wall-clock time at which the day of the date column starts, from "00:00" to "23:59". By
        default "00:00", unless the hours run on past midnight under one date: then the file is
        refused until this is said. Totals of the day start again at it.
    decimal_mark
        What separates whole persons from their fraction. "auto": what all numbers of the file agree
        on. "point": a point; commas part thousands. "comma": a comma; points part thousands.
    delimiter
        The character between two cells: ",", ";", "|" or a tab. By default the one that all lines
        agree on.
    encoding
        How characters are written as bytes. "auto": by byte order mark, else by what the bytes can
        be. "utf-8": uTF-8. "utf-16le": uTF-16, low byte first. "utf-16be": uTF-16, high byte first.
        "gb18030": gB18030, of which GBK and GB2312 are parts. "windows-1252": the code page of
        Western European spreadsheets.
    end_column
        Column of the end of an interval. By default found by its name.
    entries_column
        Column of the persons who entered. By default found by its name.
    exits_column
        Column of the persons who left. By default found by its name.
    format
        How the file is laid out. "auto": what the file itself says. "long": one row per sensor and
        interval, or per sensor and reading: CSV, or a JSON list of flat objects. "wide": one column
        per sensor. "mta": turnstile registers of the New York subway. "axis": aXIS People Counter
        and AXIS P8815-2, JSON. "hikvision": hikvision ISAPI, XML. "xovis": xovis data push, JSON.
    hour_column
        Column of the time of day, or of its hour. By default found by its name.
    interval_s
        Length of an interval in seconds where the file has no ends, 1 to 2678400. By default the
        step between most times of a sensor.
    max_bytes
        Largest size of the file in bytes. At least 1.
    max_rows
        Largest number of rows of the result. At least 1.
    on_error
        What happens to a row that cannot be read. "refuse": the file is refused with the first such
        row. "skip": it is listed in the second table, with what was found and expected, and the
        others are read.
    sensor
        Name of the sensor in a file that names none. By default the name of the file.
    sensor_column
        Column of the sensor. By default found by its name.
    start_column
        Column of the start of an interval. By default found by its name.
    time_zone
        Time zone of times that name none: an IANA name, "UTC" or an offset. By default such times
        are refused.
    unit
        Which numbers the file holds. "auto": persons per interval, unless the numbers only grow, or
        only grow within each day: then the file is refused until this is said. "interval": persons
        per interval, whatever the numbers look like. "day_total": persons so far today: totals at
        the end of each interval, which start again every day.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    ReadCountsResult
        read_counts

        One row per sensor and interval of the file, as the file has them: duplicates and impossible
        numbers too. Rows are sorted by row of the file.

        - `sensor` (text; 传感器): Name of the sensor.
        - `start` (time; 开始时间): Start of the interval; it belongs to the interval.
        - `end` (time; 结束时间): End of the interval; it does not belong to the interval.
        - `entries` (whole, persons, may be null; 进店人次): Persons who entered; null where the
          file has none.
        - `exits` (whole, persons, may be null; 出店人次): Persons who left; null where the file has
          none.
        - `site` (text, may be null; 门店): Site, station or device, where the file names one beside
          the sensor.
        - `row` (whole; 行号): Line of the file, or number of its JSON document or XML record, from
          1.
        refused_rows

        One row per row of the file that could not be read. Rows are sorted by row.

        - `row` (whole; 行号): Line of the file, or number of its JSON document or XML record, from
          1.
        - `column` (text; 列): Column at fault; empty where it is the whole row.
        - `found` (text; 原值): What stands there, cut to 60 characters.
        - `expected` (text; 应为): What would be accepted.

    Raises
    ------
    KeliuError
        KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_UNEXPECTED_NULL, KELIU_FILE_UNREADABLE,
        KELIU_FILE_ROW, KELIU_FILE_AMBIGUOUS, KELIU_LIMIT_FILE, KELIU_NAIVE_TIME,
        KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN.
    """
    tables = several_tables(
        "read_counts",
        {
            "file": file_batch("file", file),
        },
        {
            "date_column": date_column,
            "date_order": date_order,
            "day_start": day_start,
            "decimal_mark": decimal_mark,
            "delimiter": delimiter,
            "encoding": encoding,
            "end_column": end_column,
            "entries_column": entries_column,
            "exits_column": exits_column,
            "format": format,
            "hour_column": hour_column,
            "interval_s": interval_s,
            "max_bytes": max_bytes,
            "max_rows": max_rows,
            "on_error": on_error,
            "sensor": sensor,
            "sensor_column": sensor_column,
            "start_column": start_column,
            "time_zone": time_zone,
            "unit": unit,
        },
        columns,
        progress,
    )
    return ReadCountsResult(**tables)


class ReadReadingsResult(NamedTuple):
    """The tables of `read_readings`."""

    read_readings: Table
    """One row per sensor and reading of the file, as the file has them: duplicates and
    impossible numbers too."""
    refused_readings: Table
    """One row per row of the file that could not be read."""


def read_readings(
    file: FileLike,
    *,
    date_column: str | None = None,
    date_order: DateOrder = "auto",
    day_start: str | None = None,
    decimal_mark: DecimalMark = "auto",
    delimiter: str | None = None,
    encoding: TextEncoding = "auto",
    entries_column: str | None = None,
    exits_column: str | None = None,
    format: FileFormat = "auto",
    hour_column: str | None = None,
    kind_column: str | None = None,
    max_bytes: int = 1_073_741_824,
    max_rows: int = 50_000_000,
    on_error: OnError = "refuse",
    sensor: str | None = None,
    sensor_column: str | None = None,
    time_column: str | None = None,
    time_zone: str | None = None,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> ReadReadingsResult:
    """Reads totals that only grow from a file, as turnstiles and cameras keep them: one row per
    sensor and reading.

    Parameters
    ----------
    file
        A file: one row with its bytes. Columns, in one row: `bytes`, `name` (optional).
    date_column
        Column of the day where the time of day has a column of its own. By default found by its
        name.
    date_order
        The order of day, month and year where a date is written in figures and the year is not
        written first with four. "auto": what all dates of the file agree on. "dmy": day, month,
        year. "mdy": month, day, year. "ymd": year, month, day.
    day_start
        Wall-clock time at which the day of the date column starts, from "00:00" to "23:59". By
        default "00:00", unless the hours run on past midnight under one date: then the file is
        refused until this is said. Totals of the day start again at it.
    decimal_mark
        What separates whole persons from their fraction. "auto": what all numbers of the file agree
        on. "point": a point; commas part thousands. "comma": a comma; points part thousands.
    delimiter
        The character between two cells: ",", ";", "|" or a tab. By default the one that all lines
        agree on.
    encoding
        How characters are written as bytes. "auto": by byte order mark, else by what the bytes can
        be. "utf-8": uTF-8. "utf-16le": uTF-16, low byte first. "utf-16be": uTF-16, high byte first.
        "gb18030": gB18030, of which GBK and GB2312 are parts. "windows-1252": the code page of
        Western European spreadsheets.
    entries_column
        Column of the persons who entered. By default found by its name.
    exits_column
        Column of the persons who left. By default found by its name.
    format
        How the file is laid out. "auto": what the file itself says. "long": one row per sensor and
        interval, or per sensor and reading: CSV, or a JSON list of flat objects. "wide": one column
        per sensor. "mta": turnstile registers of the New York subway. "axis": aXIS People Counter
        and AXIS P8815-2, JSON. "hikvision": hikvision ISAPI, XML. "xovis": xovis data push, JSON.
    hour_column
        Column of the time of day, or of its hour. By default found by its name.
    kind_column
        Column of the kind of a reading. By default found by its name.
    max_bytes
        Largest size of the file in bytes. At least 1.
    max_rows
        Largest number of rows of the result. At least 1.
    on_error
        What happens to a row that cannot be read. "refuse": the file is refused with the first such
        row. "skip": it is listed in the second table, with what was found and expected, and the
        others are read.
    sensor
        Name of the sensor in a file that names none. By default the name of the file.
    sensor_column
        Column of the sensor. By default found by its name.
    time_column
        Column of the time of a reading. By default found by its name.
    time_zone
        Time zone of times that name none: an IANA name, "UTC" or an offset. By default such times
        are refused.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    ReadReadingsResult
        read_readings

        One row per sensor and reading of the file, as the file has them: duplicates and impossible
        numbers too. Rows are sorted by row of the file.

        - `sensor` (text; 传感器): Name of the sensor.
        - `time` (time; 读数时间): When the register was read.
        - `entries_total` (whole, persons, may be null; 累计进店): Total of persons who entered;
          null where the file has none.
        - `exits_total` (whole, persons, may be null; 累计出店): Total of persons who left; null
          where the file has none.
        - `kind` (text, may be null; 类型): Kind of the reading as the file names it, such as
          REGULAR, RECOVR AUD or realTime.
        - `site` (text, may be null; 门店): Site, station or device, where the file names one beside
          the sensor.
        - `row` (whole; 行号): Line of the file, or number of its JSON document or XML record, from
          1.
        refused_readings

        One row per row of the file that could not be read. Rows are sorted by row.

        - `row` (whole; 行号): Line of the file, or number of its JSON document or XML record, from
          1.
        - `column` (text; 列): Column at fault; empty where it is the whole row.
        - `found` (text; 原值): What stands there, cut to 60 characters.
        - `expected` (text; 应为): What would be accepted.

    Raises
    ------
    KeliuError
        KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_UNEXPECTED_NULL, KELIU_FILE_UNREADABLE,
        KELIU_FILE_ROW, KELIU_FILE_AMBIGUOUS, KELIU_LIMIT_FILE, KELIU_NAIVE_TIME,
        KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN.
    """
    tables = several_tables(
        "read_readings",
        {
            "file": file_batch("file", file),
        },
        {
            "date_column": date_column,
            "date_order": date_order,
            "day_start": day_start,
            "decimal_mark": decimal_mark,
            "delimiter": delimiter,
            "encoding": encoding,
            "entries_column": entries_column,
            "exits_column": exits_column,
            "format": format,
            "hour_column": hour_column,
            "kind_column": kind_column,
            "max_bytes": max_bytes,
            "max_rows": max_rows,
            "on_error": on_error,
            "sensor": sensor,
            "sensor_column": sensor_column,
            "time_column": time_column,
            "time_zone": time_zone,
        },
        columns,
        progress,
    )
    return ReadReadingsResult(**tables)


class IntervalCountsResult(NamedTuple):
    """The tables of `interval_counts`."""

    interval_counts: Table
    """One row per sensor and interval between two readings that follow each other; it can be
    given as counts to other operations."""
    dropped_readings: Table
    """One row per reading that begins and ends no interval, with the reason."""


def interval_counts(
    readings: TableLike,
    *,
    max_gap_s: int = 129_600,
    modulus: int | None = None,
    rate_max_per_h: float = 4320.0,
    time_zone: str | None = None,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> IntervalCountsResult:
    """Turns readings of cumulative registers into counts between readings, and says of each what
    the register did: it ran, ran backwards, started again, or jumped.

    Parameters
    ----------
    readings
        One row per sensor and instant: what its registers showed. Columns, in any order: `sensor`,
        `time`, `entries_total` (optional), `exits_total` (optional), `kind` (optional).
    max_gap_s
        Longest interval in seconds whose count still belongs to a time of day, 1 to 31536000. A
        longer one keeps its total and is marked coarse.
    modulus
        The number at which registers start again at 0, where it is known, such as 1000000: 10 to
        1000000000000. By default 2^16, 2^24, 2^32 and the powers of ten from 10^4 to 10^12 are
        tried.
    rate_max_per_h
        Most persons per hour that one register can count, 1 to 1000000. The default is a turnstile
        at 1.2 persons a second; for an open door take 1.5 persons a second and meter of width.
    time_zone
        Time zone of times that name none: an IANA name, "UTC" or an offset. By default times
        without a zone are refused.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    IntervalCountsResult
        interval_counts

        One row per sensor and interval between two readings that follow each other; it can be given
        as counts to other operations. Rows are sorted by sensor, start.

        - `sensor` (text; 传感器): Name of the sensor.
        - `start` (time; 开始时间): The earlier reading; it belongs to the interval.
        - `end` (time; 结束时间): The later reading; it does not belong to the interval.
        - `entries` (whole, persons, may be null; 进店人次): Persons who entered; null where the
          registers do not tell.
        - `exits` (whole, persons, may be null; 出店人次): Persons who left; null where the
          registers do not tell.
        - `entries_low` (whole, persons, may be null; 进店下限): Lower end of the 90 % interval of
          entries: after a reset what is certain.
        - `entries_high` (whole, persons, may be null; 进店上限): Upper end of the 90 % interval of
          entries.
        - `exits_low` (whole, persons, may be null; 出店下限): Lower end of the 90 % interval of
          exits: after a reset what is certain.
        - `exits_high` (whole, persons, may be null; 出店上限): Upper end of the 90 % interval of
          exits.
        - `entries_label` (text; 进店判定): What the register of entries did: normal, reversed,
          rollover, reset, jump, or missing.
        - `exits_label` (text; 出店判定): What the register of exits did: normal, reversed,
          rollover, reset, jump, or missing.
        - `coarse` (truth; 粗略): True for an interval longer than `max_gap_s`: its total is known,
          its course is not.
        dropped_readings

        One row per reading that begins and ends no interval, with the reason. Rows are sorted by
        sensor, time.

        - `sensor` (text; 传感器): Name of the sensor.
        - `time` (time; 时间): When the registers were read.
        - `entries_total` (whole, persons, may be null; 累计进店): What the register of entries
          showed.
        - `exits_total` (whole, persons, may be null; 累计出店): What the register of exits showed.
        - `reason` (text; 原因): Why: duplicate, superseded, `no_value`, incomplete, alien, or
          alone.

    Raises
    ------
    KeliuError
        KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME, KELIU_MIXED_ZONES,
        KELIU_UNEXPECTED_NULL, KELIU_NOT_FINITE, KELIU_NOT_WHOLE, KELIU_TIME_UNREADABLE,
        KELIU_TIME_OUT_OF_RANGE, KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN.
    """
    tables = several_tables(
        "interval_counts",
        {
            "readings": readings,
        },
        {
            "max_gap_s": max_gap_s,
            "modulus": modulus,
            "rate_max_per_h": rate_max_per_h,
            "time_zone": time_zone,
        },
        columns,
        progress,
    )
    return IntervalCountsResult(**tables)


def regular_counts(
    counts: TableLike,
    *,
    absent: Absent = "unknown",
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
    absent
        What time without a record means, between the first and the last record of a sensor.
        "unknown": nobody knows: the sensor or its upload failed. "zero": nobody came: the device
        writes no row for an interval without persons. A row with null stays unknown.
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
        Largest number of bins of all sensors together, 1 to 1,000,000,000.
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
            "absent": absent,
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
    proposals: TableLike | None = None,
    absent: Absent = "unknown",
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
        One row per sensor: the site it belongs to. Columns, in any order: `sensor`, `site`, `kind`
        (optional).
    proposals
        One row per accepted correction: rows of the result of count_proposals, columns unchanged.
        Columns, in any order: `sensor`, `kind`, `start`, `end` (may be null), `value` (may be
        null), `low` (optional), `high` (optional).
    absent
        What time without a record means, between the first and the last record of a sensor.
        "unknown": nobody knows: the sensor or its upload failed. "zero": nobody came: the device
        writes no row for an interval without persons. A row with null stays unknown.
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
        Largest number of bins of all sensors together, 1 to 1,000,000,000.
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
        KELIU_DUPLICATE_ROW, and for proposals KELIU_PROPOSALS_OVERLAP, KELIU_VALUE_RANGE,
        KELIU_UNEXPECTED_NULL.
    """
    return one_table(
        "clean_counts",
        {
            "counts": counts,
            "hours": hours,
            "sensors": sensors,
            "proposals": proposals,
        },
        {
            "absent": absent,
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


def count_proposals(
    counts: TableLike,
    *,
    hours: TableLike | None = None,
    sensors: TableLike | None = None,
    absent: Absent = "unknown",
    caution: float = 1.0,
    day_start: str = "00:00",
    duplicates: Duplicates = "last",
    interval_s: int | None = None,
    max_bins: int = 20_000_000,
    open_hours: str | None = None,
    overlaps: Overlaps = "error",
    spread: Spread = "profile",
    time_zone: str | None = None,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> Table:
    """Finds what is wrong with a sensor as a whole - a step of its level, a part that stopped
    counting, a wrong clock, exchanged directions - and proposes corrections with date, size in its
    own unit, 90 % interval and reason; nothing is ever applied unasked.

    Parameters
    ----------
    counts
        One row per sensor and interval: how many persons entered and left. Columns, in any order:
        `sensor`, `start`, `end` (optional), `entries` (optional), `exits` (optional).
    hours
        One row per site and opening: when the site opened and when it closed. Columns, in any
        order: `site`, `start`, `end`.
    sensors
        One row per sensor: the site it belongs to. Columns, in any order: `sensor`, `site`, `kind`
        (optional).
    absent
        What time without a record means, between the first and the last record of a sensor.
        "unknown": nobody knows: the sensor or its upload failed. "zero": nobody came: the device
        writes no row for an interval without persons. A row with null stays unknown.
    caution
        Multiplies the evidence that every proposal needs: more than 1 proposes less, less than 1
        proposes more. 0.1 to 100.
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
        Largest number of bins of all sensors together, 1 to 1,000,000,000.
    open_hours
        Weekly opening hours of all sites on the local clock, such as "Mon-Fri 09:00-21:00; Sat
        10:00-20:00; Sun closed". By default the site is always open; the table hours says it per
        site and day.
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
        One row per proposed correction. Nothing is applied until a row is passed to `clean_counts`.
        Rows are sorted by sensor, start, kind.

        - `sensor` (text; 传感器): Name of the sensor.
        - `kind` (text; 类型): What is proposed: `swap`, `clock`, `zone`, `gain`, `partial_loss` or
          `identity`.
        - `start` (time; 开始时间): Start of the stretch, by the sensor's own clock; it belongs to
          the stretch.
        - `end` (time, may be null; 结束时间): End of the stretch; it does not belong to it. Null
          until the end of the data.
        - `value` (number, may be null; 数值): Factor by which the sensor counts too much or too
          little (`gain`, `partial_loss`), or seconds by which its clock is ahead (`clock`, `zone`);
          null for `swap` and `identity`.
        - `low` (number, may be null; 下限): Lower end of the 90 % interval of the value.
        - `high` (number, may be null; 上限): Upper end of the 90 % interval of the value.
        - `evidence` (number; 证据): How strongly the data speak for it: a natural logarithm of a
          likelihood ratio.
        - `reason` (text; 理由): One sentence that says what was seen.

    Raises
    ------
    KeliuError
        Those of clean_counts, among them KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN,
        KELIU_TABLE_MISSING, KELIU_DUPLICATE_ROW, KELIU_COLUMN_MISSING, KELIU_NAIVE_TIME,
        KELIU_LIMIT_BINS, KELIU_INTERVALS_OVERLAP.
    """
    return one_table(
        "count_proposals",
        {
            "counts": counts,
            "hours": hours,
            "sensors": sensors,
        },
        {
            "absent": absent,
            "caution": caution,
            "day_start": day_start,
            "duplicates": duplicates,
            "interval_s": interval_s,
            "max_bins": max_bins,
            "open_hours": open_hours,
            "overlaps": overlaps,
            "spread": spread,
            "time_zone": time_zone,
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
        - `lump` (whole, bins; 合并补传): Bins over which a total that came late in one lump was
          split.
        - `copied` (whole, bins; 复制块): Bins that repeat an earlier block.
        - `sentinel` (whole, bins; 哨兵值): Bins with a record that holds a number by which a device
          says that it knows nothing.
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
    """One row per event."""
    event_bins: Table
    """One row per bin: the normal count, and how likely an event is."""


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
        - `imputed_share` (number, may be null; 补数占比): Share of the persons of this hour that
          was estimated, 0 to 1; null without persons.
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


def uturn_netting(
    crossings: TableLike,
    *,
    day_start: str = "00:00",
    interval_s: int = 900,
    max_bins: int = 50_000_000,
    method: UturnMethod = "match",
    time_zone: str | None = None,
    turns: Turns = "in_out",
    window_s: float = 4.0,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> Table:
    """Takes those who turn round in the door off entries and exits, from crossings to the second or
    finer.

    Parameters
    ----------
    crossings
        One row per crossing of a door: when, and in which direction. Columns, in any order:
        `sensor`, `time`, `direction`, `persons` (optional).
    day_start
        Wall-clock time at which the counting day starts, from "00:00" to "23:59".
    interval_s
        Length of a bin in seconds, a divisor of 86400 such as 900 or 3600.
    max_bins
        Largest number of bins of all sensors together, 1 to 1,000,000,000.
    method
        How turns are found. "match": each entry with the first exit within the window that is still
        free: as many pairs as there can be. "excess": pairs within the window beyond those that
        chance gives, by comparison with longer lags.
    time_zone
        Time zone of the bins: an IANA name, "UTC" or an offset. By default UTC.
    turns
        Who turns round. "in_out": who enters and leaves at once. "both": also who leaves and enters
        at once.
    window_s
        Longest time between the two crossings of somebody who turns round, in seconds, 0.5 to 10.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    Table
        One row per sensor and bin, from its first crossing to its last. Rows are sorted by sensor,
        start.

        - `sensor` (text; 传感器): Name of the sensor.
        - `start` (time; 开始时间): Start of the bin; it belongs to the bin.
        - `end` (time; 结束时间): End of the bin; it does not belong to the bin.
        - `entries` (number, persons; 净进店): Persons who entered and did not turn round.
        - `exits` (number, persons; 净出店): Persons who left and had not just turned round.
        - `entries_low` (number, persons; 净进店下限): Lower end of the interval of entries.
        - `entries_high` (number, persons; 净进店上限): Upper end of the interval of entries.
        - `exits_low` (number, persons; 净出店下限): Lower end of the interval of exits.
        - `exits_high` (number, persons; 净出店上限): Upper end of the interval of exits.
        - `uturns` (number, persons; 折返): Persons who turned round, in the bin of their first
          crossing.
        - `gross_entries` (number, persons; 毛进店): All entries.
        - `gross_exits` (number, persons; 毛出店): All exits.

    Raises
    ------
    KeliuError
        KELIU_TABLE_MISSING, KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME,
        KELIU_VALUE_RANGE, KELIU_COUNT_RANGE, KELIU_NOT_WHOLE, KELIU_UNEXPECTED_NULL,
        KELIU_TIME_OUT_OF_RANGE, KELIU_LIMIT_BINS, KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN.
    """
    return one_table(
        "uturn_netting",
        {
            "crossings": crossings,
        },
        {
            "day_start": day_start,
            "interval_s": interval_s,
            "max_bins": max_bins,
            "method": method,
            "time_zone": time_zone,
            "turns": turns,
            "window_s": window_s,
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
        20.8 persons. "whole": to whole persons, so that every sum over consecutive bins is within
        one person of the sum that is not rounded.
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


def visitor_estimates(
    clean_counts: TableLike,
    *,
    staff: TableLike | None = None,
    hours: TableLike | None = None,
    sensors: TableLike | None = None,
    confidence: float = 0.9,
    day_start: str = "00:00",
    group_high: float | None = None,
    group_low: float | None = None,
    group_size: float | None = None,
    period: VisitorPeriod = "day",
    reentry_high: float | None = None,
    reentry_low: float | None = None,
    reentry_share: float | None = None,
    staff_passes_high: float | None = None,
    staff_passes_low: float | None = None,
    staff_passes_per_h: float | None = None,
    time_zone: str | None = None,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> Table:
    """From entries to visitors and buying units: staff, re-entries and groups taken into account,
    each with its interval.

    Parameters
    ----------
    clean_counts
        One row per sensor and bin, as clean_counts or regular_counts give them: the value, and
        where it was repaired the raw count beside it. Columns, in any order: `sensor`, `start`,
        `end`, `entries` (optional), `exits` (optional), `entries_low` (optional), `entries_high`
        (optional), `exits_low` (optional), `exits_high` (optional), `coverage` (optional), `flags`
        (optional).
    staff
        One row per site and shift: how many persons were on duty. Shifts that overlap add up.
        Columns, in any order: `site`, `start`, `end`, `staff`.
    hours
        One row per site and opening: when the site opened and when it closed. Columns, in any
        order: `site`, `start`, `end`.
    sensors
        One row per sensor: the site it belongs to. Columns, in any order: `sensor`, `site`, `kind`
        (optional).
    confidence
        Confidence of the intervals, those given among the options included, 0.5 to 0.999.
    day_start
        Wall-clock time at which the counting day starts, from "00:00" to "23:59".
    group_high
        Upper end of the interval of `group_size`. By default the value itself.
    group_low
        Lower end of the interval of `group_size`. By default the value itself.
    group_size
        Mean number of persons who buy together, 1 to 100. Without it there are no buying units.
    period
        The period of a row. "day": counting days. "week": iSO weeks, Monday first. "month": months.
    reentry_high
        Upper end of the interval of `reentry_share`. By default the value itself.
    reentry_low
        Lower end of the interval of `reentry_share`. By default the value itself.
    reentry_share
        Share of the entries of others that are made by somebody who has been in before, 0 to 1. By
        default nothing is taken off.
    staff_passes_high
        Upper end of the interval of `staff_passes_per_h`. By default the value itself.
    staff_passes_low
        Lower end of the interval of `staff_passes_per_h`. By default the value itself.
    staff_passes_per_h
        Entries that one person on duty makes in an hour, 0 to 1000. By default estimated from the
        passes before opening.
    time_zone
        Time zone of days, weeks and months: an IANA name, "UTC" or an offset. By default UTC.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    Table
        One row per site and period in which entries were counted. Rows are sorted by site, start.

        - `site` (text; 门店): Name of the site.
        - `period` (text; 周期): The period: 2026-03-01, 2026-W09 or 2026-03.
        - `start` (time; 开始时间): Start of the period.
        - `end` (time; 结束时间): End of the period.
        - `entries` (number, persons; 进店人次): Entries counted while the site was open.
        - `entries_low` (number, persons; 进店下限): Lower end of the interval of entries.
        - `entries_high` (number, persons; 进店上限): Upper end of the interval of entries.
        - `staff_hours` (number, h, may be null; 在岗工时): Hours of staff in the time in which
          entries were counted; null where the rota is not known.
        - `staff_passes_per_h` (number, 1/h, may be null; 员工每小时进店): Entries that one person
          on duty makes in an hour; null where the rota is not known.
        - `staff_passes` (number, persons, may be null; 员工进店): Entries of staff; null where the
          rota is not known.
        - `staff_passes_low` (number, persons, may be null; 员工进店下限): Lower end of the interval
          of entries of staff.
        - `staff_passes_high` (number, persons, may be null; 员工进店上限): Upper end of the
          interval of entries of staff.
        - `reentries` (number, persons, may be null; 重复进店): Entries of persons who had been in
          before; null where the share is not known.
        - `reentries_low` (number, persons, may be null; 重复进店下限): Lower end of the interval of
          re-entries.
        - `reentries_high` (number, persons, may be null; 重复进店上限): Upper end of the interval
          of re-entries.
        - `visitors` (number, persons; 到访人数): Persons who visited.
        - `visitors_low` (number, persons; 到访下限): Lower end of the interval of visitors.
        - `visitors_high` (number, persons; 到访上限): Upper end of the interval of visitors.
        - `buying_units` (number, groups, may be null; 购买批次): Groups who buy together; null
          where the group size is not known.
        - `buying_units_low` (number, groups, may be null; 购买批次下限): Lower end of the interval
          of buying units.
        - `buying_units_high` (number, groups, may be null; 购买批次上限): Upper end of the interval
          of buying units.
        - `coverage` (number; 覆盖率): Share of the open time of all sensors of the site that was
          measured, 0 to 1.
        - `imputed_share` (number, may be null; 补数占比): Share of the entries that was estimated,
          0 to 1; null where there are no entries.

    Raises
    ------
    KeliuError
        KELIU_TABLE_MISSING, KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME,
        KELIU_COUNT_RANGE, KELIU_VALUE_RANGE, KELIU_NOT_FINITE, KELIU_UNEXPECTED_NULL,
        KELIU_TIME_OUT_OF_RANGE, KELIU_INTERVAL_REVERSED, KELIU_DUPLICATE_ROW,
        KELIU_BIN_SPANS_PERIODS, KELIU_BINS_REPEATED, KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN.
    """
    return one_table(
        "visitor_estimates",
        {
            "clean_counts": clean_counts,
            "staff": staff,
            "hours": hours,
            "sensors": sensors,
        },
        {
            "confidence": confidence,
            "day_start": day_start,
            "group_high": group_high,
            "group_low": group_low,
            "group_size": group_size,
            "period": period,
            "reentry_high": reentry_high,
            "reentry_low": reentry_low,
            "reentry_share": reentry_share,
            "staff_passes_high": staff_passes_high,
            "staff_passes_low": staff_passes_low,
            "staff_passes_per_h": staff_passes_per_h,
            "time_zone": time_zone,
        },
        columns,
        progress,
    )


class OccupancyResult(NamedTuple):
    """The tables of `occupancy`."""

    occupancy: Table
    """One row per site and bin: the corrected flow and the number of persons inside at the end
    of the bin."""
    occupancy_days: Table
    """One row per site and counting day."""
    occupancy_sensors: Table
    """One row per door: how much of the drift of its site it explains."""


def occupancy(
    clean_counts: TableLike,
    *,
    anchors: TableLike | None = None,
    hours: TableLike | None = None,
    sensors: TableLike | None = None,
    capacity: int | None = None,
    causal: bool = False,
    close_after_s: int = 1800,
    close_empty: bool = True,
    day_start: str = "00:00",
    leak: float = 0.0625,
    method: OccupancyMethod = "relative",
    night_cap: int | None = None,
    night_time: str = "04:30",
    open_hours: str | None = None,
    scale_error: float = 0.05,
    time_zone: str | None = None,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> OccupancyResult:
    """Finds the number of persons inside at the end of every bin, in persons, from door counts that
    do not add up: the smallest change of entries and exits that makes the occupancy keep to all
    that is known of it.

    Parameters
    ----------
    clean_counts
        One row per sensor and bin, as clean_counts or regular_counts give them: the value, and
        where it was repaired the raw count beside it. Columns, in any order: `sensor`, `start`,
        `end`, `entries` (optional), `exits` (optional), `entries_low` (optional), `entries_high`
        (optional), `exits_low` (optional), `exits_high` (optional), `coverage` (optional), `flags`
        (optional).
    anchors
        One row per site and instant at which the number of persons inside is known: a headcount, or
        a range. Columns, in any order: `site`, `time`, `occupancy` (may be null), `low` (optional),
        `high` (optional).
    hours
        One row per site and opening: when the site opened and when it closed. Columns, in any
        order: `site`, `start`, `end`.
    sensors
        One row per sensor: the site it belongs to. Columns, in any order: `sensor`, `site`, `kind`
        (optional).
    capacity
        Most persons that can be inside any site, 0 to 10^12. By default there is no limit.
    causal
        True gives the live form: each bin is computed from what is known at its end.
    close_after_s
        Time after closing until which the last persons leave, in seconds, 0 to 86400; it ends with
        the next opening.
    close_empty
        True takes a site to be empty at the end of each opening of the table hours or of
        `open_hours`.
    day_start
        Wall-clock time at which the counting day starts, from "00:00" to "23:59".
    leak
        Persons who may pass unseen in each bin and direction, 0.001 to 1: what a correction can be
        made of where nobody was counted.
    method
        How a change of a count is priced. "relative": by its ratio (I-divergence): entries are
        multiplied and exits divided by one factor. "least_squares": by its square over the count:
        entries grow and exits shrink by one share.
    night_cap
        Most persons that are inside at `night_time`, 0 to 10^12, for sites that never close. By
        default there is no limit.
    night_time
        Wall-clock time at which `night_cap` holds every day, from "00:00" to "23:59".
    open_hours
        Weekly opening hours of all sites on the local clock, such as "Mon-Fri 09:00-21:00; Sat
        10:00-20:00; Sun closed"; the table hours says it per site and day. By default nothing is
        known of closings.
    scale_error
        Relative standard error of all counts together, 0 to 1, which no anchor shows: doors that
        miss the same share of entries and exits still add up to 0. Use the error of calibration
        where there is one.
    time_zone
        Time zone of days and opening hours: an IANA name, "UTC" or an offset. By default UTC.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    OccupancyResult
        occupancy

        One row per site and bin: the corrected flow and the number of persons inside at the end of
        the bin. Rows are sorted by site, start.

        - `site` (text; 门店): Name of the site.
        - `start` (time; 开始时间): Start of the bin; it belongs to the bin.
        - `end` (time; 结束时间): End of the bin; it does not belong to the bin.
        - `entries` (whole, persons; 进店人次): Persons who entered, corrected.
        - `exits` (whole, persons; 出店人次): Persons who left, corrected.
        - `entries_raw` (number, persons, may be null; 进店原始值): Entries of all doors as given;
          null where no door has a value.
        - `exits_raw` (number, persons, may be null; 出店原始值): Exits of all doors as given; null
          where no door has a value.
        - `occupancy` (whole, persons; 在店人数): Persons inside at the end of the bin.
        - `occupancy_low` (number, persons; 在店下限): Lower end of the 90 % interval of the
          occupancy.
        - `occupancy_high` (number, persons; 在店上限): Upper end of the 90 % interval of the
          occupancy.
        - `coverage` (number; 覆盖率): Share of the doors and of the bin that counts cover, 0 to 1.
        - `imputed_share` (number; 补数占比): Share of the persons of the bin that was estimated
          before the correction, 0 to 1.
        - `flags` (flags; 标记): What was found and done at any door, one bit each.
        occupancy_days

        One row per site and counting day. Rows are sorted by site, day.

        - `site` (text; 门店): Name of the site.
        - `day` (date; 营业日): Counting day in which the bin starts.
        - `entries` (whole, persons; 进店人次): Persons who entered, corrected.
        - `exits` (whole, persons; 出店人次): Persons who left, corrected.
        - `drift` (number, persons; 漂移): Persons whom the counts of the day made up (above 0) or
          lost: entries less exits as given, less the corrected change of occupancy.
        - `factor` (number, may be null; 修正系数): What entries were multiplied and exits divided
          by, as a mean of the day; null where a direction has no count.
        - `changed_share` (number, may be null; 修正占比): Persons added or taken away over all
          persons counted, 0 upward; null where nobody was counted.
        - `anchors` (whole; 锚点数): Known occupancies and ranges that the day had to keep to.
        - `peak` (whole, persons; 峰值在店): Largest occupancy at the end of a bin; between the ends
          it may have been larger.
        - `mean` (number, persons; 平均在店): Mean occupancy over the bins.
        - `person_hours` (number, h; 人时): Time spent inside by all persons together.
        - `coverage` (number; 覆盖率): Share of the doors and of the bins that counts cover, 0 to 1.
        - `imputed_share` (number, may be null; 补数占比): Share of the persons that was estimated
          before the correction, 0 to 1; null where nobody was counted.
        occupancy_sensors

        One row per door: how much of the drift of its site it explains. Rows are sorted by site,
        sensor.

        - `site` (text; 门店): Name of the site.
        - `sensor` (text; 传感器): Name of the sensor.
        - `entries` (number, persons, may be null; 进店人次): Persons who entered as given; null
          where it never counts them.
        - `exits` (number, persons, may be null; 出店人次): Persons who left as given; null where it
          never counts them.
        - `traffic_share` (number, may be null; 客流占比): Its share of the persons counted at the
          site, 0 to 1; null where there are none.
        - `drift` (number, persons, may be null; 漂移): Persons whom it made up (above 0) or lost:
          the part of the drift that goes with its traffic; null without anchors.
        - `drift_low` (number, persons, may be null; 漂移下限): Lower end of the 90 % interval of
          the drift.
        - `drift_high` (number, persons, may be null; 漂移上限): Upper end of the 90 % interval of
          the drift.
        - `correction_share` (number, may be null; 修正占比): Its share of the drift of all doors,
          each taken without its sign, 0 to 1.
        - `exits_factor` (number, may be null; 出店系数): What its exits would have to be multiplied
          by if its entries are right.
        - `exits_factor_low` (number, may be null; 系数下限): Lower end of the 90 % interval of the
          factor.
        - `exits_factor_high` (number, may be null; 系数上限): Upper end of the 90 % interval of the
          factor.

    Raises
    ------
    KeliuError
        KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME, KELIU_UNEXPECTED_NULL,
        KELIU_COUNT_RANGE, KELIU_VALUE_RANGE, KELIU_NOT_FINITE, KELIU_NOT_WHOLE,
        KELIU_TIME_OUT_OF_RANGE, KELIU_INTERVAL_REVERSED, KELIU_BINS_REPEATED, KELIU_GRIDS_DIFFER,
        KELIU_DIRECTION_MISSING, KELIU_ANCHORS_CONFLICT, KELIU_ANCHOR_OUTSIDE, KELIU_DUPLICATE_ROW,
        KELIU_TABLE_MISSING where tables name several sites and sensors is not given,
        KELIU_LIMIT_TABLE, KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN.
    """
    tables = several_tables(
        "occupancy",
        {
            "clean_counts": clean_counts,
            "anchors": anchors,
            "hours": hours,
            "sensors": sensors,
        },
        {
            "capacity": capacity,
            "causal": causal,
            "close_after_s": close_after_s,
            "close_empty": close_empty,
            "day_start": day_start,
            "leak": leak,
            "method": method,
            "night_cap": night_cap,
            "night_time": night_time,
            "open_hours": open_hours,
            "scale_error": scale_error,
            "time_zone": time_zone,
        },
        columns,
        progress,
    )
    return OccupancyResult(**tables)


class DwellFromCountsResult(NamedTuple):
    """The tables of `dwell_from_counts`."""

    dwell_from_counts: Table
    """One row per site for all days together, and one per day where asked for."""
    dwell_distribution: Table
    """One row per site and stretch of dwell, for sites whose law can be told."""


def dwell_from_counts(
    occupancy: TableLike,
    *,
    block_h: int = 3,
    closing: str | None = None,
    closing_margin_s: float = 1800.0,
    day_start: str = "00:00",
    family: DwellFamily = "best",
    min_days: int = 5,
    period: DwellPeriod = "all",
    refine: bool = False,
    replicates: int = 200,
    seed: int = 0,
    time_zone: str | None = None,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> DwellFromCountsResult:
    """Tells how long persons stay from counts at the doors alone: the mean without any model, sharp
    bounds of its spread, and, where the counts allow it, the law of the dwell with median and 90th
    percentile.

    Parameters
    ----------
    occupancy
        One row per site and bin: who entered, who left, and how many are inside at the end of the
        bin. Columns, in any order: `site`, `start`, `end`, `entries` (may be null), `exits` (may be
        null), `occupancy` (may be null).
    block_h
        Length of the blocks of hours of arrival, from midnight on, in hours, 1 to 12.
    closing
        Wall-clock time of closing, such as "22:00". By default the last bin of the day with any
        flow.
    closing_margin_s
        Exits this long before closing are left out of the fit, in seconds, 0 to 14400: closing
        sends persons away.
    day_start
        Wall-clock time at which the counting day starts, from "00:00" to "23:59".
    family
        The law that the dwell follows. "best": all three, each by how likely the exits are under
        it. "lognormal": the logarithm of the dwell is normal. "gamma": the gamma law. "weibull":
        the law of Weibull.
    min_days
        Days that a law needs at least, 2 to 366.
    period
        The rows beside the one of all days together. "all": no further rows. "day": one row per
        counting day: mean and bounds; a law needs several days. "block": one row per block of hours
        of arrival, on all days together, where a law can be told.
    refine
        Moves the shares of `dwell_distribution` from the law towards the exits by twenty steps of
        expectation maximization.
    replicates
        How many laws are drawn for the intervals, 20 to 2000.
    seed
        Decides the draws: the same seed gives the same intervals.
    time_zone
        Time zone of days: an IANA name, "UTC" or an offset. By default UTC.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    DwellFromCountsResult
        dwell_from_counts

        One row per site for all days together, and one per day where asked for. Rows are sorted by
        site, period, all days together first.

        - `site` (text; 门店): Name of the site.
        - `period` (text; 周期): The day, such as 2026-03-01, the hours of arrival, such as
          09:00-12:00, or `all` for all days together.
        - `start` (time; 开始时间): Start of the first bin.
        - `end` (time; 结束时间): End of the last bin.
        - `visitors` (number, persons; 客流): Persons who entered on the days that can be used.
        - `person_s` (number, persons s; 总停留时长): The time that all persons spent inside, by the
          occupancy.
        - `mean_s` (number, s, may be null; 平均停留): Mean dwell: time spent inside per visitor
          (Little's law over a finite horizon), for hours of arrival by the law; null where nobody
          came.
        - `mean_low_s` (number, s, may be null; 平均停留下限): The least that the mean can be, given
          those inside at the start; for hours of arrival the lower end of its 90 % interval.
        - `mean_high_s` (number, s, may be null; 平均停留上限): The most that the mean can be, if
          those inside at the end stay once more as long as they have; for hours of arrival the
          upper end of its 90 % interval.
        - `sd_fifo_s` (number, s, may be null; 停留标准差下界): Standard deviation of the dwell if
          those who came first leave first: no law has less.
        - `sd_lifo_s` (number, s, may be null; 停留标准差上界): Standard deviation of the dwell if
          those who came last leave first: no law has more.
        - `family` (text, may be null; 分布族): The law with the most weight: lognormal, gamma or
          weibull; null where none can be told.
        - `spread` (number, may be null; 离散参数): Its spread: standard deviation of the logarithm
          (lognormal), coefficient of variation (gamma), inverse exponent (weibull).
        - `median_s` (number, s, may be null; 停留中位数): Median of how long persons stayed,
          closing included; null where it cannot be told.
        - `median_low_s` (number, s, may be null; 中位数下限): Lower end of the 90 % interval of the
          median.
        - `median_high_s` (number, s, may be null; 中位数上限): Upper end of the 90 % interval of
          the median.
        - `p90_s` (number, s, may be null; 停留九十分位): The dwell that nine of ten persons did not
          exceed, closing included; null where it cannot be told.
        - `p90_low_s` (number, s, may be null; 九十分位下限): Lower end of the 90 % interval of the
          90th percentile.
        - `p90_high_s` (number, s, may be null; 九十分位上限): Upper end of the 90 % interval of the
          90th percentile.
        - `information` (number, may be null; 费舍尔信息): What the exits say about the logarithm of
          the spread, one over its variance; null where there is no fit.
        - `identifiable` (truth; 可识别): True if the counts tell median and 90th percentile.
        - `reason` (text, may be null; 原因): Why they do not: `no_days`, `no_visitors`,
          `uneven_bins`, `few_days`, `flat` or `wide`; null where they do.
        - `days` (whole, d; 可用天数): Days that could be used.
        - `coverage` (number; 覆盖率): Share of the time of all days that the usable days cover, 0
          to 1.
        dwell_distribution

        One row per site and stretch of dwell, for sites whose law can be told. Rows are sorted by
        site, from_s.

        - `site` (text; 门店): Name of the site.
        - `from_s` (number, s; 停留自): Shortest dwell of the stretch; it belongs to it.
        - `to_s` (number, s, may be null; 停留至): Longest dwell of the stretch; it does not belong
          to it; null for the last one, which has no end.
        - `probability` (number; 占比): Share of persons with such a dwell, 0 to 1.
        - `cumulative` (number; 累计占比): Share of persons with such a dwell or a shorter one, 0 to
          1.
        - `low` (number; 累计占比下限): Lower end of the 90 % interval of the cumulative share.
        - `high` (number; 累计占比上限): Upper end of the 90 % interval of the cumulative share.

    Raises
    ------
    KeliuError
        KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_UNEXPECTED_NULL, KELIU_NAIVE_TIME,
        KELIU_COUNT_RANGE, KELIU_NOT_FINITE, KELIU_TIME_OUT_OF_RANGE, KELIU_INTERVAL_REVERSED,
        KELIU_BINS_REPEATED, KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN.
    """
    tables = several_tables(
        "dwell_from_counts",
        {
            "occupancy": occupancy,
        },
        {
            "block_h": block_h,
            "closing": closing,
            "closing_margin_s": closing_margin_s,
            "day_start": day_start,
            "family": family,
            "min_days": min_days,
            "period": period,
            "refine": refine,
            "replicates": replicates,
            "seed": seed,
            "time_zone": time_zone,
        },
        columns,
        progress,
    )
    return DwellFromCountsResult(**tables)


class NetworkFlowsResult(NamedTuple):
    """The tables of `network_flows`."""

    network_flows: Table
    """One row per period, sensor and direction: the count, and the flow that agrees with all
    others."""
    network_zones: Table
    """One row per period and zone."""
    network_occupancy: Table
    """One row per zone and bin, for periods in which every flow is told."""
    network_sensors: Table
    """One row per sensor and direction, over all periods."""


def network_flows(
    clean_counts: TableLike,
    edges: TableLike,
    *,
    alpha: float = 0.05,
    cv: float = 0.02,
    day_start: str = "00:00",
    period: BalancePeriod = "day",
    time_zone: str | None = None,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> NetworkFlowsResult:
    """Makes the counts of all doors, stairs and passages of a building agree: what comes into a
    zone leaves it. Gives the flows nearest to the counts for which this holds, and names the sensor
    that does not fit.

    Parameters
    ----------
    clean_counts
        One row per sensor and bin, as clean_counts or regular_counts give them: the value, and
        where it was repaired the raw count beside it. Columns, in any order: `sensor`, `start`,
        `end`, `entries` (optional), `exits` (optional), `entries_low` (optional), `entries_high`
        (optional), `exits_low` (optional), `exits_high` (optional), `coverage` (optional), `flags`
        (optional).
    edges
        One row per sensor: its entries go from one zone to the other, its exits the other way.
        `outside` is everything that is no zone. Columns, in any order: `sensor`, `from_zone`,
        `to_zone`, `cv` (optional).
    alpha
        Probability with which any sensor at all is suspected although none is wrong, 0.000001 to
        0.5.
    cv
        Relative error of a sensor for which the table `edges` gives none, 0 to 1.
    day_start
        Wall-clock time at which the counting day starts, from "00:00" to "23:59".
    period
        The time over which every zone must balance: as many persons leave it as come into it.
        "day": counting days: zones are empty when one ends. "week": iSO weeks of counting days.
        "month": months of counting days. "all": the whole time.
    time_zone
        Time zone of the periods: an IANA name, "UTC" or an offset. By default UTC.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    NetworkFlowsResult
        network_flows

        One row per period, sensor and direction: the count, and the flow that agrees with all
        others. Rows are sorted by period, sensor, entries before exits.

        - `period` (text; 周期): The period: 2026-03-01, 2026-W09, 2026-03, or `all`.
        - `start` (time; 开始时间): Start of the period.
        - `end` (time; 结束时间): End of the period.
        - `sensor` (text; 传感器): Name of the sensor.
        - `from_zone` (text; 来自区域): The zone that the flow leaves, or `outside`.
        - `to_zone` (text; 去往区域): The zone that the flow comes into, or `outside`.
        - `flow_raw` (number, persons, may be null; 原始人次): Persons counted; null where nothing
          was.
        - `flow` (number, persons, may be null; 调和人次): Persons who balance every zone; null
          where the flow was not counted and the others do not tell it.
        - `low` (number, persons, may be null; 人次下限): Lower end of the 90 % interval of the
          flow.
        - `high` (number, persons, may be null; 人次上限): Upper end of the 90 % interval of the
          flow.
        - `correction` (number, may be null; 修正系数): Flow over count; null where nobody was
          counted.
        - `z` (number, may be null; 偏离): How far the count is above (below, if negative) what the
          other flows say, in standard errors; null where they say nothing.
        - `suspect` (truth; 可疑): True if this is the largest deviation of the period and it is
          beyond chance; flows that deviate alike are all marked.
        - `coverage` (number; 覆盖率): Share of the time in which the flow was counted, 0 to 1.
        network_zones

        One row per period and zone. Rows are sorted by period, zone.

        - `period` (text; 周期): The period.
        - `start` (time; 开始时间): Start of the period.
        - `end` (time; 结束时间): End of the period.
        - `zone` (text; 区域): Name of the zone.
        - `entries` (number, persons, may be null; 进入人次): Persons who came into the zone, after
          balancing; null where one of the flows is.
        - `exits` (number, persons, may be null; 离开人次): Persons who left the zone, after
          balancing; as many.
        - `occupancy_peak` (number, persons, may be null; 峰值在场人数): Most persons inside at the
          end of a bin; null where a flow is not told or bins of sensors differ.
        - `occupancy_mean` (number, persons, may be null; 平均在场人数): Mean of the persons inside
          over the time that has bins.
        - `imbalance_raw` (number, persons; 原始差额): Counts into the zone minus counts out of it.
        - `chi_square` (number; 卡方): What the counts of the whole network miss balance by, in
          chi-square.
        - `p` (number; 显著性): Probability of a chi-square as large, if no sensor is wrong.
        - `coverage` (number; 覆盖率): Lowest coverage of the flows of the zone, 0 to 1.
        network_occupancy

        One row per zone and bin, for periods in which every flow is told. Rows are sorted by start,
        zone.

        - `zone` (text; 区域): Name of the zone.
        - `start` (time; 开始时间): Start of the bin; it belongs to the bin.
        - `end` (time; 结束时间): End of the bin; it does not belong to the bin.
        - `entries` (number, persons; 进入人次): Persons who came into the zone.
        - `exits` (number, persons; 离开人次): Persons who left the zone.
        - `occupancy` (number, persons; 在场人数): Persons inside at the end of the bin.
        network_sensors

        One row per sensor and direction, over all periods. Rows are sorted by sensor, entries
        before exits.

        - `sensor` (text; 传感器): Name of the sensor.
        - `direction` (text; 方向): `entries` or `exits`.
        - `z` (number, may be null; 偏离): How far the counts are above (below, if negative) what
          the other flows say, in standard errors; null where they say nothing.
        - `p` (number, may be null; 显著性): Probability that any flow deviates so far if no sensor
          is wrong.
        - `suspect` (truth; 可疑): True if the counts are off by a factor beyond chance; flows that
          the data cannot tell apart are all marked.
        - `factor` (number, may be null; 修正系数): The factor that mends the counts, if no other
          sensor is wrong; null where the other flows say nothing.
        - `factor_low` (number, may be null; 系数下限): Lower end of the 90 % interval of the
          factor.
        - `factor_high` (number, may be null; 系数上限): Upper end of the 90 % interval of the
          factor.
        - `persons` (number, persons; 原始人次): Persons counted.
        - `coverage` (number; 覆盖率): Share of the time in which the flow was counted, 0 to 1.

    Raises
    ------
    KeliuError
        KELIU_TABLE_MISSING, KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_UNEXPECTED_NULL,
        KELIU_NAIVE_TIME, KELIU_COUNT_RANGE, KELIU_VALUE_RANGE, KELIU_NOT_FINITE,
        KELIU_TIME_OUT_OF_RANGE, KELIU_INTERVAL_REVERSED, KELIU_BINS_REPEATED,
        KELIU_BIN_SPANS_PERIODS, KELIU_DUPLICATE_ROW, KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN.
    """
    tables = several_tables(
        "network_flows",
        {
            "clean_counts": clean_counts,
            "edges": edges,
        },
        {
            "alpha": alpha,
            "cv": cv,
            "day_start": day_start,
            "period": period,
            "time_zone": time_zone,
        },
        columns,
        progress,
    )
    return NetworkFlowsResult(**tables)


class ZoneVisitsResult(NamedTuple):
    """The tables of `zone_visits`."""

    zone_visits: Table
    """One row per visit of a zone by a track."""
    zone_time: Table
    """One row per zone and three more: where the time of all tracks went."""


def zone_visits(
    points: TableLike,
    zones: TableLike,
    *,
    enter_s: float = 0.6,
    hysteresis_m: float = 0.2,
    leave_s: float = 1.5,
    max_gap_s: float = 3.0,
    merge_s: float = 3.0,
    min_dwell_s: float = 0.0,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> ZoneVisitsResult:
    """Visits of zones, one row each with the instants at which the boundary was crossed, and where
    all the time of the tracks went.

    Parameters
    ----------
    points
        One row per track and time: where a tracked person was. Columns, in any order; sorted by
        track and time is fastest: `track`, `time`, `x`, `y`, `floor` (optional).
    zones
        One row per zone and version: a polygon on a floor, with a name. Columns, in any order:
        `zone`, `polygon`, `kind` (optional), `floor` (optional), `from` (optional), `until`
        (optional).
    enter_s
        How long a track must stay that far inside for a visit to begin, in seconds, 0 to 3600.
    hysteresis_m
        How far beyond the boundary a track must be for a change of sides to count, in meters, 0 to
        10. It removes visits made by noise; the times that are reported are those of the crossing.
    leave_s
        How long a track must stay that far outside for a visit to end, in seconds, 0 to 3600.
    max_gap_s
        Longest time between two points of a track that still belong together, in seconds, 0.001 to
        86400. Time in longer gaps is unobserved: it is in no zone, and a visit ends where the gap
        begins.
    merge_s
        Visits of one zone less than this apart are one, in seconds, 0 to 86400.
    min_dwell_s
        Visits shorter than this are left out, in seconds, 0 to 86400. Their time stays in
        `zone_time`.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    ZoneVisitsResult
        zone_visits

        One row per visit of a zone by a track. Rows are sorted by track, enter, zone as in the
        table zones.

        - `track` (id; 轨迹): Id of the track.
        - `zone` (text; 区域): Name of the zone.
        - `enter` (time; 进入时间): When the boundary was crossed inward, or the track begins
          inside.
        - `exit` (time; 离开时间): When the boundary was crossed outward, or the track is lost.
        - `dwell_s` (number, s; 停留时长): Time from enter to exit.
        - `inside_s` (number, s; 区内时长): Time inside the boundary between enter and exit, to the
          microsecond.
        - `start_seen` (truth; 起点可见): False where the visit may have begun earlier: the track or
          the zone begins with the person inside.
        - `end_seen` (truth; 终点可见): False where the visit may have lasted longer: the track is
          lost or the zone ends with the person inside.
        zone_time

        One row per zone and three more: where the time of all tracks went. Rows are sorted by zone
        as in the table zones, then outside, unobserved and total.

        - `zone` (text; 区域): Name of the zone; outside, unobserved and total in the last three
          rows.
        - `kind` (text; 类型): What the row tells: zone, outside, unobserved (gaps) or total (from
          the first to the last point of every track).
        - `inside_s` (number, s; 区内时长): Time inside, counted in every zone that the person is
          in.
        - `exclusive_s` (number, s; 独占时长): Time counted once, in the smallest zone that the
          person is in. All rows but the last add up to the last, to the microsecond.
        - `visits` (whole; 到访次数): Visits of the zone in `zone_visits`.
        - `tracks` (whole; 轨迹数): Tracks with time in the zone, in none, in gaps, and all.

    Raises
    ------
    KeliuError
        KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_UNEXPECTED_NULL, KELIU_NAIVE_TIME,
        KELIU_TIME_OUT_OF_RANGE, KELIU_NOT_FINITE, KELIU_VALUE_RANGE (coordinates over 67,108 m; ids
        below 0), KELIU_SHAPE_UNREADABLE, KELIU_SHAPE_INVALID, KELIU_INTERVAL_REVERSED,
        KELIU_OPTION_RANGE, KELIU_OPTION_TYPE, KELIU_OPTION_UNKNOWN; in parts also
        KELIU_PARTS_INTERLEAVE, KELIU_STATE_MISMATCH, KELIU_STATE_INVALID.
    """
    tables = several_tables(
        "zone_visits",
        {
            "points": points,
            "zones": zones,
        },
        {
            "enter_s": enter_s,
            "hysteresis_m": hysteresis_m,
            "leave_s": leave_s,
            "max_gap_s": max_gap_s,
            "merge_s": merge_s,
            "min_dwell_s": min_dwell_s,
        },
        columns,
        progress,
    )
    return ZoneVisitsResult(**tables)


class GateCrossingsResult(NamedTuple):
    """The tables of `gate_crossings`."""

    gate_crossings: Table
    """One row per passage of a gate by a track."""
    gate_totals: Table
    """One row per gate: all its passages."""


def gate_crossings(
    points: TableLike,
    gates: TableLike,
    *,
    hysteresis_m: float = 0.3,
    infer_gap_s: float = 10.0,
    max_gap_s: float = 3.0,
    u_turn_s: float = 10.0,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> GateCrossingsResult:
    """Passages of gates, one row each with instant and direction: gross, net of U-turns, and
    without the noise of persons who linger on the line.

    Parameters
    ----------
    points
        One row per track and time: where a tracked person was. Columns, in any order; sorted by
        track and time is fastest: `track`, `time`, `x`, `y`, `floor` (optional).
    gates
        One row per gate and version: a line on a floor, with a name. Columns, in any order: `gate`,
        `line`, `floor` (optional), `from` (optional), `until` (optional).
    hysteresis_m
        How far from the gate a track must go between two crossings for both to count, in meters, 0
        to 10. Crossings with less between them are taken together, so that noise on the line is no
        traffic.
    infer_gap_s
        Gaps up to this length are bridged by a straight line, and what is crossed there is marked
        as inferred, in seconds, 0 to 86400. 0: nothing is inferred.
    max_gap_s
        Longest time between two points of a track that still belong together, in seconds, 0.001 to
        86400. What is crossed in a longer gap is inferred.
    u_turn_s
        Two crossings in opposite directions within this time are a U-turn and count neither in nor
        out net, in seconds, 0 to 86400.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    GateCrossingsResult
        gate_crossings

        One row per passage of a gate by a track. Rows are sorted by track, time, gate as in the
        table gates.

        - `track` (id; 轨迹): Id of the track.
        - `gate` (text; 门线): Name of the gate.
        - `time` (time; 时间): When the line was crossed for good; for a hesitation, for the first
          time.
        - `direction` (whole; 方向): 1 for in (seen along the gate, from its left to its right), -1
          for out.
        - `kind` (text; 类型): `crossing`, `u_turn` (one of two that undo each other) or
          `hesitation` (crossed and crossed back without going far).
        - `net` (whole, persons; 净人数): What it adds to the persons on the right of the gate: the
          direction for a crossing, 0 for the others.
        - `touches` (whole; 触线次数): How often the line was crossed in this passage.
        - `inferred` (truth; 推断): True if it lies in a gap of the track: time and place are those
          of a straight line.
        gate_totals

        One row per gate: all its passages. Rows are sorted by gate as in the table gates.

        - `gate` (text; 门线): Name of the gate.
        - `gross_in` (whole; 进入总数): Crossings inward, those of U-turns included.
        - `gross_out` (whole; 离开总数): Crossings outward, those of U-turns included.
        - `net_in` (whole; 净进入): Crossings inward without U-turns.
        - `net_out` (whole; 净离开): Crossings outward without U-turns.
        - `u_turns` (whole; 折返次数): Pairs of crossings that undo each other.
        - `hesitations` (whole; 徘徊次数): Times somebody stepped over the line and back.
        - `inferred` (whole; 推断次数): Passages of any kind that lie in gaps.
        - `tracks` (whole; 轨迹数): Tracks with a crossing, those of U-turns included.

    Raises
    ------
    KeliuError
        KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_UNEXPECTED_NULL, KELIU_NAIVE_TIME,
        KELIU_TIME_OUT_OF_RANGE, KELIU_NOT_FINITE, KELIU_VALUE_RANGE (coordinates over 67,108 m; ids
        below 0), KELIU_SHAPE_UNREADABLE, KELIU_SHAPE_INVALID (a line without length),
        KELIU_INTERVAL_REVERSED, KELIU_OPTION_RANGE, KELIU_OPTION_TYPE, KELIU_OPTION_UNKNOWN; in
        parts also KELIU_PARTS_INTERLEAVE, KELIU_STATE_MISMATCH, KELIU_STATE_INVALID.
    """
    tables = several_tables(
        "gate_crossings",
        {
            "points": points,
            "gates": gates,
        },
        {
            "hysteresis_m": hysteresis_m,
            "infer_gap_s": infer_gap_s,
            "max_gap_s": max_gap_s,
            "u_turn_s": u_turn_s,
        },
        columns,
        progress,
    )
    return GateCrossingsResult(**tables)


class DwellSummaryResult(NamedTuple):
    """The tables of `dwell_summary`."""

    dwell_summary: Table
    """One row per zone and period in which a visit begins."""
    dwell_quantiles: Table
    """One row per zone, period and share that was asked for."""
    dwell_bins: Table
    """One row per zone, period and stretch of dwell between two edges."""


def dwell_summary(
    zone_visits: TableLike,
    *,
    confidence: float = 0.9,
    day_start: str = "00:00",
    edges_s: Sequence[float] = (5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0),
    period: VisitPeriod = "all",
    quantiles: Sequence[float] = (0.25, 0.5, 0.75, 0.9),
    tau_s: float | None = None,
    time_zone: str | None = None,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> DwellSummaryResult:
    """Tells how long visits of zones last, with visits that were cut short counted for what is
    known of them: median, quantiles, restricted mean and the law of the dwell, each with its
    interval, by zone and by period.

    Parameters
    ----------
    zone_visits
        One row per visit of a zone, as zone_visits gives them or any other source. Columns, in any
        order: `track`, `zone`, `enter`, `exit`, `dwell_s` (optional), `start_seen` (optional),
        `end_seen` (optional).
    confidence
        Probability that intervals are made for, 0.5 to 0.999.
    day_start
        Wall-clock time at which the counting day starts, from "00:00" to "23:59".
    edges_s
        Edges of the stretches of `dwell_bins` in seconds, ascending, above 0 and up to 604800; at
        most 100.
    period
        What visits are put together by, beside their zone: the period in which they begin. "all":
        all visits together. "hour": hours of the local day. "day": counting days. "week": iSO
        weeks, Monday first. "month": months. "hour_of_day": the 24 hours of the day, all days
        together. "hour_of_week": the 168 hours of the week, all weeks together.
    quantiles
        Shares whose dwell is given in `dwell_quantiles`, ascending, each between 0 and 1; at most
        100.
    tau_s
        Dwell up to which the restricted mean counts, in seconds, above 0 and up to 604800. By
        default the longest dwell seen in each row; give one to compare zones.
    time_zone
        Time zone of periods: an IANA name, "UTC" or an offset. By default UTC.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    DwellSummaryResult
        dwell_summary

        One row per zone and period in which a visit begins. Rows are sorted by zone, period.

        - `zone` (text; 区域): Name of the zone.
        - `period` (text; 周期): The period in which the visits begin: all,
          2026-03-01T10:00:00+08:00, 2026-03-01, 2026-W09, 2026-03, 10:00 or Mon 10:00.
        - `start` (time, may be null; 开始时间): Start of the period; null for all visits together
          and for hours of the day or week.
        - `end` (time, may be null; 结束时间): End of the period; null for all visits together and
          for hours of the day or week.
        - `visits` (whole; 访问次数): Visits.
        - `visitors` (whole; 访客数): Different tracks among them.
        - `cut` (whole; 截断次数): Visits of which the start or the end was not seen: they lasted at
          least as long as was seen.
        - `cut_share` (number; 截断占比): Share of the visits that were cut, 0 to 1.
        - `person_s` (number, persons s; 人·秒): Time that all visits lasted together, as far as it
          was seen.
        - `mean_s` (number, s; 平均停留(含截断)): Mean of all visits as if none were cut: too short
          where some are.
        - `mean_whole_s` (number, s, may be null; 平均停留(仅完整)): Mean of the visits seen from
          end to end: too short where long visits are cut more often; null where there is none.
        - `median_s` (number, s, may be null; 停留中位数): Dwell that half of the visits do not
          exceed; null where the curve does not come down to a half.
        - `median_low_s` (number, s, may be null; 中位数下限): Lower end of the interval of the
          median; null where the visits are too few to tell.
        - `median_high_s` (number, s, may be null; 中位数上限): Upper end of the interval of the
          median; null where the visits are too few to tell.
        - `rmst_s` (number, s, may be null; 限定平均停留): Mean dwell of which what exceeds `tau_s`
          is taken off; null where fewer visits than that are known so far.
        - `rmst_low_s` (number, s, may be null; 限定平均停留下限): Lower end of the interval of the
          restricted mean; null with fewer than two whole visits.
        - `rmst_high_s` (number, s, may be null; 限定平均停留上限): Upper end of the interval of the
          restricted mean; null with fewer than two whole visits.
        - `tau_s` (number, s; 限定时长): The dwell up to which the restricted mean counts.
        - `longest_s` (number, s; 最长停留): Longest dwell that was seen.
        - `tail_share` (number, may be null; 超出观测占比): Share of the visits that last longer
          than all that was seen, 0 to 1; null where no visit was seen to its end.
        dwell_quantiles

        One row per zone, period and share that was asked for. Rows are sorted by zone, period,
        share.

        - `zone` (text; 区域): Name of the zone.
        - `period` (text; 周期): The period in which the visits begin.
        - `share` (number; 分位): Share of the visits that do not last longer, 0 to 1.
        - `dwell_s` (number, s, may be null; 停留时长): The dwell that this share of the visits does
          not exceed; null where the curve does not come down that far.
        - `low_s` (number, s, may be null; 下限): Lower end of its interval; null where the visits
          are too few to tell.
        - `high_s` (number, s, may be null; 上限): Upper end of its interval; null where the visits
          are too few to tell.
        dwell_bins

        One row per zone, period and stretch of dwell between two edges. Rows are sorted by zone,
        period, from_s.

        - `zone` (text; 区域): Name of the zone.
        - `period` (text; 周期): The period in which the visits begin.
        - `from_s` (number, s; 停留自): Shortest dwell of the stretch; it belongs to it.
        - `to_s` (number, s, may be null; 停留至): Longest dwell of the stretch; it does not belong
          to it; null for the last one, which has no end.
        - `visits` (whole; 访问次数): Visits that were seen for so long.
        - `cut` (whole; 截断次数): Those of them that were cut, and may have lasted longer.
        - `share` (number, may be null; 占比): Share of visits with such a dwell, by the curve, 0 to
          1; null beyond what was seen.
        - `cumulative` (number, may be null; 累计占比): Share of visits with such a dwell or a
          shorter one, 0 to 1; null beyond what was seen.
        - `low` (number, may be null; 累计占比下限): Lower end of the interval of the cumulative
          share; null where nothing or all of it is known to be shorter.
        - `high` (number, may be null; 累计占比上限): Upper end of the interval of the cumulative
          share; null where nothing or all of it is known to be shorter.

    Raises
    ------
    KeliuError
        KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_UNEXPECTED_NULL, KELIU_NAIVE_TIME,
        KELIU_VALUE_RANGE, KELIU_NOT_FINITE, KELIU_TIME_OUT_OF_RANGE, KELIU_INTERVAL_REVERSED,
        KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN.
    """
    tables = several_tables(
        "dwell_summary",
        {
            "zone_visits": zone_visits,
        },
        {
            "confidence": confidence,
            "day_start": day_start,
            "edges_s": edges_s,
            "period": period,
            "quantiles": quantiles,
            "tau_s": tau_s,
            "time_zone": time_zone,
        },
        columns,
        progress,
    )
    return DwellSummaryResult(**tables)


class ZoneOccupancyResult(NamedTuple):
    """The tables of `zone_occupancy`."""

    zone_occupancy: Table
    """One row per zone and slot, from the slot of the first entry to that of the last exit of
    all zones."""
    zone_hours: Table
    """One row per zone and hour of the day, all days together: the matrix of zones by hours."""


def zone_occupancy(
    zone_visits: TableLike,
    *,
    day_start: str = "00:00",
    edges: SlotEdges = "visits",
    interval_s: int = 3600,
    max_bins: int = 5_000_000,
    time_zone: str | None = None,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> ZoneOccupancyResult:
    """Tells how many visitors are in each zone, slot by slot: time-weighted mean, median, 90th and
    95th percentile, peak, person-seconds and different visitors, and the matrix of zones by hours
    of the day.

    Parameters
    ----------
    zone_visits
        One row per visit of a zone, as zone_visits gives them or any other source. Columns, in any
        order: `track`, `zone`, `enter`, `exit`, `dwell_s` (optional), `start_seen` (optional),
        `end_seen` (optional).
    day_start
        Wall-clock time at which the counting day starts, from "00:00" to "23:59"; slots are counted
        from it.
    edges
        What was observed of the first and the last slot. "visits": from the first entry to the last
        exit of all zones. "whole": the whole of both slots: nobody was there before the first entry
        and after the last exit.
    interval_s
        Length of a slot in seconds; it divides a day: 60, 900, 3600, 86400.
    max_bins
        Largest number of rows of the result, 1 to 1000000000: zones times slots.
    time_zone
        Time zone of slots and hours: an IANA name, "UTC" or an offset. By default UTC.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    ZoneOccupancyResult
        zone_occupancy

        One row per zone and slot, from the slot of the first entry to that of the last exit of all
        zones. Rows are sorted by zone, start.

        - `zone` (text; 区域): Name of the zone.
        - `start` (time; 开始时间): Start of the slot.
        - `end` (time; 结束时间): End of the slot.
        - `mean` (number, persons, may be null; 平均在场人数): Mean number of persons inside over
          the measured time; null where no time was measured.
        - `max` (whole, persons; 峰值在场人数): Most persons inside at a time.
        - `median` (whole, persons, may be null; 在场人数中位数): Persons inside that half of the
          measured time does not exceed; null where no time was measured.
        - `p90` (whole, persons, may be null; 在场人数九十分位): Persons inside that 90 % of the
          measured time does not exceed; null where no time was measured.
        - `p95` (whole, persons, may be null; 在场人数九十五分位): Persons inside that 95 % of the
          measured time does not exceed; null where no time was measured.
        - `person_s` (number, persons s; 人·秒): Time that all visits spent in the slot together.
        - `occupied_s` (number, s; 有人时长): Time with anybody inside.
        - `entries` (whole; 进入次数): Visits that began in the slot.
        - `exits` (whole; 离开次数): Visits that ended in the slot or with it.
        - `visitors` (whole; 访客数): Different tracks that were inside.
        - `measured_s` (number, s; 实测时长): Part of the slot that was observed.
        - `coverage` (number; 覆盖率): Measured time over the length of the slot, 0 to 1.
        zone_hours

        One row per zone and hour of the day, all days together: the matrix of zones by hours. Rows
        are sorted by zone, hour.

        - `zone` (text; 区域): Name of the zone.
        - `hour` (whole, h; 小时): The hour of the wall clock, 0 to 23.
        - `person_s` (number, persons s; 人·秒): Time that all visits spent in the hour together,
          over all days.
        - `mean` (number, persons, may be null; 平均在场人数): Mean number of persons inside over
          the measured time; null where the hour was never measured.
        - `max` (whole, persons; 峰值在场人数): Most persons inside at a time.
        - `entries` (whole; 进入次数): Visits that began in the hour.
        - `measured_s` (number, s; 实测时长): Time that was observed, over all days.

    Raises
    ------
    KeliuError
        KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_UNEXPECTED_NULL, KELIU_NAIVE_TIME,
        KELIU_VALUE_RANGE, KELIU_NOT_FINITE, KELIU_TIME_OUT_OF_RANGE, KELIU_INTERVAL_REVERSED,
        KELIU_LIMIT_BINS, KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN.
    """
    tables = several_tables(
        "zone_occupancy",
        {
            "zone_visits": zone_visits,
        },
        {
            "day_start": day_start,
            "edges": edges,
            "interval_s": interval_s,
            "max_bins": max_bins,
            "time_zone": time_zone,
        },
        columns,
        progress,
    )
    return ZoneOccupancyResult(**tables)


def queue_summary(
    zone_visits: TableLike,
    *,
    zones: TableLike | None = None,
    confidence: float = 0.9,
    day_start: str = "00:00",
    interval_s: int | None = None,
    queues: Sequence[str] = (),
    served_within_s: float = 10.0,
    services: Sequence[str] = (),
    target_s: float = 300.0,
    time_zone: str | None = None,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> Table:
    """Tells how long queues are, how long visitors wait in them, how many give up, and how many are
    served within a target, with intervals, and with those who were lost from sight counted for what
    is known of them.

    Parameters
    ----------
    zone_visits
        One row per visit of a zone, as zone_visits gives them or any other source. Columns, in any
        order: `track`, `zone`, `enter`, `exit`, `dwell_s` (optional), `start_seen` (optional),
        `end_seen` (optional).
    zones
        One row per zone and version: a polygon on a floor, with a name. Columns, in any order:
        `zone`, `polygon`, `kind` (optional), `floor` (optional), `from` (optional), `until`
        (optional).
    confidence
        Probability that intervals are made for, 0.5 to 0.999.
    day_start
        Wall-clock time at which the counting day starts, from "00:00" to "23:59"; slots are counted
        from it.
    interval_s
        Length of the slots of joining in seconds; it divides a day: 900, 3600, 86400. By default
        all visits together.
    queues
        Names of the zones in which visitors wait. By default those of kind queue in the table of
        zones.
    served_within_s
        Longest time from leaving a queue to being served, in seconds, 0 to 3600.
    services
        Names of the zones in which visitors are served. By default those of kind service in the
        table of zones; without any, nothing is said of service.
    target_s
        Wait that the service level is about, in seconds, above 0 and up to 86400.
    time_zone
        Time zone of slots: an IANA name, "UTC" or an offset. By default UTC.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    Table
        One row per queue and slot from the first entry to the last exit of all visits; one per
        queue where no slots are asked for. Rows are sorted by zone, start.

        - `zone` (text; 队列): Name of the queue.
        - `start` (time; 开始时间): Start of the slot; without slots the first moment of a visit.
        - `end` (time; 结束时间): End of the slot; without slots the last moment of a visit.
        - `length_mean` (number, persons, may be null; 平均排队人数): Mean number of persons in the
          queue over the measured time; null where no time was measured.
        - `length_p90` (whole, persons, may be null; 排队人数九十分位): Persons in the queue that 90
          % of the measured time does not exceed; null where no time was measured.
        - `length_max` (whole, persons; 最大排队人数): Most persons in the queue at a time.
        - `person_s` (number, persons s; 人·秒): Time that all spent in the queue in the slot
          together.
        - `measured_s` (number, s; 实测时长): Part of the slot between the first and the last moment
          of all visits.
        - `joined` (whole; 排队人次): Visitors who joined the queue in the slot; who joins twice
          counts twice.
        - `served` (whole, may be null; 已服务人次): Those of them who were served; null where no
          service zone is known.
        - `left` (whole, may be null; 弃队人次): Those who left without being served; null where no
          service zone is known.
        - `unknown` (whole, may be null; 结果未知人次): Those who were lost from sight, and not seen
          to be served; null where no service zone is known.
        - `joined_per_h` (number, 1/h, may be null; 每小时排队人次): Joined per hour of measured
          time; null where no time was measured.
        - `stay_mean_s` (number, s, may be null; 平均在队时长): Mean time in the queue of those who
          joined in the slot, as far as it was seen; null where nobody joined.
        - `carried_s` (number, persons s; 跨时段结转): Time in the queue in the slot, less the stays
          of those who joined in it: 0 without slots (Little's law), otherwise what was carried over
          the borders.
        - `wait_median_s` (number, s, may be null; 等待时长中位数): Wait that half of those who hold
          out do not exceed; null where too few are served to tell.
        - `wait_median_low_s` (number, s, may be null; 等待中位数下限): Lower end of its interval.
        - `wait_median_high_s` (number, s, may be null; 等待中位数上限): Upper end of its interval.
        - `wait_p90_s` (number, s, may be null; 等待时长九十分位): Wait that 90 % of those who hold
          out do not exceed; null where too few are served to tell.
        - `wait_p90_low_s` (number, s, may be null; 等待九十分位下限): Lower end of its interval.
        - `wait_p90_high_s` (number, s, may be null; 等待九十分位上限): Upper end of its interval.
        - `abandonment` (number, may be null; 弃队率): Share of those who joined that leave without
          being served, 0 to 1; null where no outcome is known.
        - `abandonment_low` (number, may be null; 弃队率下限): Lower end of its interval.
        - `abandonment_high` (number, may be null; 弃队率上限): Upper end of its interval.
        - `service_level` (number, may be null; 服务水平): Share of those who joined that are served
          within the target, 0 to 1; null where no outcome is known, or not up to the target.
        - `service_level_low` (number, may be null; 服务水平下限): Lower end of its interval.
        - `service_level_high` (number, may be null; 服务水平上限): Upper end of its interval.

    Raises
    ------
    KeliuError
        KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_UNEXPECTED_NULL, KELIU_NAIVE_TIME,
        KELIU_VALUE_RANGE, KELIU_NOT_FINITE, KELIU_TIME_OUT_OF_RANGE, KELIU_INTERVAL_REVERSED,
        KELIU_SHAPE_UNREADABLE, KELIU_SHAPE_INVALID, KELIU_LIMIT_BINS, KELIU_OPTION_RANGE,
        KELIU_TIME_ZONE_UNKNOWN.
    """
    return one_table(
        "queue_summary",
        {
            "zone_visits": zone_visits,
            "zones": zones,
        },
        {
            "confidence": confidence,
            "day_start": day_start,
            "interval_s": interval_s,
            "queues": queues,
            "served_within_s": served_within_s,
            "services": services,
            "target_s": target_s,
            "time_zone": time_zone,
        },
        columns,
        progress,
    )


class ZoneMetricsResult(NamedTuple):
    """The tables of `zone_metrics`."""

    zone_metrics: Table
    """One row per zone of the visits and of the table of zones, but for walkable ground and
    obstacles."""
    zone_pairs: Table
    """One row per pair of zones that both have visitors."""


def zone_metrics(
    zone_visits: TableLike,
    *,
    zones: TableLike | None = None,
    bounce_s: float = 3.0,
    cold_below: float = 0.5,
    confidence: float = 0.9,
    engaged_s: float = 30.0,
    hot_from: float = 1.5,
    stop_s: float = 5.0,
    visitors: int | None = None,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> ZoneMetricsResult:
    """Gives the figures of every zone: visits, visitors, penetration, draw, stops, engagement,
    bounces, each rate with its numerator, denominator and interval; heat index and hot and cold
    zones; and which zones the same visitors come to.

    Parameters
    ----------
    zone_visits
        One row per visit of a zone, as zone_visits gives them or any other source. Columns, in any
        order: `track`, `zone`, `enter`, `exit`, `dwell_s` (optional), `start_seen` (optional),
        `end_seen` (optional).
    zones
        One row per zone and version: a polygon on a floor, with a name. Columns, in any order:
        `zone`, `polygon`, `kind` (optional), `floor` (optional), `from` (optional), `until`
        (optional).
    bounce_s
        A visit shorter than this bounces, in seconds, 0 to 86400.
    cold_below
        A zone with a heat index below this is cold, 0 to 1.
    confidence
        Probability that intervals are made for, 0.5 to 0.999.
    engaged_s
        A visit of at least this length is engaged, in seconds, 0 to 86400.
    hot_from
        A zone with a heat index of at least this is hot, 1 to 1000; the mean of all zones is 1.
    stop_s
        A visit of at least this length is a stop, in seconds, 0 to 86400.
    visitors
        Visitors of the whole store, where not all of them come to a zone. By default the different
        tracks of all zones.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    ZoneMetricsResult
        zone_metrics

        One row per zone of the visits and of the table of zones, but for walkable ground and
        obstacles. Rows are sorted by zone.

        - `zone` (text; 区域): Name of the zone.
        - `visits` (whole; 访问次数): Visits.
        - `cut` (whole; 截断次数): Visits of which the start or the end was not seen.
        - `visitors` (whole; 访客数): Different tracks among them.
        - `all_visitors` (whole; 全店访客数): Visitors of the store: what penetration and draw are
          shares of.
        - `penetration` (number, may be null; 区域到访率(渗透率)): Visitors of the zone over those
          of the store, 0 to 1; null without visitors.
        - `penetration_low` (number, may be null; 到访率下限): Lower end of its interval.
        - `penetration_high` (number, may be null; 到访率上限): Upper end of its interval.
        - `draw` (number, may be null; 引流率): Visits of the zone per visitor of the store; may
          exceed 1; null without visitors.
        - `person_s` (number, persons s; 人·秒): Time that all visits lasted together, as far as it
          was seen.
        - `stops` (whole; 驻足次数): Visits that were seen to last as long as a stop.
        - `stop_rate` (number, may be null; 驻足率): Share of visits that last as long as a stop, 0
          to 1; null without visits, or where cut visits leave it open.
        - `stop_rate_low` (number, may be null; 驻足率下限): Lower end of its interval.
        - `stop_rate_high` (number, may be null; 驻足率上限): Upper end of its interval.
        - `engaged` (whole; 深度停留次数): Visits that were seen to last long enough to be engaged.
        - `engagement_rate` (number, may be null; 深度停留率): Share of visits that last long enough
          to be engaged, 0 to 1; null without visits, or where cut visits leave it open.
        - `engagement_rate_low` (number, may be null; 深度停留率下限): Lower end of its interval.
        - `engagement_rate_high` (number, may be null; 深度停留率上限): Upper end of its interval.
        - `bounces` (whole; 跳出次数): Visits that were seen from end to end and bounced.
        - `bounce_rate` (number, may be null; 跳出率): Share of visits that bounce, 0 to 1; null
          without visits, or where cut visits leave it open.
        - `bounce_rate_low` (number, may be null; 跳出率下限): Lower end of its interval.
        - `bounce_rate_high` (number, may be null; 跳出率上限): Upper end of its interval.
        - `area_m2` (number, m², may be null; 面积): Size of the zone, a version that holds for part
          of the time counting in part; null without a shape.
        - `person_s_per_m2` (number, persons s/m², may be null; 单位面积人·秒): Person-seconds per
          square meter; null without a size.
        - `heat_index` (number, may be null; 热度指数): Share of the person-seconds over share of
          the size, of all zones with a shape; 1 is their mean; null without a size or without
          person-seconds.
        - `temperature` (text, may be null; 冷热区): hot, warm or cold by the cuts of the options;
          null where there is no heat index.
        - `rank` (whole; 热度名次): Place by heat index, or by person-seconds where no zone has one,
          1 being the hottest; equal zones share it.
        zone_pairs

        One row per pair of zones that both have visitors. Rows are sorted by zone_a, zone_b.

        - `zone_a` (text; 区域甲): The zone that comes first by name.
        - `zone_b` (text; 区域乙): The other zone.
        - `visitors_a` (whole; 甲区访客数): Visitors of the first zone.
        - `visitors_b` (whole; 乙区访客数): Visitors of the other zone.
        - `both` (whole; 同访人数): Visitors who came to both.
        - `visitors` (whole; 全店访客数): Visitors of the store.
        - `support` (number; 支持度): Share of the visitors of the store who came to both, 0 to 1.
        - `support_low` (number; 支持度下限): Lower end of its interval.
        - `support_high` (number; 支持度上限): Upper end of its interval.
        - `lift` (number; 提升度): Visitors who came to both, over as many as would if one zone had
          nothing to do with the other.
        - `p_value` (number; P 值): How often chance alone gives a lift as far from 1, 0 to 1.
        - `q_value` (number; 错误发现率): Share of false findings among all pairs with a p-value up
          to this one, 0 to 1.

    Raises
    ------
    KeliuError
        KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_UNEXPECTED_NULL, KELIU_NAIVE_TIME,
        KELIU_VALUE_RANGE, KELIU_NOT_FINITE, KELIU_TIME_OUT_OF_RANGE, KELIU_INTERVAL_REVERSED,
        KELIU_SHAPE_UNREADABLE, KELIU_SHAPE_INVALID, KELIU_LIMIT_TABLE, KELIU_OPTION_RANGE.
    """
    tables = several_tables(
        "zone_metrics",
        {
            "zone_visits": zone_visits,
            "zones": zones,
        },
        {
            "bounce_s": bounce_s,
            "cold_below": cold_below,
            "confidence": confidence,
            "engaged_s": engaged_s,
            "hot_from": hot_from,
            "stop_s": stop_s,
            "visitors": visitors,
        },
        columns,
        progress,
    )
    return ZoneMetricsResult(**tables)


class GridHeatmapResult(NamedTuple):
    """The tables of `grid_heatmap`."""

    heatmap: Table
    """One row per cell where somebody was, of each time slice and floor."""
    heatmap_totals: Table
    """One row per time slice and floor: where all the time between first and last point of each
    track went."""


def grid_heatmap(
    points: TableLike,
    *,
    zones: TableLike | None = None,
    cell_m: float = 0.5,
    empty_cells: bool = False,
    extent: Sequence[float] | None = None,
    flow: bool = False,
    hold_s: float = 0.0,
    max_gap_s: float = 3.0,
    max_occupancy: bool = False,
    origin_x: float = 0.0,
    origin_y: float = 0.0,
    shape: CellShape = "square",
    slice_s: int | None = None,
    time_zone: str | None = None,
    visit_gap_s: float = 5.0,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> GridHeatmapResult:
    """Spends the time of each track on the cells that it crosses: person-seconds, visits and
    visitors per cell, with sums that lose no microsecond.

    Parameters
    ----------
    points
        One row per track and time: where a tracked person was. Columns, in any order; sorted by
        track and time is fastest: `track`, `time`, `x`, `y`, `floor` (optional).
    zones
        One row per zone and version: a polygon on a floor, with a name. Columns, in any order:
        `zone`, `polygon`, `kind` (optional), `floor` (optional), `from` (optional), `until`
        (optional).
    cell_m
        Size of a cell, in meters, 0.01 to 1000: the side of a square, or the distance between
        opposite edges of a hexagon.
    empty_cells
        Whether to give a row to cells where nobody was, too.
    extent
        Least x, least y, greatest x and greatest y of the grid, in meters, -67108 to 67108; what
        lies outside is added up as such. By default all that the data touch.
    flow
        Whether to give flow and speed.
    hold_s
        How much of a longer gap is spent in the cell before it, in seconds, 0 to 86400.
    max_gap_s
        Longest time between two points of a track that are connected, in seconds, 0 to 86400. What
        lies in a longer gap is unobserved.
    max_occupancy
        Whether to give the most persons at a time; this keeps all stays in memory.
    origin_x
        Where a corner of a square or the center of a hexagon lies, to the right, in meters, -67108
        to 67108.
    origin_y
        Where a corner of a square or the center of a hexagon lies, up, in meters, -67108 to 67108.
    shape
        The shape of cells. "square": squares. "hexagon": hexagons that stand on a corner.
    slice_s
        Length of a time slice, in seconds; it divides a day. By default all time is one slice.
    time_zone
        Time zone of the slices: an IANA name, "UTC" or an offset. By default UTC.
    visit_gap_s
        Longest absence from a cell within one visit, in seconds, 0 to 86400.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    GridHeatmapResult
        heatmap

        One row per cell where somebody was, of each time slice and floor. Rows are sorted by slice,
        floor, row, col.

        - `slice` (time, may be null; 时段): Start of the time slice; null where all time is one
          slice.
        - `floor` (text, may be null; 楼层): Name of the floor; null where there is one floor.
        - `row` (whole; 行): Row of the cell, counted upwards from 0.
        - `col` (whole; 列): Column of the cell, counted to the right from 0.
        - `x` (number, m; 横坐标): Center of the cell, to the right.
        - `y` (number, m; 纵坐标): Center of the cell, up.
        - `cell_m` (number, m; 单元边长): Size of a cell: the side of a square, or the distance
          between opposite edges of a hexagon.
        - `area_m2` (number, m2; 可行走面积): What of the cell is walkable: all of it without zones,
          else within walkable zones and outside obstacles.
        - `seconds` (number, person-s; 人秒): Time that persons spent in the cell, added up.
        - `visits` (whole; 到访次数): Visits: stays in the cell, of which those less than
          `visit_gap_s` apart are one.
        - `visitors` (whole; 到访人数): Distinct tracks that were in the cell.
        - `mean_occupancy` (number, persons, may be null; 平均人数): Mean number of persons in the
          cell over the window of the slice; null where the window is empty.
        - `max_occupancy` (whole, persons, may be null; 最多人数): Most persons in the cell at a
          time; null without `max_occupancy`.
        - `density` (number, persons/m2, may be null; 密度): Mean number of persons per walkable
          square meter; null where the window is empty.
        - `flow_x` (number, persons/(m s), may be null; 横向流量): Flow to the right: persons per
          meter and second; null without `flow`.
        - `flow_y` (number, persons/(m s), may be null; 纵向流量): Flow upwards: persons per meter
          and second; null without `flow`.
        - `speed` (number, m/s, may be null; 平均速度): Mean speed: way over time; null without
          `flow` and where no time was spent.
        - `q` (whole, may be null; 六边形q): First axial coordinate of a hexagon, along the row,
          from the origin; null for squares.
        - `r` (whole, may be null; 六边形r): Second axial coordinate of a hexagon, its row from the
          origin; null for squares.
        heatmap_totals

        One row per time slice and floor: where all the time between first and last point of each
        track went. Rows are sorted by slice, floor.

        - `slice` (time, may be null; 时段): Start of the time slice; null where all time is one
          slice.
        - `floor` (text, may be null; 楼层): Name of the floor; null where there is one floor.
        - `window_s` (number, s; 窗口时长): Time of the slice between the first and the last point
          of the data: what means refer to.
        - `grid_s` (number, person-s; 网格内人秒): Time in the cells of the heat map.
        - `blocked_s` (number, person-s; 障碍内人秒): Time in cells that have no walkable place and
          no row.
        - `outside_s` (number, person-s; 网格外人秒): Time outside the extent.
        - `unobserved_s` (number, person-s; 未观测人秒): Time in gaps of tracks, of which nobody
          knows where it was spent.
        - `total_s` (number, person-s; 总人秒): The four together: first to last point of each
          track, added up.

    Raises
    ------
    KeliuError
        KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME, KELIU_UNEXPECTED_NULL,
        KELIU_VALUE_RANGE, KELIU_NOT_FINITE, KELIU_TIME_OUT_OF_RANGE, KELIU_SHAPE_INVALID,
        KELIU_OPTION_RANGE, KELIU_TIME_ZONE_UNKNOWN, KELIU_LIMIT_CELLS.
    """
    tables = several_tables(
        "grid_heatmap",
        {
            "points": points,
            "zones": zones,
        },
        {
            "cell_m": cell_m,
            "empty_cells": empty_cells,
            "extent": extent,
            "flow": flow,
            "hold_s": hold_s,
            "max_gap_s": max_gap_s,
            "max_occupancy": max_occupancy,
            "origin_x": origin_x,
            "origin_y": origin_y,
            "shape": shape,
            "slice_s": slice_s,
            "time_zone": time_zone,
            "visit_gap_s": visit_gap_s,
        },
        columns,
        progress,
    )
    return GridHeatmapResult(**tables)


def smooth_heatmap(
    heatmap: TableLike,
    *,
    bandwidth_m: float = 0.7,
    into: SmoothInto = "grid",
    method: SmoothMethod = "gaussian",
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> Table:
    """Spreads the person-seconds of a heat map to nearby cells, as far as sensors are unsure of
    them, without losing any: by a normal curve, or by diffusion that goes round what nobody can
    stand on.

    Parameters
    ----------
    heatmap
        One row per cell, of each time slice and floor, as `grid_heatmap` gives them. Columns, in
        any order: `slice` (optional), `floor` (optional), `row`, `col`, `x`, `y`, `cell_m`,
        `area_m2`, `seconds`, `visitors` (optional), `q` (optional), `r` (optional).
    bandwidth_m
        Standard deviation of the spread along each axis, in meters, 0.01 to 1000 and at most 50
        cells; no less than the error of the sensor is sensible.
    into
        Which cells can receive time. "grid": all cells of the box around the heat map. "listed":
        the cells that the table lists for the floor: with `empty_cells` of `grid_heatmap`, those
        one can stand on.
    method
        How time is spread. "gaussian": by a normal curve of the distance; it reaches through walls.
        "diffusion": by diffusion from cell to cell, which goes round cells that nobody can stand
        on.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    Table
        One row per cell that time was spent in or spread to, of each time slice and floor. Rows are
        sorted by slice, floor, row, col.

        - `slice` (time, may be null; 时段): Start of the time slice; null where all time is one
          slice.
        - `floor` (text, may be null; 楼层): Name of the floor; null where there is one floor.
        - `row` (whole; 行): Row of the cell, counted upwards from 0.
        - `col` (whole; 列): Column of the cell, counted to the right from 0.
        - `x` (number, m; 横坐标): Center of the cell, to the right.
        - `y` (number, m; 纵坐标): Center of the cell, up.
        - `cell_m` (number, m; 单元边长): Size of a cell: the side of a square, or the distance
          between opposite edges of a hexagon.
        - `area_m2` (number, m2; 可行走面积): What of the cell is walkable, as the heat map has it;
          all of it where the heat map has no such cell.
        - `seconds` (number, person-s; 平滑人秒): Person-seconds, spread.
        - `raw_seconds` (number, person-s; 原始人秒): Person-seconds as they were.
        - `q` (whole, may be null; 六边形q): First axial coordinate of a hexagon; null for squares.
        - `r` (whole, may be null; 六边形r): Second axial coordinate of a hexagon; null for squares.

    Raises
    ------
    KeliuError
        KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME, KELIU_UNEXPECTED_NULL,
        KELIU_NOT_FINITE, KELIU_COUNT_RANGE, KELIU_VALUE_RANGE, KELIU_DUPLICATE_ROW,
        KELIU_LIMIT_CELLS, KELIU_OPTION_RANGE.
    """
    return one_table(
        "smooth_heatmap",
        {
            "heatmap": heatmap,
        },
        {
            "bandwidth_m": bandwidth_m,
            "into": into,
            "method": method,
        },
        columns,
        progress,
    )


def hotspots(
    heatmap: TableLike,
    *,
    false_share: float = 0.05,
    radius_m: float = 1.5,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> Table:
    """Marks the cells of a heat map around which more, or less, time is spent than anywhere else on
    the floor, with the share of false ones kept below a limit.

    Parameters
    ----------
    heatmap
        One row per cell, of each time slice and floor, as `grid_heatmap` gives them. Columns, in
        any order: `slice` (optional), `floor` (optional), `row`, `col`, `x`, `y`, `cell_m`,
        `area_m2`, `seconds`, `visitors` (optional), `q` (optional), `r` (optional).
    false_share
        Share of false ones among the cells that are called hot or cold, 0 to 1.
    radius_m
        Cells whose centers are at most this far apart are looked at together, in meters, 0 to 1000.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    Table
        One row per cell of the heat map that one can stand on, of each time slice and floor. Rows
        are sorted by slice, floor, row, col.

        - `slice` (time, may be null; 时段): Start of the time slice; null where all time is one
          slice.
        - `floor` (text, may be null; 楼层): Name of the floor; null where there is one floor.
        - `row` (whole; 行): Row of the cell, counted upwards from 0.
        - `col` (whole; 列): Column of the cell, counted to the right from 0.
        - `x` (number, m; 横坐标): Center of the cell, to the right.
        - `y` (number, m; 纵坐标): Center of the cell, up.
        - `seconds_per_m2` (number, person-s/m2; 单位面积人秒): Person-seconds per walkable square
          meter.
        - `z` (number, may be null; Gi*): Standard score of the cell and its neighbors (Gi*); null
          where all cells are equal or neighbors.
        - `p_value` (number, may be null; p值): Probability of a score as far from 0 if values were
          spread by chance, two-sided.
        - `q_value` (number, may be null; q值): Least share of false ones at which the cell would be
          called hot or cold (Benjamini and Hochberg).
        - `kind` (text; 类型): What the cell is: hot, cold or neither.

    Raises
    ------
    KeliuError
        KELIU_COLUMN_MISSING, KELIU_COLUMN_TYPE, KELIU_NAIVE_TIME, KELIU_UNEXPECTED_NULL,
        KELIU_NOT_FINITE, KELIU_COUNT_RANGE, KELIU_VALUE_RANGE, KELIU_DUPLICATE_ROW,
        KELIU_LIMIT_CELLS, KELIU_OPTION_RANGE.
    """
    return one_table(
        "hotspots",
        {
            "heatmap": heatmap,
        },
        {
            "false_share": false_share,
            "radius_m": radius_m,
        },
        columns,
        progress,
    )
