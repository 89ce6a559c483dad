"""Visitor-flow analytics, computed once.

Every function takes tables of any library that speaks Arrow (pandas, polars, PyArrow, DuckDB), a
dict of columns or a list of dicts, and returns a `Table` that all of them read.

    >>> import keliu
    >>> clean = keliu.clean_counts(counts, time_zone="Asia/Shanghai")  # doctest: +SKIP
    >>> clean.to_pandas()  # doctest: +SKIP
"""

from keliu import _operations
from keliu._door import call
from keliu._flags import Flags
from keliu._keliu import __version__
from keliu._operations import *
from keliu._table import Table
from keliu.errors import (
    DataError,
    InternalError,
    KeliuError,
    LimitError,
    OptionsError,
    SchemaError,
)
from keliu.fold import finish, merge, partial

__all__ = [
    "DataError",
    "Flags",
    "InternalError",
    "KeliuError",
    "LimitError",
    "OptionsError",
    "SchemaError",
    "Table",
    "__version__",
    "call",
    "finish",
    "merge",
    "partial",
]
__all__ += _operations.__all__
