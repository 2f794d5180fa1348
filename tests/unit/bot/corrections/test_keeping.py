"""What happens to corrections by itself: they expire, a new revision sends them back."""

from datetime import timedelta

from bot.corrections import Vouched, accept, keep_up
from knowledge.model import Life, Revision, RevisionStatus, Standing
from knowledge.store import FileRecord
from tests.reviewed_plant import ENGINEER, Say
from tests.small_plant import NOW, Plant

HOW = "What is the lowest drum speed?"


def revised(plant: Plant, revision: str) -> None:
    """Bring another revision of SOP-114 into force."""
    new = Revision(
        id=f"SOP-114-{revision}",
        number="SOP-114",
        title="Seasoning control",
        revision=revision,
        status=RevisionStatus.APPROVED,
        path=f"SOP-114-{revision}.md",
        content_hash=revision,
        ingested_at=NOW,
        effective_from=NOW.date(),
        audience=frozenset({"line-4"}),
    )
    file = FileRecord(new.path, 1, 1, revision, "ingested", "", new.id)
    plant.store.documents.save(new, [], file)


def test_what_is_over_expires_once(reviewing: Plant, say: Say) -> None:
    one = say(until=NOW + timedelta(days=3))
    assert keep_up(reviewing.store, now=NOW + timedelta(days=2)) == 0
    assert keep_up(reviewing.store, now=NOW + timedelta(days=3)) == 1
    assert keep_up(reviewing.store, now=NOW + timedelta(days=4)) == 0
    after = reviewing.store.corrections.get(one.number)
    assert after is not None
    assert after.state is Life.EXPIRED


def test_a_new_revision_sends_back_what_was_built_on_the_old_one_and_once(
    reviewing: Plant, say: Say
) -> None:
    reviewing.shelf.put("Never go below 36 rpm.")
    one = say("Kettle cut needs 40 rpm.", question=HOW)
    assert [(each.document, each.revision) for each in one.basis] == [("SOP-114", "C")]
    accept(reviewing.store, ENGINEER, one.number, reason="measured", vouched=Vouched(), now=NOW)
    assert keep_up(reviewing.store, now=NOW) == 0
    revised(reviewing, "D")
    assert keep_up(reviewing.store, now=NOW) == 1
    back = reviewing.store.corrections.get(one.number)
    assert back is not None
    assert (back.state, back.last.reason) == (Life.RETURNED, "SOP-114 has a new revision, D")
    assert back.standing(NOW) is Standing.UNREVIEWED
    accept(reviewing.store, ENGINEER, one.number, reason="still so", vouched=Vouched(), now=NOW)
    assert keep_up(reviewing.store, now=NOW) == 0
    revised(reviewing, "E")
    assert keep_up(reviewing.store, now=NOW) == 1
