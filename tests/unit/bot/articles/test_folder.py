"""The knowledge base as a folder: nothing is lost, half imported or overwritten."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import articles
from bot.articles import BadFolder, Exported, Imported
from bot.services import LOCAL_ADMIN
from knowledge.hygiene import one_line, visible
from knowledge.model import Article, ArticleState, Body, Person, Source, SourceKind, Statement
from tests.curated_plant import (
    a_body,
    drafted,
    passage,
    published,
    sources_of,
    validated,
    with_sop,
)
from tests.reviewed_plant import ADMIN, ENGINEER, MATE, STRANGE_ENGINEER
from tests.small_plant import NOW, Plant


@pytest.fixture
def curating(reviewing: Plant) -> Plant:
    with_sop(reviewing)
    return reviewing


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that is not there yet."""
    return tmp_path / "kb"


def out(plant: Plant, folder: Path, by: Person = ENGINEER) -> Exported:
    return articles.export_folder(sources_of(plant), by, folder)


def back(plant: Plant, folder: Path, by: Person = ENGINEER) -> Imported:
    return articles.import_folder(sources_of(plant), by, folder, now=NOW)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def one_of(plant: Plant, number: str = "KB-1") -> Article:
    found = plant.store.articles.get(number)
    assert found is not None
    return found


words = (
    st.text(max_size=40)
    .map(lambda text: one_line(visible(text)))
    .filter(lambda text: any(each.isalnum() for each in text))
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
)
@given(
    title=words,
    wordings=st.lists(words, min_size=1, max_size=3, unique=True),
    said=st.lists(words, min_size=1, max_size=3),
    conditions=words,
)
def test_exported_imported_and_exported_is_the_same_to_the_byte(
    curating: Plant,
    tmp_path_factory: pytest.TempPathFactory,
    title: str,
    wordings: list[str],
    said: list[str],
    conditions: str,
) -> None:
    store = curating.store
    source = Source(
        "S1", SourceKind.PASSAGE, "SOP-114-1", "Wait.\n\n| a | b |", "SOP-114", "C", "6.2",
        frozenset({"line-4", "engineering"}),
    )  # fmt: skip
    body = Body(
        title, tuple(wordings), tuple(Statement(each, ("S1",)) for each in said),
        sources=(source,), conditions=conditions, audience=source.audience,
    )  # fmt: skip
    kept = store.articles.add(body, at=NOW)
    first, second = (tmp_path_factory.mktemp("kb") for _ in range(2))
    assert kept.number in out(curating, first).written
    before = store.articles.all()
    assert back(curating, first).unchanged == len(before)
    assert store.articles.all() == before
    out(curating, second)
    assert bytes_of(first) == bytes_of(second)


def test_in_another_installation_the_same_articles_are_the_same_to_the_byte(
    curating: Plant, tmp_path: Path
) -> None:
    validated(curating)
    drafted(curating, a_body(title="[S1] # odd \\ title", conditions="a: 'b'"))
    out(curating, tmp_path / "first")
    with elsewhere(curating, tmp_path) as other:
        assert back(other, tmp_path / "first").new == ("KB-1", "KB-2")
        assert {each.state for each in other.store.articles.lines()} == {ArticleState.WIP}
        out(other, tmp_path / "second")
    assert bytes_of(tmp_path / "first") == bytes_of(tmp_path / "second")


@contextmanager
def elsewhere(plant: Plant, folder: Path) -> Iterator[Plant]:
    """Another plant with the same people and procedures, and no article."""
    from bot.answering.extractive import ExtractiveComposer
    from bot.assistant import Assistant
    from knowledge.store import Store
    from tests.small_plant import Shelf

    with Store.open(f"sqlite:///{folder}/other.db") as store:
        store.directory.replace(plant.store.directory.load())
        shelf = Shelf(store)
        assistant = Assistant(store=store, search=shelf, composer=ExtractiveComposer())  # type: ignore[arg-type]
        other = Plant(store, shelf, assistant)
        with_sop(other)
        yield other


def test_an_edited_file_is_a_new_version_that_nobody_vouches_for_yet(
    curating: Plant, folder: Path
) -> None:
    validated(curating)
    drafted(curating, a_body(title="Another"))
    out(curating, folder)
    edit(folder, "KB-1.md", "# How long to wait", "# How long to wait, at least,")
    told = back(curating, folder, ADMIN)
    assert (told.changed, told.new, told.unchanged) == (("KB-1",), (), 1)
    one = one_of(curating)
    assert (one.version, one.state) == (2, ArticleState.NOT_VALIDATED)
    assert (one.body.title, one.last.by) == ("How long to wait, at least, after cleaning", "p-18")
    assert back(curating, folder).unchanged == 2
    assert out(curating, folder).written == ("KB-1",)  # what it is based on


def test_a_file_without_number_is_a_new_article_and_the_same_again_is_not(
    curating: Plant, folder: Path
) -> None:
    drafted(curating)
    out(curating, folder)
    text = (folder / "KB-1.md").read_text(encoding="utf-8")
    (folder / "idea.md").write_text(
        text.replace("number: KB-1\n", "").replace("# How", "# Why and how"), encoding="utf-8"
    )
    assert back(curating, folder).new == ("KB-2",)
    assert back(curating, folder).unchanged == 2
    assert one_of(curating, "KB-2").state is ArticleState.WIP


def test_what_was_changed_here_and_there_is_told_and_neither_is_lost(
    curating: Plant, folder: Path
) -> None:
    drafted(curating)
    out(curating, folder)
    edit(folder, "KB-1.md", "# How long", "# So long")
    there = bytes_of(folder)
    here = articles.edit(sources_of(curating), ENGINEER, "KB-1", a_body(title="B"), now=NOW)
    told = back(curating, folder)
    ((name, what),) = told.conflicts
    assert (name, "set based_on to" in what) == ("KB-1.md", True)
    assert one_of(curating) == here
    assert [name for name, _ in out(curating, folder).kept] == ["KB-1.md"]
    assert bytes_of(folder) == there
    digest = what.partition("based_on to ")[2].partition(",")[0]
    first = (folder / "KB-1.md").read_text(encoding="utf-8").split("\n")[2]
    edit(folder, "KB-1.md", first, f"based_on: {digest}")
    assert back(curating, folder).changed == ("KB-1",)
    assert one_of(curating).body.title == "So long to wait after cleaning"


def test_a_file_that_is_merely_older_changes_nothing_here_and_is_renewed_there(
    curating: Plant, folder: Path
) -> None:
    drafted(curating)
    out(curating, folder)
    here = articles.edit(sources_of(curating), ENGINEER, "KB-1", a_body(title="B"), now=NOW)
    assert back(curating, folder).older == ("KB-1.md",)
    assert one_of(curating) == here
    assert out(curating, folder).written == ("KB-1",)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("\nWait 5 min after", "\nWait 9 min after", "KB-1.md: statement is 'Wait 9 min after"),
        ("id: SOP-114-1", "id: made-up", "KB-1.md: sources is 'S1'"),
        ("    Wait 5 min", "    Wait 9 min", "KB-1.md: sources is 'S1'"),
        ("owner: engineering", "owner: moon", "KB-1.md: owner is 'moon'"),
        ("## Answer", "## Anwser", "KB-1.md: heading is 'Anwser'"),
        ("number: KB-1", "number: KB-2", "KB-2.md: number is 'KB-2'"),
        ("[engineering, line-4]", "everyone", "KB-1.md: audience is 'everyone'"),
    ],
)
def test_one_bad_file_is_named_and_nothing_of_the_folder_is_imported(
    curating: Plant, folder: Path, old: str, new: str, told: str
) -> None:
    for title in ("A", "B"):
        drafted(curating, a_body(title=title))
    out(curating, folder)
    before = curating.store.articles.all()
    edit(folder, "KB-2.md", "# B", "# Better")
    edit(folder, "KB-1.md", old, new)
    with pytest.raises(BadFolder) as bad:
        back(curating, folder)
    assert told in str(bad.value)
    assert "Nothing was imported." in str(bad.value)
    assert curating.store.articles.all() == before


def test_every_bad_file_is_named_at_once(curating: Plant, folder: Path) -> None:
    folder.mkdir()
    for name, data in (("a.md", b"\xff"), ("b.md", b"# no facts"), ("README.md", b"# about")):
        (folder / name).write_bytes(data)
    with pytest.raises(BadFolder) as bad:
        back(curating, folder)
    assert [line.partition(":")[0] for line in str(bad.value).splitlines()] == [
        "a.md", "b.md", "Nothing was imported.",
    ]  # fmt: skip


def test_a_folder_that_is_not_there_is_said(curating: Plant, folder: Path) -> None:
    with pytest.raises(BadFolder, match="no such file or directory"):
        back(curating, folder / "nowhere")
    folder.mkdir()
    (folder / "file").touch()
    with pytest.raises(BadFolder, match="cannot be used"):
        out(curating, folder / "file")


def test_people_get_what_they_may_see_and_only_engineers_import(
    curating: Plant, folder: Path
) -> None:
    published(curating)
    drafted(curating)
    seen = {
        by.id: out(curating, folder / by.id, by).written
        for by in (MATE, ENGINEER, STRANGE_ENGINEER, LOCAL_ADMIN)
    }
    assert list(seen.values()) == [("KB-1",), ("KB-1", "KB-2"), (), ("KB-1", "KB-2")]
    edit(folder / MATE.id, "KB-1.md", "# How", "# So")
    for by in (MATE, LOCAL_ADMIN):
        with pytest.raises(BadFolder):
            back(curating, folder / MATE.id, by)
    with pytest.raises(BadFolder, match="not yours to see"):
        back(curating, folder / MATE.id, STRANGE_ENGINEER)


def test_what_was_put_away_is_not_exported(curating: Plant, folder: Path) -> None:
    one = drafted(curating)
    articles.archive(sources_of(curating), ENGINEER, one.number, reason="old", now=NOW)
    assert out(curating, folder).written == ()


def test_a_source_may_be_added_in_a_file_by_its_id(curating: Plant, folder: Path) -> None:
    other = with_sop(curating, "Wait 7 min at drum 3.", number="SOP-115")
    drafted(curating)
    out(curating, folder)
    added = f"- label: S2\n  kind: passage\n  id: {other}\n---\n\n# How"
    edit(folder, "KB-1.md", "---\n\n# How", added)
    cites = "sensor. [S1]\n\n"
    edit(folder, "KB-1.md", cites, f"{cites}Wait 7 min at drum 3. [S2]\n\n")
    assert back(curating, folder).changed == ("KB-1",)
    assert one_of(curating).body.sources[1] == replace(
        passage(other, "S2"), text="Wait 7 min at drum 3.", document="SOP-115", revision="C",
        section="6.2", audience=frozenset({"line-4", "engineering"}),
    )  # fmt: skip
