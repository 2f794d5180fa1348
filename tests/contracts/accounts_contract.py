"""What a store promises about accounts, links, tokens and sessions."""

import threading
from dataclasses import replace
from datetime import timedelta

from knowledge.store import Account, Link, Session, Store
from tests.contracts.store_samples import NOW

SOON = NOW + timedelta(hours=1)


def link(hashed: str = "l1", person_id: str = "p-1") -> Link:
    return Link(hashed, person_id, NOW, SOON)


def session(hashed: str = "s1", person_id: str = "p-1") -> Session:
    later = NOW + timedelta(hours=12)
    return Session(hashed, person_id, "password", "192.0.2.7", NOW, NOW, 600, later)


class AccountsContract:
    """The contract; each subclass brings the fixture ``store``."""

    def test_nobody_has_an_account_at_first(self, store: Store) -> None:
        assert (store.accounts.any(), store.accounts.any_admin()) == (False, False)
        assert (store.accounts.all(), store.accounts.get("p-1")) == ([], None)

    def test_a_link_sets_a_password_once(self, store: Store) -> None:
        store.accounts.admit("p-1", now=NOW)
        store.accounts.put_link(link())
        assert store.accounts.link("l1", now=NOW) == link()
        redeem = store.accounts.redeem
        assert redeem("l1", person_id="p-1", password="h", now=NOW)
        assert not redeem("l1", person_id="p-1", password="other", now=NOW)
        assert store.accounts.get("p-1") == Account("p-1", NOW, "h")
        assert store.accounts.link("l1", now=NOW) is None
        assert (store.accounts.any(), store.accounts.any_admin()) == (True, False)

    def test_of_many_who_use_one_link_at_once_one_wins(self, store: Store) -> None:
        store.accounts.put_link(link())
        won: list[str] = []

        def use(password: str) -> None:
            if store.accounts.redeem("l1", person_id="p-1", password=password, now=NOW):
                won.append(password)

        threads = [threading.Thread(target=use, args=(f"h{n}",)) for n in range(8)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        account = store.accounts.get("p-1")
        assert account is not None
        assert won == [account.password]

    def test_a_link_is_over_when_its_time_is_up_or_a_newer_one_is_made(self, store: Store) -> None:
        store.accounts.put_link(link("l1"))
        store.accounts.put_link(link("l2"))
        store.accounts.put_link(link("l3", "p-2"))
        assert store.accounts.link("l1", now=NOW) is None
        assert store.accounts.link("l2", now=SOON - timedelta(seconds=1)) is not None
        assert store.accounts.link("l2", now=SOON) is None
        assert store.accounts.link("l3", now=NOW) is not None
        assert not store.accounts.redeem("l2", person_id="p-1", password="h", now=SOON)

    def test_the_first_admins_link_makes_an_admin(self, store: Store) -> None:
        store.accounts.put_link(link("l1", ""))
        assert store.accounts.redeem("l1", person_id="p-7", password="h", now=NOW)
        assert store.accounts.get("p-7") == Account("p-7", NOW, "h", admin=True)
        assert store.accounts.any_admin()
        store.accounts.put_link(link("l2", "p-7"))
        store.accounts.redeem("l2", person_id="p-7", password="h2", now=NOW)
        assert store.accounts.get("p-7") == Account("p-7", NOW, "h2", admin=True)
        store.accounts.disable("p-7", now=NOW)
        assert not store.accounts.any_admin()

    def test_disabling_ends_everything_the_person_holds_and_nobody_elses(
        self, store: Store
    ) -> None:
        for number, person in enumerate(("p-1", "p-2")):
            store.accounts.admit(person, now=NOW)
            store.accounts.set_password(person, "h")
            store.accounts.put_link(link(f"l{number}", person))
            store.accounts.add_token(f"t{number}", person_id=person, now=NOW)
            store.sessions.start(session(f"s{number}", person))
        for _ in range(2):  # again is the same
            store.accounts.disable("p-1", now=NOW)
        assert store.accounts.get("p-1") == Account("p-1", NOW, "h", disabled_at=NOW)
        assert store.accounts.link("l0", now=NOW) is None
        assert store.accounts.token_holder("t0") is None
        assert store.sessions.get("s0", now=NOW) is None
        assert store.accounts.link("l1", now=NOW) is not None
        assert store.accounts.token_holders() == ["p-2"]
        assert store.sessions.get("s1", now=NOW) is not None

    def test_a_disabled_person_stays_out_until_admitted_again(self, store: Store) -> None:
        store.accounts.disable("p-1", now=NOW)
        store.sessions.start(session())
        store.accounts.add_token("t", person_id="p-1", now=NOW)
        assert store.sessions.get("s1", now=NOW) is None
        assert store.accounts.token_holder("t") is None
        store.accounts.admit("p-1", now=SOON)
        assert store.accounts.get("p-1") == Account("p-1", NOW)
        assert store.sessions.get("s1", now=NOW) is not None

    def test_tokens_are_revoked_by_person(self, store: Store) -> None:
        for hashed, person in (("t1", "p-1"), ("t2", "p-1"), ("t3", "p-2")):
            store.accounts.add_token(hashed, person_id=person, now=NOW)
        assert store.accounts.revoke_tokens("p-1") == 2
        assert store.accounts.revoke_tokens("p-1") == 0
        assert store.accounts.token_holder("t1") is None
        assert store.accounts.token_holder("t3") == "p-2"

    def test_a_session_ends_when_idle_and_at_its_end(self, store: Store) -> None:
        store.sessions.start(session())
        idle = timedelta(seconds=600)
        assert store.sessions.get("s1", now=NOW) == session()
        assert store.sessions.get("s1", now=NOW + idle) is None
        store.sessions.seen("s1", now=NOW + idle / 2)
        seen = replace(session(), seen_at=NOW + idle / 2)
        assert store.sessions.get("s1", now=NOW + idle) == seen
        for minutes in range(0, 12 * 60 + 10, 9):
            store.sessions.seen("s1", now=NOW + timedelta(minutes=minutes))
        assert store.sessions.get("s1", now=NOW + timedelta(hours=12)) is None

    def test_an_ended_session_stays_ended(self, store: Store) -> None:
        for hashed, person in (("s1", "p-1"), ("s2", "p-1"), ("s3", "p-2")):
            store.sessions.start(session(hashed, person))
        store.sessions.end("s1")
        store.sessions.seen("s1", now=SOON)
        assert [each.hash for each in store.sessions.of_person("p-1", now=NOW)] == ["s2"]
        assert store.sessions.end_all("p-1") == 1
        assert store.sessions.of_person("p-1", now=NOW) == []
        assert store.sessions.get("s3", now=NOW) is not None
