"""Every command by name: plain JSON parameters in, plain JSON results out.

Knows which operations there are and which exclude each other. Does not know whether it was
called in the same process or over loopback (``bot.owner``), nor how results are printed.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.articles import BadFolder
from bot.commands.accounts import (
    accounts_disable,
    accounts_invite,
    accounts_link,
    accounts_list,
    accounts_reset,
    accounts_token,
)
from bot.commands.articles import (
    act_on_article,
    compare_versions,
    kb_export,
    kb_import,
    list_articles,
    show_article,
)
from bot.commands.asking import ask, language, search
from bot.commands.call import Call
from bot.commands.corrections import decide_correction, list_corrections, own_receipts
from bot.commands.drafts import decide_on_proposal, list_drafts
from bot.commands.gaps import again, close, list_gaps
from bot.commands.ingesting import (
    ingest_directory,
    ingest_documents,
    ingest_glossary,
    ingest_questions,
    ingest_recommendations,
)
from bot.commands.judging import (
    correct_answer,
    decide_recommendation,
    judge_answer,
    tell_what_came_of_it,
)
from bot.commands.keeping import db_backup, db_upgrade, status
from bot.commands.learning import ingest_judgements, learning, rollback_learning
from bot.commands.letters import dead_letters, export_assessments
from bot.commands.measuring import eval_routing, measure_abstention
from bot.commands.regressions import eval_regressions
from bot.commands.requesting import (
    close_request,
    list_requests,
    open_request,
    take_request,
    withdraw_request,
)
from bot.commands.topics import (
    list_topics,
    merge_topics,
    rename_topic,
    show_topic,
    split_topic,
    why_topic,
)
from bot.commands.training import export_training
from bot.commands.transfers import decide_transfer, list_transfers
from bot.commands.working import work_again, work_status
from bot.feedback import BadFeedback
from bot.owner import CommandFailed, Params, Progress, Result
from bot.services import Services, UnknownPerson
from bot.speech import speaking
from knowledge.curation.topics.mining import MinedElsewhere
from knowledge.evaluation.routing import BadQuestions
from knowledge.ingest.directory import BadDirectory
from knowledge.ingest.events import BadFile
from knowledge.ingest.glossary import BadGlossary
from knowledge.model import InvalidAsset
from knowledge.store.errors import NotStorable, StoreError

Work = Callable[[Call], Result]

COMMANDS: Mapping[str, Work] = {
    "ask": ask,
    "language": language,
    "search": search,
    "judge": judge_answer,
    "correct": correct_answer,
    "decide": decide_recommendation,
    "outcome": tell_what_came_of_it,
    "ingest_documents": ingest_documents,
    "ingest_recommendations": ingest_recommendations,
    "ingest_questions": ingest_questions,
    "ingest_judgements": ingest_judgements,
    "ingest_directory": ingest_directory,
    "requests": list_requests,
    "request_open": open_request,
    "request_take": take_request,
    "request_withdraw": withdraw_request,
    "request_close": close_request,
    "ingest_glossary": ingest_glossary,
    "eval_routing": eval_routing,
    "eval_regressions": eval_regressions,
    "export_assessments": export_assessments,
    "dead_letters": dead_letters,
    "export_training": export_training,
    "db_upgrade": db_upgrade,
    "db_backup": db_backup,
    "status": status,
    "accounts_list": accounts_list,
    "accounts_link": accounts_link,
    "accounts_invite": accounts_invite,
    "accounts_reset": accounts_reset,
    "accounts_disable": accounts_disable,
    "accounts_token": accounts_token,
    "measure_abstention": measure_abstention,
    "corrections": list_corrections,
    "decide_correction": decide_correction,
    "receipts": own_receipts,
    "transfers": list_transfers,
    "decide_transfer": decide_transfer,
    "learning": learning,
    "rollback_learning": rollback_learning,
    "articles": list_articles,
    "article": show_article,
    "article_act": act_on_article,
    "article_diff": compare_versions,
    "kb_export": kb_export,
    "kb_import": kb_import,
    "gaps": list_gaps,
    "close_gap": close,
    "ask_gap_again": again,
    "drafts": list_drafts,
    "decide_on_proposal": decide_on_proposal,
    "topics": list_topics,
    "show_topic": show_topic,
    "merge_topics": merge_topics,
    "split_topic": split_topic,
    "why_topic": why_topic,
    "rename_topic": rename_topic,
    "work": work_status,
    "work_again": work_again,
}

_ONE_AT_A_TIME = frozenset(name for name in COMMANDS if name.startswith("ingest_"))
_EXPECTED = (
    BadDirectory,
    BadFeedback,
    BadFile,
    BadFolder,
    BadGlossary,
    BadQuestions,
    InvalidAsset,
    MinedElsewhere,
    NotStorable,
    StoreError,
    UnknownPerson,
)


@dataclass(frozen=True)
class Commands:
    """Runs commands over opened services; ingests wait for each other, questions do not."""

    services: Services
    _ingesting: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def perform(self, name: str, params: Params, progress: Progress, *, now: datetime) -> Result:
        """Run the command and return its result.

        Raises ``CommandFailed`` with a sentence for what is expected to go wrong; anything else
        is a fault of ours and passes through to the edge.
        """
        work = COMMANDS.get(name)
        if work is None:
            raise CommandFailed(f"There is no command {name!r}; there are {', '.join(COMMANDS)}.")
        call = Call(self.services, params, progress, now)
        try:
            with speaking(call.language()):
                return self._done(name, work, call)
        except _EXPECTED as error:
            raise CommandFailed(_sentence(error)) from error

    def _done(self, name: str, work: Work, call: Call) -> Result:
        if name not in _ONE_AT_A_TIME:
            return work(call)
        with self._ingesting:
            return work(call)


def _sentence(error: Exception) -> str:
    text = str(error)
    return text if text.endswith((".", "!", "?")) else f"{text}."
