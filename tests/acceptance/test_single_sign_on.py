"""Single sign-on in a real browser, over a site and a provider that are both served."""

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from knowledge.model import KnownAs, Place
from tests.acceptance.page_checks import contrast_faults, small_targets, wide_elements
from tests.acceptance.web_face import PHONE, served, stocked
from tests.oidc_provider import CLIENT, SECRET, Provider, provider
from tests.small_plant import DIRECTORY, OPERATOR, STRANGER


@pytest.fixture
def idp() -> Iterator[Provider]:
    with provider() as found:
        yield found


@pytest.fixture
def address(tmp_path: Path, idp: Provider) -> Iterator[str]:
    plant = stocked(tmp_path)
    amara = replace(OPERATOR, known_as=(KnownAs(Place.OIDC, "sub-amara"),))
    plant.store.directory.replace(replace(DIRECTORY, people=(amara, STRANGER)))
    settings = {
        "demo": False,
        "oidc_url": idp.issuer,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": SECRET,
    }
    with served(plant, tmp_path, **settings) as found:
        yield found
    plant.store.close()


def test_an_operator_signs_in_with_the_company_account_and_comes_back_to_where_they_were(
    browser: Browser, address: str, idp: Provider
) -> None:
    page = browser.new_context(viewport=PHONE).new_page()
    page.goto(f"{address}/?about=R-2026-000001")
    expect(page.get_by_role("link", name="With your company account")).to_be_visible()
    assert (small_targets(page), wide_elements(page), contrast_faults(page)) == ([], [], [])
    page.get_by_role("link", name="With your company account").click()
    expect(page.locator("#subject")).to_have_attribute("data-decision", "R-2026-000001")
    expect(page.get_by_role("link", name="You are Amara")).to_be_visible()
    page.get_by_role("button", name="Accept").click()
    expect(page.locator("#decision")).to_contain_text("Accepted by you")
    page.get_by_role("button", name="Sign out").click()
    idp.subject = "sub-eve"
    page.get_by_role("link", name="The same, on a terminal that others use too").click()
    expect(page.locator("main")).to_contain_text("Ask your Tandem admin to add it")


def test_a_provider_that_hangs_does_not_hold_up_the_site(address: str, idp: Provider) -> None:
    idp.wrong.hangs, idp.wrong.status = 1.0, 503

    def start() -> None:
        with pytest.raises((urllib.error.URLError, OSError)):
            urllib.request.urlopen(f"{address}/login/oidc", timeout=4)

    waiting = [threading.Thread(target=start) for _ in range(60)]
    for each in waiting:
        each.start()
    time.sleep(0.5)
    began = time.monotonic()
    with urllib.request.urlopen(f"{address}/login", timeout=30) as page:
        assert page.status == 200
    took = time.monotonic() - began
    idp.wrong.hangs = 0.0
    for each in waiting:
        each.join()
    assert took < 4
