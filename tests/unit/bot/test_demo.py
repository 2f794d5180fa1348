"""Rules of what the demo brings in and of what a newcomer is told."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from bot.demo import bring_in, plant_folder, welcome
from bot.owner import CommandFailed
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.app import App


def test_the_sample_plant_is_found() -> None:
    assert (plant_folder() / "people.yaml").is_file()
    assert (plant_folder() / "sops").is_dir()


def test_the_newcomer_can_copy_the_command(tmp_path: Path) -> None:
    default = welcome("http://x", Settings(data_dir=Path("data/demo")), program=".venv/bin/tandem")
    assert '\n  .venv/bin/tandem ask "' in default
    named = welcome("http://x", Settings(data_dir=tmp_path), program="/x/__main__.py")
    assert f'\n  TANDEM_DATA_DIR={tmp_path} tandem ask "' in named


class _Told:
    """An app that only notes which commands it was given."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    def perform(self, name: str, params: Mapping[str, Any], _: object) -> dict[str, object]:
        self.told.append((name, str(params.get("path", ""))))
        return {}


def brought_in(folder: Path, *, month: bool) -> list[tuple[str, str]]:
    app = _Told()
    now = datetime(2026, 11, 20, 14, tzinfo=UTC)
    bring_in(
        cast("App", app), plant_folder(), folder, month=month, now=now, progress=lambda *_: None
    )
    return app.told


@pytest.fixture
def lived(tmp_path: Path) -> Path:
    for day in ("2026-11-02", "2026-11-01"):
        (tmp_path / "month" / "days" / day).mkdir(parents=True)
        (tmp_path / "month" / "days" / day / "recommendations.jsonl").write_text("{}")
        (tmp_path / "month" / "days" / day / "questions.jsonl").write_text(
            "{}" if day == "2026-11-02" else ""
        )
    return tmp_path


@pytest.mark.parametrize("month", [True, False])
def test_a_month_is_lived_day_by_day_also_at_the_next_start(lived: Path, month: bool) -> None:
    told = brought_in(lived, month=month)
    assert told[0] == ("ingest_directory", str(lived / "month" / "people.yaml"))
    days = lived / "month" / "days"
    assert told[3:] == [
        ("ingest_recommendations", str(days / "2026-11-01" / "recommendations.jsonl")),
        ("ingest_recommendations", str(days / "2026-11-02" / "recommendations.jsonl")),
        ("ingest_questions", str(days / "2026-11-02" / "questions.jsonl")),
    ]


def test_a_plant_with_another_past_gets_no_month(tmp_path: Path) -> None:
    (tmp_path / "history.jsonl").write_text("{}")
    with pytest.raises(CommandFailed, match="TANDEM_DATA_DIR"):
        brought_in(tmp_path, month=True)
