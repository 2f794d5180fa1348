"""The seal: changed files are told, a process that died reading is remembered."""

from pathlib import Path

import pytest

from knowledge.index.seal import Seal


@pytest.fixture
def seal(tmp_path: Path) -> Seal:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "data.bin").write_bytes(b"x" * 3_000_000)
    (tmp_path / "a" / "other.txt").write_text("not looked at")
    return Seal(tmp_path, ("*/*.bin",))


def test_untouched_files_are_whole(seal: Seal, tmp_path: Path) -> None:
    seal.set()
    (tmp_path / "a" / "other.txt").write_text("changed")
    assert seal.broken() == ""


def test_a_changed_or_missing_file_is_named(seal: Seal, tmp_path: Path) -> None:
    seal.set()
    data = tmp_path / "a" / "data.bin"
    data.write_bytes(b"x" * 2_999_999 + b"y")
    assert "a/data.bin" in seal.broken()
    data.unlink()
    assert "a/data.bin" in seal.broken()


def test_without_a_seal_nothing_is_claimed(seal: Seal) -> None:
    seal.set()
    seal.lift()
    assert seal.broken() == ""


def test_a_cut_seal_counts_as_broken(seal: Seal, tmp_path: Path) -> None:
    seal.set()
    (tmp_path / "seal.json").write_text('{"a/da')
    assert "cannot be checked" in seal.broken()


def test_an_error_while_reading_leaves_no_mark_but_a_death_does(seal: Seal, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), seal.watched():
        _ = 1 / 0
    assert seal.broken() == ""
    (tmp_path / "reading").touch()  # what a killed process leaves
    assert "ended while" in seal.broken()
