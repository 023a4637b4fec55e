"""Help pages: one a task, linked from where it is needed, and what they lead to is there."""

import re
from html import unescape

import pytest

from sinasec.help.tasks import of_page, tasks
from sinasec.web.desk.addresses import PATHS
from sinasec.web.urls import urlpatterns
from tests.web.sample import PUNO

# What is not read as a page by a person: files, what machines ask for, and what leads elsewhere.
NOT_PAGES = re.compile(
    r"(-pdf|-docx|-svg|-png|-csv|-json|-template|-workbook|-file|-root|-start|-manual)$"
)
MACHINES = {"health", "robots", "mark", "help-task"}


def page_names() -> set[str]:
    names = {each.name for each in urlpatterns if getattr(each, "name", None)}
    return {name for name in names if not NOT_PAGES.search(name)} - MACHINES


def text_of(client, address: str) -> str:
    answer = client.get(address, follow=address == "/mesa/")  # it leads to where one signs in
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def test_every_page_leads_to_some_help_and_none_to_a_page_that_is_not():
    named = {name for task in tasks() for name in task.pages}
    assert named == page_names() | PATHS.keys() | {"desk-act"}


@pytest.mark.parametrize("task", tasks(), ids=lambda task: task.slug)
def test_each_has_its_page_and_what_it_leads_to_is_there(task, published, index, client):
    text = text_of(client, f"/ayuda/{task.slug}/")
    assert f"<h1>{task.title}</h1>" in text
    assert f"Para {task.whom}." in text
    for address in re.findall(r"\]\((/[^)]*)\)", task.text):
        path, _, anchor = address.partition("#")
        there = text_of(client, path)
        assert not anchor or f'id="{anchor}"' in there, address


def test_the_list_has_them_all_in_order(published, client):
    text = text_of(client, "/ayuda/")
    found = re.findall(r'<li><a href="/ayuda/([a-z-]+)/">', text.partition("<main")[2])
    assert found[: len(tasks())] == [task.slug for task in tasks()]


@pytest.mark.parametrize(
    ("name", "address"),
    [("home", "/"), ("committee", f"/comite/{PUNO}/"), ("matrix", "/matriz/"), ("help", "/ayuda/")],
)
def test_a_page_links_its_own(name, address, published, client):
    [shown] = re.findall(r'(?s)<nav class="ayuda.*?</nav>', text_of(client, address))
    assert re.findall(r"/ayuda/([a-z-]+)/", shown) == [task.slug for task in of_page(name)]


def test_the_neighbours_of_each_lead_through_them_all(published, client):
    at, seen = tasks()[0].slug, []
    while at:
        seen.append(at)
        said = re.search(r'href="/ayuda/([a-z-]+)/" rel="next"', text_of(client, f"/ayuda/{at}/"))
        at = said[1] if said else ""
    assert seen == [task.slug for task in tasks()]


def test_without_any_publication_help_is_whole(db, client):
    assert "¿Qué necesita hacer?" in text_of(client, "/ayuda/")
    assert tasks()[0].title in text_of(client, f"/ayuda/{tasks()[0].slug}/")


def test_one_that_is_not_there_is_said(db, client):
    answer = client.get("/ayuda/no-hay/")
    assert answer.status_code == 404
    assert "No hay ninguna ayuda con ese nombre" in unescape(answer.content.decode())
