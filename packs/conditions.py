"""Packs of findings and conditions: a selection of the names of HPO, the Disease Ontology, MONDO and MeSH."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from names import Casing, finding_name, turned
from sources import Candidate
from taken import Row, Taken, extending, unique

from drugkg.vocabulary import ConceptType
from drugkg.vocabulary.variants import plain

__all__ = ["condition_rows", "corroborated"]

_TYPE = ConceptType.FINDING


def corroborated(terminologies: Sequence[Sequence[Candidate]]) -> list[list[Candidate]]:
    """Return the candidates with those synonyms only that a second terminology has for the same thing.

    These terminologies do not always tell synonyms from narrower and wider terms.
    """
    candidates = {candidate.id: candidate for terms in terminologies for candidate in terms}
    linked: dict[str, set[str]] = defaultdict(set)
    by_label: dict[str, list[str]] = defaultdict(list)
    for candidate in candidates.values():
        by_label[plain(turned(candidate.label))].append(candidate.id)
        for other in candidate.same:
            if other in candidates:
                linked[candidate.id].add(other)
                linked[other].add(candidate.id)
    for ids in by_label.values():
        for id in ids:
            linked[id].update(ids)
    names = {id: {plain(turned(name)) for name in (c.label, *c.synonyms)} for id, c in candidates.items()}

    def agreed(candidate: Candidate, name: str) -> bool:
        said = Counter(other.partition(":")[0] for other in linked[candidate.id] if plain(name) in names[other])
        return any(prefix != candidate.id.partition(":")[0] for prefix in said)

    return [
        [
            Candidate(c.id, c.label, tuple(n for n in map(turned, c.synonyms) if agreed(c, n)), c.parents, c.same)
            for c in terms
        ]
        for terms in terminologies
    ]


def condition_rows(
    candidates: Sequence[Candidate],
    taken: Taken,
    owners: dict[str, str],
    rows: dict[str, Row],
    labels: Mapping[str, int],
    casing: Casing,
    kept: Mapping[str, str],
) -> list[Row]:
    """Return the rows of a terminology, and add to `owners` which concept each of its identifiers is.

    Args:
        candidates: the concepts of the terminology.
        taken: which names have an owner; gets the new ones.
        owners: keys by identifier, of all terminologies.
        rows: the rows of earlier packs by key; one with the same label gets an identifier.
        labels: in how many terminologies a name is a label; such a name is nobody's synonym.
        casing: how proper names are written.
        kept: keys that identifiers had in the last edition.
    """
    shared = Counter(name for c in candidates for name in {plain(turned(n)) for n in (c.label, *c.synonyms)})
    made: list[tuple[Row, Candidate]] = []
    for candidate in candidates:
        label = turned(candidate.label)
        if owner := taken.owner(label):
            owners[candidate.id] = owner
            earlier, core = rows.get(owner), taken.core(label, _TYPE)
            if earlier and plain(earlier.label) == plain(label):
                earlier.ids += earlier.missing(() if taken.identified(candidate.id, _TYPE) else [candidate.id])
            elif core and not earlier:
                # Equal names may be homonyms: synonyms need an identifier that the core knows.
                same = candidate.id in core.ids
                row = rows[core.key] = extending(core)
                row.ids += [] if core.ids else [candidate.id]
                made.append((row, candidate if same else replace(candidate, synonyms=())))
        elif core := taken.identified(candidate.id, _TYPE):
            owners[candidate.id] = core.key
            row = rows.setdefault(core.key, extending(core))
            made.append((row, replace(candidate, synonyms=(label, *candidate.synonyms))))
        elif finding_name(label) and taken.free(label, _TYPE):
            row = Row(
                kept.get(candidate.id) or taken.key(label, candidate.id), casing.spoken(label), [], [candidate.id]
            )
            taken.add(row, _TYPE)
            owners[candidate.id] = row.key
            rows[row.key] = row
            made.append((row, candidate))
    # Labels have their owners now: only then may synonyms take what is left.
    for row, candidate in made:
        fit = (name for name in unique(map(turned, candidate.synonyms)) if finding_name(name))
        for name in fit:
            known = labels.get(plain(name), 0) - (plain(name) == plain(turned(candidate.label)))
            mine = shared[plain(name)] == 1 and not known and plain(name) != plain(row.label)
            if mine and not taken.owner(name) and taken.free(name, _TYPE, row.key):
                row.synonyms.append(casing.spoken(name))
                taken.add(row, _TYPE)
    new = [candidate for row, candidate in made if not row.extends]
    _link(new, {c.id: c for c in candidates}, owners, rows)
    return list({row.key: row for row, _ in made if row.ids or row.synonyms}.values())


def _link(
    made: Iterable[Candidate], terms: Mapping[str, Candidate], owners: Mapping[str, str], rows: Mapping[str, Row]
) -> None:
    """Set what is wider: the nearest terms above that have a concept."""
    for candidate in made:
        row = rows[owners[candidate.id]]
        level, seen = list(candidate.parents), set(candidate.parents)
        while level and not row.broader:
            row.broader = sorted({owners[id] for id in level if id in owners} - {row.key})
            level = [up for id in level if id in terms for up in terms[id].parents if up not in seen]
            seen.update(level)
