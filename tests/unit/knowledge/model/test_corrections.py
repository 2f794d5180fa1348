"""The life of a correction: no order of acts loses a step or lets the author decide."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import (
    Assessment,
    AssessmentTarget,
    BadStep,
    Correction,
    Life,
    LifeStep,
    Matter,
    Standing,
    Use,
    recorded,
)

NOW = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)
AUTHOR, REVIEWER = "p-1", "p-9"
DECIDES = (Life.ACCEPTED, Life.REJECTED, Life.APPLIED, Life.ROLLED_BACK, Life.SUPERSEDED)


def correction(*, routed: bool = False) -> Correction:
    said = Assessment("k", AssessmentTarget.ANSWER, "q", AUTHOR, NOW, expectation="clean it")
    return recorded(
        said,
        Matter("why?", "why"),
        team="line-4",
        routed=routed,
        unnamed=False,
        until=NOW + timedelta(days=10),
        basis=(),
    )


steps = st.builds(
    LifeStep,
    kind=st.sampled_from(Life),
    at=st.just(NOW),
    by=st.sampled_from(["", AUTHOR, REVIEWER]),
    reason=st.sampled_from(["", " ", "seen it"]),
    use=st.sampled_from([None, *Use]),
)


def lived(one: Correction, acts: list[LifeStep]) -> Correction:
    """Take every step that is allowed, leave the others."""
    for step in acts:
        try:
            one = one.then(step)
        except BadStep:
            continue
    return one


@given(acts=st.lists(steps, max_size=25), routed=st.booleans())
def test_no_order_of_acts_loses_a_step_or_lets_the_author_decide(
    acts: list[LifeStep], routed: bool
) -> None:
    first = correction(routed=routed)
    one = lived(first, acts)
    assert one.steps[: len(first.steps)] == first.steps
    for step in one.steps[len(first.steps) :]:
        assert step in acts
        assert step.kind not in DECIDES or step.by != AUTHOR
        assert step.kind is not Life.WITHDRAWN or step.by == AUTHOR
    assert sum(not each.unfinished for each in [one]) == (one.state not in _GOES_ON)


_GOES_ON = {Life.RECORDED, Life.PROVISIONAL, Life.RETURNED, Life.ACCEPTED, Life.APPLIED}


@given(acts=st.lists(steps, max_size=25))
def test_what_counts_as_reviewed_was_accepted_as_evidence_by_somebody_else(
    acts: list[LifeStep],
) -> None:
    one = lived(correction(), acts)
    if one.standing(NOW) is Standing.REVIEWED:
        assert one.accepted is not None
        assert (one.accepted.by, one.accepted.use) == (REVIEWER, Use.EVIDENCE)
        assert one.accepted.reason.strip()


@given(acts=st.lists(steps, max_size=25))
def test_a_matter_that_is_not_for_chat_never_counts_in_an_answer(acts: list[LifeStep]) -> None:
    assert lived(correction(routed=True), acts).standing(NOW) is None


@given(acts=st.lists(steps, max_size=25))
def test_what_is_finished_stays_so(acts: list[LifeStep]) -> None:
    one = lived(correction(), acts)
    if not one.unfinished:
        assert lived(one, acts) == one
        assert one.standing(NOW) is None


def test_it_counts_at_once_until_it_expires() -> None:
    one = correction()
    assert one.state is Life.PROVISIONAL
    assert one.standing(NOW) is Standing.UNREVIEWED
    assert one.standing(NOW + timedelta(days=10)) is None


def test_a_reviewer_sets_scope_and_end_while_the_acceptance_holds() -> None:
    later = NOW + timedelta(days=99)
    accepted = LifeStep(
        Life.ACCEPTED, NOW, REVIEWER, "seen", use=Use.EVIDENCE, scope="n/s", until=later
    )
    one = correction().then(accepted)
    assert (one.scope, one.expires_at, one.standing(NOW)) == ("n/s", later, None)
    applied = one.then(LifeStep(Life.APPLIED, NOW, REVIEWER))
    assert applied.standing(NOW) is Standing.REVIEWED
    returned = applied.then(LifeStep(Life.RETURNED, NOW, reason="a new revision"))
    assert (returned.scope, returned.accepted) == (None, None)
    assert returned.standing(NOW) is Standing.UNREVIEWED


@pytest.mark.parametrize("kind", [Life.ACCEPTED, Life.REJECTED, Life.SUPERSEDED])
def test_deciding_needs_a_person_and_a_reason(kind: Life) -> None:
    for by, reason in (("", "why"), (REVIEWER, " "), (AUTHOR, "why")):
        with pytest.raises(BadStep):
            correction().then(LifeStep(kind, NOW, by, reason, use=Use.NOTE))
