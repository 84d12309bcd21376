"""A build that is killed at any moment leaves a store that opens, whole, and builds on."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from drugkg.graph import DEFAULT_BASE, to_nquads
from drugkg.graph.namespaces import Quad, literal
from drugkg.store import Layout, Shard, building, open_store, publish, write_shard

#: Publishes two graphs in turn, for ever; each shard is written anew, as after a change of a document.
BUILDER = """
import sys
from itertools import count
from pathlib import Path
from drugkg.store import Layout, Shard, building, find_shard, publish, write_shard
layout = Layout(Path(sys.argv[1]))
lines = {name: (layout.root.parent / name).read_text() for name in ("one", "two")}
print("ready", flush=True)
for turn in count():
    name = ("one", "two")[turn % 2]
    with building(layout):
        write_shard(layout, Shard(name, name), lines[name])
        publish(layout, [find_shard(layout, name)], "https://example.org/")
    print("done", flush=True)
"""
ROUNDS = 8


def graph(name: str) -> str:
    return to_nquads(
        Quad(f"<https://example.org/{name}/{n}>", "<https://example.org/p>", literal(str(n)), "<https://example.org/g>")
        for n in range(2000)
    )


def test_kill_at_any_moment(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "store")
    layout.create()
    graphs = {name: graph(name) for name in ("one", "two")}
    for name, lines in graphs.items():
        (tmp_path / name).write_text(lines)
    write_shard(layout, Shard("one", "one"), graphs["one"])
    publish(layout, [Shard("one", "one")], DEFAULT_BASE)
    seen: set[str] = set()
    path = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    chances = random.Random(7)
    for turns in range(ROUNDS):
        with subprocess.Popen(
            [sys.executable, "-c", BUILDER, str(layout.root)], stdout=subprocess.PIPE, text=True, env=path
        ) as builder:
            assert builder.stdout is not None
            told = [builder.stdout.readline() for _ in range(turns % 4 + 1)]
            assert told == ["ready\n", "done\n", "done\n", "done\n"][: len(told)]
            time.sleep(chances.uniform(0, 0.1))
            builder.send_signal(signal.SIGKILL)
        with open_store(layout.root) as store:
            found = to_nquads(store.quads())
            assert found in graphs.values()
            seen.add(found)
    with building(layout):
        write_shard(layout, Shard("two", "two"), graphs["two"])
        publish(layout, [Shard("two", "two")], DEFAULT_BASE)
    assert len(list(layout.generations.iterdir())) == 1
    assert [path.name for path in layout.shards.rglob("*.nq")] == ["graph.nq"]
    assert len(seen) == 2
