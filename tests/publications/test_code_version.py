"""Which code made a publication: all that making one again runs, and nothing of pages."""

import ast

import pytest

from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.publications.kinds import KINDS
from sinasec.publications.trust import code_version as module
from sinasec.publications.trust.code_version import DECIDE_NOTHING, SOURCES, code_version, deciding
from sinasec.publications.trust.import_closure import closure
from sinasec.risk.published.kind import INDEX
from tests.rebuilding import sources_run

ENTRIES = {code: kind.rebuild.partition(":")[0] for code, kind in KINDS.items()}


def named(paths) -> set[str]:
    return {path.relative_to(SOURCES).as_posix() for path in paths}


def there(*paths: str) -> set[str]:
    """The same, once each is a source of today: what was moved away decides nothing for sure."""
    assert all((SOURCES / path).is_file() for path in paths), paths
    return set(paths)


def test_all_that_making_a_semaforo_again_runs_decides_its_version(published):
    ran = sources_run(SEMAFORO, published)
    left_out = {closure(ENTRIES[SEMAFORO], SOURCES)[name] for name in DECIDE_NOTHING}
    assert ran - left_out <= set(deciding(SEMAFORO))


@pytest.mark.parametrize("of", KINDS)
def test_what_decides_is_the_closure_less_what_is_named_with_a_reason(of):
    whole = closure(ENTRIES[of], SOURCES)
    assert set(deciding(of)) == set(whole.values()) - {whole[name] for name in DECIDE_NOTHING}
    assert all(len(why.split()) > 3 for why in DECIDE_NOTHING.values())


@pytest.mark.parametrize("name", DECIDE_NOTHING)
def test_what_is_said_to_decide_nothing_has_nothing_that_runs(name):
    """Its docstring and constants alone: of more than that nobody could say so."""
    for statement in ast.parse(closure(name, SOURCES)[name].read_bytes()).body:
        assert isinstance(statement, ast.Assign | ast.Expr), ast.dump(statement)
        assert isinstance(statement.value, ast.Constant), ast.dump(statement)


def test_the_code_of_one_kind_does_not_decide_the_other():
    semaforo, index = (named(deciding(code)) for code in (SEMAFORO, INDEX))
    assert not any("risk/" in path or "composite/" in path for path in semaforo)
    assert not index & there(
        "methods/compliance/timelines.py",
        "methods/compliance/rollup.py",
        "compliance/semaforo/judge.py",
    )
    assert code_version(SEMAFORO) != code_version(INDEX)


@pytest.mark.parametrize("of", KINDS)
def test_no_page_nor_database_decides(of):
    said = named(deciding(of))
    assert not {path for path in said if path.startswith("web/") or path.endswith("models.py")}
    assert not said & there(
        "methods/compliance/explanation/explain.py",
        "methods/compliance/explanation/trace.py",
        "methods/risk/reports/truth.py",
    )
    decide = (
        "definitions/documents.py",
        "definitions/loading.py",
        "publications/packages/statement.py",
    )
    assert there(*decide) <= said


def test_one_letter_of_what_decides_is_another_version(monkeypatch, tmp_path):
    """Also of what no folder's name tells of: the reader of YAML of an index."""
    before = code_version.__wrapped__(INDEX)
    copied = [tmp_path / path.relative_to(SOURCES) for path in deciding(INDEX)]
    for path in copied:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((SOURCES / path.relative_to(tmp_path)).read_bytes())
    monkeypatch.setattr(module, "SOURCES", tmp_path)
    monkeypatch.setattr(module, "deciding", lambda of: copied)
    assert code_version.__wrapped__(INDEX) == before
    reader = tmp_path / "definitions" / "documents.py"
    reader.write_text(reader.read_text() + "\n")
    assert code_version.__wrapped__(INDEX) != before


def test_whatever_way_a_module_is_imported_it_is_found(tmp_path):
    root = tmp_path / "casa"
    files = {
        "__init__.py": "",
        "entrada.py": "import casa.plain\n\ndef f():\n    from casa.deep import inner\n",
        "plain.py": "try:\n    import json\nexcept ImportError:\n    from . import sibling\n",
        "sibling.py": "from casa.deep.names import VALUE\nif VALUE:\n    import casa.late\n",
        "late.py": "match 1:\n    case 1:\n        import casa.matched\n",
        "matched.py": "from os import path\n",
        "unused.py": "import casa.entrada\n",
        "deep/__init__.py": "from .names import VALUE\n",
        "deep/inner.py": "with open('x') as f:\n    from ..above import thing\n",
        "deep/names.py": "VALUE = [i for i in range(3) if (lambda x: x)(i)]\n",
        "above.py": "from casa import entrada\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    found = closure("casa.entrada", root)
    assert set(found.values()) == {root / name for name in files if name != "unused.py"}
    assert found["casa.deep"] == root / "deep" / "__init__.py"
