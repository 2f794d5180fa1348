"""What an asset's path says of it."""

import pytest

from knowledge.model import asset_class


@pytest.mark.parametrize(
    ("asset", "kind"),
    [("a/b/drum-2", "drum"), ("a/b/Sealer 12", "Sealer"), ("a/b/kettle", "kettle"), ("a/7", "7")],
)
def test_class_of_equipment_is_its_name_without_its_number(asset: str, kind: str) -> None:
    assert asset_class(asset) == kind
