"""A request says what the matter is and which team asks, with the one button that fits."""

from bot import requests
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.blocks.requests import request_post
from bot.requests import told
from knowledge.model import Person
from knowledge.model import Request as Asked
from tests.safe_plant import FITTER, MATE, SAFE_DIRECTORY, routed
from tests.slack.golden import same_as
from tests.slack.validity import check_post, nodes
from tests.small_plant import NOW, OPERATOR, Plant


def opened(plant: Plant) -> Asked:
    plant.store.directory.replace(SAFE_DIRECTORY)
    return requests.open_request(
        plant.store, key="k", person=OPERATOR, question_id=routed(plant), now=NOW
    )


def shown(asked: Asked, reader: Person) -> Post:
    return request_post(told(asked, reader=reader, directory=SAFE_DIRECTORY), now=NOW)


def buttons(post: Post) -> list[str]:
    return [each["text"]["text"] for each in nodes(post.blocks) if each.get("type") == "button"]


def test_whoever_is_asked_can_take_it(plant: Plant) -> None:
    post = shown(opened(plant), FITTER)
    check_post(post)
    assert buttons(post) == ["Mark as taken"]
    assert "Line 4 asks for: Maintenance on shift." in post.text
    assert OPERATOR.name not in str(post)
    same_as("request_open", post.blocks)


def test_whoever_took_it_can_say_that_it_is_done(plant: Plant) -> None:
    asked = opened(plant)
    taken = requests.take(plant.store, person=FITTER, number=asked.number, now=NOW)
    assert buttons(shown(taken, FITTER)) == ["Done"]
    assert buttons(shown(taken, MATE)) == []
    assert "Taken by: Maintenance." in shown(taken, MATE).text
