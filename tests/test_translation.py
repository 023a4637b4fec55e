"""What is shown for a text is what the catalogue of the language says."""

import io

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.template import Context, Template
from django.utils import translation as of_django
from tools.catalogues import PLURALS

from sinasec.translation import LOCALE, gettext, in_language, ngettext

TEXT = "¿Qué necesita hacer?"


@pytest.fixture
def quechua(tmp_path):
    """Made-up words: nobody has translated anything."""
    made = Catalog(locale="es")
    made.mime_headers = [("Plural-Forms", PLURALS)]
    made.add(TEXT, "Otra lengua dice otra cosa")
    made.add(("{n} fila", "{n} filas"), ("{n} renglón", "{n} renglones"))
    folder = tmp_path / "qu_PE" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    written = io.BytesIO()
    write_mo(written, made)
    (folder / "django.mo").write_bytes(written.getvalue())
    return tmp_path


def test_a_text_is_that_of_the_language(quechua):
    assert gettext(TEXT) == TEXT
    with in_language("qu_PE", quechua):
        assert gettext(TEXT) == "Otra lengua dice otra cosa"
        assert ngettext("{n} fila", "{n} filas", 1) == "{n} renglón"
        assert ngettext("{n} fila", "{n} filas", 2) == "{n} renglones"
    assert gettext(TEXT) == TEXT


def test_what_no_catalogue_has_is_shown_as_it_is():
    assert gettext("Esto no está en el catálogo.") == "Esto no está en el catálogo."
    assert ngettext("una", "varias", 3) == "varias"


def test_a_language_without_catalogue_is_refused():
    with pytest.raises(FileNotFoundError), in_language("xx_XX"):
        pass


def test_templates_read_the_same_catalogue(quechua, settings):
    page = Template("{% load i18n %}{% translate '¿Qué necesita hacer?' %}")
    assert list(settings.LOCALE_PATHS) == [LOCALE]
    with of_django.override("es-pe"):
        assert page.render(Context()) == TEXT
