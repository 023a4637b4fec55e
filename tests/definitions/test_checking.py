"""`sinasec check`, as a jurist meets it: one mistake at a time, each with its line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sinasec.cli.main import main
from sinasec.definitions.checking import check
from sinasec.definitions.loading import HERE, load
from tests.definitions.small_set import rewritten, small_set

GOOD = (HERE / "obligations" / "sesion-ordinaria.yaml").read_text(encoding="utf-8")


def told(tmp_path: Path, text: str, name: str = "sesion-ordinaria.yaml") -> list[tuple[int, str]]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return [(fault.line, fault.message) for fault in check(file).faults]


def with_the_session(tmp_path: Path, text: str) -> Path:
    """A small set of definitions, with the duty in `text` in the place of its session."""
    whole = small_set(tmp_path)
    (whole / "obligations" / "sesion-ordinaria.yaml").write_text(text, encoding="utf-8")
    return whole


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def test_the_definitions_of_the_product_have_no_fault():
    result = run("--json")
    report = json.loads(result.stdout)
    assert (result.exit_code, report["faults"]) == (0, [])
    assert report["duties"] >= 30
    assert report["cases"] >= 3 * report["duties"]
    written = [file for file in HERE.rglob("*") if file.suffix in (".yaml", ".md")]
    assert report["files"] == len(written)


def test_a_good_draft_has_no_fault(tmp_path):
    assert told(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "where", "words"),
    [
        ("    consequences: []\n", "    breach: grave\n", "breach: grave", "no es uno de: legal"),
        ("    consequences: []\n", "    breech: legal\n", "breech", "¿Quiso decir «breach»?"),
        ("rule: at_least", "rule: atleast", "rule: atleast", "¿Quiso decir «at_least»?"),
        ("    per: month\n", "", "- from: 2014-12-05", "falta la clave «per»"),
        ("    count: 1\n", "    count: uno\n", "count: uno", "debe ser un número entero"),
        ("    count: 1\n", "    count: 0\n", "count: 0", "al menos 1"),
        ("[CORESEC, COPROSEC, CODISEC]", "[CORESE]", "bearers: [CORESE]", "«CORESEC»"),
        ("from: 2014-12-05", "from: 2014-12-32", "2014-12-32", "no existe"),
        ("id: DS 011-2014-IN", "id: DS 011-2013-IN", "norm: {id: DS 011-2013", "¿Quiso decir"),
        (
            "id: DS 011-2014-IN",
            "id: Ordenanza 7",
            "norm: {id: Ordenanza 7",
            "la norma «Ordenanza 7» no está declarada. Declárela en norms.yaml antes de usarla.",
        ),
        (
            'article: "32.1.a"}',
            'article: "32.1.a", read_with: [{id: Ley 27927, article: "25"}]}',
            "read_with",
            "¿Quiso decir «Ley 27972»?",
        ),
        (
            "    per: month\n",
            "    per: month\n    dated_by: {attribute: fecha_convoca, name: ella, doubt_days: 9}\n",
            "dated_by",
            "¿Quiso decir «fecha_convocatoria»?",
        ),
        ("acts: [sesion-ordinaria]", "acts: [sesion-ordinara]", "sesion-ordinara]", "sesion-"),
        ("light: verde, counted", "light: rojo, counted", "light: rojo, counted", "rojo y result"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path, old, new, where, words):
    text = changed(old, new)
    faults = told(tmp_path, text)
    assert (line_of(text, where)) in [line for line, _ in faults], faults
    assert any(words in message for _, message in faults), faults


def test_only_acts_that_are_counted_by_period_count_by_another_day(tmp_path):
    dated = "dated_by: {attribute: fecha_convocatoria, name: ella, doubt_days: 9}"
    plan = (HERE / "obligations" / "plan-remision.yaml").read_text(encoding="utf-8")
    text = plan.replace("    acts: [", f"    {dated}\n    acts: [", 1)
    assert (
        line_of(text, "dated_by"),
        "solo un deber «at_least» cuenta los actos por otra fecha.",
    ) in (told(tmp_path, text, "plan-remision.yaml"))


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (
            "plan-remision.yaml",
            "    acts: [",
            "    years_in: {attribute: plan, name: ellos}\n    acts: [",
            "solo en un deber «standing» rige algo, que los actos dicen de qué años es.",
        ),
        ("plan-vigente.yaml", "{attribute: plan, name", "{attribute: plam, name", "«plan»?"),
        (
            "plan-vigente.yaml",
            "{attribute: plan, name",
            "{attribute: valid_to, name",
            "el texto de «plan-aprobado» «valid_to» no está declarado.",
        ),
        (
            "plan-vigente.yaml",
            "    years_in:",
            "    count: 2\n    years_in:",
            "lo que rige por sus años solo vale donde se pide un acto: «count: 1».",
        ),
    ],
)
def test_the_years_of_what_is_in_force_are_said_where_they_can_be(tmp_path, name, old, new, words):
    definition = (HERE / "obligations" / name).read_text(encoding="utf-8")
    text = definition.replace(old, new, 1)
    faults = told(tmp_path, text, name)
    assert any(
        words in message and "years_in" in text.splitlines()[line - 1] for line, message in faults
    ), faults


def of_each(**articles: str) -> str:
    """The session with an article for each level in its first wording."""
    each = ", ".join(f'{level}: "{article}"' for level, article in articles.items())
    return changed('article: "32.1.a"', f"article: {{{each}}}")


def test_each_level_may_cite_its_own_article(tmp_path):
    assert told(tmp_path, of_each(CORESEC="17", COPROSEC="23", CODISEC="28")) == []


@pytest.mark.parametrize(
    ("articles", "words"),
    [
        ({"CORESEC": "17", "CODISEC": "28"}, "falta el texto de COPROSEC."),
        (
            {"CORESEC": "17", "COPROSEC": "23", "CODISEC": "28", "CONASEC": "10"},
            "la redacción no obliga al CONASEC",
        ),
        ({"CORESEC": "17", "COPROSEC": "23", "CODISE": "28"}, "¿Quiso decir «CODISEC»?"),
    ],
)
def test_an_article_of_no_bearer_or_a_bearer_without_one_is_told(tmp_path, articles, words):
    text = of_each(**articles)
    faults = told(tmp_path, text)
    assert [line for line, message in faults if words in message] == [line_of(text, "CORESEC: ")]


def test_wordings_that_overlap_are_told(tmp_path):
    text = changed("  - from: 2014-12-05\n", "  - from: 2014-12-05\n    to: 2020-01-31\n")
    faults = told(tmp_path, text)
    assert any("se traslapa con la redacción de 2014-12-05" in words for _, words in faults)


def test_two_wordings_of_the_same_day_are_told(tmp_path):
    text = changed("  - from: 2019-05-10\n", "  - from: 2014-12-05\n")
    assert any("se traslapa" in words for _, words in told(tmp_path, text))


def test_a_gap_is_told_unless_it_is_on_purpose(tmp_path):
    gap = changed("  - from: 2014-12-05\n", "  - from: 2014-12-05\n    to: 2018-12-31\n")
    gap = gap[: gap.index("  - says: Abril de 2019")] + gap[gap.index("  - says: Mayo y junio") :]
    gap = gap[: gap.index("  - says: Mayo y junio")]
    faults = told(tmp_path, gap)
    assert [words for _, words in faults] == [
        f"entre 2019-01-01 y 2019-05-09 el {level} queda sin redacción; si es a propósito, "
        f"agregue «gaps: [{level}]»."
        for level in ("CODISEC", "COPROSEC", "CORESEC")
    ]
    meant = gap.replace("order: 20\n", "order: 20\ngaps: [CORESEC, COPROSEC, CODISEC]\n")
    assert told(tmp_path, meant) == []


def test_a_day_that_no_year_has_is_told(tmp_path):
    text = (HERE / "obligations" / "propuesta-plan-enviada.yaml").read_text(encoding="utf-8")
    faults = told(tmp_path, text.replace("{month: 5, day: 10}", "{month: 4, day: 31}"), "x.yaml")
    assert (line_of(text, "dues:"), "el día 31 del mes 4 no existe.") in faults


def test_a_folder_of_drafts_and_a_folder_of_definitions(tmp_path):
    drafts = tmp_path / "borradores"
    drafts.mkdir()
    (drafts / "sesion-ordinaria.yaml").write_text(GOOD, encoding="utf-8")
    assert check(drafts).duties == 1
    whole = small_set(tmp_path)
    (whole / "calendar" / "2024.yaml").write_text(
        "year: 2024\nholidays: [{day: 2023-01-01, name: Año Nuevo, norm: X}]\n"
        "decretados: sin información\ndecreed: []\n",
        encoding="utf-8",
    )
    (fault,) = check(whole).faults
    assert (fault.file, fault.line) == ("calendar/2024.yaml", 2)
    assert "no es del año 2024" in fault.message


def test_a_definition_needs_its_name_and_its_cases_and_a_draft_does_not(tmp_path):
    text = changed("code: sesion-ordinaria", "code: sesion")
    text = text[: text.index("cases:")]
    assert told(tmp_path, text, "borrador.yaml") == []
    whole = with_the_session(tmp_path, text)
    assert [fault.message for fault in check(whole).faults] == [
        "una definición trae 3 casos resueltos o más.",
        "el código «sesion» y el archivo «sesion-ordinaria.yaml» deben llamarse igual.",
    ]


def test_a_definition_says_what_answers_an_omission_and_not_its_light(tmp_path):
    text = changed("consequences: []", "breach: legal")
    assert told(tmp_path, text) == []
    whole = with_the_session(tmp_path, text)
    (fault,) = check(whole).faults
    assert fault.line == line_of(text, "breach: legal")
    assert "«consequences»" in fault.message


def test_a_draft_may_cite_a_bill_and_a_definition_may_not(tmp_path):
    text = changed("id: DS 010-2019-IN", "id: Proyecto de Ley 1384/2021-CR")
    assert told(tmp_path, text) == []
    whole = with_the_session(tmp_path, text)
    (fault,) = check(whole).faults
    assert fault.line == line_of(text, "Proyecto de Ley")
    assert fault.message == "un proyecto no obliga: una definición cita la norma publicada."


def test_other_definitions_may_not_bear_the_name_of_those_of_the_product(tmp_path):
    whole = small_set(tmp_path, version=load().version)
    rewritten(whole / "rollup.yaml", "late_memory_days: 365", "late_memory_days: 180")
    (fault,) = check(whole).faults
    assert (fault.file, fault.where) == ("edition.yaml", "version")
    assert "se llaman igual" in fault.message
    rewritten(whole / "edition.yaml", load().version, "2026.99")
    (fault,) = check(whole).faults
    assert "agregue «## 2026.99»" in fault.message
    rewritten(whole / "CHANGELOG.md", "# Cambios de nuestra lectura\n", "## 2026.99\n\n- Prueba.\n")
    assert check(whole).faults == ()


def test_a_wording_and_a_duty_that_the_log_does_not_tell_are_told(tmp_path):
    whole = small_set(
        tmp_path, "conasec-informe-congreso", "directorio-publicado", "sesion-conasec"
    )
    rewritten(whole / "CHANGELOG.md", "## 11 de junio de 2025 ·", "## 2026.98 ·")
    rewritten(whole / "CHANGELOG.md", "`directorio-publicado`", "directorio")
    faults = [(fault.file.rpartition("/")[2], fault.message) for fault in check(whole).faults]
    assert [file for file, _ in faults] == [
        "conasec-informe-congreso.yaml",
        "directorio-publicado.yaml",
        "sesion-conasec.yaml",
    ]
    assert "«## 11 de junio de 2025 · …»" in faults[0][1]
    assert "no nombra este deber" in faults[1][1]


def test_a_duty_of_one_place_asks_its_cases_of_which_committee_they_are(tmp_path):
    text = GOOD.replace("remedy:", 'only_in: ["21"]\nremedy:', 1)
    faults = told(tmp_path, text)
    assert {message for _, message in faults} == {
        "el deber obliga en un lugar: el caso debe decir de qué comité es (committee)."
    }
    lima = text.replace('"21"', '"99"')
    assert any("no tiene la forma debida" in message for _, message in told(tmp_path, lima))


def test_a_whole_set_without_a_table_is_told(tmp_path):
    whole = small_set(tmp_path)
    (whole / "rollup.yaml").unlink()
    assert "rollup.yaml" in [fault.file for fault in check(whole).faults]


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("composition/codisec.yaml", "varies: uno_por_cada", "varies: a_veces", "«varies»"),
        ("composition/codisec.yaml", "quorum: mitad_mas_uno", "quorum: todos", "mitad_mas_uno"),
        ("composition/quorum.yaml", "hacia_abajo\nsource", "al_azar\nsource", "hacia_arriba"),
        ("terms.yaml", "start: 2019-01-01", "start: 2018-01-01", "antes de que acabe"),
        ("rollup.yaml", "vencido: rojo", "vencido: negro", "no es una luz"),
        ("rollup.yaml", "  vencido: rojo\n", "", "falta la luz del estado «vencido»"),
        ("act_kinds.yaml", "kind: instalacion", "kind: sesion-ordinaria", "está repetida"),
        ("norms.yaml", "id: Ley 32378", "id: Ley 27933", "está repetida"),
        ("calendar/2023.yaml", "decretados: confirmados", "decretados: casi", "sin información"),
        ("calendar/2020.yaml", "to: 2020-06-10", "to: 2020-03-10", "termina antes de empezar"),
        ("calendar/2020.yaml", "from: 2020-03-16", "from: 2019-03-16", "no es del año 2020"),
        ("calendar/2020.yaml", "    norm: DU 026", "    title: DU 026", "faltan la norma"),
        ("sin_verificar.yaml", "COPROSEC-1501", "COPROSEC-Lima", "no es el código de un comité"),
        ("normas_pendientes.yaml", "leida: true", "leida: false", "cómo se sabe de ella"),
        ("normas_pendientes.yaml", "leida: true", "leida: quizá", "true si se leyó"),
    ],
)
def test_a_fault_in_a_small_table_is_told(tmp_path, name, old, new, words):
    whole = small_set(tmp_path)
    text = (whole / name).read_text(encoding="utf-8")
    assert old in text
    (whole / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    faults = check(whole).faults
    assert [fault.file for fault in faults] == [name]
    assert words in faults[0].message
    assert faults[0].line > 0


def run(*arguments: str):
    return CliRunner().invoke(main, ["check", *arguments])


def test_the_command_prints_one_json_document_and_exits_1_on_faults(tmp_path):
    file = tmp_path / "sesion-ordinaria.yaml"
    file.write_text(changed("consequences: []", "breach: grave"), encoding="utf-8")
    result = run(str(file), "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 1
    assert not answer["ok"]
    assert answer["faults"][0]["file"] == "sesion-ordinaria.yaml"


def test_the_command_exits_0_when_all_is_well(tmp_path):
    file = tmp_path / "sesion-ordinaria.yaml"
    file.write_text(GOOD, encoding="utf-8")
    result = run(str(file))
    assert result.exit_code == 0
    assert result.stdout.startswith("Todo bien: 1 archivo, 1 deber,")


@pytest.mark.parametrize("missing", ["no-existe.yaml", "vacia"])
def test_nothing_to_check_is_a_usage_error(tmp_path, missing):
    (tmp_path / "vacia").mkdir()
    result = run(str(tmp_path / missing))
    assert result.exit_code == 2
    assert missing in result.stderr


def test_a_file_that_is_not_text_is_told(tmp_path):
    file = tmp_path / "borrador.yaml"
    file.write_bytes(b"\xff\xfe\x00PK")
    (fault,) = check(file).faults
    assert "UTF-8" in fault.message
