"""Search: meaning and words fused; nobody sees what is not theirs or does not bind."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.index.memory import MemoryIndex
from knowledge.index.remembering import RememberingEmbedder
from knowledge.index.words import Words
from knowledge.model import (
    EVERYONE,
    NOBODY,
    Audience,
    Passage,
    Person,
    Revision,
    RevisionStatus,
)
from knowledge.search import DEPTH, LEAST_DOUBT, WORDS_WEIGHT, Search, fuse
from knowledge.store import FileRecord, Store
from tests.unit.knowledge.index.entries import WordCountEmbedder

NOW = datetime(2026, 11, 20, 14, tzinfo=UTC)
OPERATOR = Person("p1", "Ana", teams=frozenset({"line-4"}))
ADMIN = Person("admin", "Admin", sees_all=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'tandem.db'}")
    yield opened
    opened.close()


@pytest.fixture
def search(store: Store, tmp_path: Path) -> Search:
    return Search(
        embedder=WordCountEmbedder(),
        passages=MemoryIndex(),
        words=Words(tmp_path / "words"),
        store=store,
    )


def save(
    store: Store,
    number: str,
    *texts: str,
    audience: Audience = EVERYONE,
    scope: tuple[str, ...] = (),
    effective: date = date(2026, 1, 1),
    label: str = "A",
    language: str = "en",
) -> Revision:
    revision = Revision(
        id=f"{number}-{label}",
        number=number,
        title=f"Title of {number}",
        revision=label,
        status=RevisionStatus.APPROVED,
        path=f"{number}-{label}.md",
        content_hash=f"{number}-{label}",
        ingested_at=NOW,
        effective_from=effective,
        audience=audience,
        scope=scope,
        language=language,
    )
    passages = [
        Passage(f"{revision.id}/{place}", revision.id, place, (), "", None, text)
        for place, text in enumerate(texts)
    ]
    record = FileRecord(revision.path, 1, 1, revision.content_hash, "ingested", "", revision.id)
    store.documents.save(revision, passages, record)
    return revision


def found(search: Search, text: str, person: Person = OPERATOR, **given: object) -> list[str]:
    asset = given.get("asset")
    assert asset is None or isinstance(asset, str)
    hits = search.find(text, person=person, asset=asset, now=NOW, k=int(str(given.get("k", 8))))
    return [hit.passage.id for hit in hits]


def test_the_best_passage_comes_first_with_its_revision_and_scores(
    store: Store, search: Search
) -> None:
    revision = save(store, "SOP-114", "reduce drum speed to 38 rpm", "clean the drum")
    save(store, "SOP-200", "seal the bag at 142 C")
    search.synchronise()
    first, *rest = search.find("reduce drum speed", person=OPERATOR, asset=None, now=NOW)
    assert first.passage.id == "SOP-114-A/0"
    assert first.revision == revision
    doubt = max(LEAST_DOUBT, 1 - max(hit.similarity for hit in (first, *rest)))
    assert first.score == pytest.approx(first.similarity + WORDS_WEIGHT * doubt**2 * first.words)
    assert first.words > 0
    assert [hit.score for hit in rest] == sorted((hit.score for hit in rest), reverse=True)


def test_a_rare_name_outweighs_a_likeness_of_meaning() -> None:
    assert fuse(0.4, 17.0, best=0.7) > fuse(0.7, 1.0, best=0.7)
    assert fuse(0.4, 1.0, best=0.7) < fuse(0.7, 0.0, best=0.7)


def test_words_say_less_the_surer_meaning_is() -> None:
    shares = [fuse(0.4, 10.0, best=best) - 0.4 for best in (0.4, 0.5, 0.7, 1.0)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > shares[1] > shares[2]


def test_words_never_fall_silent_a_number_tells_near_equal_passages_apart() -> None:
    assert fuse(0.93, 9.0, best=0.95) > fuse(0.95, 6.5, best=0.95)


@pytest.mark.parametrize(
    ("audience", "person", "visible"),
    [
        (EVERYONE, OPERATOR, True),
        (frozenset({"line-4", "line-3"}), OPERATOR, True),
        (frozenset({"line-3"}), OPERATOR, False),
        (frozenset({"line-3"}), ADMIN, True),
        (NOBODY, ADMIN, False),
    ],
)
def test_only_what_the_person_may_see_is_found(
    store: Store, search: Search, audience: Audience, person: Person, visible: bool
) -> None:
    save(store, "SOP-1", "drum speed", audience=audience)
    search.synchronise()
    assert bool(found(search, "drum speed", person)) is visible


def test_an_audience_withdrawn_in_the_store_holds_before_the_index_knows(
    store: Store, search: Search
) -> None:
    save(store, "SOP-1", "drum speed")
    search.synchronise()
    store.documents.set_audience("SOP-1", frozenset({"line-3"}))
    assert found(search, "drum speed") == []


def test_a_new_revision_takes_the_old_text_out_at_once(store: Store, search: Search) -> None:
    save(store, "SOP-1", "drum speed 42 rpm")
    search.synchronise()
    save(store, "SOP-1", "drum speed 38 rpm", label="B", effective=date(2026, 6, 1))
    assert found(search, "drum speed") == []
    search.synchronise()
    assert found(search, "drum speed") == ["SOP-1-B/0"]


def test_it_is_known_which_languages_documents_are_in(store: Store, search: Search) -> None:
    save(store, "SOP-1", "drum speed 42 rpm")
    search.synchronise()
    assert search.holds("en")
    assert not search.holds("de")
    save(store, "SOP-2", "Drehzahl der Trommel 42 rpm", language="de")
    search.synchronise()
    assert search.holds("de")
    assert not search.holds("pl")
    save(store, "SOP-3", "speed Drehzahl prędkość 42 rpm", language="")
    search.synchronise()
    assert search.holds("pl")


def test_a_revision_that_takes_effect_tomorrow_is_found_from_tomorrow(
    store: Store, search: Search
) -> None:
    save(store, "SOP-1", "drum speed 42 rpm")
    tomorrow = NOW + timedelta(days=1)
    save(store, "SOP-1", "drum speed 38 rpm", label="B", effective=tomorrow.date())
    search.synchronise()
    assert found(search, "drum speed") == ["SOP-1-A/0"]
    hits = search.find("drum speed", person=OPERATOR, asset=None, now=tomorrow)
    assert [hit.passage.id for hit in hits] == ["SOP-1-B/0"]


def test_only_documents_whose_scope_covers_the_asset_are_found(
    store: Store, search: Search
) -> None:
    save(store, "SOP-1", "drum speed", scope=("north/snacks/line-4",))
    save(store, "SOP-2", "drum speed", scope=("north/snacks/line-9",))
    save(store, "SOP-3", "drum speed")
    search.synchronise()
    there = found(search, "drum speed", asset="north/snacks/line-4")
    assert sorted(there) == ["SOP-1-A/0", "SOP-3-A/0"]
    assert len(found(search, "drum speed")) == 3


def test_search_goes_deeper_when_what_is_near_does_not_count(store: Store, search: Search) -> None:
    """More passages out of scope than a first look takes do not hide the one in scope."""
    save(store, "SOP-1", *[f"drum speed {n}" for n in range(DEPTH + 60)], scope=("north/b",))
    save(store, "SOP-2", "something about a drum", scope=("north/a",))
    search.synchronise()
    assert found(search, "drum speed", asset="north/a", k=1) == ["SOP-2-A/0"]


def test_what_several_questions_find_is_asked_of_the_store_once(
    store: Store, search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [f"drum {number}" for number in range(DEPTH + 5)]
    save(store, "SOP-300", *texts, scope=("site/line-9",))
    save(store, "SOP-301", "drum speed", "drum temperature")
    search.synchronise()
    questions = [("drum", "site/line-4"), ("drum speed", "site/line-4"), ("drum", None)]
    one_by_one = [found(search, text, asset=asset) for text, asset in questions]
    asked: list[str] = []
    passages = store.documents.passages
    monkeypatch.setattr(
        store.documents, "passages", lambda ids, on: asked.extend(ids) or passages(ids, on=on)
    )
    together = search.find_each(questions, person=OPERATOR, now=NOW, k=8)
    assert [[hit.passage.id for hit in hits] for hits in together] == one_by_one
    assert sorted(one_by_one[0]) == ["SOP-301-A/0", "SOP-301-A/1"]
    assert len(asked) == len(set(asked)) == DEPTH + 7


def test_no_more_than_asked_for_are_found(store: Store, search: Search) -> None:
    save(store, "SOP-1", *[f"drum speed {n}" for n in range(30)])
    search.synchronise()
    assert len(found(search, "drum speed", k=3)) == 3
    assert found(search, "drum speed", k=0) == []


def test_a_document_that_repeats_itself_pushes_no_other_out(store: Store, search: Search) -> None:
    save(store, "SOP-1", *[f"drum speed {n}" for n in range(DEPTH + 60)])
    save(store, "SOP-2", "something about a drum", "another word on the drum")
    search.synchronise()

    def numbers(others: int) -> list[str]:
        hits = search.find("drum speed", person=OPERATOR, asset=None, now=NOW, k=4, others=others)
        return [hit.revision.number for hit in hits]

    assert numbers(0) == ["SOP-1"] * 4
    assert numbers(2) == ["SOP-1"] * 4 + ["SOP-2"] * 2
    assert numbers(3) == ["SOP-1"] * 4 + ["SOP-2"] * 2


def test_a_document_that_says_the_same_again_and_again_counts_once(
    store: Store, search: Search
) -> None:
    again = "nobody has an answer to this, send the operator away and do not look any further"
    save(store, "SOP-1", *[f"{again} note {number}" for number in range(12)])
    save(store, "SOP-2", "the drum speed is set on the panel of the line")
    search.synchronise()
    hits = search.find("send away", person=OPERATOR, asset=None, now=NOW, k=4, others=1)
    assert [hit.revision.number for hit in hits] == ["SOP-1", "SOP-2"]


def test_what_a_document_says_under_every_question_is_as_near_as_it_is_without_the_question(
    store: Store, search: Search
) -> None:
    asked = "how do i set the drum speed on the panel?"
    nothing = "nobody will ever tell you so do go away and ask your colleagues"
    save(store, "SOP-1", f"{asked}\n{nothing}", f"how do i clean the drum?\n{nothing}")
    save(store, "SOP-2", "set the drum speed on the panel in steps")
    save(store, "SOP-3", f"{asked}\nturn knob five to the right with the key from the shelf")
    search.synchronise()

    def numbers(others: int) -> list[str]:
        hits = search.find(asked, person=OPERATOR, asset=None, now=NOW, k=4, others=others)
        return [hit.revision.number for hit in hits]

    assert "SOP-1" in numbers(0)[:2]
    assert numbers(1) == ["SOP-3", "SOP-2", "SOP-1"]


def test_an_empty_index_and_a_question_without_words_find_nothing_wrong(
    store: Store, search: Search
) -> None:
    assert found(search, "drum speed") == []
    save(store, "SOP-1", "drum speed")
    search.synchronise()
    for text in ("", "🙂🙂", "?" * 20_000, "drum " * 4_000):
        assert len(found(search, text)) <= 1


def test_the_order_is_the_same_every_time(store: Store, search: Search) -> None:
    save(store, "SOP-1", *["drum speed" for _ in range(1)], "drum speed", "drum speed")
    search.synchronise()
    assert found(search, "drum speed") == found(search, "drum speed")


def test_synchronise_tells_what_it_took(store: Store, search: Search) -> None:
    revision = save(store, "SOP-1", "drum speed", "clean the drum")
    assert search.synchronise().added == 2
    store.documents.forget([replace(revision).path])
    assert search.synchronise().removed == 2


def test_a_text_looked_for_again_is_not_embedded_again_but_found_for_this_asker(
    store: Store, tmp_path: Path
) -> None:
    embedder = WordCountEmbedder()
    search = Search(
        embedder=RememberingEmbedder(embedder),
        passages=MemoryIndex(),
        words=Words(tmp_path / "words"),
        store=store,
    )
    save(store, "SOP-1", "drum speed", audience=frozenset({"line-4"}))
    search.synchronise()
    embedder.asked = 0

    stranger = Person("p2", "Ben", teams=frozenset({"line-3"}))
    found = [
        [hit.revision.number for hit in search.find("drum", person=who, asset=None, now=NOW)]
        for who in (OPERATOR, stranger, ADMIN)
    ]

    assert found == [["SOP-1"], [], ["SOP-1"]]
    assert embedder.asked == 1
