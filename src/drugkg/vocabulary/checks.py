"""What can only be seen with all vocabulary files at hand: double keys, double names, links to nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from drugkg.errors import Problem
from drugkg.vocabulary.concept import ConceptType
from drugkg.vocabulary.files import Entry
from drugkg.vocabulary.variants import plain

__all__ = ["check"]


def check(entries: Sequence[Entry]) -> list[Problem]:
    """Return what is wrong between the rows of all files."""
    return [*_double_keys(entries), *_double_names(entries), *_links(entries), *_circles(entries)]


def _double_keys(entries: Iterable[Entry]) -> Iterable[Problem]:
    first: dict[str, str] = {}
    for place, key, _ in entries:
        if key in first:
            yield Problem(
                place, f"the key {key!r} stands already at {first[key]}", "join the two rows or take another key"
            )
        first.setdefault(key, place)


def _double_names(entries: Iterable[Entry]) -> Iterable[Problem]:
    first: dict[tuple[ConceptType, str], Entry] = {}
    for entry in entries:
        if entry.concept is None or entry.concept.replaced_by:
            continue
        for name in (entry.concept.label, *entry.concept.synonyms):
            other = first.setdefault((entry.concept.type, plain(name)), entry)
            # Between folders the first has the name: a broad pack never takes one from the curated core.
            if other.key != entry.key and other.folder == entry.folder:
                what = f"the name {name!r} belongs already to {other.key!r} of the same type, at {other.place}"
                yield Problem(entry.place, what, "give the name to one of them")


def _links(entries: Sequence[Entry]) -> Iterable[Problem]:
    keys = {entry.key for entry in entries}
    replaced = {
        entry.key: entry.concept.replaced_by for entry in entries if entry.concept and entry.concept.replaced_by
    }
    for place, _, concept in entries:
        if concept is None:
            continue
        for key in (*concept.broader, *filter(None, [concept.replaced_by])):
            if key not in keys:
                yield Problem(place, f"there is no concept {key!r}", "correct the key or add the concept")
            elif key in replaced and not concept.replaced_by:
                yield Problem(place, f"the concept {key!r} was replaced", f"take {replaced[key]!r}")


def _circles(entries: Iterable[Entry]) -> Iterable[Problem]:
    """Tell of concepts that are wider than themselves, or replaced by themselves in the end."""
    good = [(entry.place, entry.concept) for entry in entries if entry.concept]
    places = {concept.key: place for place, concept in good}
    broader = {concept.key: concept.broader for _, concept in good}
    replaced = {concept.key: (concept.replaced_by,) for _, concept in good if concept.replaced_by}
    for circle in _find_circles(broader):
        yield Problem(places[circle[0]], f"concepts are broader in a circle: {' > '.join(circle)}", "remove one link")
    for circle in _find_circles(replaced):
        yield Problem(places[circle[0]], f"concepts are replaced in a circle: {' > '.join(circle)}", "remove one link")


def _find_circles(links: Mapping[str, Sequence[str]]) -> Iterable[list[str]]:
    """Yield each circle met on a walk in depth, without recursion: vocabularies may be deep."""
    done: set[str] = set()
    for start in links:
        path: list[str] = []
        on_path: set[str] = set()
        open_links = [iter((start,))]
        while open_links:
            key = next(open_links[-1], None)
            if key is None:
                open_links.pop()
                if path:
                    on_path.discard(path[-1])
                    done.add(path.pop())
            elif key in on_path:
                yield [*path[path.index(key) :], key]
            elif key in links and key not in done:
                path.append(key)
                on_path.add(key)
                open_links.append(iter(links[key]))
