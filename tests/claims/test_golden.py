"""What each sample document claims, line by line; only `pytest --update-golden` changes the files."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from tests.claims.reading import fails, lexicon

from drugkg import readers, resources
from drugkg.claims import extract
from drugkg.claims.relations import RELATIONS
from drugkg.graph.claims_file import claim_lines
from drugkg.readers import catalog

GOLDEN = Path(__file__).parent.parent / "golden" / "claims"
SAMPLES = Path(str(resources.folder("sources"))) / "samples"
DOCUMENTS = sorted(path for path in SAMPLES.iterdir() if path.name not in {"catalog.yaml", "README.md"})


@cache
def lines(path: Path) -> tuple[str, ...]:
    document = readers.read(path.read_bytes(), catalog.load(path.parent)[path.name], path.name)
    return tuple(claim_lines(document, extract(document, lexicon())))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_claims_are_those_of_the_golden_file(path: Path, request: pytest.FixtureRequest) -> None:
    golden = GOLDEN / f"{path.name}.claims.jsonl"
    if request.config.getoption("--update-golden"):
        GOLDEN.mkdir(parents=True, exist_ok=True)
        golden.write_text("".join(f"{line}\n" for line in lines(path)), "utf-8")
    assert list(lines(path)) == golden.read_text("utf-8").splitlines()


def test_every_golden_file_belongs_to_a_sample() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == [f"{path.name}.claims.jsonl" for path in DOCUMENTS]


@fails("what improves is looked for behind the verb only, not in 'X improved in some patients'")
def test_the_samples_show_every_relation() -> None:
    shown = {json.loads(line)["predicate"] for path in DOCUMENTS for line in lines(path)}
    assert shown == set(RELATIONS)
