"""Identities follow from what a node is, in a form that never changes again."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.factories import ADULT, CRAMP, GOUT, INITIAL, ORAL, THIRST, amount, claim, evidence

from drugkg.claims.model import Quantity, Stance
from drugkg.graph.claims import claim_id
from drugkg.graph.iri import Iris, digest, document_id, quantity_id, scope_text
from drugkg.graph.propositions import proposition_of
from drugkg.vocabulary.concept import Concept, ConceptType

#: Ids of scheme 1, made once; whoever built a graph with them must find them again.
DOCUMENT = "k6eixmavsp7li7fur5zxqqi66i"
CONTENT = "sha256:3c7f6c3c578d18aa17a6e64759475ad51ecfc6de306eff5b8aabafe2a676c273"
IRIS = Iris()


def named(key: str) -> Concept:
    return Concept(key, key, ConceptType.DRUG)


def test_ids_of_scheme_1_are_frozen() -> None:
    adverse = claim(
        "hasAdverseEffect", named("drowsiness"), drug=named("baclofen"), frequency=amount(None, "63.0", "%")
    )
    dose = claim(
        "hasDose", named("phase-initial"), drug=named("baclofen"), population=ADULT, route=ORAL,
        amount=amount(5, 5, "mg"), per="dose", timesPerDay=amount(3, 3),
    )  # fmt: skip
    denied = claim(
        "treats", named("muscle-spasm"), drug=named("baclofen"), cause=named("rheumatic-disorder"), stance=Stance.DENIES
    )
    assert document_id("monographs", CONTENT) == DOCUMENT
    assert proposition_of(adverse).iri(IRIS).endswith("/sa4d5x2saemt4u2gjm4a5ontg4")
    assert proposition_of(dose).iri(IRIS).endswith("/qqh4oju4txcrkmobq42zin2bym")
    assert proposition_of(dose).core.iri(IRIS).endswith("/anwyrzjs3lydzt57q6vzwi4xya")
    assert proposition_of(denied).iri(IRIS).endswith("/p5je3x4xu5itf6u7cfaokwtcbm")
    assert claim_id(adverse, DOCUMENT, IRIS) == "md6rig474ktvnlhb4klufq2pt4"
    assert claim_id(dose, DOCUMENT, IRIS) == "w355fs52krgumtzpwuoc5x2wn4"
    assert claim_id(denied, DOCUMENT, IRIS) == "6ajjvhelwxzcdx5e3uju45nb5e"
    assert digest("passage", DOCUMENT, 94, 144) == "7kcrnxygeiugikgaztybcdwdbu"
    assert (
        digest("evidence", "md6rig474ktvnlhb4klufq2pt4", "7kcrnxygeiugikgaztybcdwdbu") == "svmwsnlshkbfj6hdsf2jqacnnu"
    )
    assert digest("reference", DOCUMENT, "01") == "cjesjbdrdfzlxdbsrqhfq7xbce"
    assert digest("activity", DOCUMENT, "0.1.0", "rules:9c1f", "vocabulary:77ab") == "wwmqzoqfu3cl5pzbq5spei7rd4"
    assert quantity_id(amount(None, 63, "%")) == "r2xixqe67rivdckknuxsytmv3m"


@given(st.text(), st.text())
def test_a_digest_names_its_parts_apart(one: str, other: str) -> None:
    together, apart = digest("kind", one + other), digest("kind", one, other)
    assert together != apart
    assert set(apart) <= set("abcdefghijklmnopqrstuvwxyz234567")
    assert len(apart) == 26


@given(st.decimals(min_value=0, max_value=10**9, places=4), st.integers(0, 6))
def test_trailing_zeros_make_no_other_quantity(number: Decimal, zeros: int) -> None:
    longer = Decimal(format(number, "f") + "0" * zeros)
    assert quantity_id(Quantity(number, longer, "mg")) == quantity_id(Quantity(longer, number, "mg"))


bounds = st.one_of(st.none(), st.decimals(min_value=0, max_value=99, places=2))
quantities = st.builds(Quantity, bounds, bounds, st.sampled_from(["mg", "%", "1"]), st.booleans(), st.booleans())


@given(quantities, quantities)
def test_different_quantities_have_different_ids_and_scope_texts(one: Quantity, other: Quantity) -> None:
    assert (quantity_id(one) == quantity_id(other)) == (one == other)
    assert (scope_text(one) == scope_text(other)) == (one == other)


@given(st.text(min_size=1))
def test_a_key_gives_an_iri_that_a_store_takes_and_that_says_the_key(key: str) -> None:
    from urllib.parse import unquote

    import pyoxigraph

    iri = IRIS.concept(key)
    assert pyoxigraph.NamedNode(iri).value == iri
    assert unquote(iri.removeprefix("https://w3id.org/drugkg/concept/")) == key


def test_order_of_qualifiers_labels_notes_and_passages_move_no_identity() -> None:
    first = claim("hasDose", INITIAL, population=ADULT, route=ORAL, amount=amount(5, 5, "mg"), per="day")
    second = claim(
        "hasDose", replace(INITIAL, label="starting dose"), evidence("Uses"), per="day", amount=amount("5.00", 5, "mg"),
        route=ORAL, population=replace(ADULT, label="adults"), condition="if tolerated",
    )  # fmt: skip
    assert claim_id(first, DOCUMENT, IRIS) == claim_id(second, DOCUMENT, IRIS)


def test_scope_stance_and_values_do_move_it() -> None:
    made = [
        claim("treats", CRAMP),
        claim("treats", GOUT),
        claim("hasEfficacy", CRAMP),
        claim("treats", CRAMP, cause=GOUT),
        claim("treats", CRAMP, population=ADULT),
        claim("treats", CRAMP, stance=Stance.HEDGES),
        claim("treats", CRAMP, offLabel=True),
        claim("hasAdverseEffect", THIRST),
        claim("hasAdverseEffect", THIRST, longTerm=True),
        claim("hasAdverseEffect", THIRST, serious=True),
    ]
    assert len({claim_id(each, DOCUMENT, IRIS) for each in made}) == len(made)


def test_scope_key_is_sorted_and_a_label_tells_the_roles() -> None:
    proposition = proposition_of(claim("treats", CRAMP, route=ORAL, cause=GOUT))
    assert proposition.scope_key == "cause=gout;route=oral"
    assert proposition.label == "examplin treats leg cramp (cause: gout; oral)"
    assert proposition.core.scope_key == ""
    measured = proposition_of(claim("hasPharmacokinetics", THIRST, dose=amount(40, 40, "mg"), value=amount(2, 3, "h")))
    assert measured.scope_key == "atDose=40 mg"
    assert measured.label == "examplin hasPharmacokinetics thirst (atDose: 40 mg)"


def test_the_base_is_free_and_ids_do_not_depend_on_it() -> None:
    ours, theirs = Iris(), Iris("https://example.org/kg/")
    made = claim("treats", CRAMP, cause=GOUT)
    assert claim_id(made, DOCUMENT, ours) == claim_id(made, DOCUMENT, theirs)
    assert proposition_of(made).iri(theirs).startswith("https://example.org/kg/proposition/")


def test_a_digest_is_of_canonical_json() -> None:
    import base64
    import hashlib

    array = json.dumps(["reference", 1, "doc", "é"], ensure_ascii=False, separators=(",", ":")).encode()
    expected = base64.b32encode(hashlib.sha256(array).digest()[:16]).decode().rstrip("=").lower()
    assert array == '["reference",1,"doc","é"]'.encode()
    assert digest("reference", "doc", "é") == expected
