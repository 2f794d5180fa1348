"""Draftings: the last one of every subject, and what is proposed to articles.

Knows the record. Does not know when something is drafted, nor who decides on a proposal.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, Select, bindparam, select, update

from knowledge.model import Drafting, DraftOutcome, Proposal, ProposalState
from knowledge.store.article_codec import from_body, to_body
from knowledge.store.database import Database
from knowledge.store.schema import draftings

_ALL = select(draftings).order_by(draftings.c.at.desc(), draftings.c.subject)
"""Every drafting, the last first."""

_OPEN = _ALL.where(draftings.c.proposal == ProposalState.OPEN.value)
"""Those by which something is proposed that nobody has decided on, the last first."""

_OF_ARTICLE = _ALL.where(draftings.c.article == bindparam("number"))
"""Those of which an article came, the last first."""

_AS = select(draftings.c.topic, draftings.c.article).where(
    draftings.c.subject.in_(bindparam("subjects", expanding=True)),
    draftings.c.article != "",
    draftings.c.proposal != ProposalState.DECLINED.value,
)
"""The articles that these subjects became, or may make better."""

_ONE = select(draftings).where(draftings.c.subject == bindparam("of"))
"""The last drafting of one subject."""

_CLOSE = (
    update(draftings)
    .where(
        draftings.c.subject == bindparam("of"),
        draftings.c.proposal == ProposalState.OPEN.value,
    )
    .values(proposal=bindparam("to"))
)
"""Say what became of a proposal."""


class Draftings:
    """All draftings."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._insert = database.insert(draftings)

    def note(self, drafting: Drafting) -> None:
        """Keep the drafting as the last one of its subject."""
        values = _values(drafting)
        rest = {name: value for name, value in values.items() if name != "subject"}
        new = self._insert.on_conflict_do_update(index_elements=["subject"], set_=rest)
        with self._database.writing("draftings") as connection:
            connection.execute(new, values)

    def get(self, subject: str) -> Drafting | None:
        """Return the last drafting of the subject, or None."""
        with self._database.reading() as connection:
            row = connection.execute(_ONE, {"of": subject}).one_or_none()
        return None if row is None else _drafting(row)

    def all(self) -> list[Drafting]:
        """Return the last drafting of every subject, the latest first."""
        return self._find(_ALL, {})

    def proposed(self) -> list[Drafting]:
        """Return those with a proposal that nobody has decided on, the latest first."""
        return self._find(_OPEN, {})

    def of_article(self, number: str) -> list[Drafting]:
        """Return those that became this article, or a proposal to it, the latest first."""
        return self._find(_OF_ARTICLE, {"number": number})

    def of_topics(self, topics: Collection[int]) -> dict[int, str]:
        """Return, by topic, the article that its last drafting became or is proposed to.

        One to which it was proposed in vain is none.
        """
        subjects = sorted(f"topic-{each}" for each in topics)
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(_AS, {"subjects": subjects})}

    def close(self, subject: str, state: ProposalState) -> bool:
        """Say what became of what is proposed; False when nothing is open."""
        with self._database.writing("draftings") as connection:
            done = connection.execute(_CLOSE, {"of": subject, "to": state.value})
            return done.rowcount > 0

    def _find(self, statement: Select[Any], values: dict[str, Any]) -> list[Drafting]:
        with self._database.reading() as connection:
            return [_drafting(row) for row in connection.execute(statement, values)]


def _values(one: Drafting) -> dict[str, Any]:
    proposal = one.proposal
    return {
        "subject": one.subject,
        "question": one.question,
        "at": one.at,
        "outcome": one.outcome.value,
        "topic": one.topic,
        "asked": one.asked,
        "grounds": one.grounds,
        "article": one.article,
        "notes": [list(each) for each in one.notes],
        "proposal": proposal.state.value if proposal else "",
        "version": proposal.version if proposal else None,
        "body": from_body(proposal.body) if proposal else None,
    }


def _drafting(row: Row[Any]) -> Drafting:
    proposal = None
    if row.body is not None:
        proposal = Proposal(to_body(row.body), row.version, ProposalState(row.proposal))
    return Drafting(
        subject=row.subject,
        question=row.question,
        at=row.at,
        outcome=DraftOutcome(row.outcome),
        topic=row.topic,
        asked=row.asked,
        grounds=row.grounds,
        article=row.article,
        notes=tuple((kind, about) for kind, about in row.notes),
        proposal=proposal,
    )
