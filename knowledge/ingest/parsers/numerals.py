"""Numbers as lists write them: letters and Roman numerals.

Knows numerals. Does not know lists.
"""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def letters(number: int) -> str:
    """Return 1 as "a", 26 as "z", 27 as "aa", as word processors count; else the digits."""
    if number < 1:
        return str(number)
    repeats, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (repeats + 1)


def roman(number: int) -> str:
    """Return the numeral in small letters ("iv"); numbers without one in digits."""
    if not 0 < number < 4000:
        return str(number)
    numeral = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        numeral += sign * count
    return numeral
