"""What an answer may be made from."""

from dataclasses import dataclass, field

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
    are people's corrections that may stand in answers. Made for one turn: what was read in it is
    not read again.
    """

    store: Store
    search: Search
    directory: Directory
    names: AssetNames
    hazards: Hazards
    glossary: Glossary
    living: Living
    _read: dict[tuple[str, str], Reading] = field(default_factory=dict, compare=False, repr=False)

    def read(self, text: str, asker: str) -> Reading:
        """Return a question as it was meant by somebody who reads that language."""
        known = self._read.get((text, asker))
        if known is None:
            known = read(
                text, glossary=self.glossary, names=self.names, search=self.search, asker=asker
            )
            self._read[text, asker] = known
        return known
