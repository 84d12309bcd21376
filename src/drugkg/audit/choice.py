"""Which findings somebody wants to see."""

from __future__ import annotations

from dataclasses import dataclass

from drugkg.findings.model import Case, Finding

__all__ = ["Choice"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What findings must have; what is empty admits all. `source` is part of a source's name or id.

    What curators dismissed is wanted unless `dismissed` is False, what they set aside only where `set_aside` is True.
    """

    verdicts: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    source: str = ""
    least: int = 0
    dismissed: bool = True
    set_aside: bool = False

    def admits(self, finding: Finding, case: Case) -> bool:
        """Tell whether a finding is wanted."""
        return (
            (not self.verdicts or finding.verdict.value in self.verdicts)
            and (not self.types or finding.type.value in self.types)
            and (not self.relations or any(member.relation in self.relations for member in finding.members))
            and (not self.source or any(self.source.casefold() in name for name in _sources(finding, case)))
            and finding.weight >= self.least
            and (self.dismissed or not finding.dismissed)
            and (self.set_aside or not finding.set_aside)
        )


def _sources(finding: Finding, case: Case) -> set[str]:
    documents = {case.documents[member.document] for member in finding.members}
    return {
        name.casefold() for document in documents for name in (document.source, document.source_label, document.title)
    }
