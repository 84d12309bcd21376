"""Findings of one proposition are one claim; one that says less is a further passage."""

from __future__ import annotations

from tests.claims.reading import claims, document, found, page, quotes, shown

from drugkg.claims.model import Stance


def test_a_claim_without_value_joins_the_only_one_with() -> None:
    text = "Baclofen may cause drowsiness. Drowsiness occurs in up to 63% of patients."
    source = page("baclofen", "Side effects", text)
    assert found(source, "hasAdverseEffect") == {"drowsiness": {"frequency": "up to 63 %"}}
    assert len(quotes(source, "hasAdverseEffect")) == 2


def test_different_values_stay_apart() -> None:
    text = "Drowsiness occurs in 10% of patients. Drowsiness occurs in 63% of patients. Baclofen may cause drowsiness."
    source = page("baclofen", "Side effects", text)
    values = sorted(str(shown(claim).get("frequency")) for claim in claims(source, "hasAdverseEffect"))
    assert values == ["10 %", "63 %", "None"]


def test_scope_and_stance_keep_claims_apart() -> None:
    text = (
        "Baclofen may cause nausea. Intrathecal baclofen may cause nausea.\n\n"
        "In older adults, baclofen may cause nausea.\n\nBaclofen does not cause nausea."
    )
    source = page("baclofen", "Side effects", text)
    assert [(claim.stance, shown(claim)) for claim in claims(source, "hasAdverseEffect")] == [
        (Stance.ASSERTS, {}),
        (Stance.ASSERTS, {"route": "intrathecal"}),
        (Stance.ASSERTS, {"population": "elderly"}),
        (Stance.DENIES, {"stance": "denies"}),
    ]


def test_passages_stand_in_reading_order_with_the_section_of_each() -> None:
    text = (
        "# Baclofen\n\n## Summary\n\nBaclofen may cause nausea {02}.\n\n## Side effects\n\n- Nausea {01}\n\n"
        "## Warnings\n\nBaclofen may cause nausea {03}.\n"
    )
    (claim,) = claims(document(text), "hasAdverseEffect")
    assert [(passage.section, passage.cites) for passage in claim.evidence] == [
        ("Summary", ("02",)),
        ("Side effects", ("01",)),
        ("Warnings", ("03",)),
    ]
    assert [passage.rule for passage in claim.evidence] == ["effect.causes", "effect.list", "effect.causes"]


def test_citations_back_the_words_before_them() -> None:
    text = (
        "# Baclofen\n\n## Side effects\n\nNausea {01}, tremor and rash {02}; ataxia.\n\nIt may cause coma {03} {04}.\n"
    )
    cited = {claim.object.label: claim.evidence[0].cites for claim in claims(document(text), "hasAdverseEffect")}
    assert cited["nausea"] == ("01",)
    assert cited["tremor"] == cited["rash"] == ("02",)
    assert cited["coma"] == ("03", "04")
