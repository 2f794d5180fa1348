"""What somebody asked in another language than its reader's, in English words.

Knows the lexicon of the trade and the plant's glossary (``knowledge.bridging``), and when a reading
says too little to be shown. Does not know who reads it, nor where.
"""

from knowledge.bridging import in_english
from knowledge.model import Glossary
from knowledge.tongue import ENGLISH, language_of


def gloss(text: str, *, reader: str, glossary: Glossary) -> str:
    """Return the question in English words for somebody who reads ``reader``.

    "" when it is in their language or in English, or when too few of its words are known.
    """
    language = language_of(text, ENGLISH)
    if language in (reader, ENGLISH):
        return ""
    bridged = in_english(text, language, glossary)
    return bridged.text if bridged is not None and bridged.enough() else ""
