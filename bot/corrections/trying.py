"""What people said is held against what happened: advice that goes wrong is looked at again.

Knows which overrides acted on a correction: those of the recommendation it was said of, and of
those whose answer showed it. Does not know how an override is judged (``knowledge.learning``).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.jobs import Job
from bot.jobs.schedules import Every
from bot.overrides import all_cases
from bot.speech import ENGLISH, speaking, tr
from knowledge.learning.overrides import Judged, failed, judged, tally
from knowledge.model import Correction, Happening, Life, LifeStep
from knowledge.store import Store

_TRIED = frozenset({Life.PROVISIONAL, Life.APPLIED})
_EVERY = timedelta(minutes=10)


def trying(store: Store) -> Job:
    """Return the job that holds corrections against results."""

    def work(period: Happening) -> None:
        hold_against_results(store, now=period.at)

    return Job("corrections.try", work, schedule=Every(_EVERY))


def hold_against_results(store: Store, *, now: datetime) -> int:
    """Send back to review what went wrong clearly more often than right; return how many.

    Only overrides after the last step count: what a person has vouched for anew starts anew. How
    many there were is not said: they are few people.
    """
    acted = store.corrections.acted_on()
    if not acted:
        return 0
    verdicts = {
        each.case.recommendation.decision_id: each for each in judged(all_cases(store, now=now))
    }
    returned = 0
    for one in store.corrections.of_numbers(acted).values():
        if one.state in _TRIED and _went_wrong(one, acted[one.number], verdicts):
            with speaking(ENGLISH):  # kept for all readers
                reason = tr("Those who acted on it got worse results than those who did not")
            step = LifeStep(Life.RETURNED, now, reason=reason)
            returned += store.corrections.append([(one, [step])]) is not None
    return returned


def _went_wrong(one: Correction, decisions: frozenset[str], verdicts: Mapping[str, Judged]) -> bool:
    found = [verdicts[each] for each in decisions if each in verdicts]
    return failed(tally(each for each in found if each.case.at >= one.last.at))
