"""Who may see what: one person, everybody of a channel, before and after a right is revoked."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import access
from knowledge.access import may_see_asset, visible_assets
from knowledge.model import (
    EVERYONE,
    NOBODY,
    ArticleAct,
    ArticleStep,
    Body,
    Directory,
    Evidence,
    EvidenceKind,
    Group,
    Person,
    Role,
    Source,
    SourceKind,
    Statement,
    Team,
    within,
)
from knowledge.store import Store
from tests.small_plant import DIRECTORY, LINE_4, NOW, OPERATOR, STRANGER, Shelf, advice

ADMIN = Person("local-admin", "Local admin", sees_all=True)
BOTH = Person("p-5", "Ines", frozenset({"line-4", "packaging"}))

ASSETS = ["a", "a/b", "a/b/c", "a/d", "e", "e/f", "e/f/g"]
TEAMS = ("red", "green", "blue")
teams = st.tuples(*(st.lists(st.sampled_from(ASSETS), max_size=3).map(tuple) for _ in TEAMS)).map(
    lambda owns: tuple(Team(name, name, each) for name, each in zip(TEAMS, owns, strict=True))
)
people = st.builds(
    lambda own, all_: Person("p", "P", own, sees_all=all_),
    st.frozensets(st.sampled_from(TEAMS)),
    st.integers(0, 5).map(lambda n: n == 0),
)
audiences = st.frozensets(st.sampled_from(TEAMS)) | st.just(EVERYONE)


@given(teams, st.lists(people, max_size=4), st.sampled_from(ASSETS), audiences)
def test_a_group_sees_exactly_what_every_member_sees(
    owned: tuple[Team, ...], members: list[Person], asset: str, audience: frozenset[str]
) -> None:
    directory, group = Directory(teams=owned), Group(tuple(members))
    everyone = bool(members) and all(may_see_asset(directory, each, asset) for each in members)
    prefixes = visible_assets(directory, group)
    within_prefixes = prefixes is None or any(within(asset, each) for each in prefixes)
    assert within_prefixes == everyone
    assert group.may_see(audience) == (bool(members) and all(m.may_see(audience) for m in members))


@given(teams, people, st.sampled_from(ASSETS))
def test_lists_and_single_looks_ask_the_same_right(
    owned: tuple[Team, ...], person: Person, asset: str
) -> None:
    directory = Directory(teams=owned)
    prefixes = visible_assets(directory, person)
    listed = prefixes is None or any(within(asset, each) for each in prefixes)
    assert listed == may_see_asset(directory, person, asset)


def test_a_source_without_permissions_is_visible_to_nobody_not_even_the_admin() -> None:
    assert not ADMIN.may_see(NOBODY)
    assert ADMIN.may_see(frozenset({"line-4"}))


@pytest.fixture
def shelf(plant_store: Store) -> Shelf:
    return Shelf(plant_store)


@pytest.fixture
def plant_store(tmp_path):  # type: ignore[no-untyped-def]
    with Store.open(f"sqlite:///{tmp_path}/tandem.db") as store:
        store.directory.replace(DIRECTORY)
        yield store


def test_every_read_of_a_document_asks_for_the_right(plant_store: Store, shelf: Shelf) -> None:
    key = shelf.put("Set the drum to 38 rpm.")
    hit = shelf.hits[0]
    on = NOW.date()
    for viewer, sees in ((OPERATOR, True), (STRANGER, False), (Group((OPERATOR, STRANGER)), False)):
        assert bool(access.binding(plant_store, viewer, [key], on=on)) is sees
        assert (access.passage(plant_store, viewer, key) is not None) is sees
        assert bool(access.section(plant_store, viewer, hit.revision.number, "6.2", on=on)) is sees
        assert bool(access.whole(plant_store, viewer, hit.revision)) is sees
        assert (access.in_force(plant_store, viewer, "SOP-114", on=on) is not None) is sees
        evidence = Evidence("S1", EvidenceKind.PASSAGE, "", key, "SOP-114")
        assert (access.hidden(plant_store, viewer, [evidence]) == frozenset()) is sees


def test_a_revoked_right_is_gone_with_the_next_look(plant_store: Store, shelf: Shelf) -> None:
    one = advice(1)
    plant_store.recommendations.add(one, {}, "f1")
    key = shelf.put("Set the drum to 38 rpm.")
    seen = Evidence("R1", EvidenceKind.REASONING_LOG, "", one.decision_id, one.decision_id)
    assert access.recommendation(plant_store, OPERATOR, one.decision_id) == one
    plant_store.directory.replace(replace(DIRECTORY, teams=(replace(DIRECTORY.teams[0], owns=()),)))
    plant_store.documents.set_audience("SOP-114", frozenset({"packaging"}))
    assert access.recommendation(plant_store, OPERATOR, one.decision_id) is None
    assert access.recommendations(plant_store, OPERATOR, limit=5) == []
    assert access.passage(plant_store, OPERATOR, key) is None
    assert access.hidden(plant_store, OPERATOR, [seen]) == {"R1"}


def test_evidence_that_is_gone_from_the_store_is_hidden(plant_store: Store) -> None:
    lost = Evidence("S1", EvidenceKind.PASSAGE, "", "no-such-passage", "SOP-1")
    assert access.hidden(plant_store, ADMIN, [lost]) == {"S1"}


def test_somebody_who_left_the_directory_sees_nothing(plant_store: Store) -> None:
    assert access.still_sees_asset(plant_store, OPERATOR, f"{LINE_4}/drum-2")
    plant_store.directory.replace(replace(DIRECTORY, people=()))
    assert not access.still_sees_asset(plant_store, OPERATOR, f"{LINE_4}/drum-2")
    assert access.still_sees_asset(plant_store, ADMIN, f"{LINE_4}/drum-2")


QUALITY = Person("q-1", "Dalia", frozenset({"line-4"}), frozenset({Role.ENGINEER}))
AWAY = Person("q-2", "Greta", frozenset({"packaging"}), frozenset({Role.ENGINEER}))


def test_an_article_is_read_by_its_audience_and_in_progress_by_who_curates_it(
    plant_store: Store,
) -> None:
    source = Source("S1", SourceKind.PASSAGE, "p", "Wait.", audience=frozenset({"line-4"}))
    body = Body(
        "Waiting", ("How long?",), (Statement("Wait.", ("S1",)),),
        sources=(source,), scope=(LINE_4,), audience=frozenset({"line-4"}),
    )  # fmt: skip
    one = plant_store.articles.add(body, at=NOW)

    def readers(number: str = "KB-1") -> list[Person]:
        people = (OPERATOR, STRANGER, QUALITY, AWAY, ADMIN)
        return [each for each in people if access.article(plant_store, each, number)]

    assert readers() == [QUALITY, ADMIN]
    assert [bool(access.articles(plant_store, each)) for each in (OPERATOR, QUALITY, AWAY)] == [
        False, True, False,
    ]  # fmt: skip
    step = ArticleStep(ArticleAct.PUBLISHED, NOW, 1)
    assert plant_store.articles.step(one, step) is not None
    assert readers() == [OPERATOR, QUALITY, ADMIN]
    assert [line.number for line in access.articles(plant_store, OPERATOR)] == ["KB-1"]
    assert access.articles(plant_store, STRANGER) == []
    assert readers("KB-2") == []


def test_an_article_about_other_equipment_is_not_theirs_to_curate(plant_store: Store) -> None:
    own = Body("T", ("?",), (), scope=("northfield/p/line-1",), audience=EVERYONE)
    one = plant_store.articles.add(own, at=NOW)
    directory = plant_store.directory.load()
    assert not access.may_curate(directory, QUALITY, one)
    assert access.may_curate(directory, AWAY, one)
    owned = plant_store.articles.add(replace(own, owner="line-4"), at=NOW)
    assert access.may_curate(directory, QUALITY, owned)
    general = plant_store.articles.add(replace(own, scope=()), at=NOW)
    assert access.may_curate(directory, QUALITY, general)
    assert not access.may_curate(directory, OPERATOR, general)
