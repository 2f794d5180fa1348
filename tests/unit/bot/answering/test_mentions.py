"""Which assets a question names."""

import pytest

from bot.answering.mentions import AssetNames, decision_ids, narrowed, nearest
from knowledge.model import AssetName, Directory

LINE_3, LINE_4 = "site/area/cell/line-3", "site/area/cell/line-4"
NAMES = AssetNames.of(
    Directory(
        assets=(
            AssetName(LINE_3, "Line 3", ("L3",)),
            AssetName(LINE_4, "Line 4", ("L4",)),
            AssetName(f"{LINE_3}/drum-2", "Drum 2", ("D2",)),
            AssetName(f"{LINE_4}/drum-2", "Drum 2", ("D2",)),
            AssetName(f"{LINE_4}/drum-12", "Drum 12"),
        )
    )
)


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("why on line 4 drum 2?", {f"{LINE_4}/drum-2"}),
        ("drum two of L3", {f"{LINE_3}/drum-2"}),
        ("Drum-2, line-4", {f"{LINE_4}/drum-2"}),
        ("what about D2?", {f"{LINE_3}/drum-2", f"{LINE_4}/drum-2"}),
        ("and drum 12?", {f"{LINE_4}/drum-12"}),
        ("line 3", {LINE_3}),
        ("drum2 line4 y", {f"{LINE_4}/drum-2"}),
        ("rule 2drum or drum99", set()),
        ("why?", set()),
    ],
)
def test_names_and_aliases_are_read_together(text: str, paths: set[str]) -> None:
    assert narrowed(NAMES.mentioned(text)) == paths


def test_same_name_on_two_lines_means_the_one_near_what_was_talked_about() -> None:
    both = narrowed(NAMES.mentioned("and drum 2?"))
    assert nearest(both, f"{LINE_4}/drum-12") == {f"{LINE_4}/drum-2"}


def test_text_without_its_asset_names_keeps_the_rest() -> None:
    assert NAMES.without("and drum 2 on line 4?") == "and on"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("why R-2026-000123?", ("R-2026-000123",)),
        ("#r-2026-000123", ("r-2026-000123",)),
        ("drum-2 on line-4", ()),
        ("why?", ()),
    ],
)
def test_decision_ids_are_found_as_written(text: str, ids: tuple[str, ...]) -> None:
    assert decision_ids(text) == ids
