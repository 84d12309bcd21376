"""Classes of organs and of disorders by which tables and lists group effects: they name no effect themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drugkg.text import Span

__all__ = ["below_organ_class", "is_organ_class", "organ_class_parts", "without_organ_class"]

_EFFECTS = "adverse_effects"
_JOIN = r"(?:,? (?:and |or )?|/| & )"
_SYSTEM = (
    r"(?:blood|lymphatic|cardiac|cardiovascular|heart|ear|labyrinth|hearing|vestibular|endocrine|eyes?|vision|ocular"
    r"|gastro-?intestinal(?: tract)?|digestive|general|hepato-?biliary|hepatic|liver(?: and biliary)?|biliary"
    r"|immune|immunologic|metabolism|metabolic|nutritional|nutrition|musculo-?skeletal|connective tissues?|bone"
    r"|(?:central |peripheral |autonomic )?nervous|neurologic(?:al)?|psychiatric|psychologic(?:al)?|mental"
    r"|renal|kidney|urinary(?: tract)?|uro-?genital|genito-?urinary|reproductive|breast|sexual"
    r"|respiratory(?: tract)?|thoracic|mediastinal|pulmonary|skin|appendages|subcutaneous(?: tissues?)?"
    r"|dermatologic(?:al)?"
    r"|vascular|ha?ematologic(?:al)?|ha?emic|ha?ematopoietic|special senses|congenital|familial|genetic"
    r"|administration(?: site)?|body as a whole|whole body|pregnancy|puerperium|perinatal)"
)
_ALSO = (
    r"infections? and infestations?|infections and infestation|investigations?|laboratory investigations?"
    r"|neoplasms?,? benign,? malignant,? (?:and )?unspecified(?: \(inc[^()]*\))?"
    r"|general disorders?(?: and administrati(?:on|ve) site(?: conditions?| reactions?)?)?"
    r"|injury, poisoning,? and procedural complications|surgical and medical procedures|social circumstances"
    r"|body as a whole|whole body|pregnancy, puerperium,? and perinatal conditions"
)
#: "Liver disorders" is an effect, "Liver and biliary disorders" a class.
_LAY = (
    r"(?:blood|heart|liver|kidney|skin|bones?|breast|sexual|mental|hearing|vision|urinary(?: tract)?|biliary|pulmonary)"
)
_CLASS = re.compile(
    rf"(?!{_LAY} disorders?$)(?:{_ALSO}|{_SYSTEM}(?:{_JOIN}{_SYSTEM}){{0,3}}(?: (?:body )?systems?)?"
    rf"(?: \([^()]{{0,30}}\))?"
    rf"(?:{_JOIN}{_SYSTEM}){{0,2}} (?:disorders?|conditions?|systems?(?: disorders?)?))",
    re.IGNORECASE,
)
_BARE = re.compile(rf"{_SYSTEM}(?:{_JOIN}{_SYSTEM}){{0,3}}", re.IGNORECASE)
_LABEL = re.compile(rf"(?:{_CLASS.pattern}|{_BARE.pattern})\s*(?::\s*|\s[-–—]\s+|—)(?=\S)", re.IGNORECASE)
_NEXT = re.compile(r"[;.,]\s+(?=[A-Z])")
_MARKS = " *:.-–—•\u00a0"
_LONGEST = 120


def is_organ_class(words: str, *, bare: bool = False) -> bool:
    """Tell whether words are the name of a class of effects; `bare` takes "Cardiac" alone for one.

    >>> is_organ_class("Nervous system disorders"), is_organ_class("Nail disorders"), is_organ_class("Cardiac")
    (True, False, False)
    >>> is_organ_class("Skin and Appendages", bare=True)
    True
    """
    name = " ".join(words.split()).strip(_MARKS)
    return len(name) <= _LONGEST and bool(_CLASS.fullmatch(name) or (bare and _BARE.fullmatch(name)))


def below_organ_class(text: str, span: Span, sections: Sequence[str] = (_EFFECTS,)) -> Span:
    """Return a stretch without the class of effects that labels it, with its colon or dash.

    `sections` are those in which it stands: elsewhere than among effects such a label says more.

    >>> text = "Skin and appendages - rash, itching"
    >>> below_organ_class(text, Span(0, len(text))).of(text)
    'rash, itching'
    """
    found = _LABEL.match(text, *span) if _EFFECTS in sections else None
    return Span(found.end(), span.end) if found else span


def organ_class_parts(text: str, span: Span) -> list[Span]:
    """Return what stands below each class of effects that labels a part of a list, the whole where none does.

    >>> text = "Cardiac disorders: palpitations; Skin disorders: rash, itching"
    >>> [part.of(text) for part in organ_class_parts(text, Span(0, len(text)))]
    ['palpitations;', 'rash, itching']
    """
    starts = [span.start, *(found.end() for found in _NEXT.finditer(text, *span))]
    labels = [(start, below_organ_class(text, Span(start, span.end)).start) for start in starts]
    told = [(start, end) for start, end in labels if end > start or start == span.start]
    ends = [*(start for start, _ in told[1:]), span.end]
    return [Span(end, until).strip(text) for (_, end), until in zip(told, ends, strict=True)]


def without_organ_class(text: str, span: Span) -> Span:
    """Return a stretch without the class of effects that opens it.

    >>> text = "Vascular disorders Hot flush"
    >>> without_organ_class(text, Span(0, len(text))).of(text)
    'Hot flush'
    """
    found = _CLASS.match(text, *span)
    rest = Span(found.end(), span.end).strip(text, _MARKS) if found else span
    return rest if not found or (rest.end > rest.start and text[rest.start].isalpha()) else span
