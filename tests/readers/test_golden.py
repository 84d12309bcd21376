"""Each small document beside its blocks; only `pytest --update-golden` changes the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from drugkg.readers import read
from drugkg.text import Block, Document, Source

GOLDEN = Path(__file__).parent.parent / "golden" / "readers"
DOCUMENTS = sorted(path for path in GOLDEN.iterdir() if not path.name.endswith(".blocks.txt"))


def _line(number: int, block: Block) -> str:
    signs = [
        f"{block.kind.value} {block.level}",
        f"under {','.join(map(str, block.headings)) or '-'}",
        f"lead {block.lead}" if block.lead is not None else "",
        f"silent {block.silent}" if block.silent else "",
        f"code {block.code}" if block.code else "",
        "major" if block.major else "",
        "bracketed" if block.bracketed else "",
        f"topic {block.topic!r}" if block.topic else "",
        " ".join(f"cites {citation.label}@{citation.at}" for citation in block.citations),
    ]
    return f"{number}: {'; '.join(sign for sign in signs if sign)}\n    {block.text}\n"


def _shown(document: Document) -> str:
    told = document.metadata
    works = "".join(f"    {work.label}: {work.span.of(document.text)!r}\n" for work in told.references)
    own = (("kind", told.kind), ("version", told.version), ("series", told.series), ("drugs", ", ".join(told.drugs)))
    works += "".join(f"    {name} {value}\n" for name, value in own if value)
    head = f"format {document.format}; title {told.title!r}; authors {told.authors}; modified {told.modified}; "
    blocks = "".join(_line(number, block) for number, block in enumerate(document.blocks))
    return f"{head}reviewed {told.reviewed}\n{works}{blocks}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_blocks_are_those_of_the_golden_file(path: Path, request: pytest.FixtureRequest) -> None:
    shown = _shown(read(path.read_bytes(), Source("golden"), path.name))
    golden = path.with_name(path.name + ".blocks.txt")
    if request.config.getoption("--update-golden"):
        golden.write_text(shown, "utf-8")
    assert shown == golden.read_text("utf-8")


def test_there_is_a_golden_document_of_every_kind() -> None:
    assert {path.stem for path in DOCUMENTS} >= {
        "monograph",
        "page",
        "patient",
        "article",
        "consumer",
        "leaflet",
        "summary",
        "label",
        "drugfacts",
        "record",
    }
