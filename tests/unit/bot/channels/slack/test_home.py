"""The Home tab shows each role what waits, and an empty section what will be there."""

from dataclasses import replace

from bot import requests
from bot.channels.slack.blocks.reading import read_aloud
from bot.channels.slack.home import Draft, Home, Receipt, TeamPage, home_view, stranger_home
from bot.channels.slack.modals.reviewing import Pending
from bot.channels.slack.names import Act, Ref, act_of
from bot.shown.cards import Card
from knowledge.model import Decision, DecisionKind
from tests.safe_plant import FITTER, SAFE_DIRECTORY, routed
from tests.slack.golden import same_as
from tests.slack.validity import check_view, nodes
from tests.small_plant import NOW, Plant, advice
from tests.small_plant import OPERATOR as ASKER

PENDING = Pending(
    "c7", "Why 38 rpm?", "Because.", "Set 36 rpm.", "Wet.", "Line 4, Drum 2", "Line 4", NOW
)


def card(number: int) -> Card:
    return Card(advice(number), "Line 4, Drum 2", "open", None, None, by_reader=False)


def shown(home: Home) -> str:
    view = home_view(home, now=NOW)
    check_view(view)
    return read_aloud(view["blocks"])


OPERATOR = Home(
    "Line 4",
    ask=("What is open?", "Who do I ask?"),
    cards=[card(1)],
    receipts=[Receipt("Set 36 rpm.", "Accepted", NOW, "Seen on two shifts.")],
)


def test_an_operator_sees_what_wants_a_decision_and_what_became_of_corrections() -> None:
    text = shown(OPERATOR)
    assert text.index("Wants a decision (1)") < text.index("What you put right (1)")
    assert "Accepted: Set 36 rpm." in text
    assert "To review" not in text
    same_as("home_operator", home_view(OPERATOR, now=NOW))


def test_an_empty_section_says_what_will_be_there() -> None:
    text = shown(Home("Line 4", cards=[], receipts=[], pending=[], drafts=[]))
    for words in ("appears here, newest first", "Say “Not right”", "No correction", "No draft"):
        assert words in text


def test_an_engineer_decides_on_corrections_and_drafts() -> None:
    home = Home(pending=[PENDING], drafts=[Draft("d1", "How do I clean D2?", "WIP", NOW)])
    view = home_view(home, now=NOW)
    check_view(view)
    refs = {
        act_of(each["action_id"]): Ref.read(each["value"])
        for each in nodes(view["blocks"])
        if each.get("type") == "button"
    }
    assert refs == {Act.REVIEW: Ref(key="c7"), Act.DRAFT: Ref(key="d1")}
    same_as("home_engineer", view)


def test_a_supervisor_sees_the_teams_page_and_sets_the_digest() -> None:
    text = shown(Home(team=TeamPage("Line 4", ["SOP-114 step 6 was asked about."], "Daily, 6:00")))
    assert "SOP-114 step 6 was asked about." in text
    assert "Nothing to tell yet" in shown(Home(team=TeamPage("Line 4", [])))


def test_of_many_the_first_are_shown_and_the_rest_counted(plant: Plant) -> None:
    plant.store.directory.replace(SAFE_DIRECTORY)
    asked = requests.open_request(
        plant.store, key="k", person=ASKER, question_id=routed(plant), now=NOW
    )
    told = requests.told(asked, reader=FITTER, directory=SAFE_DIRECTORY)
    decision = Decision("R-1", DecisionKind.ACCEPTED, NOW, rationale="wet")
    decided = replace(card(1), state="accepted", decision=decision)
    text = shown(
        Home(
            "Line 4",
            ask=["Why?"] * 9,
            cards=[decided] * 30,
            requests=[told] * 30,
            pending=[PENDING] * 30,
            receipts=[Receipt("x", "Accepted", NOW)] * 30,
            drafts=[Draft("d", "q", "s", NOW)] * 30,
            team=TeamPage("Line 4", ["x"] * 30, "Daily"),
            link="https://t.example/",
        )
    )
    assert text.count("26 more after these.") == 5
    assert "Ask in Messages" in text


def test_somebody_unknown_is_told_how_to_become_known() -> None:
    view = stranger_home(user="U123@T1", contact="Shift supervisor, channel 6")
    check_view(view)
    text = read_aloud(view["blocks"])
    assert "U123@T1" in text
    assert "Shift supervisor, channel 6" in text
    same_as("home_stranger", view)
    assert "/tandem link" in text
    assert "your Tandem admin: U1@T1" in read_aloud(stranger_home(user="U1@T1")["blocks"])
