"""Styles and scripts: carried whole with their licences, kept by browsers, and asked of no other host."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
import yaml
from tests.serve.serving import Server

from drugkg.serve.assets import FOLDER, address

ROOT = Path(__file__).resolve().parents[2]
VENDOR = FOLDER / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text("utf-8"))
OWN = [
    *sorted(FOLDER.glob("*.*")),
    *(path for part in ("serve", "audit") for path in sorted((ROOT / "src/drugkg" / part / "templates").rglob("*.*"))),
]
#: Where a page would fetch something by itself: a link that a reader follows is no fetch.
FETCHED = re.compile(
    r"""<(?:script|img|iframe|source|audio|video|embed|object)\b[^>]*\b(?:src|data)\s*=\s*["']?\s*(?:https?:)?//
    |<link\b[^>]*\bhref\s*=\s*["']?\s*(?:https?:)?//
    |url\(\s*["']?\s*(?:https?:)?//
    |@import
    |\b(?:fetch|import|importScripts|Worker|EventSource|WebSocket)\(\s*["'`](?:https?:|wss?:)?//""",
    re.VERBOSE | re.IGNORECASE,
)


def test_what_is_carried_is_what_was_released() -> None:
    told = {name: digest for package in MANIFEST for name, digest in package["files"].items()}
    held = {path.name: path.read_bytes() for path in VENDOR.iterdir() if path.name != "manifest.json"}
    assert {name: hashlib.sha256(data).hexdigest() for name, data in held.items()} == told
    assert not any("http" in json.dumps(package) for package in MANIFEST)


def test_what_is_carried_is_what_is_listed_with_its_licences() -> None:
    listed = yaml.safe_load((ROOT / "vendor" / "packages.yaml").read_text("utf-8"))
    assert {package["name"]: package["version"] for package in MANIFEST} == {
        name: wanted["version"] for name, wanted in listed.items()
    }
    for package in MANIFEST:
        assert {name: told.split()[0] for name, told in package["carries"].items()} == listed[package["name"]].get(
            "carries", {}
        )
        (licences,) = (VENDOR / name for name in package["files"] if name.endswith(".licences.txt"))
        assert "Permission is hereby granted" in licences.read_text("utf-8")


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_no_page_fetches_from_another_host(path: Path) -> None:
    assert not FETCHED.search(path.read_text("utf-8"))


@pytest.mark.parametrize(
    "wrong",
    [
        '<script defer src="https://example.org/a.js">',
        "<link rel=stylesheet href=//example.org/a.css>",
        "a { background: url('https://example.org/a.png') }",
        "await fetch(`https://example.org/`)",
    ],
)
def test_a_fetch_from_another_host_would_be_seen(wrong: str) -> None:
    assert FETCHED.search(wrong)


def test_a_browser_keeps_a_file_for_good_by_its_hash_only(server: Server) -> None:
    whole = server.get(address("base.css"))
    assert whole.body == (FOLDER / "base.css").read_bytes()
    assert whole.headers["cache-control"] == "public, max-age=31536000, immutable"
    for other in ("/static/base.css", "/static/base.css?v=0123456789abcdef"):
        asked = server.get(other)
        assert asked.headers["cache-control"] == "no-cache"
        again = server.get(other, If_None_Match=asked.headers["etag"])
        assert (again.status, again.headers["cache-control"]) == (304, "no-cache")


def test_templates_name_files_by_their_hash_only() -> None:
    assert not [path.name for path in OWN if re.search(r"""(?:src|href)=["']?/static/""", path.read_text("utf-8"))]


def test_pages_name_files_by_their_hash(server: Server) -> None:
    page = server.get("/", Accept="text/html").text
    named = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    assert address("base.css") in named
    assert all(re.search(r"\?v=[0-9a-f]{16}$", name) for name in named)
