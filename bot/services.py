"""What every face works with: the opened store, search, assistant and settings, as one value.

Knows the bundle and the installation's own admin. Does not know how the parts are chosen and
opened (``bot.app``).
"""

from dataclasses import dataclass

from bot.assistant import Assistant
from bot.settings import Settings
from bot.titles import Titles
from knowledge.curation.topics.mining import Mining
from knowledge.index import Embedder
from knowledge.model import INSTALLATION_ADMIN, Person, Role
from knowledge.search import Search
from knowledge.store import Store

LOCAL_ADMIN = Person(
    id=INSTALLATION_ADMIN, name="Local admin", roles=frozenset({Role.ADMIN}), sees_all=True
)
"""Who acts on the machine itself when no person is named: the installation's admin."""


class UnknownPerson(ValueError):
    """Nobody in the directory has that id."""


@dataclass(frozen=True)
class Services:
    """The opened parts of one running installation."""

    settings: Settings
    store: Store
    search: Search
    assistant: Assistant
    embedder: Embedder
    mining: Mining
    version: str

    def titles(self) -> Titles:
        """Return what gives topics titles that read well."""
        return Titles(self.search, self.store.glossary.load())

    def person(self, person_id: str | None) -> Person:
        """Return the person of that id, or the installation's admin when none is given.

        Raises ``UnknownPerson``.
        """
        if person_id is None:
            return LOCAL_ADMIN
        person = self.store.directory.load().person(person_id)
        if person is None:
            raise UnknownPerson(
                f"person is {person_id!r}: nobody in the directory has that id; use an id of the "
                "imported directory file (tandem ingest directory FILE)"
            )
        return person
