"""Packs of drugs and brands: open names of substances, and brands of products with one known ingredient."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from names import drug_name, nonproprietary
from sources import Candidate, Product
from taken import Row, Taken, extending, unique

from drugkg.vocabulary import Concept, ConceptType, Lexicon
from drugkg.vocabulary.concept import slug
from drugkg.vocabulary.variants import plain

__all__ = ["brand_rows", "core_rows", "drug_rows", "new_drugs"]

_SALT = re.compile(
    r"\b(?:hydrochlorides?|hcl|hydrobromide|sodium|potassium|calcium|magnesium|acetate|sulfate|phosphate|citrate|tartrate"
    r"|bitartrate|maleate|fumarate|mesylate|besylate|tosylate|succinate|gluconate|lactate|nitrate|bromide|chloride|iodide"
    r"|dihydrate|monohydrate|trihydrate|hemihydrate|anhydrous|disodium|dipropionate|propionate|valerate|furoate|pamoate"
    r"|decanoate|palmitate|medoxomil|mofetil|hyclate|axetil|proxetil|etexilate|disoproxil|alafenamide|tromethamine"
    r"|tablets?|capsules?|injection|extended[- ]release|delayed[- ]release|oral|solution|suspension|usp)\b",
    re.IGNORECASE,
)
_PRODUCT = re.compile(
    r"\b(?:tablets?|capsules?|injection|release|oral|solution|suspension|usp|and|with)\b", re.IGNORECASE
)
#: One word, or two of which the second is an abbreviation (XR).
_BRAND = re.compile(r"(?:[A-Z][a-z]{3,13}|[A-Z]{4,14})(?: (?:[A-Z]{2,3}))?")


def drug_rows(
    candidates: Iterable[Candidate],
    substances: Iterable[Candidate],
    named: Iterable[tuple[str, str]],
    products: Iterable[Product],
    natural: Collection[str],
    taken: Taken,
    kept: Mapping[str, str],
) -> list[Row]:
    """Return the rows of the drugs, with what other terminologies have under exactly the same name.

    Args:
        candidates: the drugs.
        substances: concepts of MeSH, whose synonyms a drug of the same name gets.
        named: (identifier, name) in MeSH and ChEBI.
        products: products, whose salts a drug gets.
        natural: names that mean no drug in the first place.
        taken: which names have an owner; gets the new ones.
        kept: keys that identifiers had in the last edition.
    """
    same: dict[str, list[str]] = defaultdict(list)
    for id, label in named:
        same[plain(label)].append(id)
    salts = _salts(products)
    for substance in substances:
        salts[plain(substance.label)].update(name.lower() for name in substance.synonyms if _synonym(name))
    shared = Counter(name for names in salts.values() for name in names)
    rows = []
    for candidate in candidates:
        label = candidate.label.lower()
        if core := taken.identified(candidate.id, ConceptType.DRUG):
            if drug_name(candidate.label, natural) and taken.free(label, ConceptType.DRUG):
                rows.append(extending(core))
                rows[-1].synonyms.append(label)
                taken.add(rows[-1], ConceptType.DRUG)
            continue
        if not drug_name(candidate.label, natural) or not taken.free(label, ConceptType.DRUG):
            continue
        row = Row(kept.get(candidate.id) or taken.key(label, candidate.id), label, [], [candidate.id])
        for prefix in ("MESH:", "CHEBI:"):
            found = [id for id in same.get(plain(label), ()) if id.startswith(prefix)]
            found = [id for id in found if not taken.identified(id, ConceptType.DRUG)]
            row.ids += found if len(found) == 1 and found[0] != candidate.id else []
        taken.add(row, ConceptType.DRUG)
        rows.append(row)
    for row in rows:
        for name in unique(sorted(salts.get(plain(row.label), ()))):
            if plain(name) != plain(row.label) and shared[name] == 1 and not taken.owner(name):
                row.synonyms += [name] if taken.free(name, ConceptType.DRUG) else []
        taken.add(row, ConceptType.DRUG)
    return rows


def _synonym(name: str) -> bool:
    """Tell whether another name of a substance is one that people write: few words, none of them a brand or a code."""
    return drug_name(name) and len(name.split()) <= 3 and len(name) <= 40


def core_rows(
    core: Iterable[Concept], substances: Iterable[Candidate], products: Iterable[Product], taken: Taken
) -> tuple[list[Row], list[Row]]:
    """Return rows that add to the drugs of the core: what MeSH calls just the same, and salts on FDA labels."""
    known = {plain(concept.label): concept for concept in core if concept.type is ConceptType.DRUG}
    named: dict[str, set[str]] = defaultdict(set)
    for substance in substances:
        if plain(substance.label) in known:
            named[plain(substance.label)].update(name.lower() for name in substance.synonyms if _synonym(name))
    salts = _salts(products)
    return _extended(known, named, taken), _extended(known, salts, taken)


def _extended(known: Mapping[str, Concept], named: Mapping[str, set[str]], taken: Taken) -> list[Row]:
    shared = Counter(name for label in named.keys() & known.keys() for name in named[label])
    rows = []
    for label in sorted(named.keys() & known.keys()):
        row = extending(known[label])
        fit = unique(name for name in sorted(named[label]) if shared[name] == 1 and plain(name) != label)
        row.synonyms += [name for name in fit if not taken.owner(name) and taken.free(name, ConceptType.DRUG)]
        taken.add(row, ConceptType.DRUG)
        rows += [row] if row.synonyms else []
    return rows


def _salts(products: Iterable[Product]) -> dict[str, set[str]]:
    """Return the names of salts on labels, by the name that remains without the words for the salt."""
    salts: dict[str, set[str]] = defaultdict(set)
    for product in products:
        base = plain(_SALT.sub(" ", product.generic))
        if (
            base != plain(product.generic)
            and not _PRODUCT.search(product.generic)
            and drug_name(product.generic.lower())
        ):
            salts[base].add(product.generic.lower())
    return salts


def new_drugs(substances: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the substances whose name is built as an international nonproprietary name."""
    yield from (substance for substance in substances if nonproprietary(substance.label))


def brand_rows(products: Iterable[Product], core: Lexicon, drugs: Iterable[Row], taken: Taken) -> list[Row]:
    """Return the rows of brands whose products all have the same one ingredient, and no everyday one."""
    keys = {plain(name): row.key for row in drugs for name in (row.label, *row.synonyms)}
    everyday = set((Path(__file__).parent / "stop-ingredients.txt").read_text("utf-8").split("\n"))
    sold: dict[str, set[str | None]] = defaultdict(set)
    for product in products:
        name = product.brand.replace("(R)", "").strip("®™ ")
        if _BRAND.fullmatch(name):
            sold[name.lower()].add(_ingredient(product.generic, core, keys, everyday))
    rows = []
    for name, ingredients in sorted(sold.items()):
        (key,) = ingredients if len(ingredients) == 1 else (None,)
        if key is None or not _tells(name, taken):
            continue
        words = name.upper().split(" ")
        row = Row(f"brand-{slug(name)}", " ".join([words[0].capitalize(), *words[1:]]), broader=[key])
        taken.add(row, ConceptType.BRAND)
        rows.append(row)
    return rows


def _tells(name: str, taken: Taken) -> bool:
    """Tell whether a brand is a name of its own: its first word is no everyday word, no drug and no brand."""
    first = re.split("[ -]", name)[0]
    own = first == name or (len(first) > 4 and taken.owner(first) is None)
    return own and drug_name(first) and taken.free(name, ConceptType.BRAND)


def _ingredient(generic: str, core: Lexicon, keys: Mapping[str, str], everyday: set[str]) -> str | None:
    """Return the key of the one drug that the words name, None where they name several, none, or an everyday one."""
    for name in (generic.lower(), " ".join(_SALT.sub(" ", generic.lower()).split())):
        if name in everyday:
            return None
        known = next((c.key for c in core.lookup(name) if c.type is ConceptType.DRUG), None) or keys.get(plain(name))
        if known:
            return known
    return None
