"""What a store promises about installations, channels and confirmed names of chats."""

from dataclasses import replace
from datetime import time, timedelta

from knowledge.model import ChannelSettings, Place, QuietHours
from knowledge.store import Store, Workspace
from tests.contracts.store_samples import NOW

SOON = NOW + timedelta(minutes=10)
INSTALLED = Workspace(
    Place.SLACK, "T1", "Northfield", "U0BOT", "B0BOT", "sealed", "chat:write", "U1", NOW
)


class ChatsContract:
    """The contract; each subclass brings the fixture ``store``."""

    def test_an_installation_replaces_the_earlier_one_of_its_workspace(self, store: Store) -> None:
        store.chats.install(INSTALLED)
        store.chats.install(replace(INSTALLED, id="T2", installed_at=SOON))
        store.chats.install(replace(INSTALLED, token="fresh"))
        found = store.chats.workspaces(Place.SLACK)
        assert [(each.id, each.token) for each in found] == [("T1", "fresh"), ("T2", "sealed")]
        assert store.chats.workspaces(Place.TEAMS) == []
        assert "fresh" not in repr(found[0])

    def test_an_uninstalled_workspace_is_gone_with_its_token(self, store: Store) -> None:
        store.chats.install(INSTALLED)
        assert store.chats.uninstall(Place.SLACK, "T1")
        assert not store.chats.uninstall(Place.SLACK, "T1")
        assert store.chats.workspaces(Place.SLACK) == []

    def test_a_state_works_once_and_only_in_time(self, store: Store) -> None:
        store.chats.issue_state("a", expires_at=SOON, now=NOW)
        store.chats.issue_state("b", expires_at=SOON, now=NOW)
        assert store.chats.consume_state("a", now=NOW)
        assert not store.chats.consume_state("a", now=NOW)
        assert not store.chats.consume_state("b", now=SOON)
        assert not store.chats.consume_state("never", now=NOW)

    def test_every_change_of_a_channel_stays_with_who_made_it(self, store: Store) -> None:
        assert store.chats.channel(Place.SLACK, "T1", "C1") == ChannelSettings()
        first = ChannelSettings(opted_in=True, team="line-3", assets=("n/s/a",))
        then = replace(
            first,
            quiet=QuietHours(time(22), time(6)),
            language="de",
            curators=("p-2",),
            digest_at=time(6, 30),
        )
        store.chats.set_channel(Place.SLACK, "T1", "C1", first, by="p-1", at=NOW)
        store.chats.set_channel(Place.SLACK, "T1", "C2", first, by="p-1", at=NOW)
        store.chats.set_channel(Place.SLACK, "T1", "C1", then, by="p-2", at=SOON)
        assert store.chats.channel(Place.SLACK, "T1", "C1") == then
        made = store.chats.changes(Place.SLACK, "T1", "C1")
        assert [(each.settings, each.by, each.at) for each in made] == [
            (then, "p-2", SOON),
            (first, "p-1", NOW),
        ]
        now = store.chats.channels(Place.SLACK)
        assert {each.channel: each.settings for each in now} == {"C1": then, "C2": first}

    def test_a_code_links_its_name_once(self, store: Store) -> None:
        store.chats.offer_code("h1", place=Place.SLACK, name="U1@T1", expires_at=SOON)
        assert store.chats.code("h1", now=NOW) == (Place.SLACK, "U1@T1")
        assert store.chats.code("h1", now=SOON) is None
        assert store.chats.link("h1", person_id="p-1", now=NOW)
        assert not store.chats.link("h1", person_id="p-2", now=NOW)
        assert store.chats.person_of(Place.SLACK, "U1@T1") == "p-1"
        assert store.chats.person_of(Place.TEAMS, "U1@T1") is None
        assert store.chats.names_of(Place.SLACK, "p-1") == ["U1@T1"]

    def test_a_newer_code_makes_the_earlier_void_and_a_new_link_replaces_the_old(
        self, store: Store
    ) -> None:
        for hashed, person in (("h1", "p-1"), ("h2", "p-2")):
            store.chats.offer_code(hashed, place=Place.SLACK, name="U1@T1", expires_at=SOON)
            assert store.chats.link(hashed, person_id=person, now=NOW)
        store.chats.offer_code("h3", place=Place.SLACK, name="U1@T1", expires_at=SOON)
        store.chats.offer_code("h4", place=Place.SLACK, name="U1@T1", expires_at=SOON)
        assert store.chats.code("h3", now=NOW) is None
        assert store.chats.person_of(Place.SLACK, "U1@T1") == "p-2"
        assert store.chats.unlink(Place.SLACK, "U1@T1")
        assert not store.chats.unlink(Place.SLACK, "U1@T1")
        assert store.chats.person_of(Place.SLACK, "U1@T1") is None
