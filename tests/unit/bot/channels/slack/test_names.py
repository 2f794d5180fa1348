"""What is written into a button is read back; anything else is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.slack.names import Act, BadReference, Ref, act_of, action_id, clicks

REFS = st.builds(
    Ref, st.text(), st.text(), st.text(), st.integers(0, 999), st.integers(0, 999), st.text()
)


@given(REFS)
def test_a_reference_is_read_as_it_was_written(ref: Ref) -> None:
    assert Ref.read(ref.written()) == ref


def test_only_what_applies_is_written() -> None:
    assert Ref(question="q", part=2).written() == '{"question":"q","part":2}'
    assert Ref().written() == "{}"


def test_a_reference_of_a_newer_version_is_understood_as_far_as_known() -> None:
    assert Ref.read('{"question": "q", "colour": "red"}') == Ref(question="q")


@pytest.mark.parametrize("value", [None, "", "why", "[1]", '{"part": "2"}', '{"question": 1}'])
def test_what_is_no_reference_is_refused(value: str | None) -> None:
    with pytest.raises(BadReference):
        Ref.read(value)


@given(st.sampled_from(Act), st.none() | st.integers(0, 99))
def test_an_action_id_names_its_act(act: Act, number: int | None) -> None:
    written = action_id(act, number)
    assert act_of(written) is act
    assert clicks(act).fullmatch(written)


def test_an_id_that_is_not_ours_is_no_act() -> None:
    assert act_of("whyever") is None
    assert clicks(Act.WHY).fullmatch("whyever") is None
