"""From crossings to visitors: who turns round, who works there, who comes back or together."""

from datetime import datetime, timedelta, timezone

import keliu

ten = datetime(2026, 3, 2, 10, tzinfo=timezone(timedelta(hours=8)))

# From 10:00 a person enters every 25 seconds; every tenth one turns round after three.
crossings = []
for person in range(120):
    enters = ten + timedelta(seconds=25 * person)
    crossings.append({"sensor": "shop", "time": enters, "direction": 1})
    if person % 10 == 9:
        crossings.append({"sensor": "shop", "time": enters + timedelta(seconds=3), "direction": -1})
net = keliu.uturn_netting(crossings)
gross, entries, turns = (
    sum(row[column] for row in net.to_dicts()) for column in ("gross_entries", "entries", "uturns")
)
print(f"{gross:.0f} entries, {turns:.0f} turned round, {entries:.0f} stayed")

(day,) = keliu.visitor_estimates(
    net,
    staff=[{"site": "shop", "start": ten, "end": ten + timedelta(hours=1), "staff": 2}],
    staff_passes_per_h=4,
    reentry_share=0.1,
    group_size=1.8,
    time_zone="Asia/Shanghai",
).to_dicts()
print(f"{day['visitors']:.0f} visitors, {day['buying_units']:.0f} buying units")
