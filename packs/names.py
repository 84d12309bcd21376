"""Which names of a terminology are fit to be looked for in prose, and how they are written there.

A name that is missed costs a link; one that means something else makes a false claim. So what is in doubt is left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path

from wordfreq import zipf_frequency

from drugkg.vocabulary.number import other_numbers

__all__ = ["Casing", "drug_name", "finding_name", "frequency", "nonproprietary", "turned"]

_HERE = Path(__file__).parent
_LONGEST, _MOST_WORDS, _FEWEST_LETTERS = 70, 7, 4
#: Above these (occurrences in a billion words, as powers of ten) a single word means too many things.
_COMMON_FINDING, _COMMON_DRUG, _COMMON_INN = 2.9, 1.3, 3.0
#: A name of such words only is what anybody may say.
_PLAIN_WORD = 4.6

#: What begins the second half of a name that is no inversion.
_JOINED = re.compile(r"(?:and|or|with|without|due|type|familial|autosomal|susceptibility|including|in)\b|[\dIVX]+\b")
_PART = re.compile(r"[^\W\d_]+")
_HEADS = re.compile(r"(?:disease|disorder|abnormalit|malignanc|neoplasm|cancer|condition)(?:s|y|ies)?", re.IGNORECASE)
_HEAD_WORD = 3.4
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: Digits, abbreviations and genes: types of hereditary diseases, not what documents on drugs speak of.
_CODE = re.compile(r"\d|[A-Z]{2}|\b[A-Z]\b|[a-z][A-Z]|[,/;:+%=<>&^\[\]{}*@\"]")
_MARKS = re.compile(r"[A-Z]{2}|[/;:+%=<>&^\[\]{}()*@\"']|[a-z][A-Z]|, ")
_COMPANY_CODE = re.compile(r"[A-Z]{2,6}-?\d{3,7}[A-Za-z]?")
_COMPOUND = 9
_TYPE_NUMBER = re.compile(r" type (?:\d{1,2}|[IVX]{1,4})[A-Za-z]?$")
_ASIDE = re.compile(r"\([^)]*\)|\b(?:type|types|form|stage|grade|group|subtype)$|-$")
#: What only classes things, denies, or is no state of a patient.
_NO_FINDING = re.compile(
    r"\b(?:abnormality of|abnormalities of|abnormal .* (?:level|morphology|physiology|concentration|activity)"
    r"|morphology|physiology|other|others|unspecified|unclassified|nos|nec|not|normal|miscellaneous|various|susceptibility"
    r"|risk|without|predisposition|protection|resistance to|caused by|due to|related|associated|induced|obsolete"
    r"|non-?human|or|and|versus|category|classification|variant|phenotype|syndromes?$(?<=\bsyndromes)|animal|canine|feline|bovine"
    r"|equine|murine|avian|mouse|rat|dog|cat|horse|cow|sheep|pig)\b",
    re.IGNORECASE,
)
#: Foods, plants, tissues, reagents and mixtures among the substances.
_NO_DRUG = re.compile(
    r"\b(?:pollen|leaf|leaves|root|bark|flower|flowers|seed|seeds|fruit|juice|peel|oil|oils|extract|extracts|allergenic"
    r"|whole|skin|hair|dander|feather|feathers|epithelium|venom|meat|fish|nut|nuts|bean|beans|egg|eggs|wood|wool|dust|mold"
    r"|smut|rust|fungus|grass|weed|tree|tuber|stem|top|resin|gum|wax|honey|wine|beer|tea|coffee|milk|cheese|flour|bran|germ"
    r"|water|air|blood|plasma|serum|tissue|bone|liver|brain|heart|muscle|cells?|receptors?|protein|proteins|peptide"
    r"|enzymes?|factor|antigen|antigens|group|ion|cation|anion|radical|derivative|analogue|analog|intermediate|complex"
    r"|mixture|agent|agents|inhibitors?|antagonists?|agonists?|modulators?|compounds?|unspecified|substrain|strain|virus|live"
    r"|inactivated|attenuated|residue|like|placebo|vehicle|soap|lotion|sunscreen|cream|powder|smoke|tobacco)\b"
    r"|\b\w{3,}(?:ase|ases)$|^\w+(?:yl|oyl|ylidene|diyl)$",
    re.IGNORECASE,
)
#: Stems of international nonproprietary names: such a word means a drug, however often it is written.
_INN = re.compile(
    r"\w{3,}(?:mab|nib|vir|tinib|ciclib|pril|prilat|sartan|statin|olol|dipine|azole|oxacin|cillin|cycline|mycin|micin"
    r"|floxacin|gliptin|gliflozin|glitazone|glutide|parin|grel|xaban|gatran|triptan|setron|pitant|azepam|azolam|barbital"
    r"|caine|curium|curonium|fenac|profen|oxicam|coxib|lukast|terol|tropium|sone|solone|onide|asone|stim|poetin|kinra"
    r"|cept|rsen|siran|degib|parib|lisib|zomib|rafenib|metinib|leucel|parvovec|gene|trexate|trexed|platin|rubicin|taxel"
    r"|bulin|fungin|conazole|nidazole|cef\w*|vudine|citabine|buvir|previr|asvir|tegravir|navir|amivir|gepant|orexant"
    r"|apine|idone|peridol|oxetine|traline|triptyline|ipramine|gabalin|racetam|zolamide|thiazide|semide|vaptan|entan"
    r"|afenone|alol|anserin|antel|bactam|bradine|castat|ciguat|cromil|dralazine|ectin|ermin|fibrate|flapon|flurane|formin"
    r"|fylline|giline|golide|grastim|gestrel|imus|inostat|irudin|isant|ixafor|kalant|kalim|leukin|listat|melteon|mesine"
    r"|mestane|metacin|milast|mustine|nabant|naritide|nertant|netant|nidine|orphan|orphine|oxepin|oxef|pafant|penem|perone"
    r"|pidem|piprazole|planin|poride|pramine|prazan|prazole|pride|prost|quidar|quine|relin|restat|ribine|rinone|rozole"
    r"|serod|spirone|sulfan|tepine|terone|tiapine|tiazem|tibant|tidine|tizide|trexed|troban|trodast|uridine|verine|viroc"
    r"|xanox|zolast|zotan|zafone|mantadine|lisant|clidine|clone|crinat|exine|fradil|frine|gacestat|lubant|nixin"
    r"|afil|dronate|steride|relix|relin|tide|actide|plase|cog|tocog|globin|lutamide|ifene|trozole|estrant|pamide|glinide)",
    re.IGNORECASE,
)


def finding_name(name: str) -> bool:
    """Tell whether a name of an illness or symptom may be looked for."""
    name = _TYPE_NUMBER.sub("", name)
    words = _words(name, _stopped("findings"))
    if not words or _CODE.search(name) or _ASIDE.search(name) or _NO_FINDING.search(name):
        return False
    # "Skin disorders" heads a list of them: where and that something is wrong, but not what.
    if len(words) <= 4 and _HEADS.fullmatch(words[-1]) and all(frequency(w) > _HEAD_WORD for w in words[:-1]):
        return False
    return frequency(words[0]) < _COMMON_FINDING if len(words) == 1 else any(frequency(w) < _PLAIN_WORD for w in words)


def drug_name(name: str, natural: Collection[str] = ()) -> bool:
    """Tell whether a name of a substance or product may be looked for."""
    if _COMPANY_CODE.fullmatch(name):
        return True
    words = _words(name, _stopped("drugs"))
    # A digit or letter tells where a group stands in a compound whose name is long enough to be nothing else.
    code = _MARKS.search(name) if any(len(w) >= _COMPOUND and frequency(w) == 0 for w in words) else _CODE.search(name)
    if not words or code or _ASIDE.search(name) or _NO_DRUG.search(name):
        return False
    inn = any(_INN.fullmatch(word) for word in words)
    rarest = min(map(frequency, words))
    return rarest < (_COMMON_INN if inn else _COMMON_DRUG) and (inn or name.lower() not in natural)


def nonproprietary(name: str) -> bool:
    """Tell whether a name is built as an international nonproprietary name."""
    words = name.split(" ")
    return name.islower() and len(words) < 3 and bool(_INN.fullmatch(words[0])) and drug_name(name)


def _words(name: str, stopped: frozenset[str]) -> list[str]:
    """Return the words of a name, none where it is too long, too short, or stopped."""
    words = _WORD.findall(name)
    letters = sum(map(len, words))
    if len(name) > _LONGEST or len(words) > _MOST_WORDS or letters < _FEWEST_LETTERS or name.lower() in stopped:
        return []
    return words if len(words) > 1 or len(words[:1] and words[0]) >= _FEWEST_LETTERS else []


@cache
def frequency(word: str) -> float:
    """Return how often a word is written in English: the power of ten of its occurrences in a billion words."""
    parts = re.split(r"['’-]", word.lower())
    return (
        float(max(zipf_frequency(part, "en", wordlist="large") for part in parts))
        if len(parts) == 1
        else float(min(zipf_frequency(part, "en", wordlist="large") for part in parts if part))
    )


@cache
def _stopped(kind: str) -> frozenset[str]:
    """Return the names that people found to mean something else, from `stop-<kind>.txt`."""
    lines = (_HERE / f"stop-{kind}.txt").read_text("utf-8").splitlines()
    return frozenset(line.strip().lower() for line in lines if line.strip() and not line.startswith("#"))


def turned(name: str) -> str:
    """Return an inverted name the way round it is spoken: "Neuralgia, Trigeminal" is trigeminal neuralgia."""
    head, *rest = name.split(", ")
    return f"{rest[0]} {head}" if len(rest) == 1 and not _JOINED.match(rest[0]) else name


class Casing:
    """Lower case for all but proper names, which are told by how the terminologies write them inside of names."""

    def __init__(self, names: Iterable[str]) -> None:
        self._lower: set[str] = set()
        self._proper: set[str] = set()
        for name in names:
            for word in _PART.findall(name)[1:]:
                (self._lower if word[0].islower() else self._proper).add(word.lower())
        self._lower |= {other for word in self._lower for other in other_numbers(word)}

    def spoken(self, name: str) -> str:
        """Return a name as it stands inside a sentence."""
        return _PART.sub(lambda match: self._word(match[0]), name)

    def _word(self, word: str) -> str:
        known = word.lower()
        return word if (known in self._proper and known not in self._lower) or word.isupper() else known
