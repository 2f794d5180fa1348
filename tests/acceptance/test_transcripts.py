"""Conversations with the sample plant read as they were read and found good, in four languages.

Each golden file is the terminal's rendering, "more" included. After a change that is meant, run
``TANDEM_UPDATE_TRANSCRIPTS=1 pytest tests/acceptance/test_transcripts.py`` and read the difference.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from bot.channels.terminal import TerminalChannel
from bot.messages import Message
from bot.speech import speaking
from tests.plant import NOW, SamplePlant, sample_plant

GOLDEN = Path(__file__).parent / "transcripts"
CONVERSATIONS = yaml.safe_load((GOLDEN / "conversations.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SamplePlant]:
    with sample_plant(tmp_path_factory.mktemp("plant")) as made:
        yield made


def transcript(plant: SamplePlant, conversation: dict[str, object]) -> str:
    """Return what is said, and what the terminal shows with all details."""
    person = plant.store.directory.load().person(str(conversation["by"]))
    assert person is not None
    person = replace(person, language=str(conversation.get("language", person.language)))
    name = str(conversation["name"])
    parts = []
    turns = conversation["turns"]
    assert isinstance(turns, list)
    for number, text in enumerate(turns):
        reply = plant.assistant.reply(Message(f"{name}-{number}", name, person, text, NOW), now=NOW)
        with speaking(person.language):
            told = TerminalChannel(more=True).render(reply)
        parts += [f">>> {text}", "", told, "", ""]
    return "\n".join(parts).rstrip() + "\n"


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda each: each["name"])
def test_transcript_reads_as_it_was_found_good(
    plant: SamplePlant, conversation: dict[str, object]
) -> None:
    golden = GOLDEN / f"{conversation['name']}.txt"
    told = transcript(plant, conversation)
    if os.environ.get("TANDEM_UPDATE_TRANSCRIPTS"):
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


def test_every_golden_file_has_its_conversation() -> None:
    names = {f"{each['name']}.txt" for each in CONVERSATIONS}
    assert {path.name for path in GOLDEN.glob("*.txt")} == names
