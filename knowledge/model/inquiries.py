"""Inquiries: one short question of the assistant to those who were there.

Knows the record. Does not know when one is asked, nor who else was asked.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class InquiryState(StrEnum):
    """What became of an inquiry for one person."""

    OPEN = "open"
    ANSWERED = "answered"
    DECLINED = "declined"


@dataclass(frozen=True)
class Inquiry:
    """A question about a recommendation, as one person sees it.

    ``kind`` is what happened; ``common`` what was logged each time, in words ("" is nothing);
    ``since`` from when on. Holds nobody else's name.
    """

    kind: str
    asset: str
    decision_id: str
    since: datetime
    asked_at: datetime
    common: str = ""
    number: int = 0
    state: InquiryState = InquiryState.OPEN
