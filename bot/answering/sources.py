"""What an answer may be made from."""

from dataclasses import dataclass

from bot.answering.mentions import AssetNames
from knowledge.model import Directory
from knowledge.search import Search
from knowledge.store import Store


@dataclass(frozen=True)
class Sources:
    """The store, the search over it, and the directory with the plant's spoken names."""

    store: Store
    search: Search
    directory: Directory
    names: AssetNames
