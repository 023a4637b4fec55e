"""The transcriptions against the duties that cite them, and what `check` tells of a faulty one."""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from sinasec.definitions import library
from sinasec.definitions.articles import Piece, articles, citations, read
from sinasec.definitions.articles.checking import check_articles
from sinasec.definitions.articles.citing import named
from sinasec.definitions.articles.loading import HERE as ARTICLES
from sinasec.definitions.articles.loading import documents_in
from sinasec.definitions.checking import check
from sinasec.definitions.loading import HERE, content_hash, texts_in
from tests.definitions.small_set import small_set

KNOWN = articles()
CITED = [
    (duty.code, norm, start, end)
    for duty in library().edition.duties
    for version in duty.versions
    for norm, start, end in citations(version)
]
REGLAMENTO = "reglamento-27933.yaml"


def reading(norm, start, end):
    return read(KNOWN, norm.id, norm.article, start, end)


def test_every_citation_is_read_or_of_a_norm_told_as_unread():
    told = Counter(reading(norm, start, end).is_read for _, norm, start, end in CITED)
    unread = {norm.id for _, norm, start, end in CITED if not reading(norm, start, end).is_read}
    assert unread == set(KNOWN.unread)
    assert told[True] == sum(norm.id not in unread for _, norm, _, _ in CITED) > 6 * told[False]


def test_nothing_is_transcribed_that_no_duty_cites():
    asked = {
        id(piece) for _, norm, start, end in CITED for piece in reading(norm, start, end).pieces
    }
    spare = [
        (piece.by, piece.article, piece.start)
        for some in KNOWN.pieces.values()
        for piece in some
        if id(piece) not in asked
    ]
    assert spare == []


def test_a_citation_shows_only_what_was_in_force_in_its_days():
    for code, norm, start, end in CITED:
        for piece in reading(norm, start, end).pieces:
            assert piece.start <= (end or date.max), (code, norm.cited)
            assert start <= (piece.end or date.max), (code, norm.cited)


def test_a_wording_that_lived_through_a_reform_shows_both_texts():
    """The CONASEC met four times a year in the words of 2019 and then in those of 2025."""
    (one,) = [
        reading(norm, start, end)
        for code, norm, start, end in CITED
        if (code, norm.cited) == ("sesion-conasec", "DS 010-2019-IN, art. 10")
    ]
    assert [(piece.by, piece.start) for piece in one.pieces] == [
        ("DS 010-2019-IN", date(2019, 5, 10)),
        ("DS 001-2025-IN", date(2025, 2, 13)),
    ]


def committee_paragraphs(start: date, end: date | None) -> set[tuple[str, bool]]:
    """The norms that answer an omission of `convocatoria` in some days; whether each convenes."""
    days = {
        (norm.id, piece.by, "convocar" in piece.text and "suspende" in piece.text)
        for code, norm, first, last in CITED
        if code == "convocatoria" and norm.id in ("Ley 27972", "Ley 27867")
        for piece in reading(norm, first, last).pieces
        if piece.overlaps(start, end)
    }
    return {(by, suspends) for _, by, suspends in days}


def test_the_laws_a_suspension_is_read_with_lost_its_paragraph_in_2022():
    """And of the days before, each shows the wording of its time."""
    assert committee_paragraphs(date(2022, 4, 8), None) == {
        ("Ley 31433", False),
        ("Ley 31439", False),
    }
    assert committee_paragraphs(date(2019, 5, 10), date(2022, 3, 6)) == {("Ley 30779", True)}
    before = [
        piece.text
        for code, norm, start, end in CITED
        if (code, norm.id) == ("convocatoria", "Ley 27972") and start < date(2018, 6, 6)
        for piece in reading(norm, start, end).pieces
    ]
    assert ["falta grave" in text for text in before] == [True, False]


def test_what_is_copied_says_its_letter_and_has_no_marks():
    """A letter begins with itself; asterisks and underscores are marks of the copy, not the law."""
    for (_, article), some in KNOWN.pieces.items():
        for piece in some:
            assert not set("*_\\") & set(piece.heading + piece.opening + piece.text), article
            last = article.split(".")[-1]
            own = (f"{last}.", f"{last})", article)
            if "." in article and "párrafo" not in article:
                assert piece.text.startswith(own), article


@pytest.mark.parametrize(
    ("article", "names"),
    [
        ("19.f, 25.f, 30.h y 49", ("19.f", "25.f", "30.h", "49")),
        ("32.3, último párrafo, y 80.c", ("32.3, último párrafo", "80.c")),
        ("77, segundo párrafo", ("77, segundo párrafo",)),
        ("32-A y 82", ("32-A", "82")),
        ("numerales VI.C.3 y VII.B.1", ("VI.C.3", "VII.B.1")),
        ("art. 32.1.a", ("32.1.a",)),
        ("Primera Disposición Complementaria Transitoria",) * 2,
    ],
)
def test_a_citation_names_its_articles(article, names):
    expected = names if isinstance(names, tuple) else (names,)
    assert named("DS 011-2014-IN", article) == ("DS 011-2014-IN", expected)


def test_a_norm_that_amends_another_is_read_in_the_amended_text():
    assert named("Ley 32378", "artículo único (art. 9.d de la Ley 27933)") == (
        "Ley 27933",
        ("9.d",),
    )
    cited = "artículo 1 (numeral VI.C.8 de la Directiva 001-2015-IN)"
    assert named("RM 0761-2016-IN", cited) == ("Directiva 001-2015-IN", ("VI.C.8",))


def test_days_without_a_text_are_not_read():
    """Article 12.f was replaced in 2025 by one that says something else."""
    days = (date(2019, 5, 10), None)
    assert not read(KNOWN, "DS 010-2019-IN", "12.f", *days).is_read
    assert read(KNOWN, "DS 010-2019-IN", "12.f", days[0], date(2025, 2, 12)).is_read
    assert not read(KNOWN, "DS 010-2019-IN", "11", *days).pieces


def test_transcriptions_are_no_part_of_an_edition():
    """Mending a typing mistake of a copy makes no new edition, and publications do not carry it."""
    assert not [name for name in library().edition.files if name.startswith("articles")]
    assert library().edition.id == content_hash(texts_in(HERE))


def test_there_are_transcriptions_of_every_text_and_they_come_from_an_address():
    documents = documents_in(ARTICLES)
    copies = {piece.copy for some in KNOWN.pieces.values() for piece in some}
    assert len(copies) == len(documents) - 1  # the other says what nobody has read
    assert all(isinstance(one, Piece) for some in KNOWN.pieces.values() for one in some)


def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    shutil.copytree(ARTICLES, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return folder


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (REGLAMENTO, "DS 011-2014-IN, DS", "DS 011-2013-IN, DS", "no está en norms.yaml"),
        (REGLAMENTO, 'article: "83"', 'article: "82"', "«82» ya tiene texto en esos días"),
        (REGLAMENTO, "from: 2025-02-13", "from: 2025-02-14", "el primer día no es el de «DS 001"),
        (REGLAMENTO, "to: 2025-02-12", "to: 2018-02-12", "termina antes de empezar"),
        (REGLAMENTO, "by: DS 001-2025-IN", "by: Ley 32378", "no es una de las normas del archivo"),
        (REGLAMENTO, "heading: Artículo 10.-", "headin: Artículo 10.-", "«headin» no existe"),
        (REGLAMENTO, "          b. Los informes periódicos de evaluación.\n", "", "forma debida"),
        (REGLAMENTO, "article: 80.b", "article: 80.f", "el texto de todos sus días"),
        ("sin_leer.yaml", "norm: Directiva 009", "norm: Directriz 009", "no está en norms.yaml"),
    ],
)
def test_a_faulty_transcription_is_told(tmp_path, name, old, new, words):
    folder = copied(tmp_path)
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    _, faults = check_articles(folder, library())
    told = [fault for fault in faults if words in fault.message]
    assert told, faults
    assert told[0].line or told[0].file.startswith("obligations/")


def test_a_norm_taken_from_the_unread_is_missed(tmp_path):
    folder = copied(tmp_path)
    (folder / "sin_leer.yaml").write_text("unread: []\n", encoding="utf-8")
    missed = {fault.file for fault in check_articles(folder, library())[1]}
    assert {"obligations/plan-aprobacion.yaml", "obligations/ordenanza-remitida.yaml"} <= missed


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    folder = copied(tmp_path)
    (folder / "sin_leer.yaml").write_text("unread: [\n", encoding="utf-8")
    assert check_articles(folder, library())[1]


def test_a_set_without_transcriptions_has_nothing_to_tell(tmp_path):
    """As the copy of the definitions that each publication carries."""
    assert check_articles(tmp_path / "articles", library()) == (0, [])


def test_the_check_of_a_whole_set_looks_at_them(tmp_path):
    whole = small_set(tmp_path, "evaluacion-desempeno", "plan-vigente")
    (whole / "articles" / "sin_leer.yaml").write_text("unread: []\n", encoding="utf-8")
    assert any("el texto de todos sus días" in fault.message for fault in check(whole).faults)
