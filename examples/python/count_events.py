"""A concert and a closed morning in eight ordinary weeks of a door."""

from datetime import datetime, timedelta, timezone

import keliu

monday = datetime(2026, 3, 2, tzinfo=timezone(timedelta(hours=8)))
hours = range(8 * 168)


def persons(hour: int) -> int:
    """Return how many enter in an hour."""
    if 800 <= hour < 804:
        return 1
    usual = 10 + 2 * (hour % 24) + hour % 5
    return usual + 90 if 690 <= hour < 693 else usual


counts = {
    "sensor": ["north door"] * len(hours),
    "start": [monday + timedelta(hours=hour) for hour in hours],
    "end": [monday + timedelta(hours=hour + 1) for hour in hours],
    "entries": [persons(hour) for hour in hours],
}
found = keliu.count_events(keliu.regular_counts(counts), time_zone="Asia/Shanghai").count_events

for event in found.to_dicts():
    hour = (event["start"] - monday) // timedelta(hours=1)
    lasts = (event["end"] - event["start"]) // timedelta(hours=1)
    print(f"hour {hour}, {lasts} h  {event['kind']}  {round(event['extra'] / 10) * 10} persons")
