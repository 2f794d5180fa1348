"""Measuring the product on somebody's own data, from the command line.

Knows where the model is and that measuring uses a scratch folder, never the data folder. Does not
know measures (``knowledge.evaluation``).
"""

import tempfile
from pathlib import Path

from bot.app import embedder_of
from bot.owner import CommandFailed, Progress, Result
from bot.settings import Settings
from knowledge.evaluation.beir import BadTestSet
from knowledge.evaluation.retrieval import evaluate_retrieval


def measure_retrieval(
    settings: Settings, corpus: Path, queries: Path, qrels: Path, *, progress: Progress
) -> Result:
    """Return the measures of search on a corpus in the BEIR format.

    Raises ``CommandFailed`` when a file is not in that format.
    """
    embedder = embedder_of(settings, progress)
    with tempfile.TemporaryDirectory(prefix="tandem-eval-") as scratch:
        try:
            return dict(
                evaluate_retrieval(
                    corpus,
                    queries,
                    qrels,
                    embedder=embedder,
                    scratch=Path(scratch),
                    progress=progress,
                )
            )
        except BadTestSet as error:
            raise CommandFailed(f"{error}.") from error
