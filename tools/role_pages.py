"""The chapter of the manual on who may do what, from its definition."""

from collections.abc import Iterator, Mapping
from typing import Final

from sinasec.counted import counted
from sinasec.definitions import library
from sinasec.definitions.roles import access
from sinasec.definitions.roles.loading import document
from sinasec.methods.access import COUNTRY, Access, Action, Kind, Reach, Role, Source, every_try
from sinasec.methods.words import either

CHAPTER: Final = "roles.md"
REACHES: Final[Mapping[Reach, str]] = {
    "propio": "el suyo",
    "debajo": "los de debajo",
    "propio-y-debajo": "el suyo y los de debajo",
    "todo": "todo",
}
LETTERS: Final[Mapping[Reach, str]] = {
    "propio": "S",
    "debajo": "D",
    "propio-y-debajo": "SD",
    "todo": "T",
}
KINDS: Final[Mapping[Kind, tuple[str, str]]] = {
    "ver": ("Ver", "Mirar lo que no es público."),
    "vigilar": (
        "Vigilar",
        "Mirar lo que hacen los demás. Quien vigila no escribe nada.",
    ),
    "informar": (
        "Informar",
        "Lo que un comité dice de sí. Quien informa de un comité no juzga lo de ese comité.",
    ),
    "transcribir": ("Transcribir", "Lo que un comité dijo por otra vía, con su documento."),
    "preparar": ("Preparar", "Lo que se hace antes de publicar, y no decide nada."),
    "juzgar": (
        "Juzgar",
        "Decir si algo vale. Nadie juzga lo que registró, y se entra con segundo factor.",
    ),
    "publicar": ("Publicar", "Sacarlo a la vista de todos. Se entra con segundo factor."),
    "firmar": ("Firmar", "Lo que sale con número y firma. Se entra con segundo factor."),
    "administrar": (
        "Administrar",
        "Las personas y sus designaciones. Quien administra no informa, no juzga y no publica, y "
        "entra con segundo factor.",
    ),
}


def chapters() -> dict[str, str]:
    """File name -> text."""
    return {CHAPTER: "\n".join(_chapter(access())) + "\n"}


def _chapter(table: Access) -> Iterator[str]:
    tried = list(every_try(table))
    allowed = sum(one.allowed for one in tried)
    yield "# Quién puede hacer qué"
    yield ""
    yield "Generado de `definitions/roles/`: cada caso de esta página corre como prueba."
    yield ""
    yield (
        "Se entra con una **designación**: un rol, en un lugar y por un tiempo. Quien tiene dos "
        "elige con cuál entra. De cada acción se dice qué rol puede y **hasta dónde** llega desde "
        "el comité de su designación; quien no está no puede, y no hay otra tabla."
    )
    yield ""
    yield from (f"- *{said}*: {what}" for said, what in _reaches())
    yield ""
    yield (
        f"Son {counted(len(table.actions), 'acción', 'acciones')} y "
        f"{counted(len(table.roles), 'rol', 'roles')}. Preguntado cada rol desde cada lugar en "
        "que puede ser, cada acción, dentro y fuera de su lugar: "
        f"{len(tried)} preguntas, {allowed} con un sí."
    )
    yield ""
    yield f"**Lectura**: {_lower(' '.join(document().value['reading'].split()))}"
    yield from ("", "## La tabla", "")
    yield "S: el suyo. D: los de debajo. SD: el suyo y los de debajo. T: todo. En blanco: no puede."
    yield from ("", "### De un comité")
    yield from _matrix(table, national=False)
    yield from ("", "### Del país")
    yield from _matrix(table, national=True)
    yield from ("", "## Cada acción, y quién")
    for kind, (title, plain) in KINDS.items():
        some = [one for one in table.actions.values() if one.kind == kind]
        if some:
            yield from ("", f"### {title}", "", plain)
            for one in some:
                yield from _action(table, one)
    yield from ("", "## Cada rol, y qué puede")
    for role in table.roles.values():
        yield from _role(table, role)
    yield from ("", "## Casos resueltos", "")
    yield from _cases(table)


def _reaches() -> Iterator[tuple[str, str]]:
    yield "el suyo", "el comité de su designación; del país, lo que no es de ningún comité."
    yield (
        "los de debajo",
        "los comités que están bajo el suyo, a cualquier distancia, y no el suyo.",
    )
    yield "todo", "cualquier comité, y el país."


def _matrix(table: Access, national: bool) -> Iterator[str]:
    """A column for each role, by its place in the list; five fit on a telephone."""
    numbered = [
        (number, role)
        for number, role in enumerate(table.roles.values(), 1)
        if role.national == national
    ]
    yield ""
    yield from (f"{number}. {role.name}" for number, role in numbered)
    yield from ("", f"| | {' | '.join(str(number) for number, _ in numbered)} |")
    yield f"|---|{':-:|' * len(numbered)}"
    for one in table.actions.values():
        cells = [
            LETTERS[one.who[role.code]] if role.code in one.who else "" for _, role in numbered
        ]
        if any(cells):
            yield f"| {one.name} | {' | '.join(cells)} |"


def _action(table: Access, one: Action) -> Iterator[str]:
    marks = [
        *(["Nunca quien lo registró."] if one.not_own else []),
        *(["Dos personas."] if one.two_people else []),
    ]
    yield ""
    yield " ".join([f"**{one.name}.**", one.plain, _source(one.source), *marks])
    yield ""
    for reach, said in REACHES.items():
        names = [table.roles[code].name for code, far in one.who.items() if far == reach]
        if names:
            yield f"- *{said}*: {'; '.join(names)}."


def _role(table: Access, role: Role) -> Iterator[str]:
    yield from ("", f"### {role.name}", "")
    yield f"`{role.code}` · {role.plain} {_source(role.source)}"
    yield ""
    places = either(["el país, sin comité" if one == COUNTRY else one for one in role.scopes])
    factor = (
        "Entra con segundo factor." if role.second_factor else "El segundo factor es voluntario."
    )
    yield f"Su designación es en: {places}. {factor}"
    yield ""
    for reach, said in REACHES.items():
        names = [one.name for one in table.actions.values() if one.who.get(role.code) == reach]
        if names:
            yield f"- *{said}*: {'; '.join(map(_lower, names))}."


def _source(source: Source) -> str:
    """Where it is written, and whether it is ours."""
    told: list[str] = []
    if source.norm:
        url = library().norms[source.norm]["url"]
        told.append(f"[{source.norm}, {source.article}]({url})")
    if source.reading:
        told.append("*lectura*")
    return f"({'; '.join(told)})"


def _cases(table: Access) -> Iterator[str]:
    for one in document().value["cases"]:
        role, action = table.roles[one["role"]], table.actions[one["action"]]
        answer = "sí" if one["expect"] else "no"
        yield f"- {one['says']}. «{role.name}», «{action.name}»: {answer}."
        if "refused" in one:
            yield f"  Se contesta: {' '.join(one['refused'].split())}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
