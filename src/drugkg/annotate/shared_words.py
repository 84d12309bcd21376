"""Words around a name: those that only introduce it, and those that it shares with its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drugkg.annotate.modifiers import lead_length
from drugkg.text import Span

__all__ = ["completions", "without_lead"]


def without_lead(text: str, span: Span) -> Span:
    """Return the span without words that only introduce what it names ("such as", "other", "symptoms of")."""
    lead = lead_length(span.of(text))
    return Span(span.start + lead, span.end) if lead else span


def completions(text: str, parts: Sequence[Span], at: int) -> Iterator[str]:
    """Yield what a part may stand for: "blurred vision" in "blurred or double vision"."""
    part = without_lead(text, parts[at]).of(text)
    for later in parts[at + 1 :]:
        words = later.of(text).split()
        yield from (f"{part} {' '.join(words[cut:])}" for cut in range(1, len(words)))
    for earlier in reversed(parts[:at]):
        words = earlier.of(text).split()
        yield from (f"{' '.join(words[:cut])} {part}" for cut in range(len(words) - 1, 0, -1))
