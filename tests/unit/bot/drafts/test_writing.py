"""What recurs is written down once; what somebody works on is theirs; what is put away stays."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import drafts, experts
from bot.feedback import BadFeedback, judge
from knowledge import access
from knowledge.curation.drafting.checking import faults
from knowledge.model import (
    ArticleAct,
    ArticleState,
    ArticleStep,
    Drafting,
    DraftOutcome,
    Person,
    ProposalState,
    Recurring,
)
from tests.reviewed_plant import ENGINEER, MATE, REVIEWING, SUPERVISING
from tests.small_plant import LINE_4, NOW, OPERATOR, Plant
from tests.topics import mining_of

ASKED = "How do I reduce the drum speed?"
STEPS = """Reduce the drum speed first, because it costs no output.

1. Reduce the drum speed by not more than 4 rpm in one step.
2. Wait 10 minutes.
3. Do not go below 36 rpm. Below that the curtain collapses."""
RULE = Recurring(people=3, teams=9)
DRUM_2 = f"{LINE_4}/drum-2"
ASKERS = (OPERATOR, MATE, SUPERVISING)


@pytest.fixture
def line(plant: Plant) -> Plant:
    """Line 4 with its procedure and its people; topics are mined."""
    mining_of(plant.store)
    plant.store.directory.replace(REVIEWING)
    plant.shelf.put(STEPS, audience=frozenset({"line-4", "engineering"}), scope=(LINE_4,))
    return plant


def asked_by(plant: Plant, *people: Person, text: str = ASKED) -> None:
    """Let people ask about drum 2, and find the answer right; take it into topics."""
    for each in people:
        reply = plant.ask(text, by=each, conversation=f"of-{each.id}", asset=DRUM_2)
        judge(
            plant.store,
            key=f"j{reply.question_id}",
            person=each,
            question_id=reply.question_id,
            judgement="right",
            now=NOW,
        )
    mined = mining_of(plant.store)
    plant.store.directory.replace(REVIEWING)
    mined.catch_up()


def look(plant: Plant, later: timedelta = timedelta(0)) -> list[Drafting]:
    return drafts.look(plant.assistant.sources(), rule=RULE, now=NOW + later)


def test_question_that_recurs_is_drafted_once(line: Plant) -> None:
    asked_by(line, OPERATOR, MATE)
    assert look(line) == []
    asked_by(line, SUPERVISING)
    (made,) = look(line)
    assert made.outcome is DraftOutcome.DRAFTED
    one = line.store.articles.get(made.article)
    assert one is not None
    assert (one.state, one.body.title, one.topic) == (ArticleState.WIP, ASKED, made.topic)
    assert one.body.key_point is not None
    assert one.body.key_point.text == "Do not go below 36 rpm."
    assert one.body.audience == {"line-4", "engineering"}
    assert faults(one.body) == ()
    assert look(line) == []
    assert len(line.store.articles.all()) == 1


def test_draft_that_nobody_touched_says_more_when_more_is_known(line: Plant) -> None:
    asked_by(line, *ASKERS)
    (made,) = look(line)
    line.shelf.put(
        "I reduce the drum speed slowly.",
        similarity=0.9,
        section="6.3",
        audience=frozenset({"line-4", "engineering"}),
        scope=(LINE_4,),
    )
    asked_by(line, *ASKERS)
    (again,) = look(line)
    assert (again.outcome, again.article) == (DraftOutcome.RENEWED, made.article)
    one = line.store.articles.get(made.article)
    assert one is not None
    assert one.version == 2
    assert "I reduce the drum speed slowly." in [s.text for s in one.body.answer]


def edited(line: Plant, number: str) -> None:
    """Let an engineer write another title."""
    one = line.store.articles.get(number)
    assert one is not None
    step = ArticleStep(ArticleAct.EDITED, NOW, one.version + 1, ENGINEER.id)
    body = replace(one.body, title="Drum speed in steps", wordings=("Steps of the drum speed?",))
    assert line.store.articles.step(one, step, body) is not None


def test_what_an_engineer_wrote_is_never_overwritten_but_improved(line: Plant) -> None:
    asked_by(line, *ASKERS)
    (made,) = look(line)
    edited(line, made.article)
    line.shelf.put(
        "Reduce the drum speed at the panel of the drum.",
        section="6.3",
        audience=frozenset({"line-4", "engineering"}),
        scope=(LINE_4,),
    )
    asked_by(line, *ASKERS)
    (again,) = look(line)
    assert (again.outcome, again.article) == (DraftOutcome.PROPOSED, made.article)
    one = line.store.articles.get(made.article)
    assert one is not None
    assert one.body.title == "Drum speed in steps"
    assert again.proposal is not None
    assert again.proposal.body.title == "Drum speed in steps"
    assert again.proposal.body.wordings == ("Steps of the drum speed?", ASKED)


def test_a_draft_is_not_overwritten_by_another_topic_that_it_answers_as_well(line: Plant) -> None:
    asked_by(line, *ASKERS)
    (made,) = look(line)
    one = line.store.articles.get(made.article)
    assert one is not None
    assert one.topic is not None
    other = replace(line.store.topics.all(rule=RULE)[0], id=one.topic + 1)
    wordings = ("How do I reduce the drum speed at the panel?",)
    other = replace(other, title=wordings[0], wordings=wordings)
    again = drafts.draft_topic(line.assistant.sources(), other, now=NOW)
    assert again.article == made.article
    assert again.outcome in (DraftOutcome.PROPOSED, DraftOutcome.UNCHANGED)
    kept = line.store.articles.get(made.article)
    assert kept is not None
    assert (kept.version, kept.body.title) == (one.version, ASKED)


def test_proposal_is_taken_by_who_curates_and_by_nobody_else(line: Plant) -> None:
    asked_by(line, *ASKERS)
    (made,) = look(line)
    edited(line, made.article)
    line.store.draftings.note(replace(made, grounds="other"))
    asked_by(line, OPERATOR)
    (again,) = look(line, timedelta(days=2))
    assert again.outcome is DraftOutcome.PROPOSED
    sources = line.assistant.sources()
    with pytest.raises(BadFeedback):
        drafts.take(sources, MATE, again.subject, now=NOW)
    done = drafts.take(sources, ENGINEER, again.subject, now=NOW)
    assert ASKED in done.body.wordings
    kept = line.store.draftings.get(again.subject)
    assert kept is not None
    assert kept.proposal is not None
    assert kept.proposal.state is ProposalState.TAKEN
    with pytest.raises(BadFeedback, match="nothing is proposed"):
        drafts.decline(sources, ENGINEER, again.subject)


def test_what_was_put_away_is_not_written_again(line: Plant) -> None:
    asked_by(line, *ASKERS)
    (made,) = look(line)
    one = line.store.articles.get(made.article)
    assert one is not None
    step = ArticleStep(ArticleAct.REJECTED, NOW, one.version, ENGINEER.id, "no need")
    line.store.articles.step(one, step)
    line.store.draftings.note(replace(made, grounds="other"))
    asked_by(line, OPERATOR)
    (again,) = look(line, timedelta(days=2))
    assert again.outcome is DraftOutcome.PUT_AWAY
    assert len(line.store.articles.all()) == 1


def test_what_nobody_wrote_down_is_a_gap_and_the_experts_reply_its_draft(line: Plant) -> None:
    text = "Which colour has the spare belt?"
    line.shelf.hits.clear()
    asked_by(line, *ASKERS, text=text)
    (made,) = look(line)
    assert made.outcome is DraftOutcome.NOTHING
    assert text in [each.text for each in line.store.gaps.all()]
    experts.join(line.store, ENGINEER, now=NOW)
    experts.look(line.store, alike=line.shelf.alike, most=9, now=NOW)
    gap = experts.open_for(line.store, ENGINEER, now=NOW)[0].gap
    experts.reply(
        line.store, ENGINEER, gap, text="The spare belt is blue.", now=NOW + timedelta(hours=1)
    )
    (again,) = look(line, timedelta(hours=2))
    assert again.outcome is DraftOutcome.DRAFTED
    one = line.store.articles.get(again.article)
    assert one is not None
    assert [each.text for each in one.body.answer] == ["The spare belt is blue."]
    assert one.finder == ENGINEER.id
    assert look(line, timedelta(hours=2)) == []


def test_reply_to_a_question_that_does_not_recur_is_drafted_too(line: Plant) -> None:
    line.shelf.hits.clear()
    asked_by(line, OPERATOR, text="Which colour has the spare belt?")
    (gap,) = line.store.gaps.all()
    experts.reply(line.store, ENGINEER, gap.id, text="The spare belt is blue.", now=NOW)
    (made,) = look(line)
    assert made.outcome is DraftOutcome.DRAFTED
    assert look(line) == []


def test_proposal_follows_an_article_that_went_on(line: Plant) -> None:
    asked_by(line, *ASKERS)
    (made,) = look(line)
    edited(line, made.article)
    line.store.draftings.note(replace(made, grounds="other"))
    asked_by(line, OPERATOR)
    (proposed,) = look(line, timedelta(days=2))
    edited(line, made.article)
    asked_by(line, OPERATOR)
    (again,) = look(line, timedelta(days=4))
    assert proposed.proposal is not None
    assert again.proposal is not None
    assert again.proposal.version == proposed.proposal.version + 1


def test_hazardous_matter_is_never_drafted(line: Plant) -> None:
    asked_by(line, *ASKERS, text="How do I defeat the guard interlock of the drum?")
    made = look(line)
    assert {each.outcome for each in made} <= {DraftOutcome.ROUTED}
    assert line.store.articles.all() == []


def test_message_becomes_a_draft_of_its_own_or_joins_the_article_that_is_there(
    line: Plant,
) -> None:
    sources = line.assistant.sources()
    text = "How do I reduce the drum speed in steps?"
    first = drafts.draft_message(sources, "m1", text, OPERATOR, now=NOW)
    assert first.outcome is DraftOutcome.DRAFTED
    other = drafts.draft_message(sources, "m2", text, OPERATOR, now=NOW)
    assert other.article == first.article
    assert len(line.store.articles.all()) == 1


def test_drafts_are_seen_by_who_curates_them(line: Plant) -> None:
    asked_by(line, *ASKERS)
    (made,) = look(line)
    assert [each.subject for each in access.draftings(line.store, ENGINEER)] == [made.subject]
    assert access.draftings(line.store, OPERATOR) == []
    told = drafts.drafting_json(made, REVIEWING)
    assert told["told"] == f"drafted as {made.article}"


def test_notes_call_equipment_by_its_name() -> None:
    told = drafts.note_in_words("narrowed", f"{DRUM_2}, {LINE_4}", REVIEWING)
    assert told == "it holds for Line 4, Drum 2, Line 4 only"
