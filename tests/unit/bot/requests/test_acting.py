"""Rules of requests: who may do what, one effect an act, and whom escalation calls when."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering.records import to_record
from bot.feedback import BadFeedback
from bot.requests import (
    close,
    open_request,
    sweep,
    take,
    visible,
    who_comes,
    withdraw,
)
from bot.requests.acting import FORGOTTEN_AFTER
from knowledge import access
from knowledge.model import (
    Answer,
    Called,
    Hazard,
    Person,
    Request,
    RequestState,
    Role,
    Route,
    SafetyPlan,
    Status,
    StepKind,
)
from knowledge.store import Turn
from tests.safe_plant import DUTY, ENGINEER, FITTER, MATE, PLAN, SAFE_DIRECTORY, SUPERVISOR, routed
from tests.small_plant import LINE_4, NOW, OPERATOR, STRANGER, Plant

MINUTE = timedelta(minutes=1)


def asked(plant: Plant, question: str, *, at: datetime = NOW, key: str = "k") -> Request:
    return open_request(plant.store, key=key, person=OPERATOR, question_id=question, now=at)


def taken(plant: Plant, request: Request, by: Person = FITTER, at: datetime = NOW) -> Request:
    return take(plant.store, person=by, number=request.number, now=at)


def kinds(request: Request) -> list[str]:
    return [step.kind.value for step in request.steps]


def test_asking_calls_the_first_role_of_the_plan(safe: Plant, question: str) -> None:
    request = asked(safe, question)
    assert kinds(request) == ["opened", "called"]
    assert [each.role for each in request.called] == ["Maintenance on shift", "Duty engineer"]
    assert (request.asset, request.hazard) == (f"{LINE_4}/drum-2", Hazard.CERTIFIED)
    assert access.own_request(safe.store, OPERATOR, question) == request


def test_asking_twice_is_one_request_until_it_was_withdrawn(safe: Plant, question: str) -> None:
    first = asked(safe, question)
    assert asked(safe, question) == asked(safe, question, key="tab-2") == first
    withdraw(safe.store, person=OPERATOR, number=first.number, now=NOW)
    assert asked(safe, question, key="again").number > first.number


def test_only_the_asker_of_a_routed_question_can_ask(safe: Plant, question: str) -> None:
    for person in (STRANGER, FITTER, SUPERVISOR):
        with pytest.raises(BadFeedback, match="you were given"):
            open_request(safe.store, key="k", person=person, question_id=question, now=NOW)
    answered = safe.ask("What is open?").question_id
    with pytest.raises(BadFeedback, match="not answered from chat"):
        asked(safe, answered)


def test_an_emergency_is_never_a_request(safe: Plant) -> None:
    told = Answer(Status.ROUTED, "112", route=Route("emergency", "112", line="Leave."))
    safe.store.conversations.save(
        Turn("q", "c", OPERATOR.id, "fire!", NOW, answer=to_record(told), status="routed")
    )
    with pytest.raises(BadFeedback, match="call 112 now"):
        asked(safe, "q")


def test_without_anybody_in_the_plan_the_role_of_the_answer_is_named(
    safe: Plant, question: str
) -> None:
    safe.store.directory.replace(replace(SAFE_DIRECTORY, safety=SafetyPlan()))
    with pytest.raises(BadFeedback, match="call Maintenance on shift, channel 2"):
        asked(safe, question)


def test_without_an_asset_the_place_is_where_the_persons_teams_work() -> None:
    route = Route("certified-training-only", "")
    comes = who_comes(SAFE_DIRECTORY, route=route, asset=None, person=OPERATOR)
    assert [each.role for each in comes] == ["Maintenance on shift", "Duty engineer"]
    assert who_comes(SAFE_DIRECTORY, route=route, asset=None, person=STRANGER) == ()


def test_a_role_that_nobody_would_see_it_as_is_not_asked(safe: Plant, question: str) -> None:
    (planned,) = PLAN.referrals
    outside, empty = Called("Fire watch", "channel 9"), Called("Rescue", "", "rescue")
    called = (outside, empty, *planned.called[1:])
    plan = replace(PLAN, referrals=(replace(planned, called=called),))
    safe.store.directory.replace(replace(SAFE_DIRECTORY, safety=plan))
    assert [each.role for each in asked(safe, question).called] == ["Duty engineer"]


@pytest.mark.parametrize("person", [FITTER, MATE, ENGINEER])
def test_the_called_team_and_the_assets_engineers_may_take_it(
    safe: Plant, question: str, person: Person
) -> None:
    request = taken(safe, asked(safe, question), person, NOW + MINUTE)
    assert request.state is RequestState.TAKEN
    step = request.taken
    assert step is not None
    assert (step.by, step.at) == (person.id, NOW + MINUTE)
    assert step.role == ("engineer" if person is ENGINEER else "Maintenance on shift")
    assert taken(safe, request, person, NOW + 2 * MINUTE) == request


@pytest.mark.parametrize("person", [STRANGER, SUPERVISOR, DUTY])
def test_others_neither_see_nor_take_it(safe: Plant, question: str, person: Person) -> None:
    request = asked(safe, question)
    assert access.requests(safe.store, person) == []
    with pytest.raises(BadFeedback, match="that you may see"):
        taken(safe, request, person)
    with pytest.raises(BadFeedback, match="that you may see"):
        visible(safe.store, person, request.number)


def test_an_engineer_of_other_equipment_does_not_see_it(safe: Plant, question: str) -> None:
    other = Person("p-30", "O", frozenset({"packaging"}), frozenset({Role.ENGINEER, Role.ADMIN}))
    asked(safe, question)
    assert access.requests(safe.store, other) == []


def test_the_asker_cannot_take_it_even_as_one_of_the_called_team(safe: Plant) -> None:
    both = replace(OPERATOR, teams=frozenset({"line-4", "maintenance"}))
    question = routed(safe, by=both)
    request = asked(safe, question)
    with pytest.raises(BadFeedback, match="you asked for it"):
        taken(safe, request, both)


def test_the_second_who_takes_it_is_told(safe: Plant, question: str) -> None:
    request = taken(safe, asked(safe, question))
    with pytest.raises(BadFeedback, match="somebody has taken it already"):
        taken(safe, request, MATE)
    with pytest.raises(BadFeedback, match="somebody has taken it already"):
        withdraw(safe.store, person=OPERATOR, number=request.number, now=NOW)


def test_only_the_asker_withdraws_and_then_nobody_takes_it(safe: Plant, question: str) -> None:
    request = asked(safe, question)
    with pytest.raises(BadFeedback, match="only who asked"):
        withdraw(safe.store, person=FITTER, number=request.number, now=NOW)
    gone = withdraw(safe.store, person=OPERATOR, number=request.number, now=NOW)
    assert withdraw(safe.store, person=OPERATOR, number=request.number, now=NOW) == gone
    assert access.requests(safe.store, FITTER) == []
    with pytest.raises(BadFeedback, match="it was withdrawn"):
        taken(safe, request)


@pytest.mark.parametrize("person", [OPERATOR, FITTER])
def test_who_took_it_or_asked_closes_it(safe: Plant, question: str, person: Person) -> None:
    request = asked(safe, question)
    with pytest.raises(BadFeedback, match="withdraw it instead"):
        close(safe.store, person=person, number=request.number, now=NOW)
    request = taken(safe, request)
    with pytest.raises(BadFeedback, match="only who took it"):
        close(safe.store, person=MATE, number=request.number, now=NOW)
    done = close(safe.store, person=person, number=request.number, now=NOW)
    assert kinds(done) == ["opened", "called", "taken", "closed"]
    assert close(safe.store, person=person, number=request.number, now=NOW) == done
    assert access.requests(safe.store, FITTER) == []


def test_what_nobody_took_goes_to_the_next_role_and_stays_with_the_last(
    safe: Plant, question: str
) -> None:
    asked(safe, question)
    assert sweep(safe.store, now=NOW + 9 * MINUTE) == []
    (second,) = sweep(safe.store, now=NOW + 10 * MINUTE)
    assert second.reached[-1].role == "Duty engineer"
    assert access.requests(safe.store, DUTY) == access.requests(safe.store, FITTER) == [second]
    assert sweep(safe.store, now=NOW + 19 * MINUTE) == []
    (last,) = sweep(safe.store, now=NOW + 20 * MINUTE)
    assert kinds(last) == ["opened", "called", "escalated", "left"]
    assert last.steps[-1].role == "Duty engineer"
    assert sweep(safe.store, now=NOW + timedelta(days=9)) == []
    assert taken(safe, last, FITTER).state is RequestState.TAKEN  # the first may come late


def test_after_a_long_stop_the_next_role_still_has_its_time(safe: Plant, question: str) -> None:
    asked(safe, question)
    back = NOW + timedelta(hours=8)
    (second,) = sweep(safe.store, now=back)
    assert second.steps[-1].at == back
    assert sweep(safe.store, now=back) == []
    assert sweep(safe.store, now=back + 9 * MINUTE) == []


def test_a_sweep_that_was_killed_goes_on_where_it_was(
    safe: Plant, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(safe, question)
    other = routed(safe, conversation="c2")
    asked(safe, other, key="k2")
    due, append, calls = NOW + 10 * MINUTE, safe.store.requests.append, 0

    def killed(*given: object) -> object:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt
        return append(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(safe.store.requests, "append", killed)
        with pytest.raises(KeyboardInterrupt):
            sweep(safe.store, now=due)
    assert len(sweep(safe.store, now=due)) == 1
    for request in safe.store.requests.unfinished():
        assert kinds(request) == ["opened", "called", "escalated"]


def test_the_plans_present_time_counts(safe: Plant, question: str) -> None:
    asked(safe, question)
    hurried = replace(PLAN, escalate_after=MINUTE)
    safe.store.directory.replace(replace(SAFE_DIRECTORY, safety=hurried))
    assert len(sweep(safe.store, now=NOW + MINUTE)) == 1


def test_what_was_taken_and_forgotten_is_closed_after_a_shift(safe: Plant, question: str) -> None:
    taken(safe, asked(safe, question))
    assert sweep(safe.store, now=NOW + FORGOTTEN_AFTER - MINUTE) == []
    (closed,) = sweep(safe.store, now=NOW + FORGOTTEN_AFTER)
    assert (closed.state, closed.steps[-1].by) == (RequestState.CLOSED, "")


_ACTS = st.lists(
    st.tuples(
        st.sampled_from(["open", "sweep", "take", "withdraw", "close"]),
        st.sampled_from([OPERATOR, FITTER, MATE, DUTY, ENGINEER, STRANGER]),
        st.integers(0, 15),
    ),
    max_size=12,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=_ACTS)
def test_whatever_people_do_in_whatever_order_nothing_is_lost_or_taken_twice(
    safe: Plant, acts: list[tuple[str, Person, int]]
) -> None:
    question = routed(safe, conversation=f"c{next(safe.numbers)}")
    first = asked(safe, question, key=question)
    now, known = NOW, {first.number: first}
    for act, person, minutes in acts:
        now += minutes * MINUTE
        number = max(known)
        try:
            if act == "open":
                request = open_request(
                    safe.store, key=f"{question}{now:%H%M}", person=person,
                    question_id=question, now=now,
                )  # fmt: skip
                known.setdefault(request.number, request)
            elif act == "sweep":
                sweep(safe.store, now=now)
                sweep(safe.store, now=now)
            else:
                done = {"take": take, "withdraw": withdraw, "close": close}[act]
                done(safe.store, person=person, number=number, now=now)
        except BadFeedback:
            pass
        for number, before in known.items():
            after = safe.store.requests.get(number)
            assert after is not None
            assert after.steps[: len(before.steps)] == before.steps
            known[number] = after
    for request in known.values():
        seen = [step.kind for step in request.steps]
        assert seen[:2] == [StepKind.OPENED, StepKind.CALLED]
        assert seen.count(StepKind.TAKEN) <= 1
        assert seen.count(StepKind.ESCALATED) <= 1
        assert [step.at for step in request.steps] == sorted(step.at for step in request.steps)
        assert request.taken is None or request.taken.by != request.asker
    unfinished = [each for each in known.values() if each.state in ("open", "taken")]
    assert len(unfinished) <= 1
    assert all(each in safe.store.requests.unfinished() for each in unfinished)
