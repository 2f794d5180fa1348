"""Safety: matters that are never answered from chat, and where the plant's plan sends them.

Knows the kinds of hazard and the plan's shape. Does not know how a question is recognised
(``bot.answering.route``) nor how the plan is imported (``knowledge.ingest``).
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from knowledge.model.assets import within

_LINK = re.compile(r"https://[^\s/\\@]+(/[^\s\\]*)?|/(?![/\\])[^\s\\]*")


class Hazard(StrEnum):
    """Why a matter is not answered from chat."""

    EMERGENCY = "emergency"
    LOCKOUT = "lockout-tagout"
    CONFINED_SPACE = "confined-space"
    HOT_WORK = "hot-work"
    LINE_BREAK = "line-break"
    HEIGHT = "work-at-height"
    BYPASS = "safety-bypass"
    ALARM = "alarm-shelving"
    RELEASE = "release-decision"
    START_UP = "start-up"
    HIGH_RISK = "rare-high-risk"
    UNLISTED = "unlisted-hazard"
    CERTIFIED = "certified-training-only"
    OVERDUE = "overdue-document"
    CONFLICT = "conflicting-documents"


@dataclass(frozen=True)
class Called:
    """A role that is called for a hazard, and how to reach it; ``team`` may take the request."""

    role: str
    how: str = ""
    team: str = ""


@dataclass(frozen=True)
class Referral:
    """Whom to call for a hazard on an asset, in order of escalation, with permit and training.

    ``hazard`` None: any hazard without a referral of its own. ``asset`` is a prefix, "" anywhere.
    """

    hazard: Hazard | None
    called: tuple[Called, ...]
    asset: str = ""
    permit: str = ""
    training: str = ""
    training_link: str = ""


@dataclass(frozen=True)
class SafetyPlan:
    """The plant's safety configuration.

    ``emergency_number`` and ``emergency_line`` are shown as they are; ``emergency_lines`` holds
    the line in other languages by code. A request that nobody took within ``escalate_after`` goes
    to the next role.
    """

    emergency_number: str = ""
    emergency_line: str = ""
    emergency_lines: tuple[tuple[str, str], ...] = ()
    escalate_after: timedelta = timedelta(minutes=10)
    referrals: tuple[Referral, ...] = ()

    def referral(self, hazard: Hazard, asset: str | None) -> Referral | None:
        """Return the referral of the hazard nearest to the asset, or the plan's general one."""
        fitting = [
            each
            for each in self.referrals
            if each.hazard in (hazard, None)
            and (not each.asset or (asset is not None and within(asset, each.asset)))
        ]
        own_first = sorted(fitting, key=lambda each: (each.hazard is None, -len(each.asset)))
        return own_first[0] if own_first else None

    def emergency_line_in(self, language: str) -> str:
        """Return the line of the site plan in that language, or as it was written first."""
        return dict(self.emergency_lines).get(language, self.emergency_line)


def followable(link: str) -> bool:
    """Whether a link may be shown as one: https without a user name, or a path on our own site."""
    return _LINK.fullmatch(link) is not None
