"""A name in a chat belongs to who confirms it while signed in, once."""

from datetime import timedelta

import pytest

from bot.accounts import claim_link
from knowledge.model import Place
from tests.small_plant import OPERATOR
from tests.unit.bot.web.conftest import Face, FaceOf
from tests.unit.bot.web.signing_in import browser, send, signed_in, with_account, with_admin


@pytest.fixture
def face(face_of: FaceOf) -> Face:
    face = face_of(demo=False)
    with_account(face)
    return face


def claimed(face: Face) -> str:
    link = claim_link(face.services, Place.SLACK, "U1@T1", now=face.clock())
    return link.url[link.url.index("/link/") :]


def owner(face: Face) -> str | None:
    return face.services.store.chats.person_of(Place.SLACK, "U1@T1")


def test_who_is_signed_in_confirms_the_name_once(face: Face) -> None:
    path, visitor = claimed(face), signed_in(face)
    page = visitor.get(path).text
    assert "U1@T1" in page
    assert OPERATOR.name in page
    assert owner(face) is None  # opening it confirms nothing
    assert "from now on" in send(visitor, path).text
    assert owner(face) == OPERATOR.id
    assert visitor.get(path).status_code == 410


def test_nobody_confirms_without_being_signed_in_or_without_our_own_page(face: Face) -> None:
    path = claimed(face)
    assert browser(face).get(path).headers["location"].startswith("/login")
    assert signed_in(face).post(path).status_code == 403
    assert owner(face) is None


def test_the_installation_itself_has_no_name_in_a_chat(face: Face) -> None:
    assert with_admin(face).get(claimed(face)).status_code == 403


def test_a_link_ends_after_ten_minutes_and_with_a_newer_one(face: Face) -> None:
    first, second = claimed(face), claimed(face)
    visitor = signed_in(face)
    assert visitor.get(first).status_code == 410
    face.clock.now += timedelta(minutes=10)
    assert visitor.get(second).status_code == 410
