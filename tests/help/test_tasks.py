"""The tasks that have a help page, as their files say them."""

import pytest

from sinasec.help.tasks import BadTask, chapter, of_page, tasks

GOOD = "---\ntitle: Hacer algo\nfor: quien sea\npages: [home]\n---\nVea [la portada](/).\n"


def made(folder, name="01-hacer-algo.md", text=GOOD):
    (folder / "es_PE").mkdir(exist_ok=True)
    (folder / "es_PE" / name).write_text(text, encoding="utf-8")
    return folder


def test_a_file_is_a_task(tmp_path):
    [task] = tasks(folder=made(tmp_path))
    assert (task.slug, task.title, task.whom) == ("hacer-algo", "Hacer algo", "quien sea")
    assert task.pages == ("home",)
    assert task.html == '<p>Vea <a href="/">la portada</a>.</p>\n'
    assert task.plain == "Vea la portada (`/`).\n"


def test_nothing_in_a_file_is_code(tmp_path):
    text = f"{GOOD}\n<script>alert(1)</script>\n\n[x](javascript:alert(1))\n"
    [task] = tasks(folder=made(tmp_path, text=text))
    assert "<script" not in task.html
    assert 'href="javascript' not in task.html


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hacer-algo.md", GOOD),
        ("01-Hacer.md", GOOD),
        ("01-hacer.md", "Sin cabecera.\n"),
        ("01-hacer.md", GOOD.replace("title: Hacer algo\n", "")),
        ("01-hacer.md", GOOD.replace("pages: [home]", "pages: home")),
        ("01-hacer.md", GOOD.replace("---\ntitle", "---\nother: 1\ntitle")),
    ],
)
def test_a_file_that_is_not_one_is_named(name, text, tmp_path):
    with pytest.raises(BadTask, match=name):
        tasks(folder=made(tmp_path, name, text))


def test_they_come_in_the_order_of_their_numbers(tmp_path):
    made(tmp_path, "02-b.md")
    made(tmp_path, "01-a.md")
    assert [task.slug for task in tasks(folder=tmp_path)] == ["a", "b"]


def test_no_two_of_the_product_have_one_address():
    slugs = [task.slug for task in tasks()]
    assert len(slugs) == len(set(slugs)) > 10


def test_the_chapter_has_them_all_and_no_address_that_leads_nowhere_there():
    text = "\n".join(chapter())
    for task in tasks():
        assert f"## {task.title}" in text
    assert "](/" not in text


def test_a_page_leads_to_its_tasks():
    assert "leer-una-luz" in {task.slug for task in of_page("committee")}
    assert of_page("robots") == ()
