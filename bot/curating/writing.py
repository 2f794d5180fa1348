"""An article in a form: what it says as fields of text, and back; and what its draft would do.

Knows the fields, and how sources are added from what the search finds. Does not know pages, nor
who may keep what is written (``bot.articles``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot import articles
from bot.answering.sources import Sources
from bot.curating.past import past_questions
from bot.curating.trying import Trial, Tried, tried
from bot.feedback import BadFeedback, whole_number
from bot.speech import tr
from bot.titles import Titles
from knowledge import access
from knowledge.ingest.articles import line_of, statement_of
from knowledge.model import (
    Article,
    Body,
    Person,
    Recurring,
    Source,
    SourceKind,
    Statement,
    Topic,
    shared_audience,
)
from knowledge.search import Hit
from knowledge.store.documents import indexed_text

FIELDS = (
    "number", "version", "topic", "title", "wordings", "answer", "key_point", "reason_why",
    "conditions", "scope", "owner", "audience", "review_by", "supersedes", "sources", "look_for",
    "add", "reason",
)  # fmt: skip
WORDINGS = 10
"""So many wordings of a topic a new article begins with."""
OFFERED = 5
"""So many passages are offered for what is looked for."""


@dataclass(frozen=True)
class Offer:
    """A passage that could be a source: its id, the line that names its place, and its text."""

    passage_id: str
    place: str
    text: str


@dataclass(frozen=True)
class Rest:
    """A source as it was pinned, and beside it what its place says today, if that is another text.

    ``now`` is the text in the revision ``revision``; "" when nothing has changed.
    """

    source: Source
    revision: str = ""
    now: str = ""


@dataclass(frozen=True)
class Draft:
    """What is being written: its fields, and what is known of it just now.

    ``body`` is it as it could be kept, None while ``refused`` says why it cannot; ``rests`` is what
    it rests on. ``tried`` says what it would do to past questions; None when that was not asked.
    """

    fields: Mapping[str, str]
    body: Body | None = None
    refused: str = ""
    rests: tuple[Rest, ...] = ()
    offers: tuple[Offer, ...] = ()
    tried: tuple[Tried, ...] | None = field(default=None)


def fields_of(article: Article) -> dict[str, str]:
    """Return what the article says as fields."""
    body = article.body
    own = body.audience != shared_audience(each.audience for each in body.sources)
    return {
        "number": article.number,
        "version": str(article.version),
        "topic": "" if article.topic is None else str(article.topic),
        "title": body.title,
        "wordings": "\n".join(body.wordings),
        "answer": "\n".join(map(line_of, body.answer)),
        "key_point": line_of(body.key_point) if body.key_point else "",
        "reason_why": line_of(body.reason_why) if body.reason_why else "",
        "conditions": body.conditions,
        "scope": "\n".join(body.scope),
        "owner": body.owner,
        "audience": ", ".join(sorted(body.audience)) if own else "",
        "review_by": body.review_by.isoformat() if body.review_by else "",
        "supersedes": body.supersedes,
        "sources": sources_line(body.sources),
    }


def fields_for(topic: Topic, person: Person, titles: Titles) -> dict[str, str]:
    """Return the fields of an article that this person is to write about a topic."""
    title = titles.of(topic).title
    return {
        "topic": str(topic.id),
        "title": title[:1].upper() + title[1:],
        "wordings": "\n".join(dict.fromkeys(titles.plainly(topic.wordings[:WORDINGS]))),
        "owner": min(person.teams, default=""),
        "look_for": title,
    }


def sources_line(sources: Iterable[Source]) -> str:
    """Return which sources are in use, one a line: label, kind and id."""
    return "\n".join(f"{each.label} {each.kind.value} {each.source_id}" for each in sources)


def body_of(fields: Mapping[str, str]) -> Body:
    """Return what the fields say. Raises ``BadFeedback`` naming the field."""
    audience = frozenset(filter(None, (each.strip() for each in fields["audience"].split(","))))
    return Body(
        title=fields["title"],
        wordings=tuple(_lines(fields["wordings"])),
        answer=tuple(statement_of(each) for each in _lines(fields["answer"])),
        key_point=_one(fields["key_point"]),
        reason_why=_one(fields["reason_why"]),
        sources=_sources(fields["sources"]),
        scope=tuple(_lines(fields["scope"])),
        conditions=fields["conditions"],
        owner=fields["owner"],
        audience=audience,
        review_by=_day(fields["review_by"]),
        supersedes=fields["supersedes"],
    )


def looked_at(
    sources: Sources,
    person: Person,
    sent: Mapping[str, str],
    *,
    rule: Recurring,
    now: datetime,
    trying: bool = True,
) -> Draft:
    """Return what is being written as it stands: whether it holds, what it rests on, what it does.

    ``trying``: against past questions, too, which takes a while. Keeps nothing. A passage that is
    to be added gets the next free label.
    """
    fields = {name: sent.get(name, "") for name in FIELDS}
    before = access.article(sources.store, person, fields["number"]) if fields["number"] else None
    body, refused, effects = None, "", None
    known: tuple[Source, ...] = ()
    try:
        fields["sources"] = _with_added(fields["sources"], fields["add"])
        written = body_of(fields)
        old = before.body if before else None
        known = articles.looked_up(sources, person, written.sources, before=old, now=now)
        body = articles.checked(sources, person, written, before=old, now=now)
        if trying:
            effects = _tried(sources, person, fields, body, rule, now)
    except BadFeedback as bad:
        refused = str(bad)
    return Draft(
        {**fields, "add": ""},
        body,
        refused,
        tuple(
            _beside(sources, person, each, now)
            for each in known or (before.body.sources if before else ())
        ),
        _offers(sources, person, fields["look_for"], now),
        effects,
    )


def _beside(sources: Sources, person: Person, source: Source, now: datetime) -> Rest:
    """Return the source with what its place says in the revision that is in force today."""
    if source.kind is not SourceKind.PASSAGE:
        return Rest(source)
    on = now.date()
    current = access.in_force(sources.store, person, source.document, on=on)
    if current is None or current.revision == source.revision:
        return Rest(source)
    place = access.section(sources.store, person, source.document, source.section, on=on)
    text = "\n".join(passage.text for passage, _ in place) if source.section else ""
    return Rest(source, current.revision, text or tr("This place is not in it."))


def _tried(
    sources: Sources,
    person: Person,
    fields: Mapping[str, str],
    body: Body,
    rule: Recurring,
    now: datetime,
) -> tuple[Tried, ...]:
    topic = whole_number("topic", fields["topic"], tr("give a number"))
    past = past_questions(
        sources.store, person, topic, body.title, alike=sources.search.alike, rule=rule
    )
    cited = frozenset(each.source_id for each in body.sources if each.kind is SourceKind.PASSAGE)
    said = "\n".join(each.text for each in body.statements)
    draft = Trial(indexed_text(body.title, body.wordings, said), cited, fields["number"])
    return tuple(tried(draft, past, search=sources.search, person=person, now=now))


def _offers(sources: Sources, person: Person, text: str, now: datetime) -> tuple[Offer, ...]:
    if not text.strip():
        return ()
    hits = sources.search.find(text, person=person, asset=None, now=now, k=2 * OFFERED)
    kept = [hit for hit in hits if not hit.revision.is_article]
    return tuple(_offer(hit) for hit in kept[:OFFERED])


def _offer(hit: Hit) -> Offer:
    passage, revision = hit.passage, hit.revision
    heading = " › ".join(passage.heading_path[-2:])
    name = f"{revision.number} {tr('rev')} {revision.revision}" if revision.revision else ""
    place = " · ".join(filter(None, [name or revision.title, passage.section, heading]))
    return Offer(passage.id, place, passage.text)


def _with_added(line: str, passage: str) -> str:
    """Return the sources with one more passage under the next free label."""
    if not passage or f" {passage}" in line:
        return line
    taken = {each.label for each in _sources(line)}
    label = next(name for n in range(1, 1000) if (name := f"S{n}") not in taken)
    return f"{line}\n{label} {SourceKind.PASSAGE.value} {passage}".strip()


def _sources(text: str) -> tuple[Source, ...]:
    found = []
    for line in _lines(text):
        label, _, rest = line.partition(" ")
        kind, _, source_id = rest.partition(" ")
        if kind not in set(SourceKind) or not source_id.strip():
            raise BadFeedback("sources", line, tr("write a label, a kind and an id, such as S1 …"))
        found.append(Source(label, SourceKind(kind), source_id.strip(), ""))
    return tuple(found)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _one(text: str) -> Statement | None:
    told = " ".join(_lines(text))
    return statement_of(told) if told else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadFeedback("review_by", text, tr("write a day, such as 2026-12-31")) from None
