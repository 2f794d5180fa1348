"""What a store promises about draftings."""

from dataclasses import replace
from datetime import timedelta

from knowledge.model import Body, Drafting, DraftOutcome, Proposal, ProposalState, Statement
from knowledge.store import Store
from tests.contracts.store_samples import NOW

ONE = Drafting(
    "topic-12",
    "How slow may the drum turn?",
    NOW,
    DraftOutcome.DRAFTED,
    12,
    14,
    "digest",
    "KB-1",
    (("elsewhere", "SOP-118 A 3.1"),),
)
BODY = Body("Drum speed", ("How slow?",), (Statement("Not below 36 rpm.", ("S1",)),))


class DraftingsContract:
    """The part of the store contract that is about draftings."""

    def test_last_drafting_of_a_subject_is_kept(self, store: Store) -> None:
        store.draftings.note(ONE)
        assert store.draftings.get("topic-12") == ONE
        later = replace(ONE, outcome=DraftOutcome.NOTHING, at=NOW + timedelta(days=1), topic=None)
        store.draftings.note(later)
        other = replace(ONE, subject="gap-1")
        store.draftings.note(other)
        assert store.draftings.all() == [later, other]
        assert store.draftings.get("none") is None

    def test_proposal_comes_back_whole_and_is_closed_once(self, store: Store) -> None:
        proposed = replace(ONE, proposal=Proposal(BODY, 3))
        store.draftings.note(proposed)
        assert store.draftings.get("topic-12") == proposed
        assert store.draftings.close("topic-12", ProposalState.TAKEN)
        assert not store.draftings.close("topic-12", ProposalState.DECLINED)
        kept = store.draftings.get("topic-12")
        assert kept is not None
        assert kept.proposal == Proposal(BODY, 3, ProposalState.TAKEN)
        store.draftings.note(ONE)
        assert not store.draftings.close("topic-12", ProposalState.TAKEN)

    def test_open_proposals_and_what_became_of_an_article_are_found(self, store: Store) -> None:
        proposed = replace(ONE, proposal=Proposal(BODY, 3))
        other = replace(proposed, subject="gap-1", article="KB-2", at=NOW + timedelta(days=1))
        for each in (proposed, other, replace(ONE, subject="message-1", article="")):
            store.draftings.note(each)
        assert store.draftings.proposed() == [other, proposed]
        assert store.draftings.of_article("KB-1") == [proposed]
        store.draftings.close("gap-1", ProposalState.DECLINED)
        assert store.draftings.proposed() == [proposed]
        assert [each.subject for each in store.draftings.of_article("KB-2")] == ["gap-1"]

    def test_articles_of_topics_are_found_unless_they_were_declined(self, store: Store) -> None:
        proposed = replace(ONE, subject="topic-13", topic=13, proposal=Proposal(BODY, 3))
        lacking = replace(ONE, subject="topic-14", topic=14, article="")
        for each in (ONE, proposed, lacking):
            store.draftings.note(each)
        assert store.draftings.of_topics([12, 13, 14, 15]) == {12: "KB-1", 13: "KB-1"}
        store.draftings.close("topic-13", ProposalState.DECLINED)
        assert store.draftings.of_topics([12, 13]) == {12: "KB-1"}
        assert store.draftings.of_topics([]) == {}
