"""A door that counts half as much again from its second month on: found, looked at, accepted."""

from datetime import datetime, timedelta, timezone

import keliu

monday = datetime(2026, 3, 2, tzinfo=timezone.utc)
counts = []
for door, size in (("east", 2), ("west", 4), ("north", 6)):
    for day in range(60):
        # Good and bad days are those of all doors; a little is each door's own.
        usual = size * (200 + 37 * day % 101 + (day * day + size) % 7)
        counts.append(
            {
                "sensor": door,
                "start": monday + timedelta(days=day),
                "end": monday + timedelta(days=day + 1),
                "entries": usual * 3 // 2 if door == "north" and day >= 30 else usual,
            }
        )

proposals = keliu.count_proposals(counts)
for row in proposals.to_dicts():
    day = (row["start"] - monday).days
    print(f"{row['sensor']}: {row['kind']} of {row['value']:.2f} from day {day} on")

# Whoever has looked at them hands over those that are right.
clean = keliu.clean_counts(counts, proposals=proposals)
last = [row for row in clean.to_dicts() if row["sensor"] == "north"][-1]
print(f"last day: {last['entries_raw']} counted, {last['entries']:.0f} entered")
