"""Rows, blanks and sums per sensor of the files of real data, by the csv module alone.

usage: format_sums.py FOLDER
"""

import csv
import gzip
import json
import sys

FOLDER = sys.argv[1]


def records(path):
    with gzip.open(f"{FOLDER}/{path}", "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def sums(rows):
    """(sensor, entries, exits) to sensor: rows, entries, exits, blanks of entries."""
    found = {}
    for sensor, *values in rows:
        one = found.setdefault(sensor, [0, 0, 0, 0])
        one[0] += 1
        one[3] += not values[0]
        for place, value in enumerate(values, 1):
            one[place] += int(float(value)) if value else 0
    return found


def wide(path, head):
    for row in records(path):
        for sensor, value in list(row.items())[head:]:
            yield sensor, value


melbourne = "melbourne_pedestrian/"
json.dump(
    {
        "leeds": sums((r["camera"], r["in_count"]) for r in records("leeds_footfall/footfall_2009_2016.csv.gz")),
        "melbourne": sums((r["sensor"], r["count"]) for r in records(melbourne + "hourly_peds_2016_2017.csv.gz")),
        "melbourne_utc": sums((r["sensor"], r["count"]) for r in records(melbourne + "pedestrian_2015_2016.csv.gz")),
        "auckland": sums(wide("auckland_pedestrian/hourly_counts_2019_2025.csv.gz", 2)),
        "mta": sums(
            ("/".join((r["ca"], r["unit"], r["scp"])), r["entries"], r["exits"])
            for r in records("mta_turnstile/turnstile_2024w01_w04.csv.gz")
        ),
    },
    sys.stdout,
)
