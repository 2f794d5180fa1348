"""What an author may do about their own reply: see it, put it otherwise, take it back.

Knows how long: until somebody has worked with what was drafted from it. What is taken back is
gone, words and all, and a draft that nobody has touched goes with it. Does not know where it was
said.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.experts.replying import is_routed, known
from bot.feedback import BadFeedback
from bot.speech import ENGLISH, speaking, tr
from knowledge.model import (
    Article,
    ArticleAct,
    ArticleState,
    ArticleStep,
    Body,
    ExpertReply,
    Person,
    SourceKind,
)
from knowledge.store import Store


def own(store: Store, person: Person, gap_id: str) -> ExpertReply | None:
    """Return what this person replied to a gap, or None."""
    return store.experts.own_reply(gap_id, person.id)


def reword(
    store: Store,
    person: Person,
    gap_id: str,
    *,
    text: str,
    unnamed: bool | None = None,
    now: datetime,
) -> ExpertReply:
    """Let a person's reply say this from now on; the asker is told anew. Raises ``BadFeedback``.

    ``unnamed``: None leaves it as it was. One that was put otherwise after ``now`` stays.
    """
    before = own(store, person, gap_id)
    if before is None:
        raise BadFeedback("gap", gap_id, tr("you have not answered this question"))
    said = known(text)
    quietly = before.unnamed if unnamed is None else unnamed
    if (before.text, before.unnamed) == (said, quietly):
        return before
    _unreviewed(store, before)
    routed = is_routed(store, said, before.question)
    store.experts.reword(replace(before, text=said, unnamed=quietly, routed=routed, at=now))
    return own(store, person, gap_id) or before


def take_back(store: Store, person: Person, gap_id: str, *, now: datetime) -> None:
    """Let a person's reply be gone; one that is gone stays gone. Raises ``BadFeedback``."""
    before = own(store, person, gap_id)
    if before is None:
        return
    resting = _unreviewed(store, before)
    drafts = [each for each in resting if each.state is ArticleState.WIP]
    with speaking(ENGLISH):  # kept for all readers, as curators' own words are
        reason = tr("what it rests on was taken back")
    for each in drafts:
        step = ArticleStep(ArticleAct.ARCHIVED, now, each.version, reason=reason)
        store.articles.step(each, step)  # None: somebody works on it in this very moment
    _draft_anew(store, {each.number for each in drafts}, before)
    store.experts.take_back(before)


def _draft_anew(store: Store, put_away: Collection[str], reply: ExpertReply) -> None:
    """Let what was drafted or proposed from the reply be drafted from what is left."""
    for last in store.draftings.all():
        proposed = last.proposal is not None and _rests_on(last.proposal.body, reply)
        if proposed or last.article in put_away:
            anew = replace(last, at=reply.at, asked=0, grounds="", proposal=None)
            store.draftings.note(anew)


def _unreviewed(store: Store, reply: ExpertReply) -> list[Article]:
    """Return what rests on a reply. Raises ``BadFeedback`` when somebody worked with it."""
    resting = [each for each in store.articles.all() if _rests_on(each.body, reply)]
    if any(step.by for each in resting for step in each.steps):
        remedy = tr("the engineers have worked with your answer already; tell them what is wrong")
        raise BadFeedback("text", reply.text[:40], remedy)
    return resting


def _rests_on(body: Body, reply: ExpertReply) -> bool:
    return any(
        each.kind is SourceKind.REPLY and each.source_id == str(reply.number)
        for each in body.sources
    )
