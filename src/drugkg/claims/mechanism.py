"""Mechanism: what the drug does in the body, action by action."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.annotate.cues import Cue
from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.lists import split_choices
from drugkg.annotate.terms import Vocabulary
from drugkg.claims.claim_type import ClaimType
from drugkg.claims.found import Found
from drugkg.claims.model import Stance
from drugkg.claims.shape import clause
from drugkg.text import Span
from drugkg.vocabulary.concept import phrase

__all__ = ["TYPE"]

_ELSEWHERE = re.compile(
    r"\b(?:mechanism of action|works? by|acts (?:mainly |primarily )?(?:on|at|by)|receptor (?:ant)?agonist"
    r"|mechanism)\b",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*(?:,|;|\(|\[|\)|\.\s|\bwhich\b|\blike\b|\bsuch as\b|\bwhile\b|\bwhen\b|\bto treat\b|\bby\b"
    r"|\bin order\b|\bresulting\b|\bthereby\b|\bleading to\b|\bthus\b|\bmaking\b|\bto help\b|\b(?:helps|allows|helping"
    r"|allowing)\b|—)"
)
_FILLER = re.compile(r"^(?:\s|both\b|the\b|a\b|an\b|of\b|in\b|its\b|certain\b|putative\b)+", re.IGNORECASE)
_NOT_HERE = frozenset(
    {
        "interactions",
        "overdose_treatment",
        "adverse_effects",
        "dosage",
        "pharmacokinetics",
        "overdose",
        "withdrawal",
        "related",
        "references",
        "contraindications",
        "warnings",
        "boxed_warning",
        "risk_benefit",
        "laboratory",
        "pregnancy",
        "breastfeeding",
        "pregnancy_lactation",
        "storage",
        "disposal",
        "missed_dose",
    }
)
_MOST_WORDS = 14
_NO_TARGET = re.compile(
    r"(?:with|doses?|the dose|so|then|thus|less|more|these|this|such|other|within|it|them|and|or"
    r"|presynaptic)\b(?!\s\w+\s\w+\s\w+)",
    re.IGNORECASE,
)
#: "increases its efficacy", "inhibits this": nothing that stands by itself is named.
_POINTS_BACK = re.compile(
    r"\w+ (?:its|their|this|these|that|those|it|them|other|another)\b|\w+ effects?$|.*-$", re.IGNORECASE
)
_RELATIVE = re.compile(r"(?:(?!\s(?:and|or|so)\s).)*\s(?:that|which)\s(?!.*\sand \w+ly$)", re.IGNORECASE)
_AT_WHAT = re.compile(r"\s(?:of|at|on)\s(?:the )?(?:[\w-]+ ){1,3}(?:receptors?|channels?|enzymes?)\b", re.IGNORECASE)
_ADVERB = re.compile(r"\w+ (?:\w+ly|then|thus|further|more)", re.IGNORECASE)
#: A sentence on what the drug's target does.
_OF_THE_TARGET = re.compile(
    r"(?:these|those|such) (?:receptors?|channels?|enzymes?|neurons?|cells|substances|chemicals|proteins?)\b",
    re.IGNORECASE,
)
_PLACED = re.compile(r"\b(?:in|on|at|from|within|between|throughout) ", re.IGNORECASE)
#: From this many words on, a part after "and" is a phrase of its own.
_OWN_PHRASE = 3
#: A joined part that goes on with another verb.
_OWN_VERB = re.compile(
    r"(?:also |then |thereby )?(?:(?:\w+ing|[a-z]+[^s\W]s) (?:the|a|an|your|their|its|it)\b"
    r"|(?:reliev|improv|promot|produc|caus|mak|provid|eas)(?:es|ing)\b|(?:help|allow|keep|lead|prevent)(?:s|ing)\b"
    r"|(?:alleviat|reliev|improv|promot|produc|provid|eas|maintain|limit|support|help|allow|prevent|protect)e?\s)"
)
#: "slowing down X", "increases in X"
_DOWN = re.compile(r"(?:down|in)\s+(?=\w)", re.IGNORECASE)
#: "slowing or stopping X": the same object has a second verb.
_OR_DOING = re.compile(r"(?:and|or) \w+ing (?:the |a |an )?(?=\w)")
_ADJECTIVE = re.compile(r"\w+(?:al|ic|ed|ful|ous|ive|ent|ant|ar|ary|ory)", re.IGNORECASE)
_GROUP = re.compile(r"\((?![A-Z]{2,}\))[^()]*\)")


#: The drug, or a word for it, and then at once what it does.
_OPENS = re.compile(
    r"(?:it|this (?:drug|medicine|medication)|[A-Z][\w-]+)(?: also| mainly| primarily)? (?:inhibits"
    r"|blocks|activates|stimulates|binds|acts|antagoni[sz]es|prevents)\b",
    re.IGNORECASE,
)
#: A sentence that tells what the action just told leads to.
_GOES_ON = re.compile(r"(?:this|it|by doing (?:so|this)|as a result)\b", re.IGNORECASE)
#: What a trial measured is no action.
_MEASURED = re.compile(
    r"\bplacebo\b|\bversus\b|\bvs\.|\d\s?%|\b(?:clinical|controlled) (?:trials?|stud(?:y|ies))\b", re.IGNORECASE
)
_PARTICIPLE = re.compile(r"(?:increas|reduc|decreas)ed", re.IGNORECASE)
_BROUGHT_ABOUT = re.compile(
    r"\b(?:(?:leading|leads?|led) to|result(?:s|ing|ed)? in|caus(?:es?|ing)|produc(?:es?|ing)|promot(?:es?"
    r"|ing)|thereby|through|via)"
    r"\b[^.;]*$|,\s(?:and )?$",
    re.IGNORECASE,
)
#: A subject with its verb behind it, or a risk: nothing that the drug acts on.
_NO_ACTION = re.compile(
    r"(?:the )?(?:risks?|incidence|chances?|likelihood|rate|frequency|mortality|number of (?:deaths|patients))\b"
    r"|(?:(?!\b(?:that|which|who|called)\b).)*\s(?:is|are|was|were|has been|have been|has not|have not)\b",
    re.IGNORECASE,
)
_SUBJECT_WORDS = 30
_KINETIC = re.compile(r"\b(?:absor\w+|concentrations?|half-life|clearance|excret\w+|metaboli[sz]\w+)\b", re.IGNORECASE)


def find(page: Page, _vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the actions that a page tells of its drug."""
    told = -1
    for sentence in page.sentences:
        section = sentence.frame.section
        if section in _NOT_HERE:
            continue
        in_section = section == "mechanism"
        acts = sentence.of("acts")
        opens = (
            bool(acts)
            and acts[0].span.start - sentence.span.start < _SUBJECT_WORDS
            and section in ("introduction", None, "indications")
        )
        goes_on = told == sentence.index and bool(_GOES_ON.match(sentence.words))
        if not (in_section or goes_on or _ELSEWHERE.search(sentence.words) or (opens and _OPENS.match(sentence.words))):
            continue
        if _KINETIC.search(sentence.words) or _OF_THE_TARGET.match(sentence.words):
            continue
        hedged = sentence.of("uncertain", "no_data")
        if (
            sentence.of("unknown_mechanism")
            and hedged
            and any(h.span.start > sentence.of("unknown_mechanism")[0].span.start for h in hedged)
        ):
            span = clause(sentence, hedged[0].span)
            yield Found(
                sentence,
                "hasMechanism",
                phrase("mechanism not fully known"),
                span,
                span.of(sentence.text),
                "mechanism.unknown",
                Stance.HEDGES,
            )
            continue
        told = sentence.index
        yield from _actions(sentence)


def _actions(sentence: Sentence) -> Iterator[Found]:
    if _MEASURED.search(sentence.words):
        return
    cues = _outermost(sentence.of("acts"))
    for at, cue in enumerate(cues):
        if any(c.span.start >= cue.span.end for c in sentence.of("no_data")):
            continue  # "the effect of raising X has not been determined"
        if _is_state(sentence, cue) or sentence.text.endswith("building ", 0, cue.span.start):
            continue
        limit = cues[at + 1].span.start if at + 1 < len(cues) else sentence.span.end
        for span, words in _named(sentence, cue, limit):
            label = " ".join(words.split())
            if 1 < len(label.split()) <= _MOST_WORDS and not _POINTS_BACK.match(label) and not _ADVERB.fullmatch(label):
                yield Found(
                    sentence,
                    "hasMechanism",
                    phrase(label),
                    span,
                    span.of(sentence.text),
                    cue.rule.id,
                    _stance(sentence, cue),
                )


def _is_state(sentence: Sentence, cue: Cue) -> bool:
    """Tell whether "increased" describes what there is ("increased levels are"), not what the drug brings about."""
    if not _PARTICIPLE.fullmatch(cue.span.of(sentence.text)):
        return False
    before = sentence.text[sentence.span.start : cue.span.start]
    goes_on = before.endswith("and ") and sentence.of("acts")[0].span.end < cue.span.start
    return not (goes_on or _BROUGHT_ABOUT.search(before))


def _outermost(cues: list[Cue]) -> list[Cue]:
    kept: list[Cue] = []
    for cue in cues:
        if not kept or cue.span.start >= kept[-1].span.end:
            kept.append(cue)
        elif cue.span.end > kept[-1].span.end:
            kept[-1] = cue
    return kept


def _stance(sentence: Sentence, cue: Cue) -> Stance:
    before = [
        h for h in sentence.of("uncertain") if h.span.end <= cue.span.start + 40 or h.span.start - cue.span.end < 40
    ]
    return Stance.HEDGES if before else Stance.ASSERTS


def _named(sentence: Sentence, cue: Cue, limit: int) -> Iterator[tuple[Span, str]]:
    text = _GROUP.sub(lambda match: " " * len(match.group()), sentence.text)
    if cue.rule.settings.get("noun"):
        words = re.findall(r"\S+\s*", text[sentence.span.start : cue.span.start])
        taken: list[str] = []
        for word in reversed(words):
            if (
                len(taken) == 4
                or re.search(r"[.,;:()]\s*$", word)
                or word.strip().casefold()
                in ("a", "an", "the", "is", "as", "specific", "has", "general", "of", "to", "and")
            ):
                break
            taken.insert(0, word)
        start = cue.span.start - len("".join(taken))
        target = _AT_WHAT.match(text, cue.span.end, sentence.span.end)
        span = Span(start, target.end() if target else cue.span.end)
        yield span, span.of(text)
        return
    cut = _CUT.search(text, cue.span.end, limit)
    end = cut.start() if cut else limit
    rest = Span(cue.span.end, end).strip(text, " .,")
    filler = _FILLER.match(text, rest.start, rest.end)
    if filler:
        rest = Span(filler.end(), rest.end)
    joining = re.search(r"\s(?:and|or|to|a|an|the|with)(?:\s(?:a|an|the))?$", rest.of(text))
    if joining:
        rest = Span(rest.start, rest.start + joining.start())
    if rest.end <= rest.start:
        return
    verb = str(cue.rule.settings["verb"])
    link = f" {cue.span.of(text).split()[-1]}" if verb in ("acts", "binds", "prevents") else ""
    down = _DOWN.match(text, rest.start, rest.end)
    if down:
        rest = Span(down.end(), rest.end)
    coordinated = _OR_DOING.match(text, rest.start, rest.end)
    if coordinated:
        rest = Span(coordinated.end(), rest.end)
    if _NO_TARGET.match(rest.of(text)) or _NO_ACTION.match(rest.of(text)):
        return
    # "stress that harms cells and tissues": what follows the relative is part of it
    choices = [rest] if _RELATIVE.match(text, rest.start, rest.end) else split_choices(text, rest)
    parts = [" ".join(part.of(text).split()) for part in choices]
    span = Span(cue.span.start, rest.end)
    for part in _distributed(_of_one_place(_of_one_verb(parts))):
        yield span, f"{verb}{link} {part}"


def _of_one_verb(parts: list[str]) -> list[str]:
    """Return the parts up to the first that has a verb of its own: "pain" of "pain and relieves swelling"."""
    first = next((at for at, part in enumerate(parts) if at and _OWN_VERB.match(part)), len(parts))
    return parts[:first]


def _of_one_place(parts: list[str]) -> list[str]:
    """Return the parts with those joined that end one phrase: "spasms in the stomach and intestines" is one action."""
    joined: list[str] = []
    for part in parts:
        within = joined and _PLACED.search(joined[-1]) and not _PLACED.search(part) and len(part.split()) < _OWN_PHRASE
        if within:
            joined[-1] = f"{joined[-1]} and {part}"
        else:
            joined.append(part)
    return joined


def _distributed(parts: list[str]) -> list[str]:
    """Return "monosynaptic reflexes" and "polysynaptic reflexes" of "monosynaptic and polysynaptic reflexes"."""
    whole = re.fullmatch(r"\w+(?P<of> of .+)", parts[-1]) if len(parts) > 1 else None
    if whole and not any(" of " in part for part in parts[:-1]):
        # "the production and action of X"
        return [f"{part}{whole['of']}" for part in parts[:-1]] + parts[-1:]
    if len(parts) == 2 and _ADJECTIVE.fullmatch(parts[0]) and len(parts[1].split()) > 1:
        return [f"{parts[0]} {' '.join(parts[1].split()[1:])}", parts[1]]
    opening = re.match(r"(.*\bof (?:both )?)(\S+)$", parts[0]) if len(parts) == 2 else None
    if opening and len(parts[1].split()) > 1:
        tail = " ".join(parts[1].split()[1:])
        of = opening[1].removesuffix("both ")
        return [f"{of}{opening[2]} {tail}", f"{of}{parts[1]}"]
    return parts


TYPE = ClaimType("mechanism", ("hasMechanism",), find)
