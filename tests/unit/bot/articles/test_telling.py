"""An article as it is told: its standing, who is named to whom, what differs between versions."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import articles
from bot.articles import Told, compared, told, told_json
from bot.articles.telling import audience_words
from knowledge.model import EVERYONE, Article, Person
from tests.curated_plant import a_body, drafted, revised, sources_of, validated, with_sop
from tests.reviewed_plant import ADMIN, ENGINEER, LINE_ENGINEER
from tests.small_plant import NOW, OPERATOR, Plant

LATER = NOW + timedelta(days=3)


@pytest.fixture
def curating(reviewing: Plant) -> Plant:
    with_sop(reviewing)
    return reviewing


def as_told(plant: Plant, one: Article, reader: Person = OPERATOR) -> Told:
    return told(sources_of(plant), one, reader=reader, now=LATER)


def test_the_badge_says_who_vouches_by_role_and_team_and_never_by_name(curating: Plant) -> None:
    one = validated(curating)
    assert as_told(curating, one).badge == "validated 3 days ago by an engineer of Line 4"
    assert as_told(curating, one, LINE_ENGINEER).badge == "validated 3 days ago by you"
    assert as_told(curating, drafted(curating), ENGINEER).badge == "in progress, in no answer"
    text = str(told_json(as_told(curating, one, ADMIN)))
    assert "Arjun" not in text
    assert "Ingrid" not in text


def test_what_was_done_is_for_those_who_curate(curating: Plant) -> None:
    one = validated(curating)
    assert as_told(curating, one).lines == ()
    assert [each.text for each in as_told(curating, one, ADMIN).lines] == [
        "Written by an engineer of Engineering: “asked often”",
        "Validated by an engineer of Line 4",
    ]
    rights = {
        by.id: (as_told(curating, one, by).may_curate, as_told(curating, one, by).may_vouch)
        for by in (OPERATOR, ENGINEER, LINE_ENGINEER)
    }
    assert list(rights.values()) == [(False, False), (True, True), (True, True)]


def test_who_adapted_it_for_their_team_is_called_neither_engineer_nor_admin(
    curating: Plant,
) -> None:
    one = drafted(curating)
    adapted = replace(one, steps=(replace(one.steps[0], by=OPERATOR.id), *one.steps[1:]))
    assert as_told(curating, adapted, ADMIN).lines[0].text == (
        "Written by somebody of Line 4: “asked often”"
    )


def test_whoever_found_it_is_named_as_they_want_to_be(curating: Plant) -> None:
    sources = sources_of(curating)
    one = articles.create(sources, ENGINEER, a_body(), finder=OPERATOR.id, now=NOW)
    assert as_told(curating, one, ADMIN).found_by == "Amara of Line 4"
    assert as_told(curating, replace(one, finder="left"), ADMIN).found_by == ""
    assert as_told(curating, drafted(curating), ADMIN).found_by == ""


def test_it_tells_what_changed_under_it_as_it_is_now(curating: Plant) -> None:
    one = validated(curating)
    revised(curating)
    assert as_told(curating, one).flagged == "built on SOP-114 rev C, which rev D replaced"


def test_its_sources_stand_with_their_place_and_text(curating: Plant) -> None:
    (rest,) = as_told(curating, validated(curating)).rests
    assert rest.place == "SOP-114 rev C, 6.2"
    assert rest.source.text.startswith("Wait 5 min")


def test_names_are_told_as_people_know_them(curating: Plant) -> None:
    shown = as_told(curating, validated(curating))
    assert shown.audience == ("Engineering", "Line 4")
    assert shown.scope == ("Line 4, Drum 2",)
    assert shown.owner == "Engineering"
    assert audience_words(EVERYONE, sources_of(curating).directory) == ("everyone",)


def test_what_differs_between_versions_is_told_line_by_line() -> None:
    before = a_body()
    after = replace(before, title="Waiting", conditions="new lots")
    assert compared(before, after, "KB-1") == [
        "@@ -3,2 +3,3 @@",
        " owner: engineering",
        "+conditions: new lots",
        " scope: [northfield/snacks/seasoning/line-4/drum-2]",
        "@@ -10,3 +11,3 @@",
        " ",
        "-# How long to wait after cleaning",
        "+# Waiting",
        " ",
    ]
    assert compared(before, before, "KB-1") == []
