"""Prompts: Markdown files with front matter in ``prompts/``, filled in with what they ask for.

Knows the files' form: ``purpose``, ``version``, ``variables``; then ``# system`` and ``# user``,
with ``$names`` where variables go. Does not know what a prompt is for. What is filled in is never
read as a template again.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template

import yaml

from knowledge.language import Request

PROMPTS = Path(__file__).parents[2] / "prompts"
_FORM = re.compile(
    r"\A---\n(?P<facts>.*?)\n---\s*\n# system\n(?P<system>.*?)\n# user\n(?P<user>.*)\Z", re.DOTALL
)
_FACTS = ("purpose", "version", "variables")


class BadPrompt(Exception):
    """A prompt file, or what it is to be filled in with, is not as it must be."""


@dataclass(frozen=True)
class Prompt:
    """One prompt file: why it is there, its version, and the two texts with their variables."""

    name: str
    purpose: str
    version: int
    variables: frozenset[str]
    system: Template
    user: Template

    def filled(self, **values: str) -> Request:
        """Return the request; raises ``BadPrompt`` naming variables that miss or are not known."""
        missing = sorted(self.variables - values.keys())
        unknown = sorted(values.keys() - self.variables)
        if missing or unknown:
            told = [f"no value for {', '.join(missing)}"] if missing else []
            told += [f"no variable {', '.join(unknown)}"] if unknown else []
            raise BadPrompt(f"prompt {self.name}: {'; '.join(told)}")
        return Request(self.system.substitute(values).strip(), self.user.substitute(values).strip())


@lru_cache(maxsize=32)
def load_prompt(name: str, folder: Path = PROMPTS) -> Prompt:
    """Return the prompt of ``NAME.md``; raises ``BadPrompt`` naming the file and what is wrong."""
    path = folder / f"{name}.md"
    try:
        form = _FORM.match(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadPrompt(f"prompt file {path} cannot be read ({error.strerror})") from None
    if form is None:
        raise BadPrompt(
            f"prompt file {path} must begin with front matter between two lines ---, then have "
            "a part # system and a part # user"
        )
    facts = yaml.safe_load(form["facts"])
    missing = [each for each in _FACTS if not isinstance(facts, dict) or each not in facts]
    if missing:
        raise BadPrompt(f"prompt file {path}: its front matter lacks {', '.join(missing)}")
    system, user = Template(form["system"]), Template(form["user"])
    declared = frozenset(str(each) for each in facts["variables"] or ())
    _check_variables(path, declared, (system, user))
    return Prompt(name, str(facts["purpose"]), int(facts["version"]), declared, system, user)


def _check_variables(path: Path, declared: frozenset[str], texts: tuple[Template, ...]) -> None:
    if not all(text.is_valid() for text in texts):
        raise BadPrompt(f"prompt file {path}: a $ stands before no variable; write $$ for a dollar")
    used = {name for text in texts for name in text.get_identifiers()}
    if used != declared:
        unused, undeclared = sorted(declared - used), sorted(used - declared)
        told = [f"declares {', '.join(unused)} and never uses it"] if unused else []
        told += [f"uses {', '.join(undeclared)} without declaring it"] if undeclared else []
        raise BadPrompt(f"prompt file {path} {'; '.join(told)}")
