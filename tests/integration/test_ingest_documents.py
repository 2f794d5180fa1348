"""When a file needs work, which document it is, who may see it, and what is reported."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.ingest import documents
from knowledge.ingest.document_report import DocumentReport, FileOutcome
from knowledge.ingest.documents import Progress, ingest_documents
from knowledge.model import (
    EVERYONE,
    NOBODY,
    ArticleAct,
    ArticleStep,
    Audience,
    Body,
    RevisionStatus,
)
from knowledge.store import Store

NOW = datetime(2026, 11, 20, 14, tzinfo=UTC)
TODAY = NOW.date()
TEAM: Audience = frozenset({"line-4"})


class Index:
    """Search's part, counting."""

    def __init__(self) -> None:
        self.synchronised = 0

    def synchronise(self, progress: Progress | None = None) -> object:
        self.synchronised += 1
        return None


class Plant:
    """A folder of documents and a store they go into."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder
        self.store = store
        self.index = Index()
        self.clock = NOW
        folder.mkdir()

    def write(self, name: str, text: str, **control: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        facts = "".join(f"{field}: {value}\n" for field, value in control.items())
        path.write_text((f"---\n{facts}---\n" if facts else "") + text)
        return path

    def sop(self, name: str, revision: str, text: str, **control: str) -> Path:
        facts = {"number": "SOP-1", "revision": revision, "status": "approved"}
        return self.write(name, text, **facts | {"audience": "line-4"} | control)

    def ingest(self, *paths: Path, audience: Audience | None = None) -> DocumentReport:
        self.clock += timedelta(minutes=1)
        return ingest_documents(
            paths or [self.folder],
            audience=audience,
            store=self.store,
            search=self.index,
            now=self.clock,
        )

    def evidence(self) -> list[str]:
        ids = [entry.passage_id for entry in self.store.documents.indexable()]
        binding = self.store.documents.passages(ids, on=TODAY)
        return sorted(passage.text for passage, _ in binding.values())


@pytest.fixture
def plant(tmp_path: Path) -> Iterator[Plant]:
    store = Store.open(f"sqlite:///{tmp_path}/tandem.db")
    yield Plant(tmp_path / "sops", store)
    store.close()


def refused(report: DocumentReport) -> dict[str, str]:
    return {Path(f.path).name: f.reason for f in report.of(FileOutcome.REFUSED)}


def test_a_controlled_document_is_stored_with_its_facts(plant: Plant) -> None:
    plant.sop("a.md", "C", "# Drum\n\n## 6.2 Speed\n\nSet 38 rpm.", effective_from="2026-03-02")
    report = plant.ingest()
    assert [(f.outcome, f.document) for f in report.files] == [
        (FileOutcome.INGESTED, "SOP-1 rev C")
    ]
    ((passage, revision),) = plant.store.documents.sections("SOP-1", "6.2", on=TODAY)
    assert (passage.text, passage.section) == ("Set 38 rpm.", "6.2")
    assert (revision.title, revision.audience, revision.status) == (
        "Drum",
        TEAM,
        RevisionStatus.APPROVED,
    )


def test_a_document_says_its_language_or_it_is_told_from_its_words(plant: Plant) -> None:
    german = "# Trommel\n\n## 1 Zweck\n\nDie Trommel darf nicht schneller als 46 rpm laufen."
    plant.sop("a.md", "A", german)
    plant.write("b.md", "# Drum\n\n## 1 Speed\n\n38 rpm.", language="pt-BR", audience="line-4")
    plant.write("c.md", "# Drum\n\n## 1 Speed\n\n38 rpm.", audience="line-4")
    plant.ingest()
    ids = [entry.passage_id for entry in plant.store.documents.indexable()]
    found = plant.store.documents.passages(ids, on=TODAY).values()
    told = {Path(revision.path).name: revision.language for _, revision in found}
    assert told == {"a.md": "de", "b.md": "pt", "c.md": ""}


def test_an_unchanged_folder_is_neither_read_nor_parsed(
    plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant.sop("a.md", "C", "Text.")
    plant.write("b.md", "Other.")
    plant.ingest(audience=EVERYONE)

    def never(*_: object, **__: object) -> bytes:
        raise AssertionError("an unchanged file was read")

    monkeypatch.setattr(Path, "read_bytes", never)
    report = plant.ingest(audience=EVERYONE)
    assert (report.unchanged, report.files, report.passages) == (2, (), 0)


def test_a_touched_file_is_read_but_not_ingested_again(plant: Plant) -> None:
    path = plant.sop("a.md", "C", "Text.")
    plant.ingest()
    os.utime(path, ns=(1, 1))
    assert plant.ingest().unchanged == 1
    assert plant.store.documents.files()[str(path)].mtime_ns == 1


def test_the_same_text_in_the_same_place_keeps_its_passage_ids(plant: Plant) -> None:
    path = plant.sop("a.md", "C", "Text.")
    plant.ingest()
    before = {entry.passage_id for entry in plant.store.documents.indexable()}
    plant.store.documents.forget([str(path)])
    plant.ingest()
    assert {entry.passage_id for entry in plant.store.documents.indexable()} == before


@pytest.mark.parametrize("order", [("b.md", "c.md"), ("c.md", "b.md")])
def test_the_newest_revision_binds_in_whatever_order_files_come(
    plant: Plant, order: tuple[str, str]
) -> None:
    plant.sop("b.md", "B", "Old text.", effective_from="2025-01-01")
    plant.sop("c.md", "C", "New text.", effective_from="2026-01-01")
    reports = [plant.ingest(plant.folder / name) for name in order]
    assert plant.evidence() == ["New text."]
    assert [report.superseded for report in reports].count(("SOP-1 rev B",)) == 1


def test_a_new_revision_in_the_same_file_replaces_the_old(plant: Plant) -> None:
    plant.sop("a.md", "B", "Old text.", effective_from="2025-01-01")
    plant.ingest()
    plant.sop("a.md", "C", "New text.", effective_from="2026-01-01")
    report = plant.ingest()
    assert plant.evidence() == ["New text."]
    assert [f.outcome for f in report.files] == [FileOutcome.REPLACED]
    assert report.superseded == ("SOP-1 rev B",)


def test_going_back_to_an_earlier_text_works(plant: Plant) -> None:
    for text in ("One.", "Two.", "One."):
        plant.write("a.md", text)
        plant.ingest(audience=EVERYONE)
        assert plant.evidence() == [text]


def test_two_files_with_the_same_revision_and_other_content_are_not_both_taken(
    plant: Plant,
) -> None:
    plant.sop("a.md", "C", "First text.")
    second = plant.sop("b.md", "C", "Second text.")
    report = plant.ingest()
    assert refused(report) == {
        "b.md": f"is SOP-1 rev C, which {plant.folder / 'a.md'} already is, with other content; "
        "give one of them another revision or remove it"
    }
    assert plant.evidence() == ["First text."]
    assert "b.md" in refused(plant.ingest())  # said again until it is mended
    (plant.folder / "a.md").unlink()
    assert refused(plant.ingest()) == {}
    assert plant.evidence() == ["Second text."]
    assert plant.store.documents.revision_of("SOP-1", on=TODAY).path == str(second)  # type: ignore[union-attr]


def test_a_copy_is_said_and_takes_over_when_the_original_goes(plant: Plant) -> None:
    plant.sop("a.md", "C", "Text.")
    plant.sop("b.md", "C", "Text.")
    report = plant.ingest()
    assert [(Path(f.path).name, f.outcome) for f in report.files] == [
        ("a.md", FileOutcome.INGESTED),
        ("b.md", FileOutcome.COPY),
    ]
    assert plant.ingest().unchanged == 2
    (plant.folder / "a.md").unlink()
    plant.ingest()
    assert plant.evidence() == ["Text."]


def test_a_renamed_file_stays_evidence(plant: Plant) -> None:
    path = plant.sop("a.md", "C", "Text.")
    plant.sop("other.md", "A", "Other.", number="SOP-2")
    plant.ingest()
    path.rename(plant.folder / "z.md")
    report = plant.ingest()
    assert report.vanished == (str(path),)
    assert report.withdrawn == ()
    assert plant.evidence() == ["Other.", "Text."]


def test_a_file_gone_from_a_named_folder_is_withdrawn(plant: Plant) -> None:
    path = plant.sop("a.md", "C", "Text.")
    other = plant.write("b.md", "Other.", audience="line-4")
    plant.ingest()
    path.unlink()
    assert plant.ingest(other).vanished == ()  # its folder was not named
    report = plant.ingest()
    assert (report.vanished, report.withdrawn) == ((str(path),), ("SOP-1 rev C",))
    assert plant.evidence() == ["Other."]


def test_an_emptied_folder_is_rather_a_share_that_is_not_mounted(plant: Plant) -> None:
    path = plant.sop("a.md", "C", "Text.")
    plant.ingest()
    path.unlink()
    report = plant.ingest()
    assert "is a share not mounted? Nothing was withdrawn" in refused(report)["sops"]
    assert plant.evidence() == ["Text."]
    assert plant.ingest(plant.folder.parent).vanished == ()  # nothing else is there either
    (plant.folder.parent / "note.md").write_text("Note.")
    assert plant.ingest(plant.folder.parent).vanished == (str(path),)


def test_a_file_that_breaks_leaves_its_earlier_text_in_force(plant: Plant) -> None:
    path = plant.sop("a.md", "C", "Text.")
    plant.ingest()
    path.write_bytes(b"")
    said = refused(plant.ingest())["a.md"]
    assert said.startswith("is empty (0 bytes)")
    assert said.endswith("(the text ingested from it earlier stays in force)")
    assert plant.evidence() == ["Text."]
    assert refused(plant.ingest())["a.md"] == said  # unchanged, and still said
    plant.sop("a.md", "C", "Mended text.")
    plant.ingest()
    assert plant.evidence() == ["Mended text."]


def test_a_document_nobody_named_an_audience_for_is_kept_and_visible_to_nobody(
    plant: Plant,
) -> None:
    plant.write("a.md", "Text.")
    report = plant.ingest()
    assert [f.outcome for f in report.files] == [FileOutcome.KEPT]
    assert plant.evidence() == []
    assert any("1 file kept but visible to nobody" in line for line in report.summary())
    assert any("--audience" in line for line in plant.ingest().summary())
    opened = plant.ingest(audience=EVERYONE)
    assert [f.outcome for f in opened.files] == [FileOutcome.OPENED]
    assert plant.evidence() == ["Text."]


def test_an_audience_named_before_is_kept_by_a_changed_file_and_can_be_changed(
    plant: Plant,
) -> None:
    path = plant.write("a.md", "Text.")
    plant.ingest(audience=TEAM)
    path.write_text("Changed.")
    plant.ingest()
    (entry,) = plant.store.documents.indexable()
    assert entry.audience_key == "line-4"
    plant.ingest(audience=EVERYONE)
    (entry,) = plant.store.documents.indexable()
    assert entry.audience_key == "everyone"


def test_the_audience_of_the_file_wins_and_removing_it_hides_the_document(plant: Plant) -> None:
    plant.sop("a.md", "C", "Text.", audience="line-4")
    plant.ingest(audience=EVERYONE)
    (entry,) = plant.store.documents.indexable()
    assert entry.audience_key == "line-4"
    assert plant.ingest(audience=EVERYONE).of(FileOutcome.OPENED) == []
    plant.write("a.md", "Text.", number="SOP-1", revision="C", status="approved")
    plant.ingest()
    assert list(plant.store.documents.indexable()) == []


def test_a_sidecar_gives_the_facts_of_its_document(plant: Plant) -> None:
    plant.write("a.txt", "Text.")
    sidecar = plant.write("a.meta.yaml", "number: SOP-9\nrevision: A\nstatus: approved\n")
    plant.ingest(audience=TEAM)
    revision = plant.store.documents.revision_of("SOP-9", on=TODAY)
    assert revision is not None
    assert revision.audience == TEAM
    sidecar.write_text("number: SOP-9\nrevision: A\nstatus: withdrawn\n")
    plant.ingest()
    assert plant.evidence() == []


def test_documents_without_number_are_told_apart_by_their_paths(plant: Plant) -> None:
    plant.write("one/README.md", "One.")
    plant.write("two/README.md", "Two.")
    plant.ingest(plant.folder / "one", audience=EVERYONE)
    plant.ingest(plant.folder / "two" / "README.md", audience=EVERYONE)
    plant.ingest(audience=EVERYONE)
    numbers = {revision.number for revision in plant.store.documents.revisions()}
    assert numbers == {"one/README.md", "two/README.md"}
    assert plant.evidence() == ["One.", "Two."]
    assert all(not r.controlled and r.audience != NOBODY for r in plant.store.documents.revisions())


def test_unknown_fields_teams_and_missing_dates_are_reported(plant: Plant) -> None:
    plant.sop("a.md", "C", "Text.", weight="20")
    report = plant.ingest()
    assert report.unknown_fields == {"weight": 1}
    (file,) = report.files
    assert file.notes == (
        "is approved without effective_from and binds from the first day on",
        "audience names line-4, which the directory does not know",
    )


def test_files_without_text_are_skipped_and_not_read_again(plant: Plant) -> None:
    plant.write("_index.md", "", title="Only a title")
    for _ in range(2):
        report = plant.ingest()
        assert report.files == ()
        assert [reason for _, reason in report.skipped] == [
            "holds no text to cite, only markup, comments or definitions"
        ]


def test_one_bad_file_does_not_keep_the_others_out(plant: Plant) -> None:
    plant.write("a.md", "Text.", number="SOP-1")
    (plant.folder / "b.pdf").write_bytes(b"%PDF-")
    (plant.folder / "c.docx").write_bytes(b"PK")
    plant.sop("d.md", "C", "Text.")
    report = plant.ingest()
    assert list(refused(report)) == ["a.md", "b.pdf", "c.docx"]
    assert plant.evidence() == ["Text."]


def test_search_follows_at_the_end_and_during_long_runs(
    plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "SYNCHRONISE_EVERY", 3)
    for n in range(7):
        plant.write(f"{n}.md", f"Text {n}.")
    plant.ingest(audience=EVERYONE)
    assert plant.index.synchronised == 3
    plant.ingest()  # a run that was cut off before the end left the index behind
    assert plant.index.synchronised == 4


def test_search_follows_less_often_the_more_it_holds(
    plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "SYNCHRONISE_EVERY", 1)
    monkeypatch.setattr(documents, "SHARE_NEW", 2)
    for n in range(8):
        plant.write(f"{n}.md", f"Text {n}.")
    plant.ingest(audience=EVERYONE)
    assert plant.index.synchronised == 5  # after 1, 2, 3 and 5 passages, and at the end


def test_progress_names_the_file_and_counts_only_what_is_there(plant: Plant) -> None:
    told: list[tuple[str, int, int]] = []
    plant.write("a.md", "Text.")
    plant.write("b.md", "Text.")
    ingest_documents(
        [plant.folder],
        audience=EVERYONE,
        store=plant.store,
        search=plant.index,
        now=NOW,
        progress=lambda *said: told.append(said),
    )
    assert told == [("a.md", 0, 2), ("b.md", 1, 2)]


def test_a_file_takes_no_articles_number_and_no_file_is_an_article(plant: Plant) -> None:
    one = plant.store.articles.add(Body("T", ("?",), (), audience=TEAM), at=NOW)
    step = ArticleStep(ArticleAct.PUBLISHED, NOW, 1)
    assert plant.store.articles.step(one, step) is not None
    plant.write("kb.md", "# Text\n\nWait.\n", number="kb-1", revision="2", status="approved")
    plant.sop("sop.md", "A", "# Text\n\nWait.\n", **{"class": "article"})
    report = plant.ingest()
    reasons = sorted(each.reason for each in report.files)
    assert [each.outcome for each in report.files] == [FileOutcome.REFUSED] * 2
    assert reasons[0].startswith("class is 'article'; choose one of standard")
    assert reasons[1].startswith("number is kb-1, which is a knowledge article here")
    held = plant.store.documents.revision_of("KB-1", on=TODAY)
    assert held is not None
    assert held.is_article
