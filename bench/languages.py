"""What is understood of questions in each language, without a model.

Prints, for each language, the share of questions whose intent is recognised: of those that were
looked at while the wordings were made, and of the third that was kept for the end. ``--show``
lists what was not recognised of the former, ``--kept`` of the latter.
"""

import sys
from pathlib import Path

import yaml

from bot.answering.intents import intent_of
from knowledge.tongue import language_of

QUESTIONS = Path(__file__).parent / "questions_in_languages.yaml"


def main() -> None:
    questions = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    print(f"{'':4}{'seen':>12}{'kept':>12}{'language told (kept)':>24}")
    for language, by_intent in questions.items():
        right = {True: 0, False: 0}
        counted = {True: 0, False: 0}
        told = 0
        for intent, texts in by_intent.items():
            for number, text in enumerate(texts):
                kept = number % 3 == 2
                counted[kept] += 1
                found = intent_of(text, language)
                told += kept and language_of(text) == language
                if found.value == intent:
                    right[kept] += 1
                elif ("--kept" if kept else "--show") in sys.argv:
                    print(f"    {language} {intent}: {text!r} -> {found.value}")
        seen, unseen = (f"{right[kept]} of {counted[kept]}" for kept in (False, True))
        print(f"{language:4}{seen:>12}{unseen:>12}{told:>24}")


if __name__ == "__main__":
    main()
