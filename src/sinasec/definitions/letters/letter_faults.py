"""What the schema cannot see in a letter: fields that nobody declared, or that nothing says."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sinasec.definitions.documents import Path as Place
from sinasec.definitions.undeclared import undeclared
from sinasec.methods.letters import CARTA, LIST, TABLE, places
from sinasec.methods.letters.letter import IN_A_SENTENCE
from sinasec.translation import gettext as _

Told = tuple[Place, str]
FIELD: Final = "el campo"


def letter_faults(spec: Mapping[str, Any]) -> Iterator[Told]:
    """Each with its place in the file."""
    yield from _fields(spec)
    types = {one["code"]: one["type"] for one in spec["fields"]}
    used: set[str] = set()
    for place, code, allowed in _named(spec):
        used.add(code)
        if code not in types:
            yield place, undeclared(FIELD, code, types)
        elif types[code] not in allowed:
            yield (
                place,
                _("el campo «{code}» es «{types}», y aquí va {allowed}.").format(
                    code=code, types=types[code], allowed=" o ".join(allowed)
                ),
            )
    yield from _braces(spec)
    for index, one in enumerate(spec["fields"]):
        if one["code"] not in used:
            yield (
                ("fields", index, "code"),
                _("el campo «{one}» no se usa: quítelo.").format(one=one["code"]),
            )
    yield from _of_its_kind(spec)


def _fields(spec: Mapping[str, Any]) -> Iterator[Told]:
    seen: set[str] = set()
    for index, one in enumerate(spec["fields"]):
        if one["code"] in seen:
            yield (
                ("fields", index, "code"),
                _("«{one}» ya está en la lista.").format(one=one["code"]),
            )
        seen.add(one["code"])
        if ("columns" in one) != (one["type"] == TABLE):
            yield ("fields", index), _("lleva «columns» una tabla, y solo una tabla.")


def _named(spec: Mapping[str, Any]) -> Iterator[tuple[Place, str, tuple[str, ...]]]:
    """Place, field and what types it may have, of each field that something names."""
    for place, text in _sentences(spec):
        for code in _places(text):
            yield place, code, IN_A_SENTENCE
    for index, block in enumerate(spec["body"]):
        [(kind, said)] = block.items()
        if kind == TABLE or (kind == LIST and isinstance(said, str)):
            yield ("body", index, kind), said, (kind,)


def _sentences(spec: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    if "subject" in spec:
        yield ("subject",), spec["subject"]
    for index, block in enumerate(spec["body"]):
        [(kind, said)] = block.items()
        if kind == LIST and not isinstance(said, str):
            yield from ((("body", index, kind, at), each) for at, each in enumerate(said))
        elif kind not in (TABLE, LIST):
            yield ("body", index, kind), said


def _places(text: str) -> list[str]:
    try:
        return places(text)
    except ValueError:
        return []


def _braces(spec: Mapping[str, Any]) -> Iterator[Told]:
    for place, text in _sentences(spec):
        try:
            places(text)
        except ValueError:
            yield place, _("un campo se escribe {campo}, sin nada más; una llave suelta, {{ o }}.")


def _of_its_kind(spec: Mapping[str, Any]) -> Iterator[Told]:
    numbered = spec["kind"] == CARTA
    if numbered and "series" not in spec:
        yield (), _("una carta lleva número: falta la clave «series».")
    if not numbered and "series" in spec:
        yield ("series",), _("una hoja no lleva número: quite «series», o haga de ella una carta.")
    if not numbered and "written_by" in spec:
        yield ("written_by",), _("una hoja no se emite: quite «written_by».")
    if numbered and "subject" not in spec:
        yield (), _("una carta dice de qué trata: falta la clave «subject».")
