"""A claim that comes before the answer is whole: one line, its labels, nothing alive."""

from bot.channels.terminal import told
from knowledge.model import Claim


def test_a_claim_is_one_line_with_its_labels() -> None:
    assert told(Claim("It is wet.", ("R1", "S1"))) == "It is wet. [R1] [S1]"


def test_a_quotation_is_visibly_one_and_carries_no_label_of_its_own() -> None:
    shown = told(Claim("1. Stop\x1b[2J.\n2. Wait [R1].", ("S1",), quote=True))
    assert shown == "“1. Stop[2J. 2. Wait (R1).” [S1]"
