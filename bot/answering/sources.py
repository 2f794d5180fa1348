"""What an answer may be made from."""

from dataclasses import dataclass

from bot.answering.mentions import AssetNames
from bot.answering.reading import Reading, read
from knowledge.curation.living import Living
from knowledge.hazards import Hazards
from knowledge.model import Directory, Glossary
from knowledge.search import Search
from knowledge.store import Store


@dataclass(frozen=True)
class Sources:
    """The store, the search over it, the directory with the plant's spoken names, its glossary.

    ``hazards`` recognises what is not for chat, in the words of all and of this plant; ``living``
    are people's corrections that may stand in answers.
    """

    store: Store
    search: Search
    directory: Directory
    names: AssetNames
    hazards: Hazards
    glossary: Glossary
    living: Living

    def read(self, text: str, asker: str) -> Reading:
        """Return a question as it was meant by somebody who reads that language."""
        return read(text, glossary=self.glossary, names=self.names, search=self.search, asker=asker)
