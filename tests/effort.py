"""How much processor time something takes, told so that only the code itself can make it more.

What else the machine does, and the collector walking over what other tests left, only ever add time. So the collector
stands still while the time is taken, and a time above its bound is taken again before it counts.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

#: How often a time is taken before it is believed to be too long.
_TRIES = 6


def seconds(act: Callable[[], object]) -> float:
    """Return the processor time that one call takes, in seconds."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        start = time.process_time()
        act()
        return time.process_time() - start
    finally:
        if collecting:
            gc.enable()


def stays_below(bound: float, act: Callable[[], object]) -> bool:
    """Tell whether a call takes less than `bound` seconds of processor time, at the best of several tries."""
    return any(seconds(act) < bound for _ in range(_TRIES))


def grows_evenly(small: Callable[[], object], large: Callable[[], object], spare: float = 0.2) -> bool:
    """Tell whether eight times the work takes less than twenty-four times the time: quadratic work takes sixty-four.

    `spare` seconds are noise.
    """
    least_small = least_large = float("inf")
    for _ in range(_TRIES):
        least_small = min(least_small, seconds(small))
        least_large = min(least_large, seconds(large))
        if least_large < 24 * least_small + spare:
            return True
    return False
