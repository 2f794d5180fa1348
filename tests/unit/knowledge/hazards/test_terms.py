"""The term files: their form, and what is said when one is wrong."""

from pathlib import Path

import pytest

from knowledge.hazards.spelling import near, spelled
from knowledge.hazards.terms import FOLDER, BadTerms, TermList, read_terms
from knowledge.model import Hazard

FILE = """
within: {within}
lists:
  ask: how do i | can i
matter:
  hot-work: weld*
cries: fire
rules:
  {hazard}:
    - "{rule}"
"""


def terms(tmp_path: Path, rule: str, *, hazard: str = "hot-work", within: int = 6) -> TermList:
    path = tmp_path / "xx.yaml"
    path.write_text(FILE.format(rule=rule, hazard=hazard, within=within), encoding="utf-8")
    return TermList(*read_terms(path))


def finds(terms: TermList, text: str) -> bool:
    return terms.asked(spelled(text)) is not None


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_language_has_rules_for_every_hazard_of_questions(path: Path) -> None:
    rules, names, cries = read_terms(path)
    assert cries
    not_asked_for = {Hazard.CERTIFIED, Hazard.OVERDUE, Hazard.CONFLICT, Hazard.UNLISTED}
    assert {rule.hazard for rule in rules} == set(Hazard) - not_asked_for
    assert {rule.hazard for rule in names} == set(Hazard) - not_asked_for - {Hazard.EMERGENCY}


def test_all_parts_must_be_said_near_each_other_in_any_order(tmp_path: Path) -> None:
    own = terms(tmp_path, "@ask + weld*")
    assert finds(own, "can I weld here")
    assert finds(own, "welding there, can I")
    assert not finds(own, "welding is loud")
    assert not finds(own, "can I go home one two three four five six, he is welding")


def test_a_star_alone_is_any_word(tmp_path: Path) -> None:
    own = terms(tmp_path, "turn * off")
    assert finds(own, "turn it off")
    assert not finds(own, "turn off")


def test_a_long_word_is_found_with_a_slip_and_a_short_one_is_not(tmp_path: Path) -> None:
    own = terms(tmp_path, "isolate | weld")
    assert all(finds(own, word) for word in ("isolate", "isolte", "isloate", "isolaate", "isolete"))
    assert not finds(own, "desolate")
    assert not finds(own, "wels")


def test_an_ordinary_word_is_no_slip_of_another_and_is_found_where_it_is_listed(
    tmp_path: Path,
) -> None:
    own = terms(tmp_path, "choking")
    assert finds(own, "chokng")
    assert not finds(own, "cooking")
    assert finds(terms(tmp_path, "cooking"), "cooking")


def test_near_is_one_letter_at_most() -> None:
    assert near("isolate", "isolate")
    assert near("isolate", "isloate")
    assert not near("isolate", "isltae")
    assert not near("isolate", "isolated5")


@pytest.mark.parametrize(
    ("rule", "hazard", "told"),
    [
        ("@nobody + weld", "hot-work", "there is no list @nobody; write one of @ask"),
        ("weld + ", "hot-work", "there is a part without words"),
        ("weld", "hot-stuff", "'hot-stuff' is no hazard; write one of emergency, "),
    ],
)
def test_a_wrong_file_says_where_and_what_to_write(
    tmp_path: Path, rule: str, hazard: str, told: str
) -> None:
    with pytest.raises(BadTerms, match=r"xx\.yaml") as raised:
        terms(tmp_path, rule, hazard=hazard)
    assert told in str(raised.value)
