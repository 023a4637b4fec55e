"""Forms of the desk, filled and sent as a browser does: what a page has, and nothing else."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((said.get("action", ""), {}))
            self.inside = True
        elif tag == "input" and self.inside and "name" in said:
            self.forms[-1][1][said["name"]] = said.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


def fields(page: Any, action: str) -> dict[str, str]:
    """What the form of a page that is sent there has in it."""
    parser = _Fields()
    parser.feed(page.content.decode())
    found = [given for to, given in parser.forms if to == action]
    assert len(found) == 1, [to for to, _ in parser.forms]
    return found[0]


def sent(browser: Client, path: str, action: str | None = None, **filled: str) -> Any:
    """Open a page, fill its form, send it and follow where it leads."""
    page = browser.get(path)
    assert page.status_code == 200, (page.status_code, path)
    to = action if action is not None else page.request["PATH_INFO"]
    inside = fields(page, to) if action is not None or _has(page, to) else fields(page, "")
    unknown = set(filled) - set(inside)
    assert not unknown, (unknown, inside)
    return browser.post(to, inside | filled, follow=True)


def _has(page: Any, action: str) -> bool:
    return f'action="{action}"' in page.content.decode()
