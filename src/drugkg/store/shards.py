"""Shards: what one document gives to the graph, kept until document, rules, vocabulary or program change."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from drugkg.store.layout import Layout
from drugkg.text import Origin, Outline

__all__ = ["Shard", "find_shard", "write_shard"]


@dataclass(frozen=True, slots=True)
class Shard:
    """What is known of a shard without reading it.

    `key` names all that it was made from; `document` is the IRI of its document, None for a graph that was read as it
    is. `claims` counts claims by relation.
    """

    key: str
    file_name: str
    document: str | None = None
    claims: Mapping[str, int] = field(default_factory=dict)


def find_shard(layout: Layout, key: str) -> Shard | None:
    """Return a shard of the store, None where it has none of this key."""
    try:
        return Shard(**json.loads((layout.shard(key) / "shard.json").read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def write_shard(
    layout: Layout,
    shard: Shard,
    nquads: str,
    claim_lines: Iterable[str] = (),
    text: str | None = None,
    origin: Origin | None = None,
    outline: Outline | None = None,
) -> None:
    """Write a shard; it is there as a whole or not at all, whenever the process dies.

    `origin` leads from the text to the file, where the text is not the file; `outline` tells its blocks and sentences.
    """
    home = layout.shard(shard.key)
    draft = layout.shards / f".{shard.key}.{os.getpid()}"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    files = {
        "graph.nq": nquads,
        "claims.jsonl": "".join(f"{line}\n" for line in claim_lines),
        "shard.json": json.dumps(asdict(shard), ensure_ascii=False) + "\n",
    }
    if text is not None:
        files["text.txt"] = text
    if origin is not None:
        files["origin.json"] = origin.to_json()
    if outline is not None:
        files["outline.json"] = outline.to_json()
    for name, content in files.items():
        (draft / name).write_bytes(content.encode())
    home.parent.mkdir(exist_ok=True)
    shutil.rmtree(home, ignore_errors=True)
    draft.replace(home)
