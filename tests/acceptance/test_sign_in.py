"""From the first start to a person who may no longer come in: one served app, real browsers."""

import json
import re
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.acceptance.page_checks import contrast_faults, small_targets, wide_elements
from tests.acceptance.processes import PLANT, free_port, owner, start, tandem, wait_for
from tests.acceptance.web_face import PHONE

PASSWORD = "vier kleine Worte hier"


class Served:
    """``tandem serve`` on a folder; what it said is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.said = ""
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        self._process = start(self.folder, "serve", "--port", str(self.port))
        wait_for(self.folder, self._process)

    def stop(self) -> None:
        assert self._process is not None
        self._process.send_signal(2)
        self.said += self._process.communicate(timeout=20)[0]

    @property
    def address(self) -> str:
        return str(owner_url(self.folder))

    def tell(self, *arguments: str) -> Any:
        done = tandem(self.folder, *arguments, "--json")
        assert done.code == 0, done
        return json.loads(done.out)


def owner_url(folder: Path) -> str:
    facts = owner(folder)
    return f"http://{facts['host']}:{facts['port']}"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("signing-in") / "data"
    people = (PLANT / "people.yaml").read_text()
    people = people.replace(
        "{id: p-001, name: Amara Okonkwo,",
        "{id: p-001, name: Amara Okonkwo, identities: {login: amara},",
    )
    file = folder.parent / "people.yaml"
    file.write_text(people)
    assert tandem(folder, "ingest", "directory", str(file)).code == 0
    assert tandem(folder, "ingest", "documents", str(PLANT / "sops")).code == 0
    app = Served(folder)
    app.start()
    yield app
    app.stop()


def tab(browser: Browser, **options: Any) -> tuple[BrowserContext, Page]:
    context = browser.new_context(**options)
    page = context.new_page()
    page.set_default_timeout(10_000)
    return context, page


def set_password(page: Page, link: str, password: str = PASSWORD) -> None:
    page.goto(link)
    page.get_by_label("New password").fill(password)
    page.get_by_label("The same again").fill(password)
    page.get_by_role("button", name="Set the password and sign in").click()


def sign_in(page: Page, address: str, name: str, *, shared: bool = False) -> None:
    page.goto(f"{address}/login")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    if shared:
        page.get_by_label("Others use this terminal too").check()
    page.get_by_role("button", name="Sign in", exact=True).click()


def status(address: str, **headers: str) -> int:
    request = urllib.request.Request(f"{address}/api/recommendations", headers=headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def test_from_the_first_admin_link_to_an_operator_who_is_shut_out(
    served: Served, browser: Browser
) -> None:
    link = served.tell("accounts", "link")["link"]
    _, admin = tab(browser)
    set_password(admin, link)
    expect(admin.get_by_role("link", name="You are Local admin")).to_be_visible()
    _, second = tab(browser)
    second.goto(link)
    expect(second.locator("main")).to_contain_text("This link was used before")

    invitation = served.tell("accounts", "invite", "p-001")["link"]
    context, operator = tab(browser, viewport=PHONE)
    set_password(operator, invitation)
    expect(operator.get_by_role("link", name="You are Amara Okonkwo")).to_be_visible()
    operator.get_by_role("button", name="Sign out").click()
    expect(operator.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(operator, served.address, "amara", shared=True)
    operator.get_by_role("textbox", name="Your question").fill("What is the lowest drum speed?")
    operator.get_by_role("button", name="Ask", exact=True).click()
    expect(operator.locator("#turns .turn")).to_have_count(1)
    expect(operator.locator(".answer")).to_contain_text("rpm")

    listed = {each["person"]: each for each in served.tell("accounts", "list")["accounts"]}
    assert listed["p-001"]["state"] == "open"
    assert listed["p-001"]["sessions"] == 1
    token = served.tell("accounts", "token", "p-001")["token"]
    cookie = {each["name"]: each["value"] for each in context.cookies()}["tandem_session"]
    with_token = {"Authorization": f"Bearer {token}"}
    with_cookie = {"Cookie": f"tandem_session={cookie}"}
    assert [status(served.address, **each) for each in (with_token, with_cookie)] == [200, 200]

    served.tell("accounts", "disable", "p-001")
    assert [status(served.address, **each) for each in (with_token, with_cookie)] == [401, 401]
    operator.get_by_role("textbox", name="Your question").fill("And now?")
    operator.get_by_role("button", name="Ask", exact=True).click()
    expect(operator.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(operator, served.address, "amara")
    expect(operator.locator("#told")).to_contain_text("is closed")


def test_sessions_survive_a_restart_and_the_first_start_alone_prints_a_link(
    served: Served, browser: Browser
) -> None:
    invitation = served.tell("accounts", "invite", "p-014")["link"]
    _, engineer = tab(browser)
    set_password(engineer, invitation)
    expect(engineer.get_by_role("link", name="You are Dalia Haddad")).to_be_visible()
    served.stop()
    assert re.search(r"Open this link once, within 60 min.*\n +http://\S+/join/", served.said)
    served.said = ""
    served.start()
    engineer.goto(served.address)
    expect(engineer.get_by_role("link", name="You are Dalia Haddad")).to_be_visible()
    served.stop()
    assert "link" not in served.said
    served.start()


def test_without_scripts_everything_works_too(served: Served, browser: Browser) -> None:
    invitation = served.tell("accounts", "invite", "p-009")["link"]
    _, page = tab(browser, java_script_enabled=False)
    set_password(page, invitation)
    page.get_by_role("textbox", name="Your question").fill("What is open?")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".answer")).to_have_count(1)
    page.get_by_role("link", name="You are Hana").click()
    expect(page.get_by_text("This browser")).to_be_visible()
    page.get_by_role("button", name="Sign out everywhere").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto(f"{served.address}/account")
    assert page.url.endswith("/login?next=/account")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 860}], ids=["phone", "desktop"])
def test_the_pages_of_signing_in_are_readable_and_reachable(
    served: Served, browser: Browser, size: Any, scheme: Any
) -> None:
    served.tell("accounts", "disable", "p-012")  # whatever it was before
    link = served.tell("accounts", "invite", "p-012")["link"]
    context, page = tab(browser, viewport=size, color_scheme=scheme)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def look(words: str) -> None:
        expect(page.locator("main")).to_contain_text(words)
        assert (small_targets(page), wide_elements(page), contrast_faults(page)) == ([], [], [])

    page.goto(f"{served.address}/login")
    look("Ask them for a one-time link")
    page.get_by_role("button", name="Show the password").click()
    page.get_by_label("Name").fill("amara")
    page.get_by_label("Password", exact=True).fill("not this one")
    assert page.get_by_label("Password", exact=True).get_attribute("type") == "text"
    page.keyboard.press("Enter")
    look("Name or password is not right")
    page.goto(f"{served.address}/join")
    look("Type the code")
    page.get_by_label("Code").fill(link.rpartition("/")[2].lower())
    page.keyboard.press("Enter")
    look("Hello Ivana")
    set_password(page, link, "aaaaaaaaaaaaaa")
    look("too easy to guess")
    set_password(page, link)
    look("Ask why")
    page.goto(f"{served.address}/account")
    look("This browser")
    page.locator("summary", has_text="Change the password").click()
    look("Current password")
    assert complaints == []
    context.close()


def test_a_revoked_right_ends_an_open_page(served: Served, browser: Browser) -> None:
    """The live list is open for hours; when its reader may no longer come in, it leaves too."""
    invitation = served.tell("accounts", "invite", "p-004")["link"]
    _, page = tab(browser)
    set_password(page, invitation)
    expect(page.locator("[data-stream]")).to_have_attribute("data-live", re.compile("open|current"))
    served.tell("accounts", "disable", "p-004")
    event = json.loads(
        (PLANT.parents[1] / "docs" / "data-contracts.md")
        .read_text()
        .split("<!-- example: issued -->\n```json\n")[1]
        .split("```")[0]
    )
    now = datetime.now(UTC)
    event |= {"time": now.isoformat(), "expirytime": (now + timedelta(minutes=9)).isoformat()}
    body = json.dumps(event).encode()
    headers = {"Content-Type": "application/json"}
    urllib.request.urlopen(
        urllib.request.Request(f"{served.address}/api/events", data=body, headers=headers)
    ).close()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
