"""Which drug a document is about, told by whoever knows best."""

from __future__ import annotations

import pytest
from tests.claims.reading import document, lexicon

from drugkg import readers
from drugkg.claims import extract
from drugkg.claims.subject import subject
from drugkg.errors import DocumentError
from drugkg.text import Source


def told(text: str, *, drug: str | None = None, **source: str) -> str:
    made = readers.read(text.encode(), Source("pages", **source), "page.md")
    return subject(made, lexicon(), drug).key


def test_the_argument_beats_the_catalog_which_beats_the_title() -> None:
    text = "# Baclofen\n\nIt is used.\n"
    assert told(text) == "baclofen"
    assert told(text, drug="tizanidine", title="Metformin") == "tizanidine"
    assert told(text, title="Metformin") == "baclofen"
    made = document(text, drug="tizanidine")
    assert subject(made, lexicon()).key == "tizanidine"
    assert subject(made, lexicon(), "DIAZEPAM").key == "diazepam"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("# How to use gabapentin\n\nIt is used with baclofen and baclofen.\n", "gabapentin"),
        ("# Leaflet\n\nBaclofen, diazepam and baclofen.\n", "baclofen"),
        ("# Leaflet\n\n## Diazepam\n\nIt is used.\n", "diazepam"),
        ("# Leaflet\n\nDiazepam or baclofen.\n", "baclofen"),
    ],
)
def test_the_document_tells(text: str, key: str) -> None:
    assert told(text) == key


def test_a_drug_that_the_vocabulary_does_not_know() -> None:
    text = "# Examplin tablets\n\nExamplin is red. Examplin is used to treat spasticity.\n"
    assert told(text) == "examplin"
    assert told(text.replace("tablets", "2.5 mg hard capsules")) == "examplin"
    assert told("# Purple\n\nIt is red.\n", drug="Otherin") == "otherin"
    (claim,) = extract(document(text, drug=None), lexicon())
    assert (claim.drug.key, claim.relation, claim.object.key) == ("examplin", "treats", "spasticity")


@pytest.mark.parametrize("text", ["# Purple\n\nIt is red.\n", "It is used to treat spasticity.\n"])
def test_where_nothing_tells_it_the_remedy_is_named(text: str) -> None:
    with pytest.raises(DocumentError) as caught:
        extract(document(text, drug=None), lexicon())
    (problem,) = caught.value.problems
    assert problem.place == "page.md"
    assert "--drug" in problem.remedy


@pytest.mark.parametrize(
    ("text", "drug", "key"),
    [
        ("# Baclofen\n\nIt is used.\n", "Lioresal", "baclofen"),
        ("# Tegretol\n\nTegretol is used to treat epilepsy. Tegretol may cause nausea.\n", None, "carbamazepine"),
    ],
)
def test_a_brand_stands_for_its_drug(text: str, drug: str | None, key: str) -> None:
    assert told(text, drug=drug) == key


def test_a_brand_of_the_drug_is_no_other_drug() -> None:
    made = document("# Carbamazepine\n\nTegretol is used to treat epilepsy.\n", drug="carbamazepine")
    assert [claim.object.key for claim in extract(made, lexicon())] == ["epilepsy"]
