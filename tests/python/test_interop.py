"""A table of every library gives the same bits, and every library reads the result."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta, timezone
from typing import Any

import duckdb
import keliu
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

Counts = dict[str, list[Any]]


def arrow(counts: Counts) -> pa.Table:
    return pa.table(counts)


def chunked(counts: Counts) -> pa.Table:
    whole = arrow(counts)
    return pa.concat_tables([whole.slice(0, 7), whole.slice(7, 0), whole.slice(7)])


def cast(counts: Counts, kind: pa.DataType) -> pa.Table:
    whole = arrow(counts)
    return whole.set_column(0, "sensor", whole["sensor"].cast(kind))


def dictionary(counts: Counts) -> pa.Table:
    """Chunks whose dictionaries differ."""
    whole = arrow(counts)
    parts = [whole.slice(0, 50), whole.slice(50)]
    return pa.concat_tables(
        part.set_column(0, "sensor", part["sensor"].dictionary_encode()) for part in parts
    )


def nanoseconds(counts: Counts) -> pa.Table:
    whole = arrow(counts)
    for name in ("start", "end"):
        at = whole.schema.get_field_index(name)
        whole = whole.set_column(at, name, whole[name].cast(pa.timestamp("ns", "Asia/Tokyo")))
    return whole


def from_duckdb(counts: Counts) -> duckdb.DuckDBPyRelation:
    given = arrow(counts)  # found by its name
    connection = duckdb.connect()
    connection.register("given", given)
    return connection.sql("select * from given")


def duckdb_over_pandas(counts: Counts) -> duckdb.DuckDBPyRelation:
    """Objects of Python that DuckDB reads while it is asked for its rows."""
    connection = duckdb.connect()
    connection.register("given", pd.DataFrame(counts).astype({"sensor": object}))
    return connection.sql("select * from given")


def numpy_arrays(counts: Counts) -> dict[str, Any]:
    """Entries as a list: numpy's whole numbers have no null."""
    wall = {
        name: np.array([time.replace(tzinfo=None) for time in counts[name]], "datetime64[ms]")
        for name in ("start", "end")
    }
    return {
        "sensor": np.array(counts["sensor"]),
        **wall,
        "entries": counts["entries"],
        "exits": np.array(counts["exits"], "int32"),
    }


def rows(counts: Counts) -> list[dict[str, Any]]:
    return [dict(zip(counts, row, strict=True)) for row in zip(*counts.values(), strict=True)]


def texts(counts: Counts) -> Counts:
    return {
        **counts,
        "start": [time.isoformat() for time in counts["start"]],
        "end": [time.isoformat() for time in counts["end"]],
    }


def naive(counts: Counts) -> Counts:
    return {
        **counts,
        "start": [time.replace(tzinfo=None) for time in counts["start"]],
        "end": [time.replace(tzinfo=None) for time in counts["end"]],
    }


def series(counts: Counts) -> dict[str, pd.Series]:
    return {name: pd.Series(values) for name, values in counts.items()}


def nullable(counts: Counts) -> pd.DataFrame:
    frame = pd.DataFrame(counts)
    frame["entries"] = frame["entries"].astype("Int64")
    return frame


FORMS: dict[str, Callable[[Counts], Any]] = {
    "pyarrow": arrow,
    "pyarrow chunks": chunked,
    "pyarrow batch": lambda counts: pa.RecordBatch.from_pydict(counts),
    "pyarrow reader": lambda counts: arrow(counts).to_reader(),
    "pyarrow large": lambda counts: cast(counts, pa.large_string()),
    "pyarrow view": lambda counts: cast(counts, pa.string_view()),
    "pyarrow dictionaries": dictionary,
    "pyarrow nanoseconds": nanoseconds,
    "pandas": pd.DataFrame,
    "pandas nullable": nullable,
    "pandas series": series,
    "polars": pl.DataFrame,
    "polars lazy": lambda counts: pl.DataFrame(counts).lazy(),
    "polars series": lambda counts: pl.DataFrame(counts).to_dict(),
    "polars categorical": lambda counts: pl.DataFrame(counts).with_columns(
        pl.col("sensor").cast(pl.Categorical)
    ),
    "duckdb": from_duckdb,
    "duckdb over pandas": duckdb_over_pandas,
    "dict": lambda counts: counts,
    "dict of naive times": naive,
    "dict of texts": texts,
    "dict of tuples": lambda counts: {name: tuple(values) for name, values in counts.items()},
    "numpy": numpy_arrays,
    "rows": rows,
}


def fingerprint(table: keliu.Table) -> tuple[bytes, object]:
    """Return the bits of all columns, and the metadata, whose order means nothing."""
    whole = pa.table(table).combine_chunks()
    labels = [(field.name, field.metadata) for field in whole.schema], whole.schema.metadata
    bare = pa.schema([field.remove_metadata() for field in whole.schema])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, bare) as writer:
        writer.write_table(whole.cast(bare))
    return bytes(sink.getvalue()), labels


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_bits(form: str, counts: Counts) -> None:
    expected = keliu.clean_counts(arrow(counts), time_zone="UTC")
    assert len(expected) == 144
    found = keliu.clean_counts(FORMS[form](counts), time_zone="UTC")
    assert fingerprint(found) == fingerprint(expected)


@pytest.mark.parametrize("form", ["pandas", "pandas series"])
def test_pandas_without_pyarrow(form: str, counts: Counts, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = keliu.regular_counts(arrow(counts))
    given = FORMS[form](counts)

    class Frame(pd.DataFrame):  # type: ignore[misc]
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            raise ImportError("pyarrow is required")

    frame = Frame(given) if isinstance(given, pd.DataFrame) else given
    found = keliu.regular_counts(frame)
    assert fingerprint(found) == fingerprint(expected)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert list(found.to_pandas()["entries"][:3]) == [20, 21, 22]


def test_nothing_is_copied_on_the_way_out(counts: Counts) -> None:
    result = keliu.regular_counts(counts)
    first, second = pa.table(result), pa.table(result)
    for name in ("entries", "start", "coverage"):
        address = first[name].chunk(0).buffers()[1].address
        assert address == second[name].chunk(0).buffers()[1].address


def test_results_in_every_library(counts: Counts) -> None:
    result = keliu.regular_counts(counts)
    entries = [row["entries"] for row in result.to_dicts()]
    total = sum(value for value in entries if value is not None)
    assert result.to_arrow()["entries"].to_pylist() == entries
    assert result.to_polars()["entries"].to_list() == entries
    assert pl.DataFrame(result).height == 144
    frame = result.to_pandas()
    assert str(frame["entries"].dtype) == "Int64"
    assert str(frame["start"].dtype) == "datetime64[us, UTC]"
    assert frame["entries"].sum() == total
    summed = duckdb.sql("select sum(entries) from result")
    assert summed is not None
    assert summed.fetchall() == [(total,)]
    assert pa.RecordBatchReader.from_stream(result).read_all().num_rows == 144


def test_metadata_travels(counts: Counts) -> None:
    table = keliu.regular_counts(counts).to_arrow()
    assert table.schema.metadata[b"keliu.operation"] == b"regular_counts"
    assert table.schema.field("entries").metadata[b"unit"] == b"persons"
    assert table.schema.field("entries").metadata[b"zh"] == "进店人次".encode()


def test_a_result_is_an_input(counts: Counts) -> None:
    clean = keliu.clean_counts(counts)
    own, foreign = keliu.count_totals(clean), keliu.count_totals(clean.to_polars())
    assert fingerprint(own) == fingerprint(foreign)


def test_ids_may_be_numbers(counts: Counts) -> None:
    numbered = {**counts, "sensor": [1 if s == "north" else 2 for s in counts["sensor"]]}
    assert set(keliu.regular_counts(numbered).to_dict()["sensor"]) == {"1", "2"}


def test_missing_keys_of_rows_are_null(counts: Counts) -> None:
    whole = rows(counts)
    sparse = [{k: v for k, v in row.items() if v is not None} for row in whole]
    assert fingerprint(keliu.regular_counts(sparse)) == fingerprint(keliu.regular_counts(whole))


def test_local_times_of_a_zone(counts: Counts) -> None:
    zone = timezone(timedelta(hours=8))
    local = {**counts, "start": [time.astimezone(zone) for time in counts["start"]]}
    assert fingerprint(keliu.regular_counts(local)) == fingerprint(keliu.regular_counts(counts))
