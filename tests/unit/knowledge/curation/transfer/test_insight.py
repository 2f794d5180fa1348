"""What an article is about, and where it comes from."""

from knowledge.curation.transfer import insight_of, origin_of
from knowledge.curation.transfer.insight import kind_of, units
from knowledge.model import Person
from tests.unit.knowledge.curation.transfer.samples import DIRECTORY, HALL, KNOWN, article


def test_drum_of_one_line_and_drum_of_another_site_are_one_class() -> None:
    assert kind_of(f"{HALL}/line-4/drum-2") == kind_of("plant/river/seasoning/line-7/Drum 1")
    assert kind_of("a/b/metal-detector-1") == "metal detector"


def test_scope_of_a_line_is_about_what_stands_in_it_and_not_about_lines() -> None:
    found = insight_of(article(), origin="line-4", known=KNOWN)
    assert found.classes == {"drum"}
    assert HALL not in units(KNOWN)
    assert f"{HALL}/line-4" not in units(KNOWN)


def test_what_its_topic_was_asked_about_is_closer_than_the_scope() -> None:
    asked = "plant/snacks/packing/line-1/sealer-1"
    wide = article(scope=("plant/snacks",))
    assert insight_of(wide, origin="x", known=KNOWN).classes == {"drum", "sealer"}
    assert insight_of(wide, origin="x", known=KNOWN, about=[asked]).classes == {"sealer"}
    assert insight_of(article(), origin="x", known=KNOWN, about=[asked]).classes == {"drum"}


def test_article_about_no_equipment_is_about_no_class() -> None:
    assert insight_of(article(scope=()), origin="x", known=KNOWN).classes == frozenset()


def test_origin_is_the_finders_team_then_who_said_it_then_the_nearest_owner() -> None:
    finder = Person("p-1", "Amara", frozenset({"line-4", "engineering"}))
    known = type(DIRECTORY)(teams=DIRECTORY.teams, people=(finder,))
    assert origin_of(article(finder="p-1"), known) == "engineering"  # the first that owns it
    assert origin_of(article(), known, said_by=["line-3"]) == "line-3"
    assert origin_of(article(), known) == "line-4"
    assert origin_of(article(scope=()), known) == "engineering"  # its owner
