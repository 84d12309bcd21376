"""Graph files come back as they were; Turtle's triples find their graphs again."""

from __future__ import annotations

import pytest
from tests.factories import ADULT, GOUT, VOCABULARY, claim, claims, document

from drugkg.claims.model import Stance
from drugkg.errors import DocumentError
from drugkg.graph import Iris, Making, Quad, document_quads, to_nquads, to_trig, to_turtle
from drugkg.graph.imported import claims_by_relation, read_graph
from drugkg.graph.namespaces import DKG
from drugkg.schema.files import ontology_quads

ONTOLOGY = f"<{Iris().graph('ontology')}>"
MAKING = Making("9c1f", "77ab", "0.1.0", concept=VOCABULARY.get)
SCOPED = claim("treats", GOUT, population=ADULT)
QUADS = [
    *document_quads(document(), [*claims(), SCOPED], MAKING),
    *document_quads(document(source="other"), [*claims(), claim("treats", GOUT, stance=Stance.DENIES)], MAKING),
    *ontology_quads(Iris()),
]


@pytest.mark.parametrize(("name", "write"), [("a.nq", to_nquads), ("a.trig", to_trig), ("a.ttl", to_turtle)])
def test_every_format_gives_the_very_same_graph(name: str, write: object) -> None:
    text = write(QUADS)  # type: ignore[operator]
    # What drugkg says of its own terms, each build says anew.
    kept = [quad for quad in QUADS if not (quad.graph == ONTOLOGY and quad.subject.startswith(f"<{DKG[:-1]}"))]
    assert len(kept) < len(QUADS)
    assert to_nquads(read_graph(text.encode(), name, Iris())) == to_nquads(kept)


def test_what_the_model_has_no_place_for_is_kept_in_a_graph_of_its_own() -> None:
    line = b"<https://example.org/a> <https://example.org/b> <https://example.org/c> ."
    (quad,) = read_graph(line, "a.ttl", Iris())
    assert quad.graph.startswith("<https://w3id.org/drugkg/graph/import/")


@pytest.mark.parametrize(
    ("text", "what"),
    [("<a> b .", "well-formed"), ("[] <https://example.org/p> 1 .", "blank nodes"), ("\ufffe", "well-formed")],
)
def test_a_bad_file_is_refused_with_place_and_remedy(text: str, what: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_graph(text.encode(), "bad.ttl", Iris())
    (problem,) = caught.value.problems
    assert problem.place.startswith("bad.ttl")
    assert what in problem.what
    assert problem.remedy


def test_claims_are_counted_by_relation() -> None:
    assert claims_by_relation(QUADS) == {"hasAdverseEffect": 2, "hasDose": 2, "treats": 4}
    assert claims_by_relation([Quad("<a>", "<b>", "<c>")]) == {}
