"""The relations, and what each may carry: the one table that claims, graph, ontology and shapes follow.

A qualifier is *scope* (part of the proposition: in whom, where, when), *value* (of the claim,
compared between sources) or *note* (text, neither hashed nor compared).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drugkg.vocabulary.concept import ConceptType

__all__ = ["RELATIONS", "Kind", "Qualifier", "Relation", "ValueType"]


class Kind(StrEnum):
    """Where a qualifier belongs."""

    SCOPE = "scope"
    VALUE = "value"
    NOTE = "note"


class ValueType(StrEnum):
    """What a qualifier holds."""

    CONCEPT = "concept"
    QUANTITY = "quantity"
    TRUE = "true"
    WORD = "word"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Qualifier:
    """One qualifier: its key in the claims file, its RDF property, its kind and what it holds.

    `words` are the admitted values of a word, each an individual of the ontology;
    `concept` is the type of a concept that the vocabulary does not know.
    """

    key: str
    property: str
    kind: Kind
    holds: ValueType
    words: tuple[str, ...] = ()
    concept: ConceptType | None = None


def _scope(key: str, concept: ConceptType, property: str = "") -> Qualifier:
    return Qualifier(key, property or key, Kind.SCOPE, ValueType.CONCEPT, concept=concept)


def _note(key: str, property: str = "") -> Qualifier:
    return Qualifier(key, property or f"{key}Text", Kind.NOTE, ValueType.TEXT)


def _quantity(key: str, kind: Kind = Kind.VALUE, property: str = "") -> Qualifier:
    return Qualifier(key, property or key, kind, ValueType.QUANTITY)


def _word(key: str, *words: str) -> Qualifier:
    return Qualifier(key, key, Kind.VALUE, ValueType.WORD, words)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_POPULATION = _scope("population", ConceptType.POPULATION)
_ROUTE = _scope("route", ConceptType.ROUTE)
_SPECIES = _scope("species", ConceptType.SPECIES)
_CAUSE = _scope("cause", ConceptType.FINDING)
#: `condition` of the claims file where it resolves to a condition; otherwise a note.
_INDICATION = _scope("condition", ConceptType.FINDING, "indication")
_LINE = _scope("line", ConceptType.PHRASE)
_LONG_TERM = Qualifier("longTerm", "longTerm", Kind.SCOPE, ValueType.TRUE)
_SERIOUS = Qualifier("serious", "serious", Kind.VALUE, ValueType.TRUE)
_OFF_LABEL = Qualifier("offLabel", "offLabel", Kind.VALUE, ValueType.TRUE)
_FREQUENCY = _quantity("frequency")
_INCIDENCE = _word(
    "incidence", "very common", "common", "uncommon", "rare", "very rare", "uncommon or rare", "frequency not known"
)
_STRENGTH_OF_ADVICE = _word("adviceStrength", "must", "should", "may")
_SEVERITY = _word("severity", "major", "moderate", "minor")
_DIRECTION = _word("direction", "increased", "decreased")
_PER = _word("per", "dose", "day")


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between the document's drug and an object.

    `object_type` is the type of an object that the vocabulary does not know. `plain` relations are
    also written as plain triples; `label` reads between subject and object, `title` heads a list of
    objects; `sections` are the section types that a document which covers the relation has.
    """

    name: str
    label: str
    title: str
    object_type: ConceptType
    qualifiers: tuple[Qualifier, ...] = ()
    plain: bool = True
    sections: tuple[str, ...] = ()

    def qualifier(self, key: str, value: object) -> Qualifier:
        """Return the qualifier that `value` makes under a key of the claims file.

        A key may be scope where its value is a concept and a note where it is words (`condition`).

        >>> RELATIONS["hasDose"].qualifier("condition", "as tolerated").kind
        <Kind.NOTE: 'note'>

        Raises:
            KeyError: if the relation has no such qualifier.
        """
        found = [q for q in self.qualifiers if q.key == key]
        if not found:
            raise KeyError(f"{self.name} has no qualifier {key}")
        return next((q for q in found if (q.holds is ValueType.TEXT) == isinstance(value, str)), found[0])


_F, _P = ConceptType.FINDING, ConceptType.PHRASE

#: Every relation by name, in the order in which documents tend to treat them.
RELATIONS: dict[str, Relation] = {
    relation.name: relation
    for relation in (
        Relation(
            "treats", "treats", "Uses", _F, (_POPULATION, _ROUTE, _CAUSE, _LINE, _OFF_LABEL), sections=("indications",)
        ),
        Relation(
            "contraindicatedIn",
            "is contraindicated in",
            "Contraindications",
            _F,
            (_POPULATION, _ROUTE, _STRENGTH_OF_ADVICE, _note("reason"), _note("management")),
            sections=("contraindications",),
        ),
        Relation(
            "cautionIn",
            "asks for caution in",
            "Precautions",
            _F,
            (_POPULATION, _ROUTE, _STRENGTH_OF_ADVICE, _note("reason"), _note("management")),
            sections=_words(
                "warnings risk_benefit boxed_warning geriatric renal_impairment hepatic_impairment"
                " pregnancy pregnancy_lactation breastfeeding"
            ),
        ),
        Relation(
            "hasAdverseEffect",
            "has the adverse effect",
            "Adverse effects",
            _F,
            (_POPULATION, _SPECIES, _ROUTE, _LONG_TERM, _FREQUENCY, _INCIDENCE, _SERIOUS),
            sections=("adverse_effects",),
        ),
        Relation(
            "hasWithdrawalEffect",
            "has, on stopping, the effect",
            "Effects of stopping",
            _F,
            (_ROUTE,),
            sections=("withdrawal",),
        ),
        Relation(
            "hasOverdoseEffect",
            "has, on overdose, the effect",
            "Effects of an overdose",
            _F,
            (_ROUTE,),
            sections=("overdose",),
        ),
        Relation(
            "interactsWith",
            "interacts with",
            "Interactions",
            ConceptType.DRUG_CLASS,
            (_ROUTE, _SEVERITY, _note("outcome"), _note("management")),
            sections=("interactions",),
        ),
        Relation(
            "altersLabTest",
            "alters the laboratory test",
            "Laboratory tests",
            ConceptType.LAB_TEST,
            (_DIRECTION,),
            sections=("laboratory",),
        ),
        Relation(
            "hasDose",
            "has the dose",
            "Doses",
            ConceptType.DOSE_PHASE,
            (
                _POPULATION,
                _ROUTE,
                _INDICATION,
                _quantity("amount"),
                _PER,
                _quantity("timesPerDay"),
                _quantity("every"),
                _quantity("duration"),
                _note("condition"),
            ),
            plain=False,
            sections=("dosage",),
        ),
        Relation("hasMechanism", "has the mechanism", "Mechanism", _P, sections=("mechanism",)),
        Relation("belongsToClass", "belongs to the class", "Drug classes", ConceptType.DRUG_CLASS),
        Relation(
            "hasBrandName",
            "has the brand name",
            "Brand names",
            ConceptType.BRAND,
            (_scope("country", ConceptType.COUNTRY),),
            sections=("brand_names",),
        ),
        Relation(
            "hasPharmacokinetics",
            "has, in pharmacokinetics,",
            "Pharmacokinetics",
            ConceptType.PARAMETER,
            (
                _POPULATION,
                _ROUTE,
                _quantity("dose", Kind.SCOPE, "atDose"),
                _quantity("value"),
                _note("text", "detailText"),
            ),
            plain=False,
            sections=_words(
                "pharmacokinetics absorption distribution metabolism elimination half_life onset time_to_peak"
                " protein_binding peak_concentration therapeutic_concentration"
            ),
        ),
        Relation(
            "hasProductForm",
            "has the product form",
            "Product forms",
            ConceptType.DOSE_FORM,
            (
                _scope("country", ConceptType.COUNTRY),
                _scope("brand", ConceptType.BRAND),
                _ROUTE,
                _quantity("strength", Kind.SCOPE, "productStrength"),
            ),
            sections=("forms",),
        ),
        Relation(
            "hasEfficacy",
            "improves",
            "Efficacy",
            _F,
            (_POPULATION, _ROUTE, _INDICATION, _FREQUENCY, _note("study")),
            sections=("efficacy",),
        ),
        Relation(
            "requiresMonitoring",
            "requires monitoring of",
            "Monitoring",
            ConceptType.OBSERVABLE,
            (_POPULATION, _note("reason")),
            plain=False,
            sections=("monitoring",),
        ),
        Relation(
            "distributedInto", "is distributed into", "Distribution", ConceptType.SITE, (_note("text", "detailText"),)
        ),
        Relation(
            "hasDiscontinuationAdvice",
            "has the advice on stopping",
            "Advice on stopping",
            ConceptType.TOPIC,
            (_quantity("duration"),),
            plain=False,
            sections=("withdrawal",),
        ),
        Relation(
            "hasAdministrationAdvice",
            "has the advice on",
            "Advice on taking",
            ConceptType.TOPIC,
            (_quantity("temperature"), _note("text", "detailText")),
            plain=False,
            sections=("missed_dose", "storage", "disposal", "advice"),
        ),
        Relation(
            "comparedWith",
            "is compared with",
            "Comparisons",
            ConceptType.DRUG,
            (_INDICATION, _POPULATION, Qualifier("outcome", "outcome", Kind.VALUE, ValueType.TEXT)),
            plain=False,
        ),
    )
}
