"""A plant with a safety plan, and a question that was routed."""

import pytest

from tests.safe_plant import SAFE_DIRECTORY, routed
from tests.small_plant import Plant


@pytest.fixture
def safe(plant: Plant) -> Plant:
    plant.store.directory.replace(SAFE_DIRECTORY)
    return plant


@pytest.fixture
def question(safe: Plant) -> str:
    return routed(safe)
