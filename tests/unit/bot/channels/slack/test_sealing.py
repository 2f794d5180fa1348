"""A token at rest says nothing to whoever has not the key."""

from pathlib import Path

import pytest

from bot.channels.slack.sealing import Seal, Unreadable


def test_what_is_sealed_is_opened_by_the_same_folder_only(tmp_path: Path) -> None:
    sealed = Seal.of(tmp_path / "one").close("xoxb-secret")
    assert "xoxb" not in sealed
    assert Seal.of(tmp_path / "one").open(sealed) == "xoxb-secret"
    with pytest.raises(Unreadable, match="install Tandem there again"):
        Seal.of(tmp_path / "other").open(sealed)


def test_only_its_owner_may_read_the_key(tmp_path: Path) -> None:
    Seal.of(tmp_path)
    (key,) = tmp_path.iterdir()
    assert key.stat().st_mode & 0o777 == 0o600
