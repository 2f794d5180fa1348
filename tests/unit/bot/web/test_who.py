"""Choosing who you are: everybody by team, only in the demo."""

from bot.web.identity import COOKIE
from bot.web.who import team_cards
from knowledge.model import Directory, Person, Team
from tests.unit.bot.web.conftest import Face, FaceOf


def test_everybody_is_listed_under_their_team_with_what_it_looks_after(face: Face) -> None:
    text = face.visitor(None).get("/who").text
    assert text.index("Line 4") < text.index("Amara") < text.index("Packaging") < text.index("Hana")


def test_choosing_sets_a_signed_cookie_that_scripts_cannot_read(face: Face) -> None:
    browser = face.visitor(None)
    chosen = browser.post("/who", data={"person": "p-1"})
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/")
    cookie = chosen.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=p-1.")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Amara" in browser.get("/").text


def test_nobody_by_that_id_gets_a_sentence(face: Face) -> None:
    refused = face.visitor(None).post("/who", data={"person": "p-none"})
    assert refused.status_code == 404
    assert "set-cookie" not in refused.headers


def test_without_demo_there_is_nothing_to_choose(face_of: FaceOf) -> None:
    browser = face_of(demo=False).visitor(None)
    assert browser.get("/who").status_code == 404
    assert browser.post("/who", data={"person": "p-1"}).status_code == 404


def test_an_empty_directory_says_how_to_fill_it(face: Face) -> None:
    face.plant.store.directory.replace(Directory())
    assert "tandem ingest directory" in face.visitor(None).get("/who").text


def test_people_without_a_team_come_last_and_empty_teams_not_at_all() -> None:
    people = (Person("a", "Ada"), Person("b", "Bo", frozenset({"t"})))
    cards = team_cards(Directory(teams=(Team("e", "Empty"), Team("t", "Team")), people=people))
    assert [(card.name, [p.name for p in card.people]) for card in cards] == [
        ("Team", ["Bo"]),
        ("No team", ["Ada"]),
    ]
