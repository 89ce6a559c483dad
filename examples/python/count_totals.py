"""Two doors added up to weeks of all doors together."""

from datetime import datetime, timedelta, timezone

import keliu

monday = datetime(2026, 3, 2, tzinfo=timezone(timedelta(hours=8)))
rows = range(2 * 10 * 24)
counts = {
    "sensor": [["north door", "south door"][row % 2] for row in rows],
    "start": [monday + timedelta(hours=row // 2) for row in rows],
    "end": [monday + timedelta(hours=row // 2 + 1) for row in rows],
    "entries": [row % 48 for row in rows],
}
weeks = keliu.count_totals(
    keliu.regular_counts(counts), period="week", group="all", time_zone="Asia/Shanghai"
)

for week in weeks.to_dicts():
    print(f"{week['period']}  {week['entries']:.0f}  {week['coverage']:.3f}")
