"""A hall with one door and a stair to the floor above: four counts that cannot all be right."""

from datetime import datetime, timedelta, timezone

import keliu

monday = datetime(2026, 3, 2, tzinfo=timezone.utc)
counts = {
    "sensor": ["door", "stair"],
    "start": [monday] * 2,
    "end": [monday + timedelta(hours=1)] * 2,
    "entries": [100, 40],
    "exits": [90, 36],
}
edges = {
    "sensor": ["door", "stair"],
    "from_zone": ["outside", "hall"],
    "to_zone": ["hall", "upstairs"],
}
result = keliu.network_flows(keliu.regular_counts(counts), edges)

for row in result.network_flows.to_dicts():
    counted, agreed = row["flow_raw"], row["flow"]
    print(f"{row['from_zone']} to {row['to_zone']}: {counted:.0f} counted, {agreed:.3f} agree")
