"""Every text that a user sees comes by way of the catalogue, but for those from before it."""

import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from tools import catalogues

from sinasec import translation
from tests.texts_outside import PACKAGE, every_file, outside

# What there was when the catalogue was begun: «number file». It may only be lowered.
BEFORE = Path(__file__).parent / "texts_before.txt"


def before() -> dict[str, int]:
    lines = (line.split() for line in BEFORE.read_text(encoding="utf-8").splitlines())
    return {name: int(number) for number, name in lines}


def test_no_new_text_is_outside_the_catalogue():
    allowed = Counter(before())
    found = {path.relative_to(PACKAGE).as_posix(): outside(path) for path in every_file()}
    more = {name: n for name, n in found.items() if n > allowed[name]}
    assert more == {}, "mark them with gettext (sinasec.translation) or {% translate %}"


def test_what_was_marked_since_is_not_allowed_again():
    """Or a file could take back as many as it lost."""
    found = {path.relative_to(PACKAGE).as_posix(): outside(path) for path in every_file()}
    assert {name: n for name, n in before().items() if found.get(name, 0) != n} == {}


def test_what_a_committee_says_of_a_preliminary_has_one_word():
    """«Respuesta», as in the glossary; the place of a page that has the other keeps its address."""
    told = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*")
        if path.suffix in (".py", ".html", ".typ", ".md", ".yaml", ".po")
        and "descargo" in re.sub('(?:id="|#)descargos"', "", path.read_text("utf-8").lower())
    ]
    assert told == []


@pytest.mark.parametrize(
    ("name", "text", "number"),
    [
        ("a.py", 'SAID = "No hay ningún comité con ese código."', 1),
        ("a.py", 'SAID = f"No hay {n} de los que se piden."', 1),
        ("a.py", 'SAID = _("No hay ningún comité con ese código.")', 0),
        ("a.py", 'SAID = ngettext("una fila leída", "{n} filas leídas", n)', 0),
        ("a.py", 'def f():\n    """Lo que dice la ayuda de la orden."""', 0),
        ("a.py", 'raise ValueError("no such table in the file")', 0),
        ("a.py", 'CODE = "sesion-ordinaria"', 0),
        ("a.html", "<p>Todavía no hay nada.</p>", 1),
        ("a.html", "{% load i18n %}<p>{% translate 'Todavía no hay nada.' %}</p>", 0),
        ("a.html", "<p>{% blocktranslate %}De {{ n }} filas{% endblocktranslate %}</p>", 0),
        ("a.py", 'click.echo("No hay nada que mostrar.")', 1),
        ("a.html", '<nav aria-label="Ubicación"></nav>', 1),
        ("a.html", """<nav aria-label="{% translate 'Ubicación' %}"></nav>""", 0),
        ("a.html", "<p>{% blocktranslate %}a{% endblocktranslate %} y más</p>", 1),
        ("a.html", '<p class="nota">{{ row }} · {{ n }}</p><!-- nota de quien escribe -->', 0),
    ],
)
def test_they_are_found_by_what_they_look_like(name, text, number, tmp_path):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert outside(path) == number


def test_the_catalogue_has_what_is_marked_and_nothing_else():
    assert catalogues.PO.read_bytes() == catalogues.as_po(catalogues.catalogue()), AGAIN
    assert catalogues.MO.read_bytes() == catalogues.as_mo(catalogues.read()), AGAIN


AGAIN = "python -m tools.catalogues"


def test_every_text_is_worded():
    with catalogues.PO.open("rb") as file:
        words = read_po(file, locale=translation.LANGUAGE)
    assert len(words) > 10
    for each in words:
        said = each.string if isinstance(each.string, tuple | list) else (each.string,)
        assert all(said), each.id
        assert not each.fuzzy, each.id
        assert not list(each.check(words)), each.id  # the same fields, and as many plurals


def test_what_is_worded_otherwise_stays_so(tmp_path, monkeypatch):
    """Who words a text in the catalogue finds it there when they are gathered again."""
    text = catalogues.PO.read_text(encoding="utf-8").replace(
        'msgstr "Ayuda, por tarea"', 'msgstr "Ayuda, tarea por tarea"'
    )
    monkeypatch.setattr(catalogues, "PO", tmp_path / "django.po")
    catalogues.PO.write_text(text, encoding="utf-8")
    again = catalogues.as_po(catalogues.catalogue()).decode()
    assert 'msgid "Ayuda, por tarea"\nmsgstr "Ayuda, tarea por tarea"' in again
