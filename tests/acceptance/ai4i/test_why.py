"""Is a rendered "why?" exactly true? Asked on 1,000 rows of AI4I 2020 through the real path.

500 rows for which published failure predicates hold and 500 for which none does, the ones at the
limits first; ingested as events into a real store, asked of the real assistant, and read as the
terminal shows the answer. The truth is computed in decimals by code that shares nothing with the
recommender (``truth``).
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest

from bot.answering.extractive import ExtractiveComposer
from bot.assistant import Assistant
from bot.channels.terminal import TerminalChannel
from bot.messages import Message
from knowledge.ingest.events import ingest_events
from knowledge.model import Person
from knowledge.search import Search
from knowledge.store import Store
from tests.acceptance.ai4i import recommender
from tests.acceptance.ai4i.truth import Mode, Row, read_rows
from tests.no_procedures import NoProcedures
from tests.servers import must_skip

NOW = recommender.START + timedelta(hours=4)
LOCAL = Person("local", "Local", sees_all=True)
WORDINGS = ("why?", "Why this?", "why did it say that", "what is the reason?", "Explain, please.")
RULE_NAME = re.compile(r"\b(?:HDF|PWF|OSF|TWF|RNF)(?:-(?:LOW|HIGH))?\b")
NUMBER = re.compile(r"(?<![\w.-])[-−]?\d+(?:\.\d+)?(?![\w-])")
SENTENCE = re.compile(r"(?<=[.?!])\s+(?=\[|[A-Z“])")


@dataclass(frozen=True)
class Case:
    """A row, and whether the recommender logged its reasons."""

    row: Row
    reason: bool

    @property
    def decision_id(self) -> str:
        return f"R-{int(self.row.text['UDI']):05d}"


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    beside = Path(__file__).parents[4] / "shared" / "data"
    folder = Path(os.environ.get("TANDEM_TEST_DATA") or beside)
    path = folder / "process" / "ai4i" / "ai4i2020_clean.csv"
    if not path.is_file():
        must_skip(f"no AI4I data at {path}: set TANDEM_TEST_DATA to the data folder")
    return read_rows(path)


@pytest.fixture(scope="module")
def cases(rows: list[Row]) -> list[Case]:
    """500 rows where rules hold, 500 where none does; of those 150 log no reason at all."""
    near = sorted(rows, key=lambda row: (row.names == {"TWF"}, row.margin))
    held = [row for row in near if row.modes][:500]
    none = [row for row in near if not row.modes][:500]
    return [
        *(Case(row, reason=True) for row in held),
        *(Case(row, reason=index % 10 >= 3) for index, row in enumerate(none)),
    ]


@pytest.fixture(scope="module")
def silent(rows: list[Row], cases: list[Case]) -> list[Case]:
    """Rows where rules hold but the recommender logged nothing of it."""
    asked = {case.row.text["UDI"] for case in cases}
    held = [row for row in rows if row.modes and row.text["UDI"] not in asked]
    return [Case(row, reason=False) for row in held[:60]]


@pytest.fixture(scope="module")
def assistant(
    tmp_path_factory: pytest.TempPathFactory, cases: list[Case], silent: list[Case]
) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("ai4i")
    store = Store.open(f"sqlite:///{folder}/tandem.db")
    every = [*cases, *silent]
    events = [recommender.event(case.row.text, reason=case.reason) for case in every]
    report = ingest_events(events, store=store, now=NOW)
    assert (report.accepted, report.refused) == (len(every), ())
    yield Assistant(store=store, search=cast(Search, NoProcedures()), composer=ExtractiveComposer())
    store.close()


def asked(assistant: Assistant, case: Case, *, more: bool = False) -> str:
    """Return the answer to "why?" as a terminal shows it."""
    number = int(case.row.text["UDI"])
    wording = WORDINGS[number % len(WORDINGS)]
    key = f"ask-{number}"
    message = Message(key, key, LOCAL, wording, NOW, decision_id=case.decision_id)
    return TerminalChannel(width=88, more=more).render(assistant.reply(message, now=NOW))


def wrong_with(text: str, case: Case) -> str:
    """Return what is wrong with a rendered why; "" when it is exactly true."""
    told = modes_in(text)
    if not case.reason:
        if "logged no reason" not in text:
            return "does not say that no reason was logged"
        return f"names {sorted(told)} without any logged reason" if told else ""
    if "logged no reason" in text:
        return "says that no reason was logged"
    if told != case.row.names:
        return f"names {sorted(told)}, but {sorted(case.row.names)} hold"
    return next((wrong for mode in case.row.modes if (wrong := wrong_mode(text, mode))), "")


def modes_in(text: str) -> frozenset[str]:
    """Return the failure modes whose rules are named in the text."""
    return frozenset(name.partition("-")[0] for name in RULE_NAME.findall(text))


def wrong_mode(text: str, mode: Mode) -> str:
    """Return what is wrong with the sentence that names this rule."""
    _, _, body = text.partition("\n\n")  # the first paragraph names the recommendation
    sentence = next(
        (part for part in SENTENCE.split(" ".join(body.split())) if mode.name in modes_in(part)), ""
    )
    told = [Decimal(number.replace("−", "-")) for number in NUMBER.findall(sentence)]
    expected = [rounded(mode, seen) for seen in mode.seen] + list(mode.limits)
    if sorted(told) != sorted(expected):
        return f"{mode.name}: numbers {told}, but the truth is {expected}: {sentence}"
    if mode.kind and not re.search(rf"\bproduct type is {mode.kind}\b", sentence):
        return f"{mode.name}: does not say the product type {mode.kind}: {sentence}"
    return ""


def rounded(mode: Mode, seen: Decimal) -> Decimal:
    """Return a true value at the precision the recommender logs: power to 0.1 W."""
    return seen.quantize(Decimal("0.1")) if mode.name == "PWF" else seen


def test_the_recommender_fires_exactly_the_rules_that_hold_on_all_rows(rows: list[Row]) -> None:
    """Its logged, rounded numbers lead to the same rules as the decimals do."""
    for row in rows:
        data: dict[str, Any] = recommender.event(row.text, reason=True)["data"]
        fired = {each["id"].partition("-")[0] for each in data["rules_fired"]}
        assert fired == row.names, row.text


def test_the_chosen_rows_stand_at_the_limits_and_hold_every_rule(cases: list[Case]) -> None:
    held = Counter(name for case in cases for name in case.row.names)
    assert set(held) == {"HDF", "PWF", "OSF", "TWF"}
    assert min(held.values()) >= 90
    assert sum(len(case.row.names) > 1 for case in cases) >= 80
    at_8_6 = [
        case
        for case in cases
        if not case.row.modes
        and Decimal(case.row.text["Process temperature [K]"])
        - Decimal(case.row.text["Air temperature [K]"])
        == Decimal("8.6")
        and int(case.row.text["Rotational speed [rpm]"]) < 1_380
    ]
    assert len(at_8_6) >= 20
    assert sum(not case.reason for case in cases) == 150


def test_every_rendered_why_names_exactly_the_rules_that_hold(
    assistant: Assistant, cases: list[Case]
) -> None:
    wrong = {
        case.decision_id: found
        for case in cases
        if (found := wrong_with(asked(assistant, case), case))
    }
    assert len(cases) == 1_000
    assert not wrong, (
        f"{len(wrong)} of {len(cases)} are not exact, such as {list(wrong.items())[:3]}"
    )


def test_more_detail_names_no_other_rule(assistant: Assistant, cases: list[Case]) -> None:
    for case in cases[::10]:
        text = asked(assistant, case, more=True)
        assert modes_in(text) == (case.row.names if case.reason else set()), text


def test_a_rule_that_holds_but_was_not_logged_is_not_invented(
    assistant: Assistant, silent: list[Case]
) -> None:
    assert len(silent) == 60
    for case in silent:
        assert not wrong_with(asked(assistant, case), case)


def test_the_check_sees_a_wrong_number_a_missing_and_an_added_rule(
    assistant: Assistant, cases: list[Case]
) -> None:
    case = next(case for case in cases if case.row.names == {"HDF", "OSF"})
    text = asked(assistant, case)
    seen = str(case.row.modes[0].seen[0])
    assert not wrong_with(text, case)
    assert "numbers" in wrong_with(text.replace(seen, "8.4", 1), case)
    assert "hold" in wrong_with(text.replace("OSF", "of strain"), case)
    assert "hold" in wrong_with(f"{text}\nAlso because rule TWF fired.", case)
    assert "reason" in wrong_with(text, Case(case.row, reason=False))
