"""What is proposed to an article, and who decides: whoever curates the article.

Knows that a proposal for an older version is overtaken. Does not know who may edit
(``bot.articles``).
"""

from datetime import datetime

from bot import articles
from bot.answering.sources import Sources
from bot.feedback import BadFeedback
from bot.speech import tr
from knowledge import access
from knowledge.model import Article, Drafting, Person, Proposal, ProposalState


def take(
    sources: Sources, person: Person, subject: str, *, reason: str = "", now: datetime
) -> Article:
    """Let the article say what is proposed, as its curator's edit. Raises ``BadFeedback``."""
    drafting, proposal = _open(sources, person, subject)
    done = articles.edit(
        sources,
        person,
        drafting.article,
        proposal.body,
        reason=reason,
        version=proposal.version,
        now=now,
    )
    sources.store.draftings.close(subject, ProposalState.TAKEN)
    return done


def decline(sources: Sources, person: Person, subject: str) -> None:
    """Leave the article as it is. Raises ``BadFeedback``."""
    _open(sources, person, subject)
    sources.store.draftings.close(subject, ProposalState.DECLINED)


def _open(sources: Sources, person: Person, subject: str) -> tuple[Drafting, Proposal]:
    found = access.drafting(sources.store, person, subject)
    proposal = found.proposal if found else None
    if found is None or proposal is None or proposal.state is not ProposalState.OPEN:
        remedy = tr("nothing is proposed there that you may see; look at the list of drafts")
        raise BadFeedback("draft", subject, remedy)
    return found, proposal
