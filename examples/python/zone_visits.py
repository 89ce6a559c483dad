"""Two persons in a shop: who was at the till, and what the door counts."""

from datetime import datetime, timedelta, timezone

import keliu

ten = datetime(2026, 3, 2, 10, tzinfo=timezone(timedelta(hours=8)))
# One walks to the till, stays, and walks on; one comes in and turns round.
walks = {1: [-1, 0, 1, 2, 3, 4, 4, 4, 5, 6], 2: [-1, 1, 1, -1]}
rows = [(person, second, x) for person, walk in walks.items() for second, x in enumerate(walk)]
points = {
    "track": [person for person, _, _ in rows],
    "time": [ten + timedelta(seconds=second) for _, second, _ in rows],
    "x": [float(x) for _, _, x in rows],
    "y": [1.0 for _ in rows],
}
zones = {"zone": ["till"], "polygon": ["POLYGON((3 0, 5 0, 5 4, 3 4, 3 0))"]}
gates = {"gate": ["door"], "line": ["LINESTRING(0 0, 0 4)"]}

stays = keliu.zone_visits(points, zones)
for visit in stays.zone_visits.to_dicts():
    print(f"person {visit['track']} at the {visit['zone']} for {visit['dwell_s']:.0f} s")
till, outside, *_ = stays.zone_time.to_dicts()
at_till, elsewhere = till["exclusive_s"], outside["exclusive_s"]
print(f"all together {at_till:.0f} s at the till, {elsewhere:.0f} s elsewhere")

(door,) = keliu.gate_crossings(points, gates).gate_totals.to_dicts()
print(f"door: {door['gross_in']} in, {door['gross_out']} out, {door['u_turns']} U-turn")
print(f"net: {door['net_in']} in, {door['net_out']} out")
