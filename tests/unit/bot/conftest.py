"""The small plant, on a copy of a store that was made once: ten times as fast as making it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.answering.compose import Composer
from bot.answering.extractive import ExtractiveComposer
from bot.answering.generative import GenerativeComposer
from bot.answering.generative.rewriting import Rewriting
from bot.assistant import Assistant
from knowledge.language import LanguageModel
from knowledge.store import Store
from tests.reviewed_plant import REVIEWING, Say, saying
from tests.small_plant import DIRECTORY, Plant, Shelf, advice


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blank") / "tandem.db"
    with Store.open(f"sqlite:///{path}") as store:
        store.directory.replace(DIRECTORY)
    return path


PlantOf = Callable[..., Plant]


@pytest.fixture
def plant_of(blank: Path, tmp_path: Path) -> Iterator[PlantOf]:
    with Store.open(f"sqlite:///{shutil.copy(blank, tmp_path)}") as store:

        def build(composer: Composer, rewriting: Rewriting | None = None) -> Plant:
            shelf = Shelf(store)
            assistant = Assistant(store=store, search=shelf, composer=composer, rewriting=rewriting)  # type: ignore[arg-type]
            return Plant(store, shelf, assistant)

        yield build


@pytest.fixture
def plant(plant_of: PlantOf) -> Plant:
    """The plant without a model."""
    return plant_of(ExtractiveComposer())


@pytest.fixture
def plant_with(plant_of: PlantOf) -> Callable[..., Plant]:
    """Return what builds the plant with that model."""

    def build(model: LanguageModel, *, seconds: float = 5.0) -> Plant:
        ours = ExtractiveComposer()
        explaining = GenerativeComposer(model=model, otherwise=ours, seconds=seconds)
        return plant_of(explaining, Rewriting(model=model, composer=ours, seconds=seconds))

    return build


@pytest.fixture
def reviewing(plant: Plant) -> Plant:
    """The plant with engineers and two recommendations."""
    plant.store.directory.replace(REVIEWING)
    plant.issue(advice(1), advice(2, drum=3))
    return plant


@pytest.fixture
def say(reviewing: Plant) -> Say:
    """What lets its people correct an answer."""
    return saying(reviewing)
