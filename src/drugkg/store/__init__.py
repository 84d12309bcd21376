"""The built graph on disk: shards of documents, generations of the whole, and the pointer to the current one.

What is named here is imported when it is first used: who reads a graph needs nothing that builds one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drugkg.store.assemble import Assembled, publish
    from drugkg.store.database import Database, Dataset, matching
    from drugkg.store.layout import FORMAT, Layout
    from drugkg.store.lock import building
    from drugkg.store.reader import DocumentEntry, Store, open_store
    from drugkg.store.shards import Shard, find_shard, write_shard
    from drugkg.store.summarise import Summary, most_claimed, summary

__all__ = [
    "FORMAT", "Assembled", "Database", "Dataset", "DocumentEntry", "Layout", "Shard", "Store", "Summary",
    "building", "find_shard", "matching", "most_claimed", "open_store", "publish", "summary", "write_shard",
]  # fmt: skip

_HOMES = {
    "FORMAT": "layout", "Assembled": "assemble", "Database": "database", "Dataset": "database",
    "DocumentEntry": "reader",
    "Layout": "layout", "Shard": "shards", "Store": "reader", "Summary": "summarise", "building": "lock",
    "find_shard": "shards", "matching": "database", "most_claimed": "summarise", "open_store": "reader",
    "publish": "assemble", "summary": "summarise", "write_shard": "shards",
}  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
