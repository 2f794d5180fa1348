"""Every face shows the same Reply: loses nothing, adds no claim, keeps foreign text inert."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.answering.extractive import ExtractiveComposer
from bot.assistant import Assistant
from bot.channels.slack.channel import SlackChannel
from bot.channels.terminal import TerminalChannel
from bot.messages import Channel, Reply
from bot.services import Services
from bot.settings import Settings
from bot.web.changes import Changes
from bot.web.channel import WebChannel
from bot.web.context import Context
from bot.web.identity import Identity, signing_key
from bot.web.pages import Pages
from knowledge.model import (
    Answer,
    Candidate,
    Claim,
    ClaimKind,
    Evidence,
    EvidenceKind,
    Route,
    Status,
)
from knowledge.store import Store
from tests.small_plant import DIRECTORY, NOW, OPERATOR, Shelf, advice

HOSTILE = "<script>alert(1)</script> \x1b[2J \u202egnp.exe [click](http://evil.example) <!channel>"


def evidence(label: str, text: str, kind: EvidenceKind = EvidenceKind.PASSAGE) -> Evidence:
    return Evidence(label, kind, text, f"source-{label}", f"SOP-{label}", revision="C", at=NOW)


def reply(answer: Answer) -> Reply:
    return Reply("q1", "c1", "why?", NOW, answer)


ANSWERED = Answer(
    Status.ANSWERED,
    "Because it is wet.",
    claims=(
        Claim("Because it is wet.", ("R1",)),
        Claim("Wet product sticks.", ("R1",), ClaimKind.FACTOR),
        Claim("Not chosen: slow the line.", ("R1",), ClaimKind.ALTERNATIVE),
        Claim("Wait 10 minutes before the next step.", ("S1",), ClaimKind.PROCEDURE, quote=True),
        Claim("Rule W-1 was logged.", ("R1", "S1"), ClaimKind.RULE, detail=True),
    ),
    evidence=(
        evidence("R1", "wet", EvidenceKind.REASONING_LOG),
        evidence("S1", "Wait 10 minutes before the next step."),
    ),
    missing="The size of the step is not in the log. Ask the supervisor.",
    note="This answer is written without the language model: it took too long.",
)
ASKED_BACK = Answer(
    Status.ASK_BACK,
    "Which one do you mean?",
    candidates=tuple(
        Candidate(f"R-{n}", f"line/drum-{n}", f"Drum {n}", "Slow down", NOW) for n in (2, 3)
    ),
)
ROUTED = Answer(
    Status.ROUTED,
    "Hang your own lock.",
    claims=(Claim("Hang your own lock.", ("S1",), ClaimKind.PROCEDURE, quote=True),),
    evidence=(evidence("S1", "Hang your own lock."),),
    route=Route("certified-training-only", "Boiler operator, channel 11", "SOP-140"),
)
EMERGENCY = replace(
    ROUTED,
    route=Route("emergency", "+44 112", line="Then call 4999."),
    suggestions=("What is open?",),
    missing="Ask the supervisor.",
)
ABSTAINED = Answer(Status.ABSTAINED, "I do not know.", missing="Ask the supervisor, channel 6.")
HOSTILE_ANSWER = Answer(
    Status.ANSWERED,
    HOSTILE,
    claims=(Claim(HOSTILE, ("S1",), ClaimKind.PROCEDURE, quote=True),),
    evidence=(evidence("S1", HOSTILE),),
    missing=HOSTILE,
    note=HOSTILE,
)


def read(shown: str) -> str:
    """Return what a person reads of it: without tags, frames and the breaks between lines."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", shown)) if "<article" in shown else shown
    return re.sub(r"[\s|]+", " ", text)


class ChannelContract:
    """What every channel keeps."""

    @pytest.fixture
    def channel(self) -> Channel:
        raise NotImplementedError

    @pytest.mark.parametrize("answer", [ANSWERED, ROUTED], ids=["answered", "routed"])
    def test_every_claim_is_shown_with_its_citations(
        self, channel: Channel, answer: Answer
    ) -> None:
        text = read(channel.render(reply(answer)))
        for claim in answer.claims:
            assert claim.text in text
            assert all(f"[{label}]" in text for label in claim.citations)

    def test_the_first_claim_is_read_first(self, channel: Channel) -> None:
        text = read(channel.render(reply(ANSWERED)))
        places = [text.index(claim.text) for claim in ANSWERED.claims]
        assert places[0] == min(places)

    def test_candidates_are_all_offered_with_their_equipment(self, channel: Channel) -> None:
        text = read(channel.render(reply(ASKED_BACK)))
        assert "Which one do you mean?" in text
        assert all(each.asset_name in text for each in ASKED_BACK.candidates)

    def test_route_names_the_role_before_the_controlled_text(self, channel: Channel) -> None:
        text = read(channel.render(reply(ROUTED)))
        assert text.index("Boiler operator, channel 11") < text.index("Hang your own lock.")

    def test_route_says_permit_training_and_a_link_that_may_be_followed(
        self, channel: Channel
    ) -> None:
        way = Route("hot-work", "Fire watch", "Course 7", "F-151", "https://t.example/7")
        shown = channel.render(reply(replace(ROUTED, route=way)))
        for words in ("hot work", "Fire watch", "Course 7", "F-151"):
            assert words in read(shown)
        assert "https://t.example/7" in shown
        bad = replace(way, training_link="javascript:alert(1)")
        assert "javascript" not in channel.render(reply(replace(ROUTED, route=bad)))

    def test_an_emergency_is_the_number_first_the_line_and_nothing_else(
        self, channel: Channel
    ) -> None:
        shown = channel.render(reply(EMERGENCY))
        after = shown.partition('<div class="answer')[2].partition(">")[2] or shown
        assert read(f"<article>{after}").split() == "+44 112 Then call 4999.".split()

    @pytest.mark.parametrize("answer", [ANSWERED, ABSTAINED], ids=["answered", "abstained"])
    def test_what_is_missing_and_whom_to_ask_is_said(
        self, channel: Channel, answer: Answer
    ) -> None:
        assert answer.missing in read(channel.render(reply(answer)))

    def test_who_wrote_it_is_said_after_the_answer(self, channel: Channel) -> None:
        text = read(channel.render(reply(ANSWERED)))
        assert text.index(ANSWERED.note) > text.index(ANSWERED.missing)

    def test_text_from_documents_stays_inert(self, channel: Channel) -> None:
        shown = channel.render(reply(HOSTILE_ANSWER))
        is_html = "<article" in shown
        assert not (is_html and "<script" in shown)
        assert not any(mark in shown for mark in ("\x1b[2J", "\u202e", 'href="http://evil'))

    def test_real_recommendation_is_named_with_its_equipment(self, channel: Channel) -> None:
        one = advice(1)
        told = Answer(
            Status.ANSWERED,
            "Because.",
            claims=(Claim("Because.", ("R1",)),),
            evidence=(evidence("R1", "Because", EvidenceKind.REASONING_LOG),),
            asset=one.asset,
            asset_name="Line 4, Drum 2",
            recommendation=one,
            decision_id=one.decision_id,
        )
        text = read(channel.render(reply(told)))
        assert "Line 4, Drum 2" in text
        assert "Reduce drum speed from 42 to 38 rpm" in text


class TestTerminal(ChannelContract):
    @pytest.fixture
    def channel(self) -> Channel:
        return TerminalChannel(more=True)


def test_terminal_says_how_much_it_holds_back() -> None:
    text = TerminalChannel().render(reply(ANSWERED))
    assert "Rule W-1" not in text
    assert "(1 more: ask with --more" in text


class TestSlack(ChannelContract):
    @pytest.fixture
    def channel(self) -> Channel:
        return SlackChannel()


class TestWeb(ChannelContract):
    @pytest.fixture
    def channel(self, tmp_path: Path) -> Iterator[Channel]:
        store = Store.open(f"sqlite:///{tmp_path}/tandem.db")
        store.directory.replace(DIRECTORY)
        store.recommendations.add(advice(1), {}, "e1")
        shelf = Shelf(store)
        services = Services(
            settings=Settings(_env_file=None, data_dir=tmp_path, demo=True),
            store=store,
            search=shelf,  # type: ignore[arg-type]
            assistant=Assistant(store=store, search=shelf, composer=ExtractiveComposer()),  # type: ignore[arg-type]
            embedder=None,  # type: ignore[arg-type]
            mining=None,  # type: ignore[arg-type]
            version="0",
        )
        context = Context(
            services,
            Pages.create(zone=ZoneInfo("UTC"), demo=True),
            Identity(services, signing_key(tmp_path)),
            Changes(lambda: ()),  # type: ignore[arg-type, return-value]
            lambda: datetime(2026, 11, 20, 14, 12, tzinfo=UTC),
        )
        yield WebChannel(context, OPERATOR)
        store.close()
