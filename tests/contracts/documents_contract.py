"""What a store promises about documents; part of the contract in ``test_store``."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import EVERYONE, NOBODY, DocumentClass, RevisionStatus
from knowledge.store import FileRecord, IndexEntry, Store
from tests.contracts.store_samples import (
    NOW,
    ON_ONE_STORE,
    TODAY,
    file_of,
    pieces,
    put,
    revision,
)

_unique = count()
_DAYS = st.dates(TODAY - timedelta(days=5), TODAY + timedelta(days=5))


class DocumentsContract:
    """Procedures, revisions, passages and files."""

    def test_passages_come_back_with_their_revision(self, store: Store) -> None:
        one = revision(document_class=DocumentClass.CERTIFIED_TRAINING_ONLY)
        assert put(store, one).new
        first, second = pieces(one)
        found = store.documents.passages([first.id, second.id, "no such"], on=TODAY)
        assert found == {first.id: (first, one), second.id: (second, one)}
        assert store.documents.passages([], on=TODAY) == {}
        assert store.documents.neighbours(one.id) == [first, second]

    def test_saving_the_same_again_changes_nothing(self, store: Store) -> None:
        put(store, revision())
        before = (store.documents.revisions(), store.documents.counts(), store.documents.files())
        again = put(store, revision(ingested_at=NOW + timedelta(days=3)))
        assert not again.new
        assert (again.superseded, again.withdrawn) == ((), ())
        after = (store.documents.revisions(), store.documents.counts(), store.documents.files())
        assert after == before

    def test_a_newer_revision_takes_the_old_text_out_at_once(self, store: Store) -> None:
        put(store, revision("B"))
        assert put(store, revision("C")).superseded == ("SOP-114-B",)
        assert store.documents.passages(["SOP-114-B#0"], on=TODAY) == {}
        assert {e.passage_id for e in store.documents.indexable()} == {"SOP-114-C#0", "SOP-114-C#1"}
        old = store.documents.passage("SOP-114-B#0")
        assert old is not None
        assert old[1].status is RevisionStatus.SUPERSEDED
        assert store.documents.passage("no such") is None

    def test_a_revision_to_come_leaves_the_old_in_force_until_its_day(self, store: Store) -> None:
        day = TODAY + timedelta(days=10)
        put(store, revision("B"))
        assert put(store, revision("C", effective_from=day)).superseded == ()
        ids = ["SOP-114-B#0", "SOP-114-C#0"]
        assert set(store.documents.passages(ids, on=day - timedelta(days=1))) == {ids[0]}
        assert set(store.documents.passages(ids, on=day)) == {ids[1]}
        assert {e.passage_id for e in store.documents.indexable()} >= set(ids)
        assert store.documents.settle(on=day - timedelta(days=1)) == []
        assert store.documents.settle(on=day) == ["SOP-114-B"]

    @ON_ONE_STORE
    @given(
        days=st.lists(st.none() | _DAYS, min_size=1, max_size=5),
        asked=st.integers(0, 8),
        data=st.data(),
    )
    def test_the_newest_effective_binds_in_whatever_order_files_come(
        self, store: Store, days: list[date | None], asked: int, data: st.DataObject
    ) -> None:
        number = f"SOP-{next(_unique)}"
        made = [
            revision(label, number=number, effective_from=day)
            for label, day in zip("ABCDE", days, strict=False)
        ]
        for one in data.draw(st.permutations(made)):
            put(store, one)
        on = TODAY + timedelta(days=asked)
        effective = [one for one in made if one.binds(on)]
        newest = max(
            effective, key=lambda one: (one.effective_from or date.min, one.revision), default=None
        )
        ids = [f"{one.id}#0" for one in made]
        served = [f"{newest.id}#0"] if newest else []
        assert list(store.documents.passages(ids, on=on)) == served
        bound = store.documents.revision_of(number, on=on)
        assert (bound and bound.id) == (newest and newest.id)

    def test_only_approved_or_uncontrolled_revisions_are_served(self, store: Store) -> None:
        for status in RevisionStatus:
            put(store, revision(number=status.value, status=status))
        ids = [f"{status.value}-C#0" for status in RevisionStatus]
        served = {"approved-C#0", "uncontrolled-C#0"}
        assert set(store.documents.passages(ids, on=TODAY)) == served
        assert {e.passage_id for e in store.documents.indexable()} >= served
        assert all(e.passage_id[:-1] + "0" in served for e in store.documents.indexable())

    def test_a_document_may_supersede_one_of_another_number(self, store: Store) -> None:
        put(store, revision(number="SOP-9", supersedes="SOP-8"))
        assert put(store, revision("B", number="SOP-8")).superseded == ("SOP-8-B",)
        assert store.documents.revision_of("SOP-9", on=TODAY) is not None

    def test_a_file_with_other_content_replaces_what_it_held(self, store: Store) -> None:
        path = "/sops/seasoning.md"
        put(store, revision("B", path=path))
        assert put(store, revision("C", path=path)).superseded == ("SOP-114-B",)
        assert store.documents.files()[path].revision_id == "SOP-114-C"
        moved_on = put(store, revision("A", number="SOP-200", path=path))
        assert moved_on.withdrawn == ("SOP-114-C",)
        assert store.documents.revision_of("SOP-114", on=TODAY) is None

    def test_a_file_edited_ahead_of_time_leaves_the_old_revision_in_force(
        self, store: Store
    ) -> None:
        path, day = "/sops/seasoning.md", TODAY + timedelta(days=10)
        put(store, revision("B", path=path))
        put(store, revision("C", path=path, effective_from=day))
        assert set(store.documents.passages(["SOP-114-B#0"], on=TODAY)) == {"SOP-114-B#0"}
        assert store.documents.passages(["SOP-114-B#0"], on=day) == {}

    def test_an_uncontrolled_file_with_other_content_serves_only_the_new(
        self, store: Store
    ) -> None:
        loose = {"number": "/n.txt", "path": "/n.txt", "status": RevisionStatus.UNCONTROLLED}
        put(store, revision("1", **loose))
        put(store, revision("2", **loose))
        assert set(store.documents.passages(["/n.txt-1#0", "/n.txt-2#0"], on=TODAY)) == {
            "/n.txt-2#0"
        }

    def test_a_passage_that_keeps_its_id_is_served_from_the_revision_in_force(
        self, store: Store
    ) -> None:
        for label in "BC":
            one = revision(label)
            same = [replace(passage, id="kept") for passage in pieces(one, ["same text"])]
            store.documents.save(one, same, file_of(one))
        served = store.documents.passages(["kept"], on=TODAY)["kept"]
        opened = store.documents.passage("kept")
        assert opened is not None
        assert served[1].revision == opened[1].revision == "C"

    def test_the_languages_that_documents_are_in_are_known(self, store: Store) -> None:
        put(store, replace(revision("B"), language="de"))
        put(store, replace(revision("C"), language=""))
        assert store.documents.languages() == {"de", ""}

    def test_vanished_files_are_withdrawn_and_stay_in_the_history(self, store: Store) -> None:
        put(store, revision("B"))
        put(store, revision("C"))
        assert store.documents.forget(["/sops/SOP-114-C.md", "/no/such"]) == ["SOP-114-C"]
        assert store.documents.passages(["SOP-114-B#0", "SOP-114-C#0"], on=TODAY) == {}
        assert "/sops/SOP-114-C.md" not in store.documents.files()
        statuses = {one.revision: one.status for one in store.documents.revisions()}
        assert statuses == {"B": "superseded", "C": "withdrawn"}
        assert store.documents.passage("SOP-114-C#0") is not None
        put(store, revision("C"))
        assert set(store.documents.passages(["SOP-114-C#0"], on=TODAY)) == {"SOP-114-C#0"}

    def test_a_revision_that_another_file_holds_survives_a_vanished_file(
        self, store: Store
    ) -> None:
        put(store, revision())
        put(store, revision(path="/moved/here.md"))
        assert store.documents.forget(["/moved/here.md"]) == []
        bound = store.documents.revision_of("SOP-114", on=TODAY)
        assert bound is not None
        assert bound.path == "/sops/SOP-114-C.md"

    def test_files_are_listed_below_a_folder_only(self, store: Store) -> None:
        for path in ("/a/x.md", "/a/B/y.md", "/ab/z.md", "/a%/q.md", "/a"):
            store.documents.note_file(FileRecord(path, 1, 2, "h", "refused", "no text"))
        assert set(store.documents.files("/a")) == {"/a", "/a/x.md", "/a/B/y.md"}
        assert set(store.documents.files("/a/b")) == set()
        assert set(store.documents.files("/a%/")) == {"/a%/q.md"}
        assert len(store.documents.files()) == 5
        store.documents.touch("/a/x.md", size=7, mtime_ns=2**62)
        touched = store.documents.files()["/a/x.md"]
        assert touched == FileRecord("/a/x.md", 7, 2**62, "h", "refused", "no text")

    def test_audience_decides_what_is_indexed_and_can_be_changed(self, store: Store) -> None:
        kept = revision(audience=NOBODY)
        store.documents.save(kept, pieces(kept), file_of(kept, state="kept", note="no audience"))
        assert list(store.documents.indexable()) == []
        assert set(store.documents.passages(["SOP-114-C#0"], on=TODAY)) == {"SOP-114-C#0"}
        assert store.documents.set_audience("sop-114", frozenset({"b", "a"})) == 1
        first = next(store.documents.indexable())
        text = "Seasoning control\n6.1 Step\nSet it to 38 rpm."
        assert first == IndexEntry("SOP-114-C#0", "a+b", text)
        assert store.documents.files()[kept.path].state == "ingested"
        assert store.documents.set_audience("/sops", EVERYONE) == 1
        assert store.documents.set_audience(kept.path, NOBODY) == 1
        assert store.documents.set_audience("SOP-115", EVERYONE) == 0
        assert store.documents.files()[kept.path].state == "kept"

    def test_sections_are_found_by_number_and_what_stands_below(self, store: Store) -> None:
        one = revision()
        labels = ("6.2", "6.2.1", "6.20", "6", "")
        parts = zip(pieces(one, labels), labels, strict=True)
        passages = [replace(passage, section=label) for passage, label in parts]
        store.documents.save(one, passages, file_of(one))

        def sections(number: str, section: str) -> list[str]:
            found = store.documents.sections(number, section, on=TODAY)
            return [passage.section for passage, _ in found]

        assert sections("SOP-114", "6.2") == ["6.2", "6.2.1"]
        assert sections("sop-114", "6") == ["6.2", "6.2.1", "6.20", "6"]
        assert sections("SOP-114", "7") == sections("SOP-1", "6") == []

    def test_text_that_an_engine_cannot_hold_is_kept_with_a_sign(self, store: Store) -> None:
        put(store, revision(), "a\0b \ud83d half, µ – ✓ 😀 whole")
        ((passage, _),) = store.documents.passages(["SOP-114-C#0"], on=TODAY).values()
        assert passage.text.replace("\ufffd", "?").replace("???", "?") == (
            "a?b ? half, µ – ✓ 😀 whole"
        )

    def test_another_revisions_passage_is_refused_and_nothing_is_kept(self, store: Store) -> None:
        one = revision()
        with pytest.raises(ValueError, match="SOP-114-B"):
            store.documents.save(one, pieces(revision("B")), file_of(one))
        assert store.documents.counts() == {"files": {}, "revisions": {}, "passages": 0}
