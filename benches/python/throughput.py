"""Cleaning through Python at full size, and the plain form of it beside pandas and polars.

``python benches/python/throughput.py full SENSORS DAYS INTERVAL_S`` runs clean_counts and prints seconds and peak.
``python benches/python/throughput.py peers`` runs the plain work (drop repetitions, regular grid, fill with the
median of the hour of week) for 100 sensors x 1 year x 15 minutes by keliu, pandas and polars, in CPU seconds.
``python benches/python/throughput.py chain`` runs the whole way from counts to dwell for as many: by keliu (clean,
quality, totals, occupancy, dwell) and by a polars script of the plain form of it (drop repetitions, grid, median of
the hour of week, totals by day, running sum from each midnight kept at 0 or more, person-time over entries).
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable

import numpy as np
import polars as pl
import pyarrow as pa

import keliu


def counts(sensors: int, days: int, interval_s: int) -> pa.Table:
    """Counts with rhythm: 1 row in 200 repeated, 1 in 200 missing."""
    rng = np.random.default_rng(1)
    bins = days * 86_400 // interval_s
    sensor = np.repeat(np.arange(sensors, dtype=np.int32), bins)
    start = (
        np.tile(np.arange(bins, dtype=np.int64) * interval_s * 1_000_000, sensors)
        + 1_735_689_600_000_000
    )
    hour = start // 3_600_000_000 % 24
    mean = np.where((hour > 7) & (hour < 22), 60.0, 4.0) * interval_s / 3600
    entries = rng.poisson(mean)
    keep = rng.random(len(sensor)) > 0.005
    rows = np.repeat(np.flatnonzero(keep), 1 + (rng.random(int(keep.sum())) > 0.995))
    names = pa.array([f"door-{door:05}" for door in range(sensors)])
    stamp = pa.timestamp("us", "UTC")
    return pa.table(
        {
            "sensor": pa.DictionaryArray.from_arrays(pa.array(sensor[rows]), names),
            "start": pa.array(start[rows], stamp),
            "end": pa.array(start[rows] + interval_s * 1_000_000, stamp),
            "entries": pa.array(entries[rows]),
            # Everybody stays for two intervals.
            "exits": pa.array(np.roll(entries.reshape(sensors, bins), 2, axis=1).ravel()[rows]),
        }
    )


def measured(name: str, rows: int, work: Callable[[], object]) -> float:
    """Print and return the least CPU seconds of three runs."""
    best = float("inf")
    for _ in range(3):
        before = time.process_time()
        work()
        best = min(best, time.process_time() - before)
    print(f"{name}: {best:.2f} CPU s, {rows / best / 1e6:.2f} M rows per CPU s")
    return best


def peers() -> None:
    """Run the plain work by three libraries."""
    table = counts(100, 365, 900)
    frame, lazy, rows = table.to_pandas(), pl.DataFrame(table), table.num_rows

    def by_pandas() -> object:
        once = frame.drop_duplicates(["sensor", "start"], keep="last")
        wide = once.pivot(index="start", columns="sensor", values="entries").asfreq("15min")
        slot = wide.index.day_of_week * 96 + wide.index.hour * 4 + wide.index.minute // 15
        return wide.fillna(wide.groupby(slot).transform("median"))

    def by_polars() -> object:
        once = lazy.unique(["sensor", "start"], keep="last")
        grid = (
            lazy.select("sensor")
            .unique()
            .join(
                pl.DataFrame(
                    {
                        "start": pl.datetime_range(
                            lazy["start"].min(), lazy["start"].max(), "15m", eager=True
                        )
                    }
                ),
                how="cross",
            )
        )
        week = (
            pl.col("start").dt.weekday() * 96
            + pl.col("start").dt.hour().cast(pl.Int32) * 4
            + pl.col("start").dt.minute() // 15
        )
        return grid.join(once, on=["sensor", "start"], how="left").with_columns(
            pl.col("entries").fill_null(pl.col("entries").median().over("sensor", week))
        )

    ours = measured(
        "keliu clean_counts (full model, detect and donors)",
        rows,
        lambda: keliu.clean_counts(table),
    )
    grid = measured(
        "keliu regular_counts (drop repetitions, grid)", rows, lambda: keliu.regular_counts(table)
    )
    for name, work in [("pandas", by_pandas), ("polars", by_polars)]:
        theirs = measured(name, rows, work)
        print(
            f"  ratio to keliu: clean_counts {theirs / ours:.2f}, regular_counts {theirs / grid:.2f}"
        )


def chain() -> None:
    """Run the whole way from counts to dwell by keliu and by a polars script."""
    table = counts(100, 365, 900)
    lazy, rows = pl.DataFrame(table), table.num_rows

    def by_keliu() -> object:
        clean = keliu.clean_counts(table, max_bins=1_000_000_000)
        keliu.count_quality(clean)
        keliu.count_totals(clean)
        inside = keliu.occupancy(clean, night_cap=500)
        return keliu.dwell_from_counts(inside.occupancy)

    def by_polars() -> object:
        once = lazy.unique(["sensor", "start"], keep="last")
        first, last = once["start"].min(), once["start"].max()
        times = pl.DataFrame({"start": pl.datetime_range(first, last, "15m", eager=True)})
        grid = once.select("sensor").unique().join(times, how="cross")
        week = pl.col("start").dt.weekday() * 96 + pl.col("start").dt.hour().cast(pl.Int32) * 4
        week = week + pl.col("start").dt.minute() // 15
        filled = grid.join(once, on=["sensor", "start"], how="left").with_columns(
            pl.col(way).fill_null(pl.col(way).median().over("sensor", week))
            for way in ("entries", "exits")
        )
        day = pl.col("start").dt.truncate("1d")
        filled.group_by("sensor", day).agg(pl.col("entries", "exits").sum())
        site = filled.group_by("start").agg(pl.col("entries", "exits").sum()).sort("start")
        net = (pl.col("entries") - pl.col("exits")).cum_sum().over(day)
        inside = site.with_columns(inside=net.clip(lower_bound=0))
        return inside.group_by(day).agg(pl.col("inside").sum() * 15 / pl.col("entries").sum())

    ours = measured("keliu, clean to dwell", rows, by_keliu)
    theirs = measured("polars, the plain form", rows, by_polars)
    print(f"  keliu takes {ours / theirs:.1f} times the CPU seconds of the plain form")


def full(sensors: int, days: int, interval_s: int) -> None:
    """Run clean_counts at full size."""
    table = counts(sensors, days, interval_s)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started = time.perf_counter()
    clean = keliu.clean_counts(table, max_bins=1_000_000_000)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{table.num_rows} rows in {seconds:.1f} s, {table.num_rows / seconds / 1e6:.2f} M rows/s; "
        f"{len(clean)} rows out; peak {peak:.0f} MiB, of which input {before:.0f}"
    )
    print(clean.report)


if __name__ == "__main__":
    if sys.argv[1] == "peers":
        peers()
    elif sys.argv[1] == "chain":
        chain()
    else:
        full(*(int(word) for word in sys.argv[2:5]))
