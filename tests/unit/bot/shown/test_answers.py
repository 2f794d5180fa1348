"""An answer's parts in order: the lead, groups by kind, the chart, sources, scopes."""

from bot.feedback import Given
from bot.messages import Reply
from bot.shown.answers import SHOWN_BARS, ShownAnswer, chart_of, shown
from knowledge.model import (
    Answer,
    Claim,
    ClaimKind,
    Evidence,
    EvidenceKind,
    Explanation,
    Factor,
    Status,
)
from tests.small_plant import DIRECTORY, LINE_4, NOW, advice


def shown_of(*claims: Claim, **facts: object) -> ShownAnswer:
    answer = Answer(Status.ANSWERED, "The whole text.", claims, **facts)  # type: ignore[arg-type]
    reply = Reply("web:p-1:k.1", "c", "Why?", NOW, answer)
    return shown(reply, given=Given(), directory=DIRECTORY)


def claim(text: str, kind: ClaimKind = ClaimKind.REASON, **facts: bool) -> Claim:
    return Claim(text, ("R1",), kind, **facts)  # type: ignore[arg-type]


def test_the_first_claim_leads_with_its_citation() -> None:
    found = shown_of(claim("First."), claim("Second."))
    assert (found.lead.text, found.lead.citations) == ("First.", ("R1",))
    assert [one.text for group in found.groups for one in group.claims] == ["Second."]


def test_without_claims_the_text_is_the_message() -> None:
    assert shown_of().lead.text == "The whole text."


def test_a_quotation_never_leads() -> None:
    found = shown_of(claim("Verbatim.", ClaimKind.PROCEDURE, quote=True))
    assert found.lead.text == ""
    assert found.groups[0].claims[0].quote


def test_claims_are_grouped_by_kind_and_details_wait_behind_more() -> None:
    found = shown_of(
        claim("Lead."),
        claim("F1", ClaimKind.FACTOR),
        claim("R", ClaimKind.RULE),
        claim("F2", ClaimKind.FACTOR),
        claim("D", ClaimKind.FACTOR, detail=True),
    )
    assert [(g.kind, [c.text for c in g.claims]) for g in found.groups] == [
        ("factor", ["F1", "F2"]),
        ("rule", ["R"]),
    ]
    assert [c.text for g in found.more for c in g.claims] == ["D"]


def test_every_kind_of_claim_has_a_heading() -> None:
    found = shown_of(claim("Lead."), *(claim("x", kind) for kind in ClaimKind))
    assert len(found.groups) == len(ClaimKind)
    assert all(group.heading for group in found.groups)


def test_the_chart_stands_with_factors_and_cites_its_own_log() -> None:
    logs = tuple(
        Evidence(f"R{n}", EvidenceKind.REASONING_LOG, "log", f"R-2026-00000{n}", "d")
        for n in (2, 1)
    )
    facts = {"recommendation": advice(1), "decision_id": "R-2026-000001", "evidence": logs}
    with_factors = shown_of(claim("L"), claim("F", ClaimKind.FACTOR), **facts)
    assert with_factors.chart is not None
    assert with_factors.chart.label == "R1"
    assert shown_of(claim("L"), **facts).chart is None


def test_bars_are_ordered_by_weight_and_scaled_to_the_largest() -> None:
    chart = chart_of(advice(1), "R1")
    assert chart is not None
    assert [(bar.name, bar.score, bar.share) for bar in chart.bars] == [
        ("product moisture", 0.31, 100.0),
        ("drum speed", 0.05, 16.1),
        ("ambient humidity", -0.03, 9.7),
    ]
    assert (chart.bars[0].value, chart.bars[0].unit) == (3.4, "%")


def test_many_factors_wait_behind_more_and_none_is_lost() -> None:
    factors = tuple(Factor(f"f{n}", 1 / (n + 1)) for n in range(20))
    chart = chart_of(advice(1, explanation=Explanation("m", "o", None, factors)), "")
    assert chart is not None
    assert len(chart.bars) == SHOWN_BARS
    assert len(chart.bars) + len(chart.more) == 20


def test_without_logged_contributions_there_is_no_chart() -> None:
    assert chart_of(None, "") is None
    assert chart_of(advice(1, explanation=None), "") is None
    zero = Explanation("m", "o", 0.0, (Factor("a", 0.0),))
    chart = chart_of(advice(1, explanation=zero), "")
    assert chart is not None
    assert chart.bars[0].share == 0


def test_a_correction_can_hold_for_the_asset_or_what_is_around_it() -> None:
    found = shown_of(asset=f"{LINE_4}/drum-2")
    assert [(s.asset, s.name) for s in found.scopes][:2] == [
        (f"{LINE_4}/drum-2", "Line 4, Drum 2"),
        (LINE_4, "Line 4"),
    ]
    assert "northfield" not in [s.asset for s in found.scopes]
    assert shown_of().scopes == ()


def test_an_elements_name_holds_only_what_html_and_css_take() -> None:
    assert shown_of().id == "web-p-1-k-1"
