"""What weighed how much: the contributions of a reasoning log, as a table or as lines.

Knows that a message may hold one table and a view none. Signs and figures tell all; the arrow only
repeats them.
"""

from bot.answering.wording import amount, signed, value_text
from bot.channels.slack.blocks.elements import Json, bullets, cut, line, words
from bot.shown.answers import Bar, Chart
from bot.speech import tr, trn

_MOST, _NAME = 20, 100


def factor_table(chart: Chart) -> Json:
    """Return the contributions as a table, the weightiest first."""
    rows = [[tr("Input"), tr("Value"), tr("Contribution")]]
    rows += [[bar.name, _value(bar), f"{_arrow(bar)} {_score(bar)}"] for bar in _bars(chart)]
    return {
        "type": "table",
        "column_settings": [{"is_wrapped": True}, {"align": "right"}, {"align": "right"}],
        "rows": [[{"type": "raw_text", "text": cut(cell, _NAME)} for cell in row] for row in rows],
    }


def factor_lines(chart: Chart) -> Json:
    """Return the contributions as a list, the weightiest first."""
    return bullets([line(words(_line(bar))) for bar in _bars(chart)])


def caption(chart: Chart) -> str:
    """Return what the contributions add up to, and how many smaller ones are left out."""
    output = cut(chart.output, _NAME)
    if chart.base_value is None:
        told = tr("How much each input moved the {output}.", output=output)
    else:
        base = value_text(chart.base_value)
        told = tr(
            "How much each input moved the {output}, from its usual {base}.",
            output=output,
            base=base,
        )
    left = len(chart.bars) + len(chart.more) - _MOST
    return told if left <= 0 else f"{told} {_smaller(left)}"


def _smaller(count: int) -> str:
    return trn("{count} smaller one is left out.", "{count} smaller ones are left out.", count)


def _bars(chart: Chart) -> tuple[Bar, ...]:
    return (*chart.bars, *chart.more)[:_MOST]


def _line(bar: Bar) -> str:
    seen = "" if bar.value is None else cut(amount(bar.value, bar.unit), _NAME)
    return f"{_score(bar)} {_arrow(bar)} {cut(bar.name, _NAME)} {seen}".rstrip()


def _value(bar: Bar) -> str:
    return tr("not said") if bar.value is None else amount(bar.value, bar.unit)


def _score(bar: Bar) -> str:
    return signed(bar.score)[0] if bar.score else "0"


def _arrow(bar: Bar) -> str:
    return "▲" if bar.score > 0 else "▼" if bar.score else "="
