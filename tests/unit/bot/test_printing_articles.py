"""Articles in a terminal: plain, complete, and with what to do next."""

from datetime import timedelta

from bot.articles import line_json, told, told_json
from bot.printing import (
    article_text,
    articles_text,
    difference_text,
    exported_text,
    imported_text,
)
from tests.curated_plant import a_body, drafted, revised, sources_of, validated, with_sop
from tests.reviewed_plant import ADMIN
from tests.small_plant import NOW, Plant


def test_a_list_says_what_to_know_of_each(reviewing: Plant) -> None:
    assert "tandem kb import FOLDER" in articles_text({"articles": []})
    with_sop(reviewing)
    validated(reviewing)
    drafted(reviewing, a_body(title="Waiting"))
    lines = [line_json(each) | {"flagged": "look"} for each in reviewing.store.articles.lines()]
    assert articles_text({"articles": lines}).splitlines() == [
        "  KB-2  Waiting  (in progress)",
        "        ! look",
        "  KB-1  How long to wait after cleaning  (validated 2026-11-20)",
        "        ! look",
    ]


def test_one_reads_as_an_article_with_all_it_rests_on(reviewing: Plant) -> None:
    with_sop(reviewing)
    one = validated(reviewing, a_body(conditions="new lots"))
    revised(reviewing)
    shown = told(sources_of(reviewing), one, reader=ADMIN, now=NOW + timedelta(days=3))
    assert article_text(told_json(shown)).splitlines() == [
        "KB-1 version 1: How long to wait after cleaning",
        "   validated 3 days ago by an engineer of Line 4",
        "   ! built on SOP-114 rev C, which rev D replaced",
        "",
        "Wait 5 min after cleaning the sensor. [S1]",
        "",
        "Reason why:",
        "Otherwise the reading is 0.4 % too low. [S1]",
        "",
        "Answers:",
        "   How long do I wait after cleaning the sensor?",
        "",
        "[S1] SOP-114 rev C, 6.2",
        "",
        "For engineering, line-4; review by 2027-11-20",
        "About northfield/snacks/seasoning/line-4/drum-2",
        "Under these conditions: new lots",
        "   2026-11-20 Written by an engineer of Engineering: “asked often”",
        "   2026-11-20 Validated by an engineer of Line 4",
    ]


def test_the_folder_says_what_was_done_and_what_was_left() -> None:
    kept = [{"file": "KB-1.md", "why": "edited there"}]
    told = exported_text({"folder": "kb", "written": ["KB-2"], "unchanged": 3, "kept": kept})
    assert told == "1 articles written to kb, 3 unchanged.\nKB-1.md: edited there"
    done = {"new": ["KB-3"], "changed": ["KB-2"], "unchanged": 1, "older": ["KB-4.md"]}
    assert imported_text({**done, "conflicts": kept}).splitlines() == [
        "1 new articles, 1 new versions, 1 unchanged.",
        "New, in progress: KB-3",
        "To be validated: KB-2",
        "Older than what is here, nothing to do: KB-4.md",
        "KB-1.md: edited there",
    ]


def test_versions_that_say_the_same_say_so() -> None:
    told = difference_text({"number": "KB-1", "before": 1, "after": 2, "lines": []})
    assert told == "KB-1: version 1 and version 2\nThey say the same."
