"""The face itself: signatures, silence, threads, progress, Ctrl-C, and computing in parts."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from zoneinfo import ZoneInfo

import keliu
import numpy as np
import pytest
from keliu._operations import TABLES

Counts = dict[str, list[Any]]

INTERRUPTED = """
import os, signal, threading, time
import numpy as np
import keliu

rows = 4_000_000
hour = np.arange(rows // 500)
counts = {
    "sensor": np.repeat(np.arange(500), len(hour)),
    "start": np.tile(np.datetime64("2020-01-01", "us") + hour * np.timedelta64(3600, "s"), 500),
    "entries": np.arange(rows) % 97,
}
table = keliu._input.batch("counts", counts)
sent = []

def interrupt():
    sent.append(time.perf_counter())
    os.kill(os.getpid(), signal.SIGINT)

threading.Timer(0.3, interrupt).start()
try:
    options = {"interval_s": 3600, "time_zone": "UTC"}
    keliu.call("clean_counts", {"counts": table}, options)
    print("ended before the signal")
except KeyboardInterrupt:
    print(time.perf_counter() - sent[0])
"""

FORKED = """
import os
import keliu

counts = {"sensor": ["a"], "start": ["2026-03-01T00:00:00Z"], "entries": [1]}
if BEFORE:
    keliu.regular_counts(counts, interval_s=3600)
if os.fork() == 0:
    try:
        print(len(keliu.regular_counts(counts, interval_s=3600)), flush=True)
    except keliu.InternalError as error:
        print(error.code, flush=True)
    os._exit(0)
os.wait()
"""


def python(code: str) -> str:
    """Run code in a process of its own and return what it prints; nothing may be complained of."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.strip()


def large(sensors: int, hours: int) -> dict[str, Any]:
    hour = np.arange(hours)
    starts = np.datetime64("2020-01-01", "us") + hour * np.timedelta64(3600, "s")
    return {
        "sensor": np.repeat(np.arange(sensors), hours),
        "start": np.tile(starts, sensors),
        "entries": np.arange(sensors * hours) % 97,
    }


@pytest.mark.parametrize("name", TABLES)
def test_signature(name: str) -> None:
    function = getattr(keliu, name)
    parameters = inspect.signature(function).parameters
    required = [p for p in parameters.values() if p.default is inspect.Parameter.empty]
    assert all(p.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD for p in required)
    rest = [p for p in parameters.values() if p not in required]
    assert all(p.kind is inspect.Parameter.KEYWORD_ONLY for p in rest)
    assert [p.name for p in required] == list(TABLES[name])[: len(required)]
    assert [p.name for p in rest][-2:] == ["columns", "progress"]
    assert all(p.annotation for p in parameters.values())
    assert function.__doc__ is not None
    for part in ["Parameters\n", "Returns\n", "Raises\n", *parameters]:
        assert part in function.__doc__


def test_defaults_are_those_of_the_core(counts: Counts) -> None:
    result = keliu.clean_counts(counts)
    signature = inspect.signature(keliu.clean_counts).parameters
    for option, value in result.options.items():
        assert signature[option].default == value


def test_import_is_silent_and_needs_nothing() -> None:
    libraries = {"numpy", "pandas", "polars", "pyarrow"}
    code = f"import sys, keliu; print({libraries} & set(sys.modules))"
    assert python(code) == "set()"


def test_import_time(record_property: Any) -> None:
    code = "import time; t = time.process_time(); import keliu; print(time.process_time() - t)"
    times = sorted(float(python(code)) for _ in range(5))
    record_property("seconds of processor time to import", times[2])


def test_ctrl_c_returns_at_once() -> None:
    printed = python(INTERRUPTED)
    assert float(printed) < 0.2 + 0.3 * os.getloadavg()[0]  # a busy machine wakes us late


def test_progress() -> None:
    seen: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        seen.append((done, total))

    keliu.clean_counts(large(50, 2000), interval_s=3600, time_zone="UTC", progress=tell)
    assert seen
    assert all(0 < done <= total for done, total in seen)
    assert seen[-1][0] == seen[-1][1]


def test_progress_ends_the_call() -> None:
    def stop(_done: int, _total: int) -> None:
        raise InterruptedError("enough")

    with pytest.raises(InterruptedError, match="enough"):
        keliu.regular_counts(large(50, 2000), interval_s=3600, time_zone="UTC", progress=stop)


def test_other_threads_run_meanwhile() -> None:
    table = keliu.regular_counts(large(300, 4000), interval_s=3600, time_zone="UTC")
    ticks = 0
    with ThreadPoolExecutor(1) as pool:
        call = pool.submit(keliu.count_totals, table, period="hour")
        while not call.done():
            time.sleep(0.001)
            ticks += 1
    assert ticks > 3
    assert len(call.result()) == len(table)


def test_threads_give_the_same(counts: Counts) -> None:
    expected = keliu.clean_counts(counts).to_dicts()
    with ThreadPoolExecutor(8) as pool:
        calls = [pool.submit(keliu.clean_counts, counts) for _ in range(32)]
    assert all(call.result().to_dicts() == expected for call in calls)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.parametrize(("before", "printed"), [(False, "1"), (True, "KELIU_INTERNAL")])
def test_a_fork_does_not_hang(before: bool, printed: str) -> None:
    code = FORKED.replace("BEFORE", str(before))
    assert python("import warnings; warnings.simplefilter('ignore')\n" + code) == printed


def test_columns_of_the_caller(counts: Counts) -> None:
    renamed = {{"start": "ts", "entries": "in"}.get(name, name): v for name, v in counts.items()}
    expected = keliu.regular_counts(counts).to_dicts()
    assert keliu.regular_counts(renamed, columns={"start": "ts", "entries": "in"}).to_dicts() == (
        expected
    )
    by_table = {"counts": {"start": "ts", "entries": "in"}}
    assert keliu.regular_counts(renamed, columns=by_table).to_dicts() == expected


def test_options_of_other_libraries(counts: Counts) -> None:
    options: dict[str, Any] = {"interval_s": np.int64(7200), "time_zone": ZoneInfo("Asia/Shanghai")}
    found = keliu.regular_counts(counts, **options)
    assert found.options["interval_s"] == 7200
    assert found.options["time_zone"] == "Asia/Shanghai"


def test_optional_tables(counts: Counts) -> None:
    start, end = min(counts["start"]), max(counts["end"])
    hours = {"site": ["mall"], "start": [start], "end": [end]}
    sensors = [{"sensor": "north", "site": "mall"}, {"sensor": "南门", "site": "mall"}]
    clean = keliu.clean_counts(counts, hours=hours, sensors=sensors)
    assert len(clean) == 144


def test_parts_give_the_bits_of_the_whole(counts: Counts) -> None:
    whole = keliu.regular_counts(counts, time_zone="Asia/Shanghai")
    parts = [{name: values[i::3] for name, values in counts.items()} for i in (2, 1, 0)]
    ordered = {**counts, **{n: [v for part in parts for v in part[n]] for n in counts}}
    options: dict[str, Any] = {"time_zone": "Asia/Shanghai"}
    states = [keliu.partial("regular_counts", part, **options) for part in parts]
    merged = keliu.merge("regular_counts", [keliu.merge("regular_counts", states[:2]), states[2]])
    found = keliu.finish("regular_counts", merged)
    assert isinstance(found, keliu.Table)
    assert found.to_dicts() == keliu.regular_counts(ordered, time_zone="Asia/Shanghai").to_dicts()
    assert found.options == whole.options
    assert len(found) == len(whole)
