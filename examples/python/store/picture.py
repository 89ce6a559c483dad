"""Recorded against clean, sensor by sensor, with what was wrong in color: a picture in SVG."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta

from store.facts import KINDS, Bin, Facts, Sensor, Stretch, stretches
from store.words import Words, people, width

DAYS = 35
"""The last weeks of the file: more would be too narrow to see an hour."""

# Places and lengths are tenths of a unit, so that all of them are whole numbers.
WIDTH, LEFT, RIGHT, HEAD, PLOT, PANEL, FOOT = 10_000, 560, 160, 900, 800, 1_120, 340

SHADES = ["#d55e00", "#cc79a7", "#e69f00", "#009e73", "#f0e442", "#999999"]
"""Told apart by those who see no red or no green (Okabe and Ito, 2008), in the order of KINDS."""
RECORDED, CLEAN, BAND = "#767676", "#0b4f7d", "#56b4e9"

FONTS = (
    "system-ui,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',"
    "'WenQuanYi Micro Hei',sans-serif"
)
"""Fonts of the usual systems, those with Chinese characters among them."""


def svg(facts: Facts, words: Words, zone: str) -> str:
    """Return the picture."""
    starts = list(facts.starts)
    start = next(
        (place for place, time in enumerate(starts) if time >= facts.end - timedelta(days=DAYS)), 0
    )
    height = HEAD + len(facts.sensors) * PANEL + FOOT
    title = words("picture_title")
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH // 10} {height // 10}" '
        f'font-family="{FONTS}" role="img">',
        f"<title>{title}</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        '<g transform="scale(.1)" font-size="130" fill="#333">',
        f'<text x="160" y="290" font-size="200" font-weight="600" fill="#111">{title}</text>',
    ]
    if facts.walls:
        days = [words.date(facts.walls[place], "long_date") for place in (start, -1)]
        period = words("picture_period", **{"from": days[0], "to": days[1], "zone": zone})
        lines.append(text(WIDTH - RIGHT, 290, "end", period))
    shown = [stretch for stretch in stretches(facts.sensors) if stretch.end > start]
    lines += legend(shown, words)
    for number, sensor in enumerate(facts.sensors):
        own = [stretch for stretch in shown if stretch.sensor == number]
        lines += Panel(number, sensor, start).draw(own, words)
    lines += dates(facts, start, words)
    return "\n".join([*lines, "</g>", "</svg>", ""])


def text(x: int, y: int, anchor: str, words: str) -> str:
    """Return a text at a place."""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{plain(words)}</text>'


def plain(words: str) -> str:
    """Return a text that holds no tags."""
    return words.replace("&", "&amp;").replace("<", "&lt;")


def legend(shown: list[Stretch], words: Words) -> list[str]:
    """Return what lines and colors mean; of the faults, those that are shown."""

    def line(color: str, stroke: int) -> str:
        return f'<path d="M0 0H240" stroke="{color}" stroke-width="{stroke}"/>'

    def area(color: str, opacity: str) -> str:
        return f'<path d="M0 -70H240V70H0Z" fill="{color}" fill-opacity="{opacity}"/>'

    entries = [(line(RECORDED, 12), "raw_line"), (line(CLEAN, 14), "clean_line")]
    entries.append((area(BAND, ".5"), "band"))
    kinds = {stretch.kind for stretch in shown}
    entries += [
        (area(shade, ".25"), kind)
        for shade, kind in zip(SHADES, KINDS, strict=True)
        if kind in kinds
    ]
    x, lines = 160, []
    for swatch, key in entries:
        lines.append(f'<g transform="translate({x} 560)">{swatch}</g>')
        lines.append(text(x + 300, 610, "start", words(key)))
        x += 300 + width(words(key)) * 70 + 240
    return lines


def place_of(bin_: int, start: int, bins: int) -> int:
    """Return the horizontal place of a bin's start."""
    return LEFT + (bin_ - start) * (WIDTH - LEFT - RIGHT) // (bins - start)


def dates(facts: Facts, start: int, words: Words) -> list[str]:
    """Return Mondays as words, the other days as ticks."""
    bottom = HEAD + len(facts.sensors) * PANEL - PANEL + 220 + PLOT
    lines = []
    for bin_ in range(start, len(facts.starts)):
        wall = facts.walls[bin_]
        if (wall.hour, wall.minute, wall.second) != (0, 0, 0):
            continue
        x, monday = place_of(bin_, start, len(facts.starts)), wall.weekday() == 0
        tick = f'<path d="M{x} {bottom}v{90 if monday else 45}" stroke="#666" stroke-width="8"/>'
        lines.append(tick)
        if monday:
            # At the right edge half of the words would be cut off.
            anchor = "end" if x + 500 > WIDTH else "middle"
            lines.append(text(x, bottom + 240, anchor, words.date(wall)))
    return lines


class Panel:
    """The part of the picture that shows one sensor."""

    def __init__(self, number: int, sensor: Sensor, start: int) -> None:
        self.sensor, self.bins, self.start = sensor, sensor.bins, start
        self.top = HEAD + number * PANEL + 220
        seen = [bin_.recorded or 0 for bin_ in self.bins[start:]]
        high = [bin_.clean[2] if bin_.clean else 0.0 for bin_ in self.bins[start:]]
        self.most = max(1.0, *seen, *high)

    def x(self, bin_: int) -> int:
        """Return the horizontal place of a bin's start."""
        return place_of(bin_, self.start, len(self.bins))

    def y(self, persons: float) -> int:
        """Return the vertical place of a number of persons."""
        return self.top + PLOT - math.floor(persons * PLOT / self.most + 0.5)

    def draw(self, own: list[Stretch], words: Words) -> list[str]:
        """Return title, scale, faults, intervals and lines."""
        bottom = self.top + PLOT
        share = words("up_to", share=words.percent(self.sensor.measured))
        lines = [
            f'<text x="{LEFT}" y="{self.top - 70}" font-weight="600" fill="#111">'
            f"{plain(self.sensor.name)}</text>",
            text(WIDTH - RIGHT, self.top - 70, "end", share),
            text(LEFT - 80, self.top + 90, "end", people(self.most)),
            text(LEFT - 80, bottom, "end", "0"),
        ]
        for stretch in own:
            left = self.x(max(stretch.start, self.start))
            wide = max(30, self.x(stretch.end) - left)  # a single hour would be too narrow
            shade = SHADES[KINDS.index(stretch.kind)]
            area = f"M{left} {self.top}h{wide}v{PLOT}h-{wide}z"
            lines.append(f'<path d="{area}" fill="{shade}" fill-opacity=".25"/>')
        lines += [self.band(stretch) for stretch in own if stretch.people]
        for stretch in own:
            # One bin more on each side, so that the line is seen to leave the other.
            bins = range(max(self.start, stretch.start - 1), min(len(self.bins), stretch.end + 1))
            lines += self.line(bins, lambda bin_: bin_.recorded, RECORDED, 9)
        every = range(self.start, len(self.bins))
        lines += self.line(every, lambda bin_: bin_.clean[0] if bin_.clean else None, CLEAN, 11)
        axis = f'<path d="M{LEFT} {bottom}H{WIDTH - RIGHT}" stroke="#666" stroke-width="8"/>'
        return [*lines, axis]

    def band(self, stretch: Stretch) -> str:
        """Return the interval of a filled stretch, as steps."""
        above, below = [], []
        for bin_ in range(max(stretch.start, self.start), stretch.end):
            _, low, high = self.bins[bin_].clean or (0.0, 0.0, 0.0)
            left, right = self.x(bin_), self.x(bin_ + 1)
            above.append(f"{left},{self.y(high)} {right},{self.y(high)}")
            below.append(f"{right},{self.y(low)} {left},{self.y(low)}")
        points = " ".join([*above, *reversed(below)])
        return f'<polygon points="{points}" fill="{BAND}" fill-opacity=".5"/>'

    def line(
        self, bins: range, value: Callable[[Bin], float | None], color: str, stroke: int
    ) -> list[str]:
        """Return a line that is broken where nothing is known."""
        path, broken = "", True
        for bin_ in bins:
            persons = value(self.bins[bin_])
            if persons is not None:
                middle = (self.x(bin_) + self.x(bin_ + 1)) // 2
                path += f"{'M' if broken else 'L'}{middle} {self.y(persons)}"
            broken = persons is None
        drawn = f'<path d="{path}" fill="none" stroke="{color}" stroke-width="{stroke}"/>'
        return [drawn] if path else []
