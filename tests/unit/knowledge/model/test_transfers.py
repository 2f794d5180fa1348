"""The life of an offer: which step may follow which, and what it says of itself."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import (
    TAKEN_UP,
    UNDECIDED,
    BadTransfer,
    Reason,
    Transfer,
    TransferAct,
    TransferBasis,
    TransferStep,
)

NOW = datetime(2026, 11, 20, 14, tzinfo=UTC)
HELD, OFFERED, SEEN = TransferAct.HELD, TransferAct.OFFERED, TransferAct.SEEN
ADOPTED, ADAPTED, REJECTED = TransferAct.ADOPTED, TransferAct.ADAPTED, TransferAct.REJECTED
WORKED, DID_NOT, WITHDRAWN = TransferAct.WORKED, TransferAct.DID_NOT, TransferAct.WITHDRAWN


def transfer(first: TransferAct = OFFERED) -> Transfer:
    reasons = (Reason(TransferBasis.EQUIPMENT, "drum", 3),)
    return Transfer("KB-12", 1, "line-3", "line-4", reasons, (TransferStep(first, NOW),))


def after(*acts: TransferAct, first: TransferAct = OFFERED) -> Transfer:
    one = transfer(first)
    for hours, act in enumerate(acts, start=1):
        one = one.then(TransferStep(act, NOW + timedelta(hours=hours), "p-1", "because"))
    return one


@pytest.mark.parametrize(
    ("acts", "state"),
    [
        ((ADOPTED, WORKED), WORKED),
        ((SEEN, REJECTED, ADOPTED), ADOPTED),
        ((SEEN, ADAPTED, DID_NOT, WORKED), WORKED),
        ((WITHDRAWN, OFFERED, ADOPTED), ADOPTED),
        ((ADOPTED, REJECTED), REJECTED),
    ],
)
def test_state_is_what_the_last_step_made_of_it(
    acts: tuple[TransferAct, ...], state: TransferAct
) -> None:
    assert after(*acts).state is state


@pytest.mark.parametrize(
    ("first", "acts"),
    [(OFFERED, (WORKED,)), (HELD, (ADOPTED,)), (HELD, (SEEN,)), (OFFERED, (REJECTED, WORKED))],
)
def test_nothing_works_before_it_is_taken_up_and_nothing_is_taken_up_unseen(
    first: TransferAct, acts: tuple[TransferAct, ...]
) -> None:
    with pytest.raises(BadTransfer):
        after(*acts, first=first)


@pytest.mark.parametrize("act", [ADAPTED, REJECTED, WITHDRAWN])
def test_what_others_must_understand_needs_a_reason(act: TransferAct) -> None:
    with pytest.raises(BadTransfer, match="needs a reason"):
        transfer().then(TransferStep(act, NOW, "p-1", "  "))
    assert transfer().then(TransferStep(ADOPTED, NOW, "p-1")).state is ADOPTED


def test_decision_is_the_last_one_since_the_offer() -> None:
    decided = after(SEEN, REJECTED, ADOPTED, WORKED).decision
    assert decided is not None
    assert decided.act is ADOPTED
    assert after(ADOPTED, WITHDRAWN, OFFERED).decision is None
    assert transfer(HELD).offered_at is None


@given(st.lists(st.sampled_from(list(TransferAct)), max_size=12), st.sampled_from([HELD, OFFERED]))
def test_no_run_of_steps_lets_a_team_decide_on_what_is_held_or_withdrawn(
    acts: list[TransferAct], first: TransferAct
) -> None:
    one = transfer(first)
    for act in acts:
        before = one
        try:
            one = one.then(TransferStep(act, NOW, "p-1", "because"))
        except BadTransfer:
            assert one is before
            continue
        assert before.state not in (HELD, WITHDRAWN) or act in (HELD, OFFERED, WITHDRAWN)
        assert one.steps[:-1] == before.steps
        assert not (one.state in UNDECIDED and one.state in TAKEN_UP)
