"""A model that is missing or not whole is refused with the command that makes it."""

import json
from pathlib import Path

import pytest

from knowledge.index.export import _checked_weights
from knowledge.index.onnx import MODEL, ModelMissing, OnnxEmbedder, checksums, read_facts


def written(directory: Path) -> Path:
    folder = directory / MODEL
    folder.mkdir()
    (folder / "model.onnx").write_bytes(b"onnx")
    (folder / "tokenizer.json").write_text("{}")
    facts = {"name": "m", "dimensions": 3, "checksums": checksums(folder)}
    (folder / "model.json").write_text(json.dumps(facts))
    return folder


def test_a_missing_model_names_folder_and_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"knowledge\.index\.export"):
        OnnxEmbedder(tmp_path)


def test_a_whole_model_gives_its_facts(tmp_path: Path) -> None:
    written(tmp_path)
    assert (read_facts(tmp_path).name, read_facts(tmp_path).dimensions) == ("m", 3)


@pytest.mark.parametrize(
    "damage", ["cut graph", "other bytes", "no tokenizer", "no facts", "other facts"]
)
def test_a_model_that_is_not_whole_is_refused(tmp_path: Path, damage: str) -> None:
    folder = written(tmp_path)
    if damage == "cut graph":
        (folder / "model.onnx").write_bytes(b"onn")
    elif damage == "other bytes":
        (folder / "tokenizer.json").write_text("[]")
    elif damage == "no tokenizer":
        (folder / "tokenizer.json").unlink()
    elif damage == "no facts":
        (folder / "model.json").unlink()
    elif damage == "other facts":
        (folder / "model.json").write_text("[]")
    with pytest.raises(ModelMissing):
        read_facts(tmp_path)


def test_the_installed_weights_are_the_pinned_ones() -> None:
    said: list[str] = []
    assert (_checked_weights(said.append) / "tokenizer.json").is_file()
    assert said
