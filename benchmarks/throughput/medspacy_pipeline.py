"""Run medspaCy's full pipeline over documents, in an environment of its own; `benchmarks.throughput` calls this.

Arguments are a file of terms, one a line, and the documents. Prints the seconds of processor time, best of two rounds.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import medspacy  # type: ignore[import-not-found]
from medspacy.target_matcher import TargetRule  # type: ignore[import-not-found]

PIPES = ["medspacy_pyrush", "medspacy_target_matcher", "medspacy_context"]


def main() -> None:
    """Measure the pipeline: sentences by PyRuSH, a list of terms, and ConText."""
    terms, *files = map(Path, sys.argv[1:])
    texts = [file.read_text(encoding="utf-8") for file in files]
    pipeline = medspacy.load(medspacy_enable=PIPES)
    rules = [TargetRule(term, "TERM") for term in terms.read_text(encoding="utf-8").splitlines()]
    pipeline.get_pipe("medspacy_target_matcher").add(rules)
    times = []
    for _ in range(2):
        start = time.process_time()
        for text in texts:
            pipeline(text)
        times.append(time.process_time() - start)
    print(min(times))


if __name__ == "__main__":
    main()
