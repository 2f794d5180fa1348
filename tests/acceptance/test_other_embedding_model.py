"""Another embedding model is one setting: the index follows it, and the checks name it."""

import json
import shutil
from pathlib import Path

import pytest

from knowledge.index.export import weights_directory
from tests.acceptance.processes import PLANT, Ended, tandem

WIDTH = 32
SETTING = "TANDEM_EMBEDDING_MODEL"


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a tiny model of its own width and random weights."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel

    torch.manual_seed(7)
    folder = tmp_path_factory.mktemp("models")
    bert, whole = folder / "bert", folder / "tiny"
    config = BertConfig(
        hidden_size=WIDTH, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64
    )
    BertModel(config).save_pretrained(str(bert))
    for file in ("tokenizer.json", "tokenizer_config.json", "vocab.txt", "special_tokens_map.json"):
        if (weights_directory() / file).exists():
            shutil.copy(weights_directory() / file, bert / file)
    words = Transformer(str(bert))
    SentenceTransformer(modules=[words, Pooling(WIDTH)], device="cpu").save(str(whole))
    return whole


def found(done: Ended) -> list[str]:
    assert done.code == 0, done.err
    return [hit["document"] for hit in json.loads(done.out)["hits"]]


def test_the_index_follows_the_model_and_back(tmp_path: Path, other: Path) -> None:
    folder, sops = tmp_path / "data", PLANT / "sops"
    done = tandem(folder, "ingest", "documents", str(sops / "SOP-114-C-seasoning-control.md"))
    assert done.code == 0, done.err
    search = ("search", "reduce the drum speed", "--json")
    built_in = found(tandem(folder, *search))
    chosen = {SETTING: str(other)}
    assert set(found(tandem(folder, *search, **chosen))) == set(built_in) == {"SOP-114"}
    told = json.loads(tandem(folder, "doctor", "--json", **chosen).out)
    (model,) = [each for each in told["checks"] if each["name"] == "model"]
    assert model["text"].startswith("sentence-transformers/tiny/")
    assert model["text"].endswith(f"vectors of {WIDTH}")
    assert found(tandem(folder, *search)) == built_in


def test_a_model_that_is_not_there_is_refused_with_the_setting(tmp_path: Path) -> None:
    done = tandem(tmp_path / "data", "search", "drum", **{SETTING: "/no/such/model"})
    assert done.code == 1
    assert f"{SETTING} is '/no/such/model': there is no such folder" in done.sentence
