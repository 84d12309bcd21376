"""What may be done with the words of a source, as the catalog tells it: the one place that decides."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["FORBIDDEN", "allows_copies"]

#: What a source says (`dkg:quoting`) whose licence does not let its words be passed on, not even short ones.
FORBIDDEN = "forbidden"
#: Licences that allow copies for everyone: SPDX identifiers, and what publishers say of works that belong to nobody.
_OPEN = re.compile(
    r"(CC0|CC-BY|CC-BY-SA|PDDL|ODC-By|ODbL|OGL-UK|OGL-Canada|etalab)-\d[\w.-]*|public domain", re.IGNORECASE
)


def allows_copies(rights: Iterable[str], quoting: str | None = None) -> bool:
    """Tell whether all that the catalog says of a source's rights lets its texts be copied.

    >>> allows_copies(["CC-BY-4.0"]), allows_copies(["All rights reserved"]), allows_copies([])
    (True, False, False)
    """
    told = list(rights)
    return quoting != FORBIDDEN and bool(told) and all(_OPEN.fullmatch(each.strip()) for each in told)
