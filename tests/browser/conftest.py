"""A real Chromium against the product served by its own command."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.site import ROOT, prepare, served

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--lang=es-PE",
]
IMAGES = ROOT / "docs" / "manual" / "img"


def pytest_addoption(parser):
    parser.addoption(
        "--screenshots", action="store_true", help="take the manual's pictures again (slower)"
    )


def pytest_collection_modifyitems(items):
    for item in items:
        if "/browser/" in item.nodeid.replace("\\", "/"):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def pictures(request) -> bool:
    return bool(request.config.getoption("--screenshots", default=False))


@pytest.fixture(scope="session")
def site(tmp_path_factory, pictures) -> Iterator[str]:
    home = tmp_path_factory.mktemp("sinasec")
    prepare(home, whole=pictures)
    with served(home) as address:
        yield address


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for this folder; its event loop must not outlive it in a worker."""
    if not Path(CHROMIUM).exists():
        pytest.fail(f"falta {CHROMIUM}: «make test» lo instala")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium, site) -> Iterator:
    """`opened(path, **context)`: a page at that address, in a context of its own."""
    contexts: list[BrowserContext] = []

    def open_page(path: str, **options) -> Page:
        options = {"viewport": {"width": 1280, "height": 860}, "locale": "es-PE"} | options
        context = chromium.new_context(base_url=site, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def picture(pictures):
    """`picture(page, name)`: keep it for the manual when pictures are being taken."""

    def keep(page: Page, name: str, **options) -> None:
        if pictures:
            assert re.fullmatch(r"[a-z0-9-]+", name)
            IMAGES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(IMAGES / f"{name}.png"), **options)

    return keep
