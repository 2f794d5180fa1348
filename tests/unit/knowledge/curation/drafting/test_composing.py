"""A draft is put together from its sources' words; every statement of it holds."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from knowledge.curation.drafting.checking import faults
from knowledge.curation.drafting.composing import draft
from knowledge.curation.drafting.material import (
    Drafted,
    Ground,
    Lacking,
    Material,
    NotDrafted,
    Note,
    NoteKind,
)
from knowledge.model import Body, wider
from tests.drafting import (
    BOTH,
    DIRECTORY,
    HALL,
    alike,
    material,
    passage,
    said,
)


def hazardous(text: str) -> bool:
    return "guard" in text.casefold()


def drafted(*grounds: Ground, **facts: object) -> Drafted:
    found = draft(
        material(*grounds, **facts), alike=alike, hazardous=hazardous, directory=DIRECTORY
    )
    assert isinstance(found, Drafted)
    assert faults(found.body) == ()
    return found


def texts(body: Body) -> list[str]:
    return [each.text for each in body.answer]


def undrafted(asked: Material) -> NotDrafted:
    found = draft(asked, alike=alike, hazardous=hazardous, directory=DIRECTORY)
    assert isinstance(found, NotDrafted)
    return found


def test_draft_has_all_parts_of_an_article() -> None:
    body = drafted(passage()).body
    assert body.title == "How do I reduce the drum speed?"
    assert body.wordings == (
        "How do I reduce the drum speed?",
        "Drum speed: reduce it in which steps?",
    )
    assert texts(body)[-3:] == [
        "1. Reduce the drum speed by not more than 4 rpm in one step.",
        "2. Wait 10 minutes.",
        "3. Do not go below 36 rpm. Below that the curtain collapses.",
    ]
    assert body.key_point is not None
    assert body.key_point.text == "Do not go below 36 rpm."
    assert body.reason_why is not None
    assert body.reason_why.text == "Below that the curtain collapses."
    (source,) = body.sources
    assert (source.label, source.document, source.revision, source.section) == (
        "S1",
        "SOP-114",
        "C",
        "6.2",
    )
    assert body.scope == (HALL,)
    assert body.audience == BOTH
    assert body.owner == "engineering"
    assert body.review_by == date(2027, 11, 20)


def test_review_comes_with_the_first_review_of_a_source() -> None:
    assert drafted(passage(review_due=date(2027, 3, 1))).body.review_by == date(2027, 3, 1)


def test_list_with_a_hazardous_step_is_left_to_its_document() -> None:
    text = "Reduce the drum speed in steps.\n\n1. Reduce the drum speed.\n2. Open the guard."
    found = drafted(passage(text))
    assert texts(found.body) == ["Reduce the drum speed in steps."]
    assert Note(NoteKind.CONTROLLED, "SOP-114 C 6.2") in found.notes


def test_nothing_hazardous_is_ever_said() -> None:
    only = passage("Reduce the drum speed with the guard open.")
    assert undrafted(material(only)).why is Lacking.NOTHING


def test_steps_of_two_lists_are_not_mixed() -> None:
    other = passage("1. Reduce the drum speed at the panel.\n2. Note it.", section="6.9")
    found = drafted(passage(), other)
    steps = [each for each in texts(found.body) if each[0].isdigit()]
    assert [each[:2] for each in steps] == ["1.", "2.", "3."]
    assert Note(NoteKind.PART, "SOP-114 C 6.9") in found.notes


def test_statements_of_several_documents_stand_under_their_titles() -> None:
    other = passage("Reduce the drum speed before the clean.", number="SOP-132", section="4")
    told = texts(drafted(passage("Reduce the drum speed in steps of 4 rpm."), other).body)
    assert told == [
        "SOP-114 title:",
        "Reduce the drum speed in steps of 4 rpm.",
        "SOP-132 title:",
        "Reduce the drum speed before the clean.",
    ]


def test_what_two_sources_say_is_said_once_and_cites_both() -> None:
    one = "Reduce the drum speed in steps of 4 rpm."
    body = drafted(passage(one), passage(one, section="7.1")).body
    assert [(each.text, each.citations) for each in body.answer] == [(one, ("S1", "S2"))]


def test_accepted_correction_follows_the_procedure_in_its_persons_words() -> None:
    body = drafted(
        passage("Reduce the drum speed in steps of 4 rpm."),
        said("With fine lots reduce the drum speed first.", why="Fine lots coat more heavily."),
    ).body
    assert texts(body) == [
        "Reduce the drum speed in steps of 4 rpm.",
        "With fine lots reduce the drum speed first.",
    ]
    assert body.reason_why is not None
    assert body.reason_why.text == "Fine lots coat more heavily."
    assert [each.label for each in body.sources] == ["S1", "F1"]


def test_correction_that_says_otherwise_is_left_out_and_noted() -> None:
    found = drafted(
        passage("Reduce the drum speed in steps of 4 rpm."),
        said("Reduce the drum speed in steps of 8 rpm."),
    )
    assert texts(found.body) == ["Reduce the drum speed in steps of 4 rpm."]
    assert Note(NoteKind.DISPUTED, "C-12") in found.notes


def test_what_people_said_is_enough_for_a_draft() -> None:
    body = drafted(said("Reduce the drum speed at the small panel.")).body
    assert texts(body) == ["Reduce the drum speed at the small panel."]


def test_draft_that_nobody_confirmed_says_so() -> None:
    found = drafted(passage(people=0, near=0.7))
    assert Note(NoteKind.UNCONFIRMED) in found.notes
    assert Note(NoteKind.UNCONFIRMED) not in drafted(passage()).notes


def test_only_cited_sources_stand_in_it_numbered_without_a_gap() -> None:
    far = passage("Boilers are blown down every shift.", section="9", people=2)
    body = drafted(far, passage(section="7")).body
    assert [each.label for each in body.sources] == ["S1"]
    assert {label for each in body.statements for label in each.citations} == {"S1"}


def test_what_stood_in_the_confirmed_answers_weighs_more() -> None:
    text = (
        "Drum speed is reduced at the panel by the operator. " * 12 + "Belt speed is cut by 2 rpm."
    )
    shown = passage(text, shown=("Belt speed is cut by 2 rpm.",) * 3)
    assert "Belt speed is cut by 2 rpm." in texts(drafted(shown).body)


SENTENCES = st.lists(
    st.sampled_from(
        [
            "Reduce the drum speed by 4 rpm.",
            "Do not go below 36 rpm: the curtain collapses.",
            "It costs no output.",
            "\n\n1. Reduce the drum speed.\n2. Wait 10 minutes.\n\n",
            "\n- Wet product\n- Warm hall\n",
            "\nParameter | Unit | Low\nDrum speed | rpm | 36\n",
            "Never open the guard.",
            "Warning: the drum speed must stay within 36 rpm to 46 rpm.",
            "Otherwise call the supervisor because product is lost.",
        ]
    ),
    min_size=1,
    max_size=6,
)


@given(st.lists(SENTENCES, min_size=1, max_size=3), SENTENCES)
def test_every_statement_of_every_draft_holds_and_nobody_sees_more(
    written: list[list[str]], people: list[str]
) -> None:
    grounds = [passage(" ".join(each), section=str(number)) for number, each in enumerate(written)]
    found = draft(
        material(*grounds, said(" ".join(people))),
        alike=alike,
        hazardous=hazardous,
        directory=DIRECTORY,
    )
    if isinstance(found, Drafted):
        body = found.body
        assert faults(body) == ()
        assert body.answer
        assert not any(hazardous(each.text) for each in body.statements)
        assert all(not wider(body.audience, each.audience) for each in body.sources)
