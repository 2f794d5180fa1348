"""An answer fits what Slack takes, loses no claim, and brings nothing to life."""

import re
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.slack.blocks.answers import FIRST, Beside, answer_posts, claim_blocks
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.blocks.reading import read_aloud
from bot.channels.slack.names import Act, Ref, act_of
from bot.messages import Reply
from bot.shown.referred import Referred, way_of
from knowledge.hygiene import visible
from knowledge.model import (
    Answer,
    Called,
    Candidate,
    Claim,
    ClaimKind,
    Evidence,
    EvidenceKind,
    Route,
    Status,
)
from tests.slack.validity import check_post, nodes
from tests.small_plant import NOW, advice

ALONE = Beside()
ANY = st.text(max_size=60) | st.sampled_from(
    ["<!channel>", "<@U0123>", "*bold* _it_ ~s~ `c`", "<http://evil.example|x>", "&lt;", ":fire:"]
)
LONG = st.builds(
    lambda text, times: text * times, st.text(min_size=1, max_size=40), st.integers(1, 400)
)
TEXT = ANY | LONG
LABELS = st.lists(st.sampled_from(["R1", "S1", "S2", "S3"]), max_size=3, unique=True).map(tuple)
CLAIMS = st.lists(
    st.builds(
        Claim, TEXT, LABELS, st.sampled_from(ClaimKind), quote=st.booleans(), detail=st.booleans()
    ),
    max_size=12,
).map(tuple)
EVIDENCE = st.tuples(
    *(
        st.builds(
            Evidence,
            st.just(label),
            st.just(EvidenceKind.REASONING_LOG if label == "R1" else EvidenceKind.PASSAGE),
            TEXT,
            st.just(label),
            TEXT,
            TEXT,
            st.just("C"),
        )
        for label in ("R1", "S1", "S2", "S3")
    )
)
ROUTES = st.none() | st.builds(Route, st.just("hot-work"), TEXT, TEXT, TEXT)
CANDIDATES = st.lists(st.builds(Candidate, TEXT, ANY, TEXT, TEXT, st.just(NOW)), max_size=30).map(
    tuple
)
ANSWERS = st.builds(
    Answer,
    st.sampled_from(Status),
    TEXT,
    CLAIMS,
    EVIDENCE,
    route=ROUTES,
    candidates=CANDIDATES,
    missing=TEXT,
    doubt=TEXT,
    suggestions=st.lists(TEXT, max_size=8).map(tuple),
    note=TEXT,
    asset_name=TEXT,
    recommendation=st.none() | st.builds(lambda action: advice(1, action=action), TEXT),
)


def reply(answer: Answer, question: str = "slack:T1:C1:1.2") -> Reply:
    return Reply(question, "c1", "why?", NOW, answer)


def read(posts: tuple[Post, ...]) -> str:
    return "\n".join(read_aloud(each.blocks) for each in posts)


def bare(text: str) -> str:
    """Return the text without white space, and without what shows that a piece goes on."""
    return re.sub(r"\s", "", visible(text)).replace("…", "")


def acts(post: Post) -> list[Act | None]:
    return [act_of(each["action_id"]) for each in nodes(post.blocks) if "action_id" in each]


@settings(max_examples=15, deadline=None)
@given(ANSWERS)
def test_whatever_is_answered_slack_takes_every_part(answer: Answer) -> None:
    for post in answer_posts(reply(answer), ALONE):
        check_post(post)


@settings(max_examples=15, deadline=None)
@given(ANSWERS)
def test_the_parts_together_show_every_claim_and_what_is_missing(answer: Answer) -> None:
    shown = bare(read(answer_posts(reply(answer), ALONE)))
    for text in (*(claim.text for claim in answer.claims), answer.missing, answer.note):
        # A piece may end between two words, never within one that a message can hold.
        for word in re.split(r"\s+", visible(text)):
            assert bare(word)[:1000] in shown


@settings(max_examples=15, deadline=None)
@given(ANSWERS)
def test_more_leads_from_each_part_to_the_next_and_ends_with_the_last(answer: Answer) -> None:
    posts = answer_posts(reply(answer), ALONE)
    for number, post in enumerate(posts):
        more = [each for each in nodes(post.blocks) if each.get("action_id") == Act.MORE]
        assert [Ref.read(each["value"]).part for each in more] == (
            [number + 1] if number + 1 < len(posts) else []
        )


def test_an_answer_with_everything_at_its_longest_fits() -> None:
    """The bounds of what stands beside the claims leave room for the longest claim."""
    huge, labels = "w " * 3_000, ("R1", "S1", "S2", "S3")
    sources = tuple(
        Evidence(label, EvidenceKind.PASSAGE, huge, label, huge, huge, "C") for label in labels
    )
    way = Referred(huge, huge, huge, huge, "https://t.example/7", Called(huge), None)
    for length in (799, 801):
        for status in (Status.ASK_BACK, Status.ROUTED):
            answer = Answer(
                status,
                huge,
                (Claim(huge, labels, quote=True), Claim(huge, labels, detail=True)),
                sources,
                asset_name=huge,
                candidates=(Candidate("R-1", "a", huge, huge, NOW),) * 30,
                missing="m" * length,
                suggestions=(huge,) * 30,
                note="n" * length,
                recommendation=advice(1, action=huge),
            )
            for post in answer_posts(reply(answer), Beside(referred=way, private=True)):
                check_post(post)


def claim(text: str, kind: ClaimKind = ClaimKind.REASON, **facts: bool) -> Claim:
    return Claim(text, ("S1",), kind, **facts)


SOURCE = Evidence(
    "S1", EvidenceKind.PASSAGE, "t", "p1", "SOP-114", "Seasoning", "C", "6.2", page=3,
    effective_from=(NOW - timedelta(days=90)).date(),
)  # fmt: skip


def answered(*claims: Claim, **facts: object) -> Reply:
    return reply(Answer(Status.ANSWERED, "", claims, (SOURCE,), **facts))  # type: ignore[arg-type]


def test_an_ordinary_answer_is_one_message() -> None:
    told = answered(claim("Because it is wet."), claim("Moisture is 3.4 %.", ClaimKind.FACTOR))
    (only,) = answer_posts(told, ALONE)
    assert Act.MORE not in acts(only)


def test_that_it_may_be_no_answer_is_read_before_the_answer() -> None:
    told = read(answer_posts(answered(claim("Lower it by 3 °C."), doubt="It may be none."), ALONE))
    assert told.index("It may be none.") < told.index("Lower it by 3 °C.")


def test_claims_of_one_kind_stand_together() -> None:
    kinds = [ClaimKind.FACTOR, ClaimKind.RULE] * 40
    posts = answer_posts(answered(*(claim(f"Said {n}.", k) for n, k in enumerate(kinds))), ALONE)
    for post in posts:
        check_post(post)
    assert posts[0].text.count("Rules that fired") == 1


def test_a_single_claim_needs_no_heading_unless_people_or_conflicts_speak() -> None:
    alone = answered(claim("Because."), claim("Not chosen: x.", ClaimKind.ALTERNATIVE))
    assert "Considered" not in read(answer_posts(alone, ALONE))
    said = answered(claim("Because."), claim("Use 36 rpm.", ClaimKind.CONTRIBUTION, quote=True))
    assert "What colleagues say" in read(answer_posts(said, ALONE))


def test_what_could_be_asked_next_takes_three_buttons() -> None:
    told = answered(claim("Because."), suggestions=("A?", "B?", "C?", "D?"))
    (only,) = answer_posts(told, ALONE)
    shown = [e["text"]["text"] for e in nodes(only.blocks) if e.get("type") == "button"]
    assert shown == ["S1 SOP-114", "A?", "B?", "C?", "Unclear"]


def test_details_wait_behind_more_which_counts_them() -> None:
    told = answered(claim("Because."), claim("Logged by W-1.", detail=True))
    first, second = answer_posts(told, ALONE)
    assert "W-1" not in read_aloud(first.blocks)
    assert "W-1" in read_aloud(second.blocks)
    more = next(each for each in nodes(first.blocks) if each.get("action_id") == Act.MORE)
    assert more["text"]["text"] == "More (1)"


def test_a_long_answer_is_cut_between_claims() -> None:
    texts = [f"Step {n}: " + "turn it slowly " * 30 for n in range(12)]
    posts = answer_posts(answered(*map(claim, texts)), ALONE)
    assert len(posts) > 1
    assert len(read_aloud(posts[0].blocks)) < FIRST + 500
    for text in texts:
        assert sum(" ".join(text.split()) in read_aloud(each.blocks) for each in posts) == 1


def test_a_claim_longer_than_a_message_says_where_it_goes_on() -> None:
    posts = answer_posts(answered(claim("Close the valve. " * 900, quote=True)), ALONE)
    assert len(posts) > 1
    assert "SOP-114 rev C, 6.2, p. 3" in read_aloud(posts[1].blocks)
    assert "continued" in read_aloud(posts[1].blocks)


def test_a_citation_says_document_revision_section_page_and_age() -> None:
    (only,) = answer_posts(answered(claim("Because.")), ALONE)
    shown = read_aloud(only.blocks)
    assert "[S1] SOP-114 rev C, 6.2, p. 3 “Seasoning”, in force for 3 months" in shown


def test_a_source_opens_by_a_button_that_a_screen_reader_can_name() -> None:
    (only,) = answer_posts(answered(claim("Because.")), ALONE)
    source = next(e for e in nodes(only.blocks) if e.get("action_id") == "source:0")
    assert source["text"]["text"] == "S1 SOP-114"
    assert source["accessibility_label"] == "Open S1: SOP-114 rev C, 6.2, p. 3"
    assert Ref.read(source["value"]) == Ref(question="slack:T1:C1:1.2", label="S1")


def test_a_routed_answer_offers_to_ask_the_role_and_a_link_that_may_be_followed() -> None:
    way = Route("hot-work", "Fire watch", "Course 7", "F-151", "https://t.example/7")
    told = reply(Answer(Status.ROUTED, "", (claim("Hang a lock.", quote=True),), route=way))
    referred = way_of(told.answer)
    assert referred is not None
    coming = replace(referred, comes=Called("Fire watch", "ch 3", "safety"))
    (only,) = answer_posts(told, Beside(referred=coming))
    assert Act.COME in acts(only)
    links = [each["url"] for each in nodes(only.blocks) if each.get("type") == "link"]
    assert links == ["https://t.example/7"]
    assert "Hang a lock." in read_aloud(only.blocks)


def test_an_emergency_is_the_number_and_the_line_without_a_button() -> None:
    way = Route("emergency", "4999", line="Gate 2.")
    told = reply(
        Answer(Status.ROUTED, "x", (claim("No."),), route=way, suggestions=("Why?",), note="n")
    )
    (only,) = answer_posts(told, ALONE)
    assert read_aloud(only.blocks) == "4999\nGate 2."
    assert only.text == "4999\nGate 2."
    assert acts(only) == []


def buttons(post: Post) -> list[str]:
    return [each["text"]["text"] for each in nodes(post.blocks) if each.get("type") == "button"]


def test_what_was_meant_is_chosen_by_its_words_its_equipment_or_its_number() -> None:
    def asked(*offered: Candidate) -> Post:
        return answer_posts(reply(Answer(Status.ASK_BACK, "Which?", candidates=offered)), ALONE)[0]

    two = [Candidate(f"R-{n}", "a", f"Drum {n}", "Slow down", NOW) for n in (2, 3)]
    assert buttons(asked(*two)) == ["Drum 2: Slow down · 0 s ago", "Drum 3: Slow down · 0 s ago"]
    long = [replace(each, action="Slow down " * 12) for each in two]
    assert buttons(asked(*long)) == ["Drum 2", "Drum 3"]
    assert "1. Drum 2: Slow down" in asked(*long).text
    one_drum = [replace(each, asset_name="Drum 2") for each in long]
    assert buttons(asked(*one_drum)) == ["1", "2"]


def test_a_private_answer_can_be_shown_to_the_channel() -> None:
    told = answered(claim("Because."))
    assert Act.SHARE in acts(answer_posts(told, Beside(private=True))[0])
    assert Act.SHARE not in acts(answer_posts(told, ALONE)[0])


def test_an_answer_is_judged_right_unclear_or_not_right() -> None:
    (only,) = answer_posts(answered(claim("Because.")), ALONE)
    values = [
        Ref.read(each["value"]).word
        for each in nodes(only.blocks)
        if "value" in each and "word" in each["value"]
    ]
    assert values == ["unclear", "right", "not_right"]


def test_nobody_judges_a_question_back() -> None:
    (only,) = answer_posts(reply(Answer(Status.ASK_BACK, "Which?")), ALONE)
    assert Act.FEEDBACK not in acts(only)


def test_a_claim_told_early_reads_as_in_the_answer() -> None:
    told = answered(claim("Because it is wet."))
    early = claim_blocks(told.answer.claims[0], told, leads=True)
    assert early[0] in answer_posts(told, ALONE)[0].blocks
