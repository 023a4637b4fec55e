"""What can be spoilt, what is left alone, and that a spoilt file differs there and nowhere else."""

import pytest
from tools.mutants.sample import sample
from tools.mutants.spots import mutants


def spots(tmp_path, text: str, name: str = "reglas.py"):
    path = tmp_path / "src" / "sinasec" / "web" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return mutants(tmp_path, path)


def after(tmp_path, body: str) -> set[str]:
    """Every text that the only line of a function can become."""
    before = f"def año(a, b):\n    {body}\n"
    found = {one.spoilt(before.encode()).decode() for one in spots(tmp_path, before)}
    lines = {text.splitlines()[1].strip() for text in found}
    assert all(text.startswith("def año(a, b):\n") for text in found)
    return lines


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return a < b", {"return (a <= b)", "return None"}),
        ("return a in b", {"return (a not in b)", "return None"}),
        ("return a + b", {"return (a - b)", "return None"}),
        ("return a / b", {"return None"}),  # a path, most of the time
        ("return 'ñ' + a", {"return None"}),
        ("return not a", {"return (a)", "return None"}),
        ("return any(b)", {"return (all(b))", "return None"}),
        ("return sorted(b)", {"return list(b)", "return None"}),
        ("return a.sort('día')", {"return (a)", "return None"}),
        ("a.check(b, strict=True)",
         {"pass", "(a.check(b))", "a.check(b, strict=False)"}),
        ("a.b = 3", {"pass", "a.b = 4", "a.b = 2"}),
        ("raise ValueError('no')", {"pass"}),
        ("return a or b", {"return (a and b)", "return (a)", "return (b)", "return None"}),
        ("return 1000", {"return 1500", "return 500", "return None"}),
        ("return [x for x in a if x]", {"return [x for x in a if True]", "return None"}),
    ],
)  # fmt: skip
def test_a_fault_that_a_person_could_make(tmp_path, body, expected):
    assert after(tmp_path, body) == expected


@pytest.mark.parametrize(
    "text",
    [
        '"""Un párrafo."""\n',
        "import os\n",
        "from typing import Final\n\nNAME: Final = 'valor'\n",
        "class A(B, metaclass=C):\n    x: int | None\n",
        "@cache\ndef f(a: int = None) -> bool | None:\n    ...\n",
        "if TYPE_CHECKING:\n    LIMIT = 3\n",
        "def f(a):\n    x = f'{a + 1:>{3}}'\n",
        "Either = int | str\n",
    ],
)
def test_what_no_behaviour_depends_on_is_left_alone(tmp_path, text):
    assert spots(tmp_path, text) == []


def test_fields_of_models_are_the_migrations(tmp_path):
    text = "class Act:\n    many = Field(max_length=3)\n    def f(self):\n        return 3\n"
    assert {one.inside for one in spots(tmp_path, text, "models.py")} == {"Act.f"}


def test_a_protection_can_be_left_out(tmp_path):
    text = "@transaction.atomic\ndef f():\n    pass\n"
    (one,) = spots(tmp_path, text)
    assert one.spoilt(text.encode()) == b"@(lambda function: function)\ndef f():\n    pass\n"
    assert one.lines == (2, 3)


def test_a_name_stays_while_the_rest_of_the_file_changes(tmp_path):
    text = "def f(a):\n    return a < 1\n"
    before = {one.key for one in spots(tmp_path, text)}
    later = {one.key for one in spots(tmp_path, "def g():\n    return 5\n\n\n" + text)}
    assert before < later


def test_a_part_of_a_sample_is_the_smaller_sample(tmp_path):
    body = "\n".join(f"def f{n}(a):\n    return a < {n}\n" for n in range(20))
    spots(tmp_path, body)
    every = sample(tmp_path, ("web",), 7, 30)
    assert len(every) == 30
    assert sample(tmp_path, ("web",), 7, 9) == every[:9]
    assert sample(tmp_path, ("web",), 8, 30) != every
