"""Slips of the finger: which word of the documents a mistyped one was meant to be.

Knows the slips of somebody who types in a hurry: two letters swapped, one left out, one twice or
one too many, or the key beside. Any other change makes another word ("spare" is not "share").
Does not know which words stand anywhere; it asks.
"""

from collections.abc import Callable, Collection, Iterator

SHORTEST = 5
"""Letters from which a word is mended; a shorter one only of letters swapped or twice."""
SHORTEST_SWAPPED = 4
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SLANT = (0.0, 0.3, 0.8)


def _neighbours() -> dict[str, str]:
    """Return the keys that touch each key of an ordinary keyboard."""
    places = {
        key: (place + slant, row)
        for row, (keys, slant) in enumerate(zip(_ROWS, _SLANT, strict=True))
        for place, key in enumerate(keys)
    }
    return {
        key: "".join(
            other
            for other, (across, down) in places.items()
            if other != key and abs(across - x) <= 1 and abs(down - y) <= 1
        )
        for key, (x, y) in places.items()
    }


_BESIDE = _neighbours()

Stands = Callable[[str], int]
"""In how many passages a word stands, in any of its forms."""


def mended(word: str, stands: Stands, everyday: Collection[str] = ()) -> str:
    """Return the word that was meant: the commonest one slip away, or the word itself.

    ``word`` is in lower case and stands nowhere itself. ``everyday`` are words of the language
    that need not stand anywhere.
    """
    if not (word.isascii() and word.isalpha()):
        return word
    near = [*_swapped(word), *_doubled(word)] if len(word) >= SHORTEST_SWAPPED else []
    near += _slips(word) if len(word) >= SHORTEST else []
    everyday_ones = (each for each in near or _swapped(word) if each in everyday)
    if simple := next(everyday_ones, ""):
        return simple
    counts = {each: stands(each) for each in near}
    best = max(counts, key=lambda each: counts[each], default=word)
    return best if counts.get(best) else word


def _doubled(word: str) -> Iterator[str]:
    for at in range(1, len(word)):
        if word[at] == word[at - 1]:
            yield word[:at] + word[at + 1 :]


def _swapped(word: str) -> Iterator[str]:
    for at in range(len(word) - 1):
        if word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _slips(word: str) -> Iterator[str]:
    """Yield the words from which one slip leads to this one.

    The first letter is mostly right; what differs in its last is another form, not a slip.
    """
    for at in range(1, len(word) - 1):
        yield word[:at] + word[at + 1 :]
        for beside in _BESIDE[word[at]]:
            yield word[:at] + beside + word[at + 1 :]
    for at in range(1, len(word)):
        for letter in _LETTERS:
            yield word[:at] + letter + word[at:]
