"""The report on one screen."""

from __future__ import annotations

from store.facts import VERDICTS, Facts, Stretch, whole
from store.words import Words, hours, pad, people, width

MOST_FAULTS = 7
"""Faults that fit on the screen; the files have them all."""
MOST_WEEKS = 4
"""Weeks that are listed."""


def report(facts: Facts, words: Words, file: str, zone: str) -> str:
    """Return the report on one screen."""
    lines = [words("title", file=file)]
    if facts.walls:
        start, end = (words.moment(facts.walls[place], "long_date") for place in (0, -1))
        count = len(facts.sensors)
        lines.append(words("period", **{"from": start, "to": end, "zone": zone, "sensors": count}))
    lines += [verdict(facts, words), "", *overview(facts, words)]
    lines += ["", words("what_was_wrong"), *faults(facts, words)]
    lines += ["", words("trust"), *trust(facts, words)]
    lines += ["", words("when"), *rhythm(facts, words)]
    return "".join(line.rstrip() + "\n" for line in lines)


def verdict(facts: Facts, words: Words) -> str:
    """Return one sentence for those who read no further."""
    doubted = [sensor for sensor in facts.sensors if sensor.in_doubt > 0]
    if not doubted:
        return words("verdict_good")
    return words(
        "verdict_check",
        good=len(facts.sensors) - len(doubted),
        sensors=len(facts.sensors),
        names=words("list").join(sensor.name for sensor in doubted),
        days=sum(sensor.in_doubt for sensor in doubted),
    )


def overview(facts: Facts, words: Words) -> list[str]:
    """Return recorded, clean and estimated persons."""
    recorded = sum(sensor.recorded for sensor in facts.sensors)
    clean, low, high, estimated, measured = 0.0, 0.0, 0.0, 0.0, 0.0
    for sensor in facts.sensors:
        clean, low, high = clean + sensor.clean[0], low + sensor.clean[1], high + sensor.clean[2]
        estimated += sensor.estimated
        measured += sensor.measured
    share = words.percent(measured / max(1, len(facts.sensors)))
    rows = [
        ("recorded", people(recorded), words("people")),
        ("clean", people(clean), words("between", low=people(low), high=people(high))),
        (
            "estimated",
            words.percent(estimated / clean if clean > 0 else 0.0),
            words("measured", share=share),
        ),
    ]
    return [
        f"  {pad(words(key), 12)}{pad(number, 12, number=True)} {rest}"
        for key, number, rest in rows
    ]


def sensor_names(facts: Facts, which: list[int], words: Words) -> str:
    """Return the name of a sensor, or how many of them there are."""
    if len(which) == 1:
        return facts.sensors[which[0]].name
    key = "all_sensors" if len(which) == len(facts.sensors) else "some_sensors"
    return words(key, some=len(which), sensors=len(facts.sensors))


def faults(facts: Facts, words: Words) -> list[str]:
    """Return what was wrong, a sentence and its estimate per line."""
    lines = [line for parts in facts.troubles[:MOST_FAULTS] for line in fault(facts, words, parts)]
    conflicts = facts.conflicts()
    rest = max(1, MOST_FAULTS - len(facts.troubles))
    for which, place in conflicts[:rest]:
        sensor, moment = sensor_names(facts, which, words), words.moment(facts.walls[place])
        lines.append(words("conflict", **{"sensor": sensor, "from": moment}))
    left = max(0, len(facts.troubles) - MOST_FAULTS) + max(0, len(conflicts) - rest)
    if left > 0:
        lines.append(words("more", lines=left))
    return [f"  {line}" for line in lines or [words("nothing_wrong")]]


def fault(facts: Facts, words: Words, parts: list[Stretch]) -> list[str]:
    """Return the two lines of stretches of one kind."""
    longest = max(parts, key=lambda stretch: stretch.hours)
    which = list(range(len(facts.sensors))) if longest.sensor is None else [longest.sensor]
    blanks = {
        "sensor": sensor_names(facts, which, words),
        "what": words(longest.kind),
        "times": len(parts),
        "from": words.moment(facts.walls[parts[0].start]),
        "to": words.moment(facts.walls[parts[-1].end]),
        "hours": hours(sum(part.hours for part in parts)),
    }
    line = words("once" if len(parts) == 1 else "often", **blanks)
    rest = words("no_estimate")
    estimate = whole(parts)
    if estimate:
        value, low, high = map(people, estimate)
        rest = words("estimate", people=value, low=low, high=high)
    if len(parts) > 1:
        start = words.moment(facts.walls[longest.start])
        rest += words("longest", **{"hours": hours(longest.hours), "from": start})
    return [line, f"  {rest}"]


def trust(facts: Facts, words: Words) -> list[str]:
    """Return one row per sensor; verdicts that no day has are left out."""
    used = [verdict for verdict in VERDICTS if any(s.days[verdict] for s in facts.sensors)]
    heading = ["sensor", "recorded", "clean", "measured_share", "last_week"]
    heading += ["good_days" if verdict == "good" else verdict for verdict in used]
    rows = [[words(key) for key in heading]]
    for sensor in facts.sensors:
        change = "-" if sensor.change is None else words.change(sensor.change)
        row = [sensor.name, people(sensor.recorded), people(sensor.clean[0])]
        row += [words.percent(sensor.measured), change]
        rows.append(row + [str(sensor.days[verdict]) for verdict in used])
    longest = max(19, *(width(row[0]) for row in rows))
    lines = [
        pad(row[0], longest + 1) + "".join(pad(cell, 11, number=True) for cell in row[1:])
        for row in rows
    ]
    return [f"  {line}" for line in [*lines, words("legend")]]


def rhythm(facts: Facts, words: Words) -> list[str]:
    """Return when people come."""
    rows: list[tuple[str, str]] = []
    if facts.busiest_hour:
        weekday, clock = facts.busiest_hour[0].split(" ")
        english = Words.of("en").all["weekdays"].index(weekday)
        blanks = {"weekday": words.all["weekdays"][english], "clock": clock}
        mean = people(facts.busiest_hour[1])
        rows.append((words("busiest_hour"), words("hour", **blanks, people=mean)))
    if facts.busiest_day:
        place, persons = facts.busiest_day
        day = words.date(facts.walls[place], "long_date")
        rows.append((words("busiest_day"), words("day", date=day, people=people(persons))))
    for week in range(max(0, len(facts.weeks) - MOST_WEEKS), len(facts.weeks)):
        place, persons = facts.weeks[week]
        text = pad(people(persons), 9, number=True)
        if week > 0 and facts.weeks[week - 1][1] > 0:
            text += pad(words.change(persons / facts.weeks[week - 1][1] - 1), 10, number=True)
        rows.append((words("week", date=words.date(facts.walls[place])), text))
    return [f"  {pad(label, 24)}{text}" for label, text in rows]
