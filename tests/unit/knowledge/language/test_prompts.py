"""Every prompt file loads, says what it is for, and uses exactly the variables it declares."""

from pathlib import Path

import pytest

from knowledge.language.prompts import PROMPTS, BadPrompt, load_prompt

FILES = sorted(PROMPTS.glob("*.md"))
GOOD = """---
purpose: Greet.
version: 2
variables: [name, place]
---
# system
Greet $name.
# user
I am in $place, it costs $$5.
"""


def written(folder: Path, text: str) -> str:
    (folder / "greet.md").write_text(text)
    return "greet"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.stem))
def test_every_prompt_file_loads_and_all_its_variables_are_used(path: Path) -> None:
    prompt = load_prompt(path.stem)
    assert prompt.purpose
    assert prompt.version >= 1
    filled = prompt.filled(**{name: f"<{name}>" for name in prompt.variables})
    for name in prompt.variables:
        assert f"<{name}>" in filled.system + filled.user


def test_there_are_prompts() -> None:
    assert [path.stem for path in FILES] == [
        "answer",
        "draft_article",
        "rewrite_question",
        "topic_title",
    ]


def test_a_prompt_is_filled_in_once_and_never_what_it_is_filled_with(tmp_path: Path) -> None:
    prompt = load_prompt(written(tmp_path, GOOD), tmp_path)
    filled = prompt.filled(name="$place", place="${name} $nobody")
    assert filled.system == "Greet $place."
    assert filled.user == "I am in ${name} $nobody, it costs $5."


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"name": "A"}, "no value for place"),
        ({"name": "A", "place": "B", "hat": "C"}, "no variable hat"),
        ({"plaice": "B", "name": "A"}, "no value for place; no variable plaice"),
    ],
)
def test_missing_and_unknown_variables_are_named(
    tmp_path: Path, values: dict[str, str], told: str
) -> None:
    prompt = load_prompt(written(tmp_path, GOOD), tmp_path)
    with pytest.raises(BadPrompt, match=f"prompt greet: {told}"):
        prompt.filled(**values)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("---\npurpose", "purpose", "front matter"),
        ("# user", "# person", "a part # user"),
        ("purpose: Greet.\n", "", "lacks purpose"),
        ("version: 2\n", "", "lacks version"),
        ("[name, place]", "[name]", "uses place without declaring it"),
        ("[name, place]", "[name, place, hat]", "declares hat and never uses it"),
        ("$$5", "$5", "a \\$ stands before no variable"),
    ],
)
def test_a_bad_prompt_file_is_named_with_what_is_wrong(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    name = written(tmp_path, GOOD.replace(before, after, 1))
    with pytest.raises(BadPrompt, match=f"greet.md.*{told}"):
        load_prompt(name, tmp_path)


def test_a_prompt_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadPrompt, match=r"nothing\.md cannot be read"):
        load_prompt("nothing", tmp_path)
