"""The composition root: the only place that chooses and opens implementations.

Knows what is built from what and in which order it is closed. Does not know HTTP servers
(``bot.serving``) nor the command line. Whoever builds an app holds the folder's lock first.
"""

import logging
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from bot import articles, corrections, experts, requests
from bot.answering.extractive import ExtractiveComposer
from bot.answering.generative import GenerativeComposer
from bot.answering.generative.rewriting import Rewriting
from bot.assistant import Assistant
from bot.commands import Commands
from bot.corrections.trying import trying
from bot.drafts import drafting
from bot.drafts.wording import Wording
from bot.inquiries import asking
from bot.jobs import Job
from bot.jobs.points import Passing, unwatched
from bot.jobs.tidying import tidying
from bot.owner import CommandFailed, Params, Progress, Result, Transport
from bot.recommender.webhook import Webhook
from bot.recommender.what_if import Ask, Live, ask_nobody
from bot.regressions import replaying
from bot.services import Services
from bot.settings import Settings
from bot.topics import is_question, titling
from bot.transfers import looking
from bot.version import installed_version
from knowledge.curation.drafting.composing import Write, verbatim
from knowledge.curation.topics.mining import Mining
from knowledge.curation.topics.reading import looking_up
from knowledge.curation.topics.titles import Titles
from knowledge.index import Embedder, IndexDamaged
from knowledge.index.chroma import ChromaIndex
from knowledge.index.onnx import ModelMissing, OnnxEmbedder
from knowledge.index.remembering import RememberingEmbedder
from knowledge.index.words import Words
from knowledge.language import LanguageModel, ModelFailed, Tokens
from knowledge.language.counted import Call, Counted
from knowledge.language.guarded import Guarded
from knowledge.language.langchain import LangChainModel
from knowledge.learning.confirming import catch_up
from knowledge.redaction import People
from knowledge.search import Search
from knowledge.store import Store, StoreError, Usage

if TYPE_CHECKING:
    from fastapi import FastAPI

    from bot.channels.slack.app import SlackApp
    from bot.owner_api import OwnerApi
    from bot.workflows import Workflows

INDEX_FOLDER = "index"
_MINE_SECONDS = 2.0
"""So long mining goes on at a time: a server that is stopped waits for it."""
_log = logging.getLogger("tandem.app")
_LOOK_THINGS_UP = frozenset(
    "ask search ask_gap_again drafts ingest_questions measure_abstention eval_regressions "
    "topics show_topic why_topic".split()
)
"""Commands that need the index as it should be; the others do without, or see to it."""


def utc_now() -> datetime:
    """Return the time, with its zone."""
    return datetime.now(UTC)


def clock_of(settings: Settings) -> Callable[[], datetime]:
    """Return the clock of questions: in the plant's zone, whose midnight changes revisions."""
    return partial(datetime.now, settings.zone)


@dataclass(frozen=True)
class App:
    """One opened installation; close it when done, or use it in ``with``."""

    services: Services
    commands: Commands
    opened: ExitStack

    def site(self, *, secret: str, slack: "SlackApp | None" = None) -> "tuple[FastAPI, OwnerApi]":
        """Return the web face with the owner's endpoint, and that endpoint to stop it."""
        from fastapi import APIRouter

        from bot.owner_api import OwnerApi
        from bot.web.site import create_site

        owner_api = OwnerApi(self.perform, secret=secret)
        router = APIRouter(routes=[*owner_api.routes(), *(slack.routes() if slack else ())])
        return create_site(
            self.services, [router], clock=clock_of(self.services.settings)
        ), owner_api

    def perform(self, name: str, params: Params, progress: Progress) -> Result:
        """Run a command now; this is a ``bot.owner.Transport``. Raises ``CommandFailed``."""
        return self.commands.perform(name, params, progress, now=clock_of(self.services.settings)())

    def slack(self, *, passing: Passing = unwatched) -> "SlackApp | None":
        """Return Slack, if it is set up; close it before the app."""
        if not self.services.settings.slack:
            return None
        # Loaded here: it costs time and memory that an installation without Slack keeps.
        from bot.channels.slack.app import SlackApp

        clock = clock_of(self.services.settings)
        return SlackApp(self.services, clock=clock, passing=passing)

    def work(self, *, slack: "SlackApp | None" = None, passing: Passing = unwatched) -> "Workflows":
        """Take up durable work; close what this returns before Slack and the app.

        Raises ``CommandFailed``.

        ``passing`` is for tests: it is told of each point of the work.
        """
        # Loaded here: it costs 0.3 s and 30 MB, and only who serves does durable work.
        from bot.workflows import Workflows, WorkUnusable, database_url, worker_of

        folder, store_url = self.services.settings.data_dir, self.services.settings.store_url
        try:
            url = database_url(folder, store_url)
        except WorkUnusable as unusable:
            raise CommandFailed(f"{unusable}.") from unusable
        return Workflows(
            [*jobs_of(self.services), *(slack.jobs() if slack else ())],
            store=self.services.store,
            url=url,
            now=utc_now,
            worker=worker_of(folder, store_url),
            passing=passing,
            turn=slack.rush.turn if slack else nullcontext,
        )

    def sweep(self) -> bool:
        """Escalate the requests that nobody took in time; return whether there were any.

        Corrections expire, and go back to review when what they were built on has changed.
        """
        corrections.keep_up(self.services.store, now=clock_of(self.services.settings)())
        return bool(requests.sweep(self.services.store, now=utc_now()))

    def mine(self) -> int:
        """Take what was asked into topics; return how many turns were looked at.

        What was asked also carries judgements farther, now and then.
        """
        looked_at = self.services.mining.catch_up(seconds=_MINE_SECONDS)
        self.services.search.look_at_what_was_asked()
        return looked_at

    def deliver(self) -> int:
        """Send the recommender's owners what is due; return how many letters arrived."""
        settings = self.services.settings
        if not settings.webhook_url:
            return 0
        secret = settings.recommender_secret.get_secret_value()
        webhook = Webhook(settings.webhook_url, secret, settings.webhook_seconds, utc_now)
        return webhook.deliver(self.services.store)

    def close(self) -> None:
        """Close what was opened, the last first."""
        self.opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def build(settings: Settings, *, progress: Progress, synchronise: bool = True) -> App:
    """Open the installation's parts; ``synchronise`` brings the index in line with the store.

    Raises ``CommandFailed`` with the remedy when a part cannot be opened.
    """
    with ExitStack() as opened:
        store = _store(settings)
        opened.callback(store.close)
        embedder = RememberingEmbedder(embedder_of(settings, progress))
        folder = settings.data_dir / INDEX_FOLDER
        passages = _passages(folder / "vectors", embedder)
        opened.callback(passages.close)
        words = Words(folder / "words")
        opened.callback(words.close)
        search = Search(embedder=embedder, passages=passages, words=words, store=store)
        if synchronise:
            catch_up(store)
            told = search.synchronise(progress)
            if told.rebuilt or told.lost:
                _log.warning("the index was mended: %s", told)
        assistant = _assistant(settings, store, search, at_once=synchronise)
        mining = Mining(
            store=store,
            embedder=embedder,
            is_question=is_question,
            look_up=looking_up(search, clock_of(settings)),
        )
        services = Services(
            settings, store, search, assistant, embedder, mining, installed_version()
        )
        return App(services, Commands(services), opened.pop_all())


def jobs_of(services: Services) -> list[Job]:
    """Return every durable job of the installation, with its schedule."""
    store, zone = services.store, services.settings.zone
    return [
        tidying(store, zone=zone),
        trying(store),
        replaying(store, services.assistant, zone=zone),
        articles.flagging(store, zone=zone),
        _asking(services),
        _drafting(services),
        experts.asking(
            store,
            alike=services.search.alike,
            most=services.settings.expert_questions,
            zone=zone,
        ),
        *looking(store, zone=zone),
        *_titling(services),
    ]


def _asking(services: Services) -> Job:
    return asking(services.store, budget=services.settings.questions_a_week)


def _drafting(services: Services) -> Job:
    settings = services.settings
    return drafting(
        services.assistant.sources,
        rule=settings.recurring,
        zone=settings.zone,
        write=write_of(settings, services.store),
    )


def _titling(services: Services) -> list[Job]:
    """Return the job that gives topics their titles, if a language model is set."""
    settings, store = services.settings, services.store
    model = model_of(settings, store, at_once=False)
    if model is None:
        return []
    veil = People(store.directory.load).veil
    titles = Titles(store=store, model=model, veil=veil, seconds=settings.model_seconds)
    return [titling(titles, rule=settings.recurring)]


def here(settings: Settings) -> Transport:
    """Return the transport that builds an app for one command in this process."""

    def run(name: str, params: Params, progress: Progress) -> Result:
        looks_up = name in _LOOK_THINGS_UP
        with build(settings, progress=progress, synchronise=looks_up) as app:
            return app.perform(name, params, progress)

    return run


def _assistant(settings: Settings, store: Store, search: Search, *, at_once: bool) -> Assistant:
    """Return who answers: with the model that is set, else without one.

    ``at_once`` loads what the model needs now. Raises ``CommandFailed`` when it cannot be used.
    """
    ours = ExtractiveComposer(ask=_ask_of(settings))
    model = model_of(settings, store, at_once=at_once)
    if model is None:
        return Assistant(store=store, search=search, composer=ours)
    seconds, veil = settings.model_seconds, People(store.directory.load).veil
    explaining = GenerativeComposer(model=model, otherwise=ours, seconds=seconds, veil=veil)
    rewriting = Rewriting(model=model, composer=ours, seconds=seconds, veil=veil)
    return Assistant(store=store, search=search, composer=explaining, rewriting=rewriting)


def write_of(settings: Settings, store: Store) -> Write:
    """Return who words drafts: the model that is set, else they stay in their sources' words."""
    model = model_of(settings, store, at_once=False)
    if model is None:
        return verbatim
    seconds, veil = settings.model_seconds, People(store.directory.load).veil
    return Wording(model, seconds=seconds, veil=veil)


def model_of(settings: Settings, store: Store, *, at_once: bool) -> LanguageModel | None:
    """Return the language model that is set, counted and left alone when it fails; or None.

    Raises ``CommandFailed`` when it cannot be used.
    """
    connection = settings.connection
    if connection is None:
        return None
    model = LangChainModel(connection)
    if at_once:
        _open(model)

    def count(call: Call) -> None:
        store.model_usage.add(_usage(call, model.name, settings))

    return Guarded(Counted(model, count))


def _ask_of(settings: Settings) -> Ask:
    if not settings.live:
        return ask_nobody
    secret = settings.recommender_secret.get_secret_value()
    return Live(settings.live, secret, settings.what_if_seconds, clock_of(settings))


def _open(model: LangChainModel) -> None:
    try:
        model.open()
    except ModelFailed as failed:
        raise CommandFailed(
            f"The language model {model.name} cannot be used ({failed}): mend "
            "TANDEM_MODEL_OPTIONS, or leave TANDEM_MODEL empty to answer without one."
        ) from None


def _usage(call: Call, model: str, settings: Settings) -> Usage:
    tokens = call.tokens or Tokens()
    # A price is of a million tokens, so one token costs that many millionths.
    cost = tokens.read * settings.model_price_read + tokens.written * settings.model_price_written
    return Usage(
        day=utc_now().astimezone(settings.zone).date(),
        model=model,
        calls=1,
        failed=int(not call.whole),
        uncounted=int(call.tokens is None),
        tokens_read=tokens.read,
        tokens_written=tokens.written,
        cost_millionths=round(cost),
    )


def _store(settings: Settings) -> Store:
    try:
        return Store.open(settings.store_url)
    except StoreError as error:
        raise CommandFailed(f"{error}.") from error


def _other_embedder(model: str, progress: Progress) -> Embedder:
    """Load the plant's own choice of model, through torch (about 6 s)."""
    from knowledge.index.sentence_transformers import ModelUnusable, SentenceTransformersEmbedder

    progress("loading the embedding model", 0, 0)
    try:
        return SentenceTransformersEmbedder.chosen(model)
    except ModelUnusable as bad:
        raise CommandFailed(
            f"TANDEM_EMBEDDING_MODEL is {model!r}: {bad}. Name a folder that sentence-transformers "
            "wrote, or leave it empty for the built-in model."
        ) from bad


def _passages(folder: Path, embedder: Embedder) -> ChromaIndex:
    try:
        return ChromaIndex(folder, embedder)
    except IndexDamaged as damage:
        _log.warning("the index is built anew from the store: %s", damage)
    shutil.rmtree(folder, ignore_errors=True)
    return ChromaIndex(folder, embedder)


def embedder_of(settings: Settings, progress: Progress) -> Embedder:
    """Return the serving embedder; its model is made first when it is missing (about 20 s).

    Raises ``CommandFailed`` when it cannot be made or loaded.
    """
    if settings.embedding_model:
        return _other_embedder(settings.embedding_model, progress)
    try:
        return OnnxEmbedder(settings.models)
    except ModelMissing:
        progress("making the embedding model (once, about 20 s)", 0, 0)
    # In a process of its own: torch would stay in this one's memory for good.
    made = subprocess.run(
        [sys.executable, "-m", "knowledge.index.export", str(settings.models)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode != 0:
        reason = (made.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise CommandFailed(f"The embedding model could not be made: {reason}.")
    return OnnxEmbedder(settings.models)
