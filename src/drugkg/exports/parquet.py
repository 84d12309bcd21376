"""Parquet of claims: the columns of the CSV with their types. Needs pyarrow, which `drugkg[parquet]` installs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from tempfile import TemporaryFile

from drugkg.errors import Problem, UsageError
from drugkg.exports.format import ONE_FILE, Format
from drugkg.exports.part import Part
from drugkg.exports.rows import COLUMNS, rows
from drugkg.exports.told import told

__all__ = ["FORMAT"]

#: Rows that are written together.
_GROUP = 1 << 14
_BLOCK = 1 << 20


def _write(part: Part) -> Iterator[bytes]:
    try:
        import pyarrow as pa  # noqa: PLC0415 (large, and wanted for this alone)
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError:
        remedy = "install drugkg with it: pip install 'drugkg[parquet]'"
        raise UsageError(Problem("format parquet", "the package pyarrow is missing", remedy)) from None
    types = {str: pa.string(), int: pa.int64(), bool: pa.bool_()}
    schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    table = chain.from_iterable(map(rows, told(part.find)))
    with TemporaryFile(prefix="drugkg-") as file:
        with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
            while group := list(islice(table, _GROUP)):
                writer.write_table(pa.Table.from_pylist(group, schema))
        file.seek(0)
        while block := file.read(_BLOCK):
            yield block


FORMAT = Format("parquet", "the table of csv with types, for pandas and DuckDB", {ONE_FILE: _write}, ".parquet", True)
