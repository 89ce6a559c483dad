"""Tables that several tests use."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

HOUR = timedelta(hours=1)
START = datetime(2026, 3, 1, tzinfo=timezone.utc)


@pytest.fixture
def counts() -> dict[str, list[Any]]:
    """Two sensors over three days, with a hole, a duplicate and rows in no order."""
    hours = list(range(72))
    rows: list[tuple[str, int, int | None, int]] = [
        (sensor, hour, None if (sensor, hour) == ("南门", 30) else 20 + hour % 24, 18 + hour % 24)
        for sensor in ("north", "南门")
        for hour in hours
    ]
    rows.append(("north", 5, 99, 7))
    rows.reverse()
    return {
        "sensor": [sensor for sensor, _, _, _ in rows],
        "start": [START + hour * HOUR for _, hour, _, _ in rows],
        "end": [START + (hour + 1) * HOUR for _, hour, _, _ in rows],
        "entries": [entries for _, _, entries, _ in rows],
        "exits": [exits for _, _, _, exits in rows],
    }
