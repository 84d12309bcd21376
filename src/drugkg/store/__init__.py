"""The built graph on disk: shards of documents, generations of the whole, and the pointer to the current one."""

from drugkg.store.assemble import Assembled, publish
from drugkg.store.layout import FORMAT, Layout
from drugkg.store.lock import building
from drugkg.store.reader import DocumentEntry, Store, open_store
from drugkg.store.shards import Shard, find_shard, write_shard
from drugkg.store.summary import Disagreement, Summary, summary

__all__ = [
    "FORMAT", "Assembled", "Disagreement", "DocumentEntry", "Layout", "Shard", "Store", "Summary",
    "building", "find_shard", "open_store", "publish", "summary", "write_shard",
]  # fmt: skip
