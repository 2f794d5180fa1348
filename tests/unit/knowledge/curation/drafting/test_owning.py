"""An article is owned by who can curate it."""

from knowledge.curation.drafting.owning import owner_of
from knowledge.model import Directory
from tests.drafting import DIRECTORY, LINE_4


def test_owner_named_by_the_documents_comes_first() -> None:
    assert owner_of(DIRECTORY, (LINE_4,), ["process engineering"]) == "engineering"


def test_without_one_a_team_of_the_equipment_with_an_engineer() -> None:
    assert owner_of(DIRECTORY, (LINE_4,), ["Somebody else"]) == "engineering"


def test_without_an_engineer_the_nearest_team_of_the_equipment() -> None:
    alone = Directory(teams=DIRECTORY.teams)
    assert owner_of(alone, (f"{LINE_4}/drum-2",), []) == "line-4"


def test_nobody_owns_what_nobody_owns() -> None:
    assert owner_of(DIRECTORY, (), []) == ""
