"""One test reads every definition; the others hold the promises of the loader."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest

from sinasec.definitions import (
    DefinitionFaults,
    library,
    library_with,
    load,
    load_from,
    load_with,
)
from sinasec.definitions.loading import HERE, library_of

CHANGELOG = load().files["CHANGELOG.md"]
REGLAMENTO = {"DS 011-2014-IN", "DS 010-2019-IN", "DS 001-2025-IN"}


def test_every_definition_of_the_product_is_read():
    edition = load()
    assert {duty.rule for duty in edition.duties} >= {"at_least", "by_date", "standing"}
    assert len(edition.id) == 64
    assert edition.calendar.known_years == frozenset(range(2014, 2028))
    assert "edition.yaml" in edition.files


def test_the_edition_is_read_once():
    assert load() is load()


def test_no_two_wordings_of_a_duty_bind_a_committee_on_the_same_day():
    for duty in load().duties:
        for level in ("CONASEC", "CORESEC", "COPROSEC", "CODISEC"):
            spans = sorted((v.start, v.end) for v in duty.versions if level in v.bearers)
            for (_, end), (start, _) in pairwise(spans):
                assert end is not None, duty.code
                assert end < start, duty.code


def test_a_wording_ends_the_day_before_the_next_one():
    first, second = (load().duty("sesion-ordinaria")).versions
    assert first.end == second.start - timedelta(days=1) == date(2019, 5, 9)


OF_LEVEL = {"CORESEC": range(15, 21), "COPROSEC": range(21, 26), "CODISEC": range(26, 32)}


def test_no_level_is_shown_the_article_of_another():
    """The chapters of the Reglamento: arts. 15 to 20 are of the region, and so on."""
    for duty in load().duties:
        for version in (one for one in duty.versions if one.norm.id in REGLAMENTO):
            numbers = {int(one) for one in re.findall(r"\b(\d+)(?:\.\w+)?", version.norm.article)}
            for level, chapter in OF_LEVEL.items():
                if numbers & set(chapter):
                    assert version.bearers == {level}, (duty.code, version.norm.cited)


def test_a_wording_with_an_article_for_each_level_ends_for_all_when_the_norm_changes():
    """The CORESEC lost the public consultation in 2019: no later wording of its own ends it."""
    duty = load().duty("consulta-publica")
    articles = {
        (version.start.year, level): (version.norm.article, version.end)
        for version in duty.versions
        for level in version.bearers
    }
    assert articles[2014, "CORESEC"] == ("17.f y 39.1", date(2019, 5, 9))
    assert articles[2014, "CODISEC"] == ("28.f y 39.1", date(2019, 5, 9))
    assert articles[2019, "COPROSEC"] == ("23.e y 39", date(2025, 2, 12))
    assert (2019, "CORESEC") not in articles


def test_every_act_of_a_duty_is_a_declared_kind_for_its_bearers():
    kinds = library().act_kinds
    for duty in load().duties:
        for version in duty.versions:
            for kind in (*version.acts, *filter(None, [version.trigger])):
                assert version.bearers <= set(kinds[kind].levels), (duty.code, kind)


def test_the_texts_of_an_edition_make_the_same_edition_again(tmp_path):
    """A publication carries the law it was judged by."""
    for name, text in load().files.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    again = load_from(tmp_path)
    assert again.id == load().id
    assert again == load()


def test_one_changed_letter_is_another_edition():
    files = dict(load().files)
    files["edition.yaml"] += "# nota\n"
    assert library_of(files).edition.id != load().id


def test_a_draft_takes_the_place_of_one_duty_only(tmp_path):
    draft = tmp_path / "borrador.yaml"
    text = (HERE / "obligations" / "sesion-ordinaria.yaml").read_text(encoding="utf-8")
    draft.write_text(text.replace("per: two_months", "per: month"), encoding="utf-8")
    edition = load_with(draft)
    assert edition.duty("sesion-ordinaria").versions[-1].per == "month"
    assert edition.id != load().id
    changed = [d.code for d in edition.duties if d not in load().duties]
    assert changed == ["sesion-ordinaria"]


def test_a_draft_that_departs_from_the_schema_is_refused_with_its_line(tmp_path):
    draft = tmp_path / "borrador.yaml"
    text = (HERE / "obligations" / "sesion-ordinaria.yaml").read_text(encoding="utf-8")
    draft.write_text(text.replace("count: 1", "count: seis", 1), encoding="utf-8")
    with pytest.raises(DefinitionFaults, match=r"borrador.yaml:\d+: versions\[1\].count") as caught:
        library_with(draft)
    assert len(caught.value.faults) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("terms.yaml", "terms: 3"),
        ("rollup.yaml", ""),
        ("act_kinds.yaml", "kinds: [{kind: x}]"),
        ("norms.yaml", "[]"),
        ("calendar/2024.yaml", "year: 2024\nholidays: [x]\ndecretados: parcial"),
        ("obligations/sesion-ordinaria.yaml", "code: sesion-ordinaria"),
        ("edition.yaml", "version:\n  - &a x"),
    ],
)
def test_a_misshapen_file_is_a_fault_and_not_a_crash(name, text):
    with pytest.raises(DefinitionFaults) as caught:
        library_of({**load().files, name: text})
    assert caught.value.faults[0].file == name


def test_a_missing_table_is_named():
    files = {name: text for name, text in load().files.items() if name != "terms.yaml"}
    with pytest.raises(DefinitionFaults, match=r"terms.yaml: falta este archivo"):
        library_of(files)


def test_what_is_not_known_of_newer_norms_and_of_committees_is_told():
    assert list(load().unverified) == ["COPROSEC-1501"]
    pending = {one.norm: one for one in library().pending}
    assert not pending["RM 0970-2024-IN"].read
    assert pending["Ley 31439"].read
    assert pending["Ley 32332"].read
    assert all(one.read or one.known for one in pending.values())


LATER_NORMS = (
    # what each is called in the table, and whether its text was read
    ("Ley 31439", True),
    ("Ley 32332", True),
    ("Ley 32378", True),
    ("DS 001-2026-IN", True),
    ("RM 0358-2026-IN", False),
    ("RM 0970-2024-IN", False),
    ("Directiva 003-2024-IN-DGSC (RM 0039-2024-IN)", False),
    ("DS 001-2026-PCM", True),
    ("Ley 32487", True),
    ("Ley 32292", True),
    ("Ley 32312", True),
    ("Decreto Legislativo 1730", True),
    ("Decreto Legislativo 1734", True),
    ("Decreto Legislativo 1738", True),
    ("DS 017-2025-IN", True),
    ("DS 012-2025-IN", False),
    ("RM 0702-2026-IN", False),
)


def test_every_later_norm_known_is_told_with_whether_it_was_read():
    pending = {one.norm: one.read for one in library().pending}
    assert {norm: pending.get(norm) for norm, _ in LATER_NORMS} == dict(LATER_NORMS)


def test_a_norm_whose_text_a_change_rests_on_unseen_is_told_as_not_read():
    unseen = re.findall(r"^## .* · ([^(\n]+?) \(.*texto no visto\)", CHANGELOG, re.MULTILINE)
    assert len(unseen) == 3
    assert set(unseen) <= {one.norm for one in library().pending if not one.read}


def test_a_last_day_that_is_our_reading_of_the_norm_is_probable():
    """«Cuarta semana de abril» has more than one last day."""
    read = [
        version.norm.confidence
        for duty in load().duties
        for version in duty.versions
        if any("que leemos como" in due.says for due in version.dues)
    ]
    assert read == ["probable", "probable"]


def test_no_text_of_a_definition_carries_the_marks_of_a_document():
    marked = {
        name: found
        for name, text in load().files.items()
        if name.endswith(".yaml") and (found := re.findall(r"\*\w[^*\n]*\w\*", text))
    }
    assert marked == {}


def test_a_set_published_before_there_were_such_lists_is_read():
    files = dict(load().files)
    for name in ("sin_verificar.yaml", "normas_pendientes.yaml"):
        del files[name]
    earlier = library_of(files)
    assert (earlier.edition.unverified, earlier.pending) == ({}, ())
