"""``tandem eval``: measuring the product, typed.

Knows names, options and examples. Does not know how work is done.
"""

from pathlib import Path
from typing import Any

import click

from bot.shell import DocumentedGroup, command, fail_if, print_result, progress, runner, settings


@click.group("eval", cls=DocumentedGroup, example="tandem eval routing --questions questions.jsonl")
def eval_group() -> None:
    """Measure the product on your own plant's data."""


@command(eval_group, "routing", example="tandem eval routing --questions questions.jsonl --json")
@click.option("--questions", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the measures as one JSON object.")
def routing_command(questions: Path, as_json: bool) -> None:
    """Measure which questions are kept out of the chat: {"text", "label", "language"?} a line.

    The label is a hazard or harmless. The plant's glossary counts.
    """
    result = runner()("eval_routing", {"path": str(questions.absolute())})
    print_result(result, as_json, "routing_text")


@command(eval_group, "regressions", example="tandem eval regressions --json")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def regressions_command(as_json: bool) -> None:
    """Ask the questions of all accepted corrections again; exit 1 when one broke.

    Run it after a change of documents, prompts, model or ranking.
    """
    result = runner()("eval_regressions", {})
    print_result(result, as_json, "regressions_text")
    fail_if(result["broken"])


@command(
    eval_group,
    "retrieval",
    example="tandem eval retrieval --corpus corpus.jsonl --queries queries.jsonl "
    "--qrels qrels.tsv --json",
)
@click.option("--corpus", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--queries", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--qrels", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the measures as one JSON object.")
def retrieval_command(corpus: Path, queries: Path, qrels: Path, as_json: bool) -> None:
    """Measure search on files in the BEIR format, in a scratch folder."""
    from bot.measuring import measure_retrieval

    chosen = settings()
    result = measure_retrieval(chosen, corpus, queries, qrels, progress=progress())
    print_result(result, as_json, "measures_text")


@command(
    eval_group,
    "learning",
    example="tandem eval learning --articles articles.jsonl --stream stream.jsonl "
    "--test test.jsonl --json",
)
@click.option("--articles", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--stream", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--test", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--noise", type=click.FloatRange(0, 1), default=0.0, help="Share of wrong feedback.")
@click.option("--seeds", type=click.IntRange(1, 100), default=3, help="How many shuffles.")
@click.option("--unreviewed", is_flag=True, help="As judgements that nobody accepted.")
@click.option("--judged-only", is_flag=True, help="As if nobody asked what nobody judged yet.")
@click.option("--json", "as_json", is_flag=True, help="Print the measures as one JSON object.")
def learning_command(unreviewed: bool, judged_only: bool, as_json: bool, **given: Any) -> None:
    """Measure how ranking learns: recall after more and more feedback.

    One JSON object a line: id and title; text, article and person; text and article.
    """
    from bot.measuring import measure_learning

    given |= {"reviewed": not unreviewed, "unjudged": not judged_only}
    result = measure_learning(settings(), **given, progress=progress())
    print_result(result, as_json, "measures_text")


@command(eval_group, "grounding", example="tandem eval grounding --items items.jsonl --json")
@click.option("--items", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the measures as one JSON object.")
def grounding_command(items: Path, as_json: bool) -> None:
    """Measure the check of claims on answers known to be grounded or not.

    One JSON object a line: evidence (a list of texts), answer, label (true or false).
    """
    from bot.measuring import measure_grounding

    print_result(measure_grounding(items, progress=progress()), as_json, "measures_text")


@command(eval_group, "topics", example="tandem eval topics --questions questions.jsonl --json")
@click.option("--questions", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the measures as one JSON object.")
def topics_command(questions: Path, as_json: bool) -> None:
    """Measure how recurring questions are told, on questions of known topics.

    One JSON object a line, in the order asked: text, label (the name of its topic).
    """
    from bot.measuring import measure_topics

    chosen = settings()
    print_result(measure_topics(chosen, questions, progress=progress()), as_json, "measures_text")


@command(eval_group, "abstention", example="tandem eval abstention --items items.jsonl --json")
@click.option("--items", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the measures as one JSON object.")
def abstention_command(items: Path, as_json: bool) -> None:
    """Measure, on your own questions, whether it knows what it cannot answer.

    They are asked of what this installation knows; nothing is kept.
    """
    from bot.measuring import read_items

    result = runner()("measure_abstention", {"items": read_items(items)})
    print_result(result, as_json, "measures_text")
