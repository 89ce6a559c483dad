"""How far each day of a door can be trusted: a good one, one with a gap, one mostly missing."""

from datetime import datetime, timedelta, timezone

import keliu

first = datetime(1970, 1, 1, tzinfo=timezone.utc)
# All hours of the first day, 20 of the second, 5 of the third and its last.
hours = [*range(44), *range(48, 53), 71]
counts = [
    {
        "sensor": "north door",
        "start": first + timedelta(hours=hour),
        "end": first + timedelta(hours=hour + 1),
        "entries": 10 + hour % 24,
    }
    for hour in hours
]
days = keliu.count_quality(keliu.regular_counts(counts))

for number, day in enumerate(days.to_dicts()):
    print(f"day {number}  {day['verdict']}  {day['coverage']:.3f}  {day['missing']} missing")
