"""A graph that is built anew under a running server is taken up; one that is gone or broken leaves the old one."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

from tests.serve.serving import Server, serving

import drugkg

_PATIENCE = 60
_FIRST = "# Baclofen\n\nBaclofen is used to treat spasticity.\n"


def graph(server: Server) -> tuple[str, int]:
    told = json.loads(server.get("/healthz").text)
    return told["graph"], told["statements"]


def changed(server: Server, old: str) -> tuple[str, int]:
    until = time.monotonic() + _PATIENCE
    while (found := graph(server))[0] == old:
        assert time.monotonic() < until
        time.sleep(0.05)
    return found


def test_a_new_graph_is_taken_up(tmp_path: Path) -> None:
    page, store = tmp_path / "page.md", tmp_path / "store"
    page.write_text(_FIRST, encoding="utf-8")
    drugkg.build([page], store=store)
    for kept in ("0", "1000000"):
        with serving(store, "--log", "none", "--workers", "1", "--memory-statements", kept) as running:
            first, few = graph(running)
            page.write_text(_FIRST + "It may cause drowsiness.\n", encoding="utf-8")
            drugkg.build([page], store=store)
            _, more = changed(running, first)
            assert more > few
        page.write_text(_FIRST, encoding="utf-8")
        drugkg.build([page], store=store)


def test_a_graph_that_cannot_be_opened_leaves_the_old_one(tmp_path: Path) -> None:
    page, store = tmp_path / "page.md", tmp_path / "store"
    page.write_text(_FIRST, encoding="utf-8")
    drugkg.build([page], store=store)
    with serving(store, "--log", "none") as running:
        before = graph(running)
        (store / "current").write_text("nonesuch\n", encoding="utf-8")
        assert [graph(running) for _ in range(5)] == [before] * 5
        shutil.rmtree(store)
        assert graph(running) == before
        assert running.get("/").status == 200
        running.process.terminate()
        told = running.process.communicate(timeout=_PATIENCE)[1]
        assert told.count("the new graph cannot be opened, the old one stays") == 1
