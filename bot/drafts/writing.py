"""What becomes of a question that is to be written down: a draft, a better version, or a gap.

Knows that a draft which somebody has touched is theirs, that what answers the same question is
one article, and that what was put away is not written again. Does not know when something is
drafted (``looking``), nor how a draft is put together (``knowledge.curation.drafting``).
"""

import hashlib
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.answering.sources import Sources
from bot.titles import Titles
from knowledge.curation.drafting.choosing import common_prefix
from knowledge.curation.drafting.composing import Write, draft, verbatim
from knowledge.curation.drafting.improving import improved, nearest
from knowledge.curation.drafting.material import (
    Drafted,
    Ground,
    Lacking,
    Material,
    NotDrafted,
)
from knowledge.curation.gathering import Question, gather, said_by_expert
from knowledge.model import (
    Article,
    ArticleAct,
    ArticleState,
    ArticleStep,
    Body,
    Drafting,
    DraftOutcome,
    ExpertReply,
    Person,
    Proposal,
    ProposalState,
    SourceKind,
    Status,
    Topic,
)
from knowledge.redaction import Redaction
from knowledge.store.conversations import Turn

_log = logging.getLogger("tandem.drafts")
TYPICAL = 200
"""So many of a topic's questions are looked at, the newest ones."""


@dataclass(frozen=True)
class _Subject:
    """What is drafted: its key, its question, how often it was asked, and who asked for it."""

    key: str
    question: Question
    asked: int
    reason: str


def draft_topic(
    sources: Sources, topic: Topic, *, write: Write = verbatim, now: datetime
) -> Drafting:
    """Draft a recurring question, unless what is known of it is what it was."""
    turns = tuple(turn for _, turn in sources.store.topics.questions(topic.id, limit=TYPICAL))
    question = Question(
        Titles(sources.search, sources.glossary).of(topic).title,
        _plainly(sources, topic.wordings),
        turns,
        frozenset(topic.teams),
        tuple(each.asset for each in turns if each.asset),
        _grounds(sources, sources.store.experts.replies_to(each.key for each in turns)),
        topic.id,
    )
    return _draft(sources, _Subject(f"topic-{topic.id}", question, topic.asked, ""), write, now)


def draft_reply(
    sources: Sources, reply: ExpertReply, *, write: Write = verbatim, now: datetime
) -> Drafting:
    """Draft what an expert replied to a question that does not recur (yet)."""
    turns = _turns(sources, sources.store.experts.waiting(reply.gap))
    people = (sources.directory.person(each.person_id) for each in turns)
    asked = _plainly(sources, (reply.question, *(each.text for each in turns)))
    question = Question(
        asked[0],
        asked,
        turns,
        frozenset(team for each in people if each for team in each.teams),
        (reply.asset,) if reply.asset else (),
        _grounds(sources, [reply]),
    )
    return _draft(sources, _Subject(f"gap-{reply.gap}", question, len(turns), ""), write, now)


def draft_message(
    sources: Sources,
    key: str,
    text: str,
    person: Person,
    *,
    turn: Turn | None = None,
    write: Write = verbatim,
    now: datetime,
) -> Drafting:
    """Draft what somebody wants to be an article: the words of a message, or of a question.

    A question of a topic is drafted with all of that topic.
    """
    number = sources.store.topics.of_turn(turn.key) if turn is not None else None
    topic = sources.store.topics.get(number) if number is not None else None
    if topic is not None:
        return draft_topic(sources, topic, write=write, now=now)
    turns = (turn,) if turn is not None else ()
    asset = turn.asset if turn else None
    asked = _plainly(sources, (text,))
    assets = (asset,) if asset else ()
    question = Question(asked[0], asked, turns, person.teams, assets, topic=number)
    return _draft(sources, _Subject(f"message-{key}", question, 1, "asked for"), write, now)


def _plainly(sources: Sources, wordings: Sequence[str]) -> tuple[str, ...]:
    titles = Titles(sources.search, sources.glossary)
    return tuple(dict.fromkeys(titles.plainly(wordings)))


def _turns(sources: Sources, keys: dict[str, str]) -> tuple[Turn, ...]:
    found = (sources.store.conversations.get(each) for each in keys)
    return tuple(each for each in found if each is not None)


def _grounds(sources: Sources, replies: Iterable[ExpertReply]) -> tuple[Ground, ...]:
    hide = Redaction.of(sources.directory).veil().hide
    return tuple(said_by_expert(each, directory=sources.directory, hide=hide) for each in replies)


def _draft(sources: Sources, subject: _Subject, write: Write, now: datetime) -> Drafting:
    material = gather(subject.question, store=sources.store, search=sources.search, now=now)
    digest = _digest(material)
    last = sources.store.draftings.get(subject.key)
    if last is not None and last.grounds == digest and not _overtaken(sources, last):
        same = replace(last, asked=subject.asked, at=now)
        sources.store.draftings.note(same)
        return same
    found = draft(
        material,
        alike=sources.search.alike,
        hazardous=lambda text: bool(sources.hazards.asked(text) or sources.hazards.named(text)),
        directory=sources.directory,
        names=sources.names,
        write=write,
    )
    made = Drafting(
        subject.key,
        material.title,
        now,
        DraftOutcome.NOTHING,
        subject.question.topic,
        subject.asked,
        digest,
        last.article if last else "",
    )
    if isinstance(found, Drafted):
        notes = tuple((each.kind.value, each.about) for each in found.notes)
        made = _written(sources, subject, replace(made, notes=notes), found.body, now)
    else:
        made = _unwritten(sources, subject, made, found, now)
    sources.store.draftings.note(made)
    _log.info("drafted %s: %s %s", made.subject, made.outcome.value, made.article)
    return made


def _written(
    sources: Sources, subject: _Subject, made: Drafting, body: Body, now: datetime
) -> Drafting:
    """Keep the draft: as a new article, as the draft that is there, or as a better version."""
    store = sources.store
    known = _known(sources, subject, made, body)
    if known is None:
        new = store.articles.add(
            body,
            at=now,
            reason=subject.reason,
            topic=subject.question.topic,
            finder=_finder(sources, body),
        )
        return replace(made, outcome=DraftOutcome.DRAFTED, article=new.number)
    made = replace(made, article=known.number)
    if _untouched(known) and _is_own(sources, subject, known):
        return replace(made, outcome=_renewed(sources, known, body, now))
    if known.state is ArticleState.ARCHIVED:
        return replace(made, outcome=DraftOutcome.PUT_AWAY)
    better = improved(known.body, body, alike=sources.search.alike)
    if better is None:
        return replace(made, outcome=DraftOutcome.UNCHANGED)
    proposal = Proposal(better, known.version)
    return replace(made, outcome=DraftOutcome.PROPOSED, proposal=proposal)


def _known(sources: Sources, subject: _Subject, made: Drafting, body: Body) -> Article | None:
    """Return the article of this subject, or another that answers the same question."""
    store, topic = sources.store, subject.question.topic
    own = store.articles.get(made.article) if made.article else None
    if own is None and topic is not None:
        of_topic = store.articles.of_topic(topic)
        living = [each for each in of_topic if each.state is not ArticleState.ARCHIVED]
        own = next(iter(living or of_topic), None)
    if own is not None:
        return own
    documents = {each.document for each in body.sources}
    beside = [
        each
        for each in store.articles.all()
        if documents & {one.document for one in each.body.sources}
    ]
    return nearest(body, beside, alike=sources.search.alike)


def _overtaken(sources: Sources, last: Drafting) -> bool:
    """Whether the article went on while a better version of it was proposed."""
    proposal = last.proposal
    if proposal is None or proposal.state is not ProposalState.OPEN:
        return False
    known = sources.store.articles.get(last.article)
    return known is not None and known.version != proposal.version


def _untouched(article: Article) -> bool:
    """Whether nobody has worked on the draft yet; it may have gone with what it rested on."""
    drafts = (ArticleState.WIP, ArticleState.ARCHIVED)
    return article.state in drafts and not any(each.by for each in article.steps)


def _is_own(sources: Sources, subject: _Subject, article: Article) -> bool:
    """Whether the draft is of this question, and not of another that it answers as well."""
    if article.topic is None:
        return True
    asked, written = subject.question.topic, sources.store.topics.leads_to(article.topic)
    return asked is not None and sources.store.topics.leads_to(asked) == written


def _renewed(sources: Sources, known: Article, body: Body, now: datetime) -> DraftOutcome:
    away = known.state is ArticleState.ARCHIVED
    if body == known.body and not away:
        return DraftOutcome.UNCHANGED
    act = ArticleAct.RESTORED if away else ArticleAct.EDITED
    step = ArticleStep(act, now, known.version + 1)
    kept = sources.store.articles.step(known, step, body)
    # None: somebody has touched it in this very moment, and it is theirs.
    return DraftOutcome.UNCHANGED if kept is None else DraftOutcome.RENEWED


def _finder(sources: Sources, body: Body) -> str:
    """Return whose insight it is, if it is one person's who does not mind being named."""
    corrections = [s.source_id for s in body.sources if s.kind is SourceKind.CORRECTION]
    replies = {s.source_id for s in body.sources if s.kind is SourceKind.REPLY}
    found = {
        ("" if each.unnamed else each.author)
        for each in sources.store.corrections.of_numbers(map(int, corrections)).values()
    }
    if replies:
        found |= {
            ("" if each.unnamed else each.person_id)
            for each in sources.store.experts.replies()
            if str(each.number) in replies
        }
    return found.pop() if len(found) == 1 else ""


def _unwritten(
    sources: Sources, subject: _Subject, made: Drafting, found: NotDrafted, now: datetime
) -> Drafting:
    """Note why there is no draft; what nobody wrote down goes to who knows, as a gap."""
    links = tuple(("controlled", f"{each.document} {each.revision}") for each in found.links)
    made = replace(made, outcome=DraftOutcome(found.why.value), notes=tuple(dict.fromkeys(links)))
    if found.why is Lacking.NOTHING and subject.question.topic is not None:
        _file(sources, subject, now)
    return made


def _file(sources: Sources, subject: _Subject, now: datetime) -> None:
    """File the question as a gap; those who got no answer wait for the reply to it."""
    question = subject.question
    veil = Redaction.of(sources.directory).veil()
    gap = sources.store.gaps.file(
        turn=f"drafting:{subject.key}",
        same_as=f"drafting|{subject.key}",
        text=veil.hide(question.title),
        asset=common_prefix(question.assets),
        missing=(),
        team=min(question.teams, default=""),
        at=now,
    )
    for turn in question.turns:
        if turn.status == Status.ABSTAINED.value:
            sources.store.experts.wait(gap, turn.key)


def _digest(material: Material) -> str:
    """Return what tells whether anything that a draft is made from has changed."""
    said = sorted(
        f"{each.source.kind}|{each.source.source_id}|{each.source.text}|{min(each.people, 3)}"
        f"|{each.near >= 0.4}"
        for each in material.grounds
    )
    whole = "\n".join((material.title, *said, *sorted(material.teams), str(material.routed > 0)))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32]
