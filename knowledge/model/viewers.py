"""Viewers: who will read something, one person or everybody of a channel.

Knows what all of them may see. Does not know channels or documents.
"""

from dataclasses import dataclass

from knowledge.model.directory import Audience, Person


@dataclass(frozen=True)
class Group:
    """People who read the same reply, such as a channel's members: it sees what every one may.

    A group without members sees nothing.
    """

    members: tuple[Person, ...]

    @property
    def sees_all(self) -> bool:
        """Whether every member is the installation's own admin."""
        return bool(self.members) and all(each.sees_all for each in self.members)

    def may_see(self, audience: Audience) -> bool:
        """Whether something with this audience is visible to every member."""
        return bool(self.members) and all(each.may_see(audience) for each in self.members)


Viewer = Person | Group
"""Whoever will read what is fetched for them."""
