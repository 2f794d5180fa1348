"""A draft of what an article answers already becomes a better version of that article.

Knows when both answer one question, and what of the draft is new: nothing that the article says
is changed or taken out, and nobody who sees it loses it. Does not know who decides on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import fmean

from knowledge.curation.disagreement import contrary, disagree
from knowledge.curation.drafting.composing import numbered_anew
from knowledge.curation.drafting.material import Alike
from knowledge.curation.drafting.wordings import different
from knowledge.grounding.statements import squeezed
from knowledge.model import (
    Article,
    ArticleState,
    Body,
    Source,
    SourceKind,
    Statement,
    wider,
    within,
)

SAME_QUESTION = 0.75
"""Mean of the nearest wordings from which two articles answer one question."""
SAME_MATTER = 0.6
"""The same where half of the sources are the same."""
SAME_SOURCES = 0.5
MOST_WORDINGS = 12


def nearest(body: Body, articles: Iterable[Article], *, alike: Alike) -> Article | None:
    """Return the article that answers the question of this draft already, or None."""
    weighed = [
        (likeness, one)
        for one in articles
        if one.state is not ArticleState.ARCHIVED
        and _overlap(body.scope, one.body.scope)
        and not contrary(body.title, one.body.title)
        and (likeness := _asked_alike(body, one.body, alike)) >= _needed(body, one.body)
    ]
    return max(weighed, key=lambda each: each[0])[1] if weighed else None


def improved(known: Body, drafted: Body, *, alike: Alike) -> Body | None:
    """Return what the article would say with what is new of the draft; None when nothing is.

    New are wordings, and statements that it does not make yet and does not contradict, from
    sources that everybody sees who sees the article.
    """
    wordings = different(drafted.wordings, alike=alike, known=known.wordings, most=MOST_WORDINGS)
    fitting = {
        each.label: each for each in drafted.sources if not wider(known.audience, each.audience)
    }
    new = [each for each in drafted.answer if _is_new(each, known, fitting)]
    key = known.key_point or _if_new(drafted.key_point, known, fitting)
    reason = known.reason_why or _if_new(drafted.reason_why, known, fitting)
    if not wordings and not new and (key, reason) == (known.key_point, known.reason_why):
        return None
    body = replace(
        known,
        wordings=(*known.wordings, *wordings),
        answer=(*known.answer, *new),
        key_point=key,
        reason_why=reason,
    )
    added = [*new, *(each for each in (key, reason) if each and each not in known.statements)]
    return _sourced(body, known, added, fitting)


def _asked_alike(one: Body, other: Body, alike: Alike) -> float:
    """Return how alike the questions are: each wording of the one with its nearest of the other."""
    first, second = _questions(one), _questions(other)
    return fmean(max(alike(each, second)) for each in first)


def _questions(body: Body) -> tuple[str, ...]:
    return tuple(dict.fromkeys((body.title, *body.wordings)))


def _needed(one: Body, other: Body) -> float:
    places, others = (_places(each) for each in (one, other))
    shared = len(places & others) / max(1, min(len(places), len(others)))
    return SAME_MATTER if shared >= SAME_SOURCES else SAME_QUESTION


def _places(body: Body) -> frozenset[tuple[str, str, str]]:
    return frozenset(_place(each) for each in body.sources)


def _place(source: Source) -> tuple[str, str, str]:
    """Return what stays the same when a source's text is revised."""
    if source.kind is SourceKind.PASSAGE:
        return (source.kind, source.document.casefold(), source.section or source.source_id)
    return (source.kind, source.source_id, "")


def _overlap(one: Sequence[str], other: Sequence[str]) -> bool:
    if not one or not other:
        return True
    return any(within(a, b) or within(b, a) for a in one for b in other)


def _if_new(said: Statement | None, known: Body, fitting: dict[str, Source]) -> Statement | None:
    return said if said is not None and _is_new(said, known, fitting) else None


def _is_new(said: Statement, known: Body, fitting: dict[str, Source]) -> bool:
    """Whether the article does not say it, nor the contrary, and all who see it may see it.

    A step without the list that it is of, and a title without what stands below it, are not new.
    """
    if not set(said.citations) <= fitting.keys() or said.text.endswith(":"):
        return False
    if said.text[:1].isdigit() and any(each.text[:1].isdigit() for each in known.answer):
        return False
    words = squeezed(said.text)
    return not any(
        words in squeezed(each.text) or disagree(said.text, each.text) for each in known.statements
    )


def _sourced(
    body: Body, known: Body, added: Sequence[Statement], fitting: dict[str, Source]
) -> Body:
    """Return the body with the sources of what was added, under labels of their own."""
    cited = dict.fromkeys(label for each in added for label in each.citations)
    same = {(each.kind, each.source_id): each.label for each in known.sources}
    names: dict[str, str] = {}
    sources = list(known.sources)
    for label in cited:
        source = fitting[label]
        kept = same.get((source.kind, source.source_id))
        if kept is None:
            kept = _free_label(source, sources)
            sources.append(replace(source, label=kept))
        names[label] = kept

    def cites(each: Statement) -> Statement:
        if each not in added:
            return each
        return replace(each, citations=tuple(names[label] for label in each.citations))

    return replace(
        body.restated(cites),
        sources=tuple(sources),
    )


def _free_label(source: Source, taken: Sequence[Source]) -> str:
    letter = numbered_anew([source])[0].label[0]
    labels = {each.label for each in taken}
    return next(
        label for number in range(1, len(taken) + 2) if (label := f"{letter}{number}") not in labels
    )
