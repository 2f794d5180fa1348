"""The small plant with three lines, a supervisor of each, and an article that may travel."""

from dataclasses import replace
from typing import Any

from bot import articles
from bot.transfers import look
from knowledge.model import (
    EVERYONE,
    Article,
    AssetName,
    Body,
    Measurement,
    Person,
    Role,
    Statement,
    Team,
    Transfer,
)
from tests.curated_plant import PASSAGE, a_body, passage, sources_of, with_sop
from tests.reviewed_plant import ENGINEER, LINE_ENGINEER, REVIEWING
from tests.small_plant import LINE_4, NOW, Plant, advice

LINE_3 = "northfield/snacks/seasoning/line-3"
LINE_7 = "northfield/riverside/seasoning/line-7"
KETTLE = "Kettle Thick Cut Vinegar"
SUPERVISOR = Person("p-30", "Tomas", frozenset({"line-3"}), frozenset({Role.SUPERVISOR}))
CREW = Person("p-31", "Rafael", frozenset({"line-3"}))
OTHER_SUPERVISOR = Person("p-32", "Marguerite", frozenset({"line-7"}), frozenset({Role.SUPERVISOR}))
OWN_SUPERVISOR = Person("p-33", "Sunniva", frozenset({"line-4"}), frozenset({Role.SUPERVISOR}))
FITTER = Person("p-34", "Leila", frozenset({"maintenance"}), frozenset({Role.SUPERVISOR}))
TRAVELLING = replace(
    REVIEWING,
    teams=(
        *REVIEWING.teams,
        Team("line-7", "Line 7", (LINE_7,)),
        Team("maintenance", "Maintenance"),
    ),
    people=(*REVIEWING.people, SUPERVISOR, CREW, OTHER_SUPERVISOR, OWN_SUPERVISOR, FITTER),
    assets=(
        *REVIEWING.assets,
        AssetName(f"{LINE_3}/drum-1", "Drum 1"),
        AssetName(f"{LINE_7}/drum-1", "Drum 1"),
    ),
)


def travelling(plant: Plant) -> Plant:
    """Let Line 3 and Line 7 run the same product as Line 4, on drums of their own."""
    plant.store.directory.replace(TRAVELLING)
    ran = (Measurement("product", KETTLE),)
    for number, line in enumerate((LINE_3, LINE_7), start=70):
        plant.issue(advice(number, asset=f"{line}/drum-1", inputs=ran))
    return plant


def kettle_body(*, source: str = PASSAGE, **changes: Any) -> Body:
    """Return what an article about kettle chips says, of a procedure that everybody may see."""
    told = {
        "title": "How long to wait with thick cut kettle chips",
        "key_point": Statement("Wait 5 min after cleaning the sensor.", ("S1",)),
        **changes,
    }
    return a_body(passage(source), **told)


def vouched(plant: Plant, body: Body | None = None, **facts: Any) -> Article:
    """Return a validated article of Line 4; ``facts`` are those of its procedure."""
    with_sop(plant, **({"audience": EVERYONE, "number": "SOP-114"} | facts))
    one = articles.create(
        sources_of(plant), ENGINEER, body or kettle_body(), reason="asked often", now=NOW
    )
    return articles.validate(sources_of(plant), LINE_ENGINEER, one.number, now=NOW)


def offered(plant: Plant, body: Body | None = None, **facts: Any) -> Transfer:
    """Let an article travel and return its offer to Line 3."""
    one = vouched(travelling(plant), body, **facts)
    look(plant.store, [one.number], now=NOW)
    return offer_to(plant, one, "line-3")


def offer_to(plant: Plant, article: Article, team: str) -> Transfer:
    """Return the offer of an article to a team as it is now."""
    found = plant.store.transfers.of_articles([article.number])
    return next(each for each in found if each.team == team)


def at_line_4(drum: int = 2) -> str:
    """Return the path of a drum of Line 4."""
    return f"{LINE_4}/drum-{drum}"
