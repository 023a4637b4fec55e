"""What click says to people, in Spanish. Click looks its texts up with `gettext`; here its
modules are given our table instead, so that no compiled catalogue has to travel with the code."""

from typing import Final

from click import core, decorators, exceptions, formatting, parser, types

WORDS: Final[dict[str, str]] = {
    "Usage:": "Uso:",
    "Options": "Opciones",
    "Commands": "Comandos",
    "Positional arguments": "Argumentos",
    "Show this message and exit.": "Muestra esta ayuda.",
    "Try '{command} {option}' for help.": "Vea «{command} {option}».",
    "Error: {message}": "Error: {message}",
    "Aborted!": "Interrumpido.",
    "Invalid value: {message}": "Valor que no sirve: {message}",
    "Invalid value for {param_hint}: {message}": "El valor de {param_hint} no sirve: {message}",
    "Missing command.": "Falta el comando.",
    "Missing argument": "Falta el argumento",
    "Missing option": "Falta la opción",
    "Missing parameter": "Falta el parámetro",
    "Missing {param_type}": "Falta {param_type}",
    "Missing parameter: {param_name}": "Falta el parámetro {param_name}",
    "Choose from:\n\t{choices}": "Elija entre:\n\t{choices}",
    "No such command {name!r}.": "No existe el comando {name!r}.",
    "No such option {name!r}.": "No existe la opción {name!r}.",
    "Did you mean {possibility}?": "¿Quiso decir {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(¿Quiso decir una de estas: {possibilities}?)",
    "Option {name!r} requires an argument.": "La opción {name!r} necesita un valor.",
    "Option {name!r} does not take a value.": "La opción {name!r} no lleva valor.",
    "Got unexpected extra argument ({args})": "Sobra el argumento ({args})",
    "Got unexpected extra arguments ({args})": "Sobran los argumentos ({args})",
    "{value!r} is not one of {choices}.": "{value!r} no es ninguno de {choices}.",
    "{value!r} is not {choice}.": "{value!r} no es {choice}.",
    "{value!r} is not a valid {number_type}.": "{value!r} no es un número válido.",
    "{value} is not in the range {range}.": "{value} no está en el rango {range}.",
    "{value!r} does not match the format {format}.": "{value!r} no tiene la forma {format}.",
    "{value!r} does not match the formats {formats}.": "{value!r} no tiene ninguna de las "
    "formas {formats}.",
    "{name} {filename!r} does not exist.": "No existe {filename!r}.",
    "{name} {filename!r} is a file.": "{filename!r} es un archivo.",
    "{name} {filename!r} is a directory.": "{filename!r} es una carpeta.",
    "{name} {filename!r} is not readable.": "No hay permiso para leer {filename!r}.",
    "{name} {filename!r} is not writable.": "No hay permiso para escribir en {filename!r}.",
    "Could not open file {filename!r}: {message}": "No se pudo abrir {filename!r}: {message}",
    "File": "archivo",
    "Path": "ruta",
    "file": "archivo",
    "directory": "carpeta",
    "path": "ruta",
    "default: {default}": "por omisión: {default}",
    "required": "obligatoria",
    "(dynamic)": "(se calcula)",
    "unknown error": "error desconocido",
}
SPEAKING: Final = (core, decorators, exceptions, formatting, parser, types)


def speak_spanish() -> None:
    """From here on click writes in Spanish what the table has; the rest stays as it was."""
    for module in SPEAKING:
        if hasattr(module, "_"):
            vars(module)["_"] = lambda text: WORDS.get(text, text)
        if hasattr(module, "ngettext"):
            vars(module)["ngettext"] = lambda one, many, n: WORDS.get(
                one if n == 1 else many, one if n == 1 else many
            )
