"""The compiled vocabulary: an automaton over all names, and concept records that are decoded when asked for.

It is one block of bytes: a line of magic, a line with the SHA-256 of the next line and of the rest, a line
of JSON that tells the length of each table, the tables, and the automaton. It holds numbers, strings and
JSON only, and nothing is looked into before its hash is right.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate, pairwise
from typing import BinaryIO

from drugkg.vocabulary.automaton import Matcher
from drugkg.vocabulary.concept import Concept, ConceptType
from drugkg.vocabulary.files import Header
from drugkg.vocabulary.tables import Strings, pack_numbers, pack_strings, unpack_numbers
from drugkg.vocabulary.variants import Case, plain, variants

__all__ = ["Compiled", "compile_concepts", "curie_form", "decode"]

_MAGIC = b"drugkg vocabulary 1\n"
#: A sense is the number of a concept and, in its lowest bits, the case in which its name must be written.
_CASE_BITS = 2


@dataclass(frozen=True, slots=True)
class Compiled:
    """The sections of a compiled vocabulary; concepts are numbered in the order of their keys."""

    headers: tuple[Header, ...]
    matcher: Matcher
    sense_ends: Sequence[int]
    senses: Sequence[int]
    keys: Strings
    records: Strings
    curies: Strings
    curie_concepts: Sequence[int]

    def senses_of(self, phrase: int) -> tuple[tuple[int, Case], ...]:
        """Return (number of the concept, case) for all that a phrase of the automaton names."""
        start = self.sense_ends[phrase - 1] if phrase else 0
        mask = (1 << _CASE_BITS) - 1
        return tuple(
            (sense >> _CASE_BITS, Case(sense & mask)) for sense in self.senses[start : self.sense_ends[phrase]]
        )

    def concept(self, number: int) -> Concept:
        """Decode a concept."""
        label, type_, synonyms, ids, broader, replaced_by = json.loads(self.records[number])
        return Concept(
            self.keys[number], label, ConceptType(type_), tuple(synonyms), tuple(ids), tuple(broader), replaced_by
        )


def compile_concepts(headers: Iterable[Header], concepts: Iterable[Concept]) -> bytes:
    """Return the compiled vocabulary as bytes; the concepts have been checked, and earlier ones own shared names."""
    given = list(concepts)
    ordered = sorted(given, key=lambda concept: concept.key)
    names = sorted(_names(given, ordered).items())
    senses = [sorted((number << _CASE_BITS) | case for number, case in named.items()) for _, named in names]
    curies = sorted((curie_form(curie), number) for number, concept in enumerate(ordered) for curie in concept.ids)
    sections = (
        json.dumps([asdict(header) for header in headers]).encode(),
        pack_numbers(accumulate(map(len, senses))),
        pack_numbers(sense for named in senses for sense in named),
        *pack_strings(concept.key for concept in ordered),
        *pack_strings(map(_record, ordered)),
        *pack_strings(curie for curie, _ in curies),
        pack_numbers(number for _, number in curies),
    )
    outline = json.dumps([len(section) for section in sections]).encode() + b"\n"
    body = b"".join((*sections, Matcher([name for name, _ in names]).to_bytes()))
    return b"".join((_MAGIC, f"{_sha256(outline)} {_sha256(body)}\n".encode(), outline, body))


def decode(stream: BinaryIO) -> Compiled:
    """Return the compiled vocabulary that `compile_concepts` wrote.

    Raises:
        ValueError: if the bytes are damaged or not a compiled vocabulary.
    """
    if stream.readline() != _MAGIC:
        raise ValueError("not a compiled vocabulary")
    told, outline = stream.readline().decode().split(), stream.readline()
    if told[:1] != [_sha256(outline)]:
        raise ValueError("a damaged compiled vocabulary")
    lengths = json.loads(outline)
    # The automaton is by far the largest section: read by itself, it is never copied nor kept.
    tables, automaton = memoryview(stream.read(sum(lengths))), stream.read()
    if told[1:] != [_sha256(tables, automaton)]:
        raise ValueError("a damaged compiled vocabulary")
    ends = accumulate(lengths, initial=0)
    headers, sense_ends, senses, key_ends, keys, record_ends, records, curie_ends, curies, numbers = (
        tables[start:end] for start, end in pairwise(ends)
    )
    return Compiled(
        tuple(Header(**header | {"type": ConceptType(header["type"])}) for header in json.loads(bytes(headers))),
        Matcher.from_bytes(automaton),
        unpack_numbers(sense_ends),
        unpack_numbers(senses),
        Strings(key_ends, keys),
        Strings(record_ends, records),
        Strings(curie_ends, curies),
        unpack_numbers(numbers),
    )


def curie_form(curie: str) -> str:
    """Return a CURIE in the form in which CURIEs are compared: the case of a prefix says nothing.

    >>> curie_form("hp:0002329")
    'HP:0002329'
    """
    prefix, _, local = curie.partition(":")
    return f"{prefix.upper()}:{local}"


def _names(given: Iterable[Concept], ordered: Sequence[Concept]) -> dict[str, dict[int, Case]]:
    """Return the phrases to look for, each with the concepts that it names and the case it must have."""
    # Names of a concept that was replaced belong to what replaced it.
    current = [(number, concept) for number, concept in enumerate(ordered) if not concept.replaced_by]
    listed: dict[tuple[ConceptType, str], str] = {}
    for concept in given:
        for name in () if concept.replaced_by else (concept.label, *concept.synonyms):
            listed.setdefault((concept.type, plain(name)), concept.key)
    names: dict[str, dict[int, Case]] = {}
    for number, concept in current:
        for name in (concept.label, *concept.synonyms):
            for phrase, case in variants(name, concept.type).items():
                # A name that a row lists is never taken by what merely follows from another row.
                bare = " ".join(phrase.split()) if "  " in phrase else phrase
                if listed.get((concept.type, bare), concept.key) == concept.key:
                    senses = names.setdefault(phrase, {})
                    senses[number] = min(case, senses.get(number, case))
    return names


def _sha256(*parts: bytes | memoryview) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def _record(concept: Concept) -> str:
    fields = (concept.label, concept.type, concept.synonyms, concept.ids, concept.broader, concept.replaced_by)
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
