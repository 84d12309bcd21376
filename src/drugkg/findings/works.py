"""Works: when two citations name the same work for certain."""

from __future__ import annotations

import re
from urllib.parse import unquote

from drugkg.text.fold import fold

__all__ = ["work_keys"]

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+")
_PMID = re.compile(
    r"(?:\bpmid:?\s*|pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)(\d{1,8})\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
#: Words that a citation has at least if its words alone are to name one work.
_FEWEST = 6


def work_keys(citation: str) -> frozenset[str]:
    """Return names of the work that a citation names: its identifiers, or else its words; empty where it is uncertain.

    Two citations name the same work if they share a name. Words count only where there are enough of them, with a year:
    "Data on file" names many works.

    >>> sorted(work_keys("Doe J. Thirst. 2020. https://doi.org/10.1000/ABC.1. PMID: 123"))
    ['doi:10.1000/abc.1', 'pmid:123']
    >>> sorted(work_keys("Doe J, Roe R. On thirst (2nd ed.), Bern 2020.")), sorted(work_keys("Data on file, 2020"))
    (['text:doe j roe r on thirst 2nd ed bern 2020'], [])
    """
    dois = {f"doi:{unquote(match.group()).rstrip('.,;:)]').lower()}" for match in _DOI.finditer(citation)}
    pmids = {f"pmid:{match.group(1).lstrip('0')}" for match in _PMID.finditer(citation)}
    if dois or pmids:
        return frozenset(dois | pmids)
    words = fold(citation).split()
    if len(words) < _FEWEST or not _YEAR.search(citation):
        return frozenset()
    return frozenset({f"text:{' '.join(words)}"})
