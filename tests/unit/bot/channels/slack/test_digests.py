"""A digest of any length fits, cut between its sections, and loses no line."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.slack.blocks.reading import read_aloud
from bot.channels.slack.digests import Digest, Part, digest_posts
from tests.slack.golden import same_as
from tests.slack.validity import check_post

SHORT = Digest(
    "Line 4, last shift",
    "Thu 19 Nov, 22:00 to 6:00",
    (Part("Where work stalls", ["SOP-114 step 6 was asked about by more people than usual."]),),
    note="Groups of fewer than 5 people are not shown.",
    ask=("What changed in SOP-114?",),
    link="https://t.example/",
)
WORD = st.text("abc", min_size=1, max_size=12)
LINE = WORD.map(lambda word: word * 40)


def test_a_short_digest_is_one_message() -> None:
    (only,) = digest_posts(SHORT)
    check_post(only)
    same_as("digest", only.blocks)


def test_an_empty_digest_says_that_nothing_changed() -> None:
    (only,) = digest_posts(Digest("Line 4", "today"))
    check_post(only)
    assert "Nothing changed" in only.text


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.builds(Part, WORD, st.lists(WORD.map(lambda w: w * 40), max_size=30)), max_size=8)
)
def test_every_line_is_told(parts: list[Part]) -> None:
    posts = digest_posts(Digest("T", "p", tuple(parts)))
    for post in posts:
        check_post(post)
    text = "\n".join(read_aloud(each.blocks) for each in posts)
    for part in parts:
        for line in part.lines:
            assert line in text
