"""What is understood of questions in each language, without a model.

Prints, for each language, how many questions' intent is recognised: of those that were looked at
while the wordings were made, and of those that were written after they were done. ``--show`` lists
what was not recognised of the former, ``--kept`` of the latter.
"""

import sys
from pathlib import Path

import yaml

from bot.answering.intents import intent_of
from knowledge.tongue import language_of

QUESTIONS = Path(__file__).parent / "questions_in_languages.yaml"


def main() -> None:
    questions = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    print(f"{'':4}{'seen':>12}{'kept':>12}{'language told':>16}")
    for language, by_intent in questions.items():
        right, counted, told = [0, 0], [0, 0], 0
        for intent, texts in by_intent.items():
            for text in texts:
                kept = text == texts[-1]
                counted[kept] += 1
                found = intent_of(text, language)
                told += language_of(text) == language
                if found.value == intent:
                    right[kept] += 1
                elif ("--kept" if kept else "--show") in sys.argv:
                    print(f"    {language} {intent}: {text!r} -> {found.value}")
        seen, unseen = (f"{r} of {c}" for r, c in zip(right, counted, strict=True))
        print(f"{language:4}{seen:>12}{unseen:>12}{f'{told} of {sum(counted)}':>16}")


if __name__ == "__main__":
    main()
