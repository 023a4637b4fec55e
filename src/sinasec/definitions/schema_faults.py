"""Hold a duty file against the published JSON Schema, and say in Spanish what departs from it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from sinasec.definitions.documents import Document
from sinasec.definitions.documents import Path as Place
from sinasec.definitions.faults import DefinitionFault

YEARS: Final = range(1990, 2101)
DAYS: Final = frozenset(
    {"from", "to", "start", "end", "due", "opens", "on", "registered", "as_of", "known_at"}
)
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST_ERRORS: Final = 200  # enough to mend a file by; a hostile one has as many as it likes
LONGEST: Final = 60  # letters of a wrong value that are worth saying again
SCHEMA: Final = Path(__file__).parent / "schema" / "obligation.schema.json"
TYPES: Final = {
    "string": "texto",
    "integer": "un número entero",
    "number": "un número",
    "boolean": "true o false",
    "array": "una lista",
    "object": "un grupo de claves con su valor",
}


@cache
def validator(path: Path = SCHEMA) -> Draft202012Validator:
    schema = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return _Strict(schema)


def _pattern(_: Any, pattern: str, text: Any, __: Any) -> Iterator[ValidationError]:
    """In JSON Schema `$` is the end; in Python it also stands before a last line break."""
    if isinstance(text, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), text):
        yield ValidationError(f"{text!r} does not match {pattern!r}")


_Strict: Final = extend(Draft202012Validator, {"pattern": _pattern})


def schema_faults(document: Document, schema: Path = SCHEMA) -> list[DefinitionFault]:
    """What in the file departs from the schema, each with its line; empty when nothing does."""
    found = {document.fault(*told) for told in departures(document.value, schema)}
    found |= {document.fault(*told) for told in _days(document.value, ())}
    return sorted(found)


def departures(value: Any, schema: Path) -> Iterator[tuple[Place, str]]:
    """Path and sentence of what in the value departs from the schema."""
    errors = islice(validator(schema).iter_errors(as_json(value)), MOST_ERRORS)
    return (told for error in errors for told in _told(error))


def _days(value: Any, path: Place) -> Iterator[tuple[Place, str]]:
    """Days no duty can speak of, and days written as text."""
    if isinstance(value, date) and value.year not in YEARS:
        yield path, f"el año {value.year} está fuera de lugar: van de {YEARS[0]} a {YEARS[-1]}."
    elif isinstance(value, str) and path and path[-1] in DAYS and DAY.fullmatch(value):
        yield path, "una fecha va sin comillas."
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _days(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _days(item, (*path, index))


def as_json(value: Any) -> Any:
    """The value with its dates as text, as JSON would hold it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value


@dataclass(frozen=True, slots=True)
class _Broken:
    """What a validator always says of an error: the rule, what it wanted, and of which value."""

    rule: str
    wanted: Any
    instance: Any
    schema: Mapping[str, Any]


def _broken(error: Any) -> _Broken:
    """`error`: a ValidationError, whose own types also allow one that nobody filled in."""
    return _Broken(error.validator, error.validator_value, error.instance, error.schema)


def _told(error: ValidationError) -> Iterator[tuple[Place, str]]:
    path: Place = tuple(error.absolute_path)
    broken = _broken(error)
    if broken.rule == "additionalProperties":
        yield from _unknown_keys(broken, path)
    elif broken.rule == "required":
        missing = [key for key in broken.wanted if key not in broken.instance]
        yield from ((path, f"falta la clave «{key}».") for key in missing)
    elif broken.rule in ("oneOf", "anyOf"):
        yield path, _alternatives(broken)
    else:
        yield path, _sentence(broken)


def _unknown_keys(broken: _Broken, path: Place) -> Iterator[tuple[Place, str]]:
    known = list(broken.schema.get("properties", {}))
    unknown = [key for key in broken.instance if key not in known]
    for key in unknown[:MOST_ERRORS]:
        near = get_close_matches(key[:LONGEST], known, n=1, cutoff=0.6)
        hint = f" ¿Quiso decir «{near[0]}»?" if near else f" Se admiten: {', '.join(known)}."
        yield (*path, key), f"la clave «{key[:LONGEST]}» no existe.{hint}"


def _alternatives(broken: _Broken) -> str:
    choices = [" y ".join(one["required"]) for one in broken.wanted if "required" in one]
    if not choices:
        return "el valor no tiene ninguna de las formas admitidas."
    kind = "una sola" if broken.rule == "oneOf" else "al menos una"
    return f"debe llevar {kind} de estas claves: {'; '.join(choices)}."


def _sentence(broken: _Broken) -> str:
    rule, wanted, value = broken.rule, broken.wanted, str(broken.instance)[:LONGEST]
    if rule == "enum":
        near = get_close_matches(value, [str(one) for one in wanted], n=1)
        hint = f" ¿Quiso decir «{near[0]}»?" if near else ""
        return f"«{value}» no es uno de: {', '.join(map(str, wanted))}.{hint}"
    if rule == "type":
        names = [wanted] if isinstance(wanted, str) else wanted
        quote = (
            " (póngalo entre comillas)" if "string" in names and broken.instance is not None else ""
        )
        return f"debe ser {' o '.join(TYPES[name] for name in names)}{quote}."
    if rule == "pattern":
        return f"«{value}» no tiene la forma debida: {broken.schema.get('description', wanted)}"
    if rule == "const":
        return f"aquí solo se admite {json.dumps(wanted)}."
    if rule == "exclusiveMinimum":
        return f"{value} está fuera de lugar: debe ser mayor que {wanted}."
    if rule in ("minimum", "maximum"):
        return f"{value} está fuera de lugar: debe ser {_bound(rule)} {wanted}."
    if rule in ("minItems", "minLength", "minProperties"):
        return f"está vacío o incompleto: se piden {wanted} o más."
    if rule in ("maxItems", "maxLength", "maxProperties"):
        return f"es demasiado largo: se admiten {wanted} a lo más."
    if rule == "uniqueItems":
        return "la lista repite un valor."
    return f"no cumple «{rule}» del esquema."


def _bound(rule: str) -> str:
    return "al menos" if rule == "minimum" else "a lo más"
