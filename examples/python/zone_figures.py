"""Three zones of a shop: who comes, who stops, which zone is hot, and which zones go together."""

from datetime import datetime, timedelta, timezone

import keliu

ten = datetime(2026, 3, 2, 10, tzinfo=timezone(timedelta(hours=8)))
stays = zip((0, 10, 20, 30, 5, 16, 25), (2, 4, 2, 8, 40, 20, 4), strict=True)
spans = [(ten + timedelta(seconds=at), ten + timedelta(seconds=at + stay)) for at, stay in stays]
visits = {
    "track": [1, 2, 3, 4, 1, 2, 3],
    "zone": ["door", "door", "door", "door", "fruit", "fruit", "wine"],
    "enter": [enter for enter, _ in spans],
    "exit": [exit for _, exit in spans],
}
zones = {
    "zone": ["door", "fruit", "wine"],
    "polygon": [
        "POLYGON ((0 0, 4 0, 4 1, 0 1, 0 0))",
        "POLYGON ((4 0, 8 0, 8 2, 4 2, 4 0))",
        "POLYGON ((8 0, 12 0, 12 2, 8 2, 8 0))",
    ],
}

result = keliu.zone_metrics(visits, zones=zones)

for row in result.zone_metrics.to_dicts():
    rates = f"penetration {row['penetration']:.2f}, stop rate {row['stop_rate']:.2f}"
    print(f"{row['zone']}: {rates}, heat {row['heat_index']:.1f}, place {row['rank']}")
for row in result.zone_pairs.to_dicts():
    print(f"{row['zone_a']} and {row['zone_b']}: {row['both']} visitors, lift {row['lift']:.2f}")
