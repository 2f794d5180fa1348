"""Whether an article may be kept, and whether it may be published.

Knows what a body must hold: words, labels, sources that are there for the person who writes, and
statements that hold in them. Does not know who may act (``acting``) nor states.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.answering.curated import flag_of
from bot.answering.sources import Sources
from bot.articles.repinning import repinned
from bot.articles.resolving import Unresolved, resolved
from bot.feedback import BadFeedback
from bot.hazards import matter_of
from bot.speech import tr
from knowledge import access
from knowledge.curation.drafting.checking import evidence_of
from knowledge.grounding import verify
from knowledge.hazards import Hazards
from knowledge.hygiene import one_line, visible
from knowledge.model import (
    Article,
    Audience,
    Body,
    Claim,
    DocumentClass,
    Hazard,
    Person,
    Source,
    SourceKind,
    Statement,
    checked_asset,
    number_of,
    shared_audience,
    wider,
)

MOST_WORDINGS = 40
MOST_STATEMENTS = 40
LONGEST = 1_000
"""Characters of a title, a wording or a statement."""
_LABEL = re.compile(r"[A-Z][1-9]\d{0,2}")


def checked(
    sources: Sources, person: Person, body: Body, *, before: Body | None = None, now: datetime
) -> Body:
    """Return the body as it may be kept: tidy, its sources looked up, its statements held to them.

    ``before`` is what the article said: a source of it that has a new revision is found in that
    again. Without an audience it is for all who may see its sources. Raises ``BadFeedback`` naming
    the field.
    """
    tidied = _tidy(body)
    _complete(tidied)
    found = looked_up(sources, person, tidied.sources, before=before, now=now)
    today = repinned(sources, person, replace(tidied, sources=found), now=now)
    _resting(today)
    whole = replace(today, audience=_audience(today, sources))
    _scoped(whole, sources)
    holding(whole, sources)
    return whole


def looked_up(
    sources: Sources,
    person: Person,
    wanted: Iterable[Source],
    *,
    before: Body | None = None,
    now: datetime,
) -> tuple[Source, ...]:
    """Return sources as the store has them for this person. Raises ``BadFeedback``."""
    try:
        return resolved(sources, person, wanted, before=before, now=now)
    except Unresolved as unknown:
        raise BadFeedback("sources", unknown.what, unknown.remedy) from None


def holding(body: Body, sources: Sources) -> None:
    """Raise ``BadFeedback`` naming the first sentence that does not hold in what it cites."""
    found = verify(_claims(body.statements), evidence_of(body.sources), names=sources.names)
    for each in found.dropped:
        raise BadFeedback(
            "statement",
            each.claim.text,
            tr("it does not stand in what it cites ({reason}); change it", reason=each.reason),
        )


def fit_to_publish(
    article: Article, body: Body, person: Person, sources: Sources, *, now: datetime
) -> None:
    """Raise ``BadFeedback`` with the reason why the article may not be published as it stands."""
    holding(body, sources)
    _no_hazard(body, sources.hazards)
    for each in body.sources:
        if each.kind is SourceKind.PASSAGE:
            _for_chat(each, person, sources)
    if not article.audience:
        remedy = tr("nobody may see all of its sources; rest it on others")
        raise BadFeedback("audience", "", remedy)
    if flag := flag_of(sources.store, replace(article, body=body), now=now):
        raise BadFeedback("number", article.number, tr("it is {flag}; recheck it first", flag=flag))


def hazard_in(body: Body, hazards: Hazards) -> tuple[str, str, Hazard] | None:
    """Return the field, the text and the hazard of what is not answered from chat; or None."""
    texts = [("title", body.title), *(("wordings", each) for each in body.wordings)]
    texts += [("statement", each.text) for each in body.statements]
    for field, text in texts:
        asked = hazards.asked(text)
        hazard = asked.hazard if asked else min(hazards.named(text), default=None)
        if hazard:
            return field, text, hazard
    return None


def _claims(statements: Iterable[Statement]) -> list[Claim]:
    return [Claim(each.text, each.citations) for each in statements]


def _tidy(body: Body) -> Body:
    """Return the body with every text on one line as a reader sees it."""
    statements = [_line(each) for each in body.answer if each.text.strip()]
    key, reason = (each and _line(each) for each in (body.key_point, body.reason_why))
    return replace(
        body,
        title=_plain(body.title),
        wordings=tuple(dict.fromkeys(filter(None, map(_plain, body.wordings)))),
        answer=tuple(statements),
        key_point=key if key and key.text else None,
        reason_why=reason if reason and reason.text else None,
        scope=tuple(dict.fromkeys(body.scope)),
        conditions=_plain(body.conditions),
        owner=body.owner.strip(),
        supersedes=body.supersedes.strip().upper(),
    )


def _line(statement: Statement) -> Statement:
    return Statement(_plain(statement.text), tuple(dict.fromkeys(statement.citations)))


def _plain(text: str) -> str:
    return one_line(visible(text))


def _complete(body: Body) -> None:
    """Raise ``BadFeedback`` for what is missing, too long or cited but not there."""
    if not body.title:
        raise BadFeedback("title", "", tr("give it a title"))
    if not body.wordings:
        raise BadFeedback("wordings", "", tr("write at least one question that it answers"))
    if not body.answer:
        raise BadFeedback("answer", "", tr("write what the answer is"))
    for field, count, most in (
        ("wordings", len(body.wordings), MOST_WORDINGS),
        ("answer", len(body.answer), MOST_STATEMENTS),
    ):
        if count > most:
            raise BadFeedback(field, count, tr("keep to {most} at most", most=most))
    _short(body)
    _labelled(body)
    if body.supersedes and not number_of(body.supersedes):
        raise BadFeedback("supersedes", body.supersedes, tr("name an article, such as KB-12"))


def _short(body: Body) -> None:
    texts = [("title", body.title), ("conditions", body.conditions)]
    texts += [("wordings", each) for each in body.wordings]
    texts += [("statement", each.text) for each in body.statements]
    for field, text in texts:
        if len(text) > LONGEST:
            raise BadFeedback(field, text, tr("keep it under {most}", most=LONGEST))


def _labelled(body: Body) -> None:
    labels = [each.label for each in body.sources]
    for label in labels:
        if not _LABEL.fullmatch(label) or labels.count(label) > 1:
            raise BadFeedback("sources", label, tr("give each its own label, such as S1"))
    for each in body.statements:
        if not each.citations:
            raise BadFeedback("statement", each.text, tr("name what it rests on, such as [S1]"))
        unknown = [label for label in each.citations if label not in labels]
        if unknown:
            raise BadFeedback(
                "statement", each.text, tr("there is no source {label}", label=unknown[0])
            )


def _resting(body: Body) -> None:
    for each in body.statements:
        if not each.citations:
            remedy = tr("what it rests on does not hold any more; rest it on something else")
            raise BadFeedback("statement", each.text, remedy)


def _audience(body: Body, sources: Sources) -> Audience:
    allowed = shared_audience(each.audience for each in body.sources)
    if not allowed:
        raise BadFeedback("sources", "", tr("nobody may see all of them; rest it on others"))
    wanted = body.audience or allowed
    teams = {team.id for team in sources.directory.teams}
    unknown = sorted(wanted - teams - allowed - {"everyone"})
    if unknown:
        raise BadFeedback("audience", unknown[0], tr("name teams of the directory"))
    if wider(wanted, allowed):
        seen_by = ", ".join(sorted(allowed))
        remedy = tr("no more people than see its sources: {audience}", audience=seen_by)
        raise BadFeedback("audience", ", ".join(sorted(wanted)), remedy)
    return wanted


def _scoped(body: Body, sources: Sources) -> None:
    for asset in body.scope:
        try:
            checked_asset(asset)
        except ValueError as error:
            raise BadFeedback("scope", asset, str(error)) from None
    teams = {team.id for team in sources.directory.teams}
    if body.owner and body.owner not in teams:
        raise BadFeedback("owner", body.owner, tr("name a team of the directory"))


def _no_hazard(body: Body, hazards: Hazards) -> None:
    """Raise ``BadFeedback`` when the matter is one that is not answered from chat."""
    found = hazard_in(body, hazards)
    if found is None:
        return
    field, text, hazard = found
    remedy = tr(
        "{matter} is not answered from chat; leave it to the controlled document",
        matter=matter_of(hazard),
    )
    raise BadFeedback(field, text, remedy)


def _for_chat(source: Source, person: Person, sources: Sources) -> None:
    """Raise ``BadFeedback`` when what it rests on is shown only where a matter is routed."""
    found = access.passage(sources.store, person, source.source_id)
    if found is None:
        return
    passage, revision = found
    titles = " \n ".join((revision.title, *passage.heading_path))
    certified = revision.document_class is DocumentClass.CERTIFIED_TRAINING_ONLY
    if certified or sources.hazards.named(titles):
        remedy = tr(
            "{document} is for people with certified training, or of work that is not answered "
            "from chat; link to it instead",
            document=source.document,
        )
        raise BadFeedback("sources", source.label, remedy)
