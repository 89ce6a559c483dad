"""What the report says, as numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import keliu

KINDS = ["dead", "stuck", "spike", "missing", "partial", "filled"]
"""What can be wrong with a bin, the most telling first."""
VERDICTS = ["good", "repaired", "doubtful", "incomplete", "lost", "closed"]
"""The verdicts of a day, the best first."""

Row = dict[str, Any]
Estimate = tuple[float, float, float]


@dataclass
class Bin:
    """What one sensor counted in one bin."""

    hours: float
    recorded: int | None
    clean: Estimate | None
    kind: str | None
    conflict: bool


@dataclass
class Stretch:
    """Neighboring bins with the same fault, of one sensor or of all."""

    sensor: int | None
    kind: str
    start: int
    end: int
    hours: float
    people: Estimate | None


@dataclass
class Sensor:
    """One sensor in numbers."""

    name: str
    bins: list[Bin]
    recorded: int = 0
    clean: list[float] = field(default_factory=lambda: [0.0, 0.0, 0.0])
    estimated: float = 0.0
    measured: float = 0.0
    days: dict[str, int] = field(default_factory=dict)
    change: float | None = None

    @property
    def in_doubt(self) -> int:
        """Return the days that are neither good nor repaired nor closed."""
        return self.days["doubtful"] + self.days["incomplete"] + self.days["lost"]


class Facts:
    """What the report says, as numbers."""

    def __init__(self, clean: list[Row], quality: list[Row], totals: dict[str, list[Row]]) -> None:
        groups = [(name, list(rows)) for name, rows in groupby(clean, lambda row: row["sensor"])]
        own = groups[0][1] if groups else []
        self.starts = {row["start"]: place for place, row in enumerate(own)}
        self.end: datetime = own[-1]["end"] if own else datetime.max
        self.walls = [datetime.fromisoformat(row["local_start"][:16]) for row in own]
        if own:
            self.walls.append(self.walls[-1] + (own[-1]["end"] - own[-1]["start"]))
        self.sensors = [
            self.sensor(name, rows, quality, totals["weeks_of_sensors"]) for name, rows in groups
        ]
        self.troubles = troubles(self.sensors)
        self.weeks = self.full(totals["weeks"])
        days = self.full(totals["days"])
        self.busiest_day = max(days, key=lambda day: day[1], default=None)
        self.busiest_hour = max(
            # The hours that a sum covers, all sensors together.
            (
                (row["period"], row["entries"] / (row["expected_s"] / 3600 / len(self.sensors)))
                for row in totals["hours_of_week"]
                if row["entries"] is not None
            ),
            key=lambda hour: hour[1],
            default=None,
        )

    def sensor(self, name: str, rows: list[Row], quality: list[Row], weeks: list[Row]) -> Sensor:
        """Return one sensor in numbers."""
        sensor = Sensor(name, [as_bin(row) for row in rows])
        for bin_ in sensor.bins:
            sensor.recorded += bin_.recorded or 0
            value = bin_.clean or (0.0, 0.0, 0.0)
            sensor.clean = [a + b for a, b in zip(sensor.clean, value, strict=True)]
            sensor.estimated += value[0] if bin_.kind else 0.0
        days = [day for day in quality if day["sensor"] == name]
        verdicts = [day["verdict"] for day in days]
        sensor.days = {verdict: verdicts.count(verdict) for verdict in VERDICTS}
        measured = 0.0
        for day in days:
            measured += day["coverage"]
        sensor.measured = measured / max(1, len(days))
        full = self.full([week for week in weeks if week["sensor"] == name])
        if len(full) > 1 and full[-2][1] > 0:
            sensor.change = full[-1][1] / full[-2][1] - 1
        return sensor

    def full(self, table: list[Row]) -> list[tuple[int, float]]:
        """Return first bin and persons of each period that the file covers from end to end."""
        return [
            (self.starts[row["start"]], row["entries"])
            for row in table
            if row["entries"] is not None and row["start"] in self.starts and row["end"] <= self.end
        ]

    def conflicts(self) -> list[tuple[list[int], int]]:
        """Return bins recorded several times with different numbers, and by which sensors."""
        sensors = range(len(self.sensors))
        found = [
            ([sensor for sensor in sensors if self.sensors[sensor].bins[place].conflict], place)
            for place in range(len(self.starts))
        ]
        return [(which, place) for which, place in found if which]


def as_bin(row: Row) -> Bin:
    """Return a row of `clean_counts` as report and picture need it."""
    names = keliu.Flags(row["flags"]).names()
    repaired = "filled" in names or "unfilled" in names
    return Bin(
        hours=(row["end"] - row["start"]) / timedelta(hours=1),
        recorded=row["entries_raw"],
        clean=None
        if row["entries"] is None
        else (row["entries"], row["entries_low"], row["entries_high"]),
        kind=next((kind for kind in KINDS if kind in names), None) if repaired else None,
        conflict="conflict" in names,
    )


def total(a: Estimate | None, b: Estimate | None) -> Estimate | None:
    """Add two estimates; nothing where one of them could not be made."""
    return None if a is None or b is None else (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def stretches(sensors: list[Sensor]) -> list[Stretch]:
    """Return the stretches of all sensors, sensor by sensor."""
    found: list[Stretch] = []
    for number, sensor in enumerate(sensors):
        for place, bin_ in enumerate(sensor.bins):
            if bin_.kind is None:
                continue
            last = found[-1] if found else None
            if last and (last.sensor, last.kind, last.end) == (number, bin_.kind, place):
                last.end += 1
                last.hours += bin_.hours
                last.people = total(last.people, bin_.clean)
            else:
                new = Stretch(number, bin_.kind, place, place + 1, bin_.hours, bin_.clean)
                found.append(new)
    return found


def whole(parts: list[Stretch]) -> Estimate | None:
    """Add the estimates of several stretches."""
    people = parts[0].people
    for part in parts[1:]:
        people = total(people, part.people)
    return people


def troubles(sensors: list[Sensor]) -> list[list[Stretch]]:
    """Return stretches of one sensor and kind together, those of all as one, the worst first."""
    alike: dict[tuple[str, int, int], list[Stretch]] = {}
    for stretch in stretches(sensors):
        alike.setdefault((stretch.kind, stretch.start, stretch.end), []).append(stretch)
    lines: dict[tuple[int, int], list[Stretch]] = {}
    for shared in alike.values():
        if 1 < len(shared) == len(sensors):
            one = shared[0]
            shared = [Stretch(None, one.kind, one.start, one.end, one.hours, whole(shared))]
        for stretch in shared:
            sensor = -1 if stretch.sensor is None else stretch.sensor
            lines.setdefault((sensor, KINDS.index(stretch.kind)), []).append(stretch)
    ordered = [sorted(lines[key], key=lambda stretch: stretch.start) for key in sorted(lines)]
    return sorted(ordered, key=lambda parts: -(whole(parts) or (math.inf,))[0])
