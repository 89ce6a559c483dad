"""The words of the report, in two languages, and numbers as people write them."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width


@dataclass
class Words:
    """The words of the report in one language, and numbers as people write them."""

    all: dict[str, Any]

    @classmethod
    def of(cls, language: str) -> Words:
        """Return the words of a language."""
        file = Path(__file__).parents[2] / "words.json"
        return cls(json.loads(file.read_text(encoding="utf-8"))[language])

    def __call__(self, key: str, **blanks: object) -> str:
        """Return a sentence with its blanks filled in."""
        return str(self.all.get(key, key)).format(**blanks)

    def date(self, wall: datetime, key: str = "date") -> str:
        """Return a day, such as "Fri 17 Sep"."""
        weekday, month = self.all["weekdays"][wall.weekday()], self.all["months"][wall.month - 1]
        return self(key, weekday=weekday, month=month, day=wall.day, year=wall.year)

    def moment(self, wall: datetime, key: str = "date") -> str:
        """Return a day and a time."""
        return self("moment", date=self.date(wall, key), clock=f"{wall:%H:%M}")

    def percent(self, share: float) -> str:
        """Return 0.1234 as "12.3 %"."""
        return self("percent", number=f"{math.floor(share * 1000 + 0.5) / 10:.1f}")

    def change(self, share: float) -> str:
        """Return the same with a sign."""
        return ("-" if share < 0 else "+") + self.percent(abs(share))


def people(number: float) -> str:
    """Return 1234567.8 as "1,234,568"."""
    return f"{math.floor(number + 0.5):,}"


def hours(number: float) -> str:
    """Return 1.5 as "1.5" and 2.0 as "2"."""
    return f"{math.floor(number * 10 + 0.5) / 10:g}"


def width(text: str) -> int:
    """Return the columns that a text takes on a screen: Chinese characters take two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def pad(text: str, columns: int, *, number: bool = False) -> str:
    """Pad a text on the right, or on the left for numbers."""
    blanks = " " * (columns - width(text))
    return blanks + text if number else text + blanks
