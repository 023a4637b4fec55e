"""What click says to people, in Spanish. Click looks its texts up with `gettext`; here its
modules are given our table instead, so that no compiled catalogue has to travel with the code.
What it does not look up, because it is written in its classes, is written again over them."""

from collections.abc import Sequence
from typing import Any, Final

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

WORDS: Final[dict[str, str]] = {
    "Usage:": "Uso:",
    "Options": "Opciones",
    "Commands": "Comandos",
    "Positional arguments": "Argumentos",
    "Show this message and exit.": "Muestra esta ayuda.",
    "Try '{command} {option}' for help.": "Vea «{command} {option}».",
    "Error: {message}": "{message}",
    "Error: The two entered values do not match.": "No son iguales: escríbala otra vez.",
    "Error: invalid input": "No se entiende: escriba «y» o «n».",
    "Repeat for confirmation": "Otra vez, para confirmar",
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
    "{value} is not in the range {range}.": "{value} no sirve: ponga un número {range}.",
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
SPEAKING: Final = (core, decorators, exceptions, formatting, parser, termui, types)
NAMES: Final[dict[Any, str]] = {  # in capitals, what an option takes
    types.StringParamType: "texto",
    types.IntParamType: "número",
    types.IntRange: "número",
    types.FloatParamType: "número",
    types.FloatRange: "número",
    types.BoolParamType: "sí o no",
    types.File: "archivo",
    types.UUIDParameterType: "código",
}
# Each option has one name in English, which does not change, and one in Spanish.
SPANISH: Final[dict[str, str]] = {
    "--accept": "--aceptar",
    "--accept-missing": "--aunque-falten",
    "--access-log": "--registro",
    "--act": "--acto",
    "--action": "--accion",
    "--addressee": "--destinatario",
    "--all": "--todo",
    "--alone": "--solo-lo-que-trae",
    "--answers": "--contesta-a",
    "--apply": "--aplicar",
    "--as-of": "--fecha",
    "--at-once": "--a-la-vez",
    "--bar": "--valla",
    "--base": "--muestras",
    "--behind": "--detras",
    "--by": "--por",
    "--cap": "--tope",
    "--clock-checked": "--reloj-comprobado",
    "--committee": "--comite",
    "--committees": "--comites",
    "--corrected": "--corregido",
    "--csv": "--en-csv",
    "--data": "--datos",
    "--decimal": "--marca-decimal",
    "--design": "--diseno",
    "--document": "--documento",
    "--docx": "--en-docx",
    "--draws": "--sorteos",
    "--dry-run": "--solo-revisar",
    "--duty": "--deber",
    "--edition": "--edicion",
    "--email": "--correo",
    "--enclosures": "--anexos",
    "--evidence-sha256": "--huella-evidencia",
    "--evidence-url": "--enlace-evidencia",
    "--example-because": "--ejemplo-porque",
    "--exclude": "--excluir",
    "--field": "--campo",
    "--fields": "--campos",
    "--file": "--archivo",
    "--final": "--definitiva",
    "--finish-setup": "--terminar",
    "--first-page": "--primera-pagina",
    "--fix": "--corregir",
    "--from": "--desde",
    "--grant-to": "--dar-a",
    "--host": "--direccion",
    "--include": "--incluir",
    "--indicators": "--indicadores",
    "--join": "--conservar",
    "--key": "--clave",
    "--keys": "--claves",
    "--kind": "--clase",
    "--known-at": "--sabido-hasta",
    "--last-day": "--ultimo-dia",
    "--layout": "--formato",
    "--leave-out": "--dejar-fuera",
    "--level": "--nivel",
    "--name": "--nombre",
    "--no-access-log": "--sin-registro",
    "--norm": "--norma",
    "--number-given": "--numero-dado",
    "--observe": "--observar",
    "--on": "--aprobada-el",
    "--out": "--salida",
    "--partial-year": "--anio-parcial",
    "--passphrase-file": "--archivo-frase",
    "--pdf": "--en-pdf",
    "--port": "--puerto",
    "--publication": "--publicacion",
    "--quarter": "--trimestre",
    "--reason": "--motivo",
    "--received-on": "--recibida-el",
    "--recipe": "--receta",
    "--registered": "--la-registrada",
    "--replace": "--reemplazar",
    "--replications": "--replicas",
    "--resamples": "--remuestreos",
    "--resolution": "--resolucion",
    "--role": "--rol",
    "--rows": "--filas",
    "--said": "--decia",
    "--said-by": "--responde",
    "--scope": "--ambito",
    "--seed": "--semilla",
    "--sender": "--remitente",
    "--sender-number": "--numero-remitente",
    "--series": "--serie",
    "--sheets": "--folios",
    "--should-say": "--debio-decir",
    "--signer": "--firma",
    "--simulated": "--simulado",
    "--site": "--sitio",
    "--source": "--fuente",
    "--subject": "--asunto",
    "--supersedes": "--reemplaza-a",
    "--template": "--plantilla",
    "--text": "--texto",
    "--time": "--hora",
    "--to": "--hasta",
    "--top": "--primeros",
    "--units": "--unidades",
    "--until-idle": "--hasta-acabar",
    "--who": "--quien",
    "--without-demonstration": "--sin-demostracion",
    "--without-worker": "--sin-trabajador",
    "--workers": "--procesos",
    "--year": "--anio",
}
OPTIONS: Final = "[OPCIONES]"
SUBCOMMAND: Final = "COMANDO [ARGUMENTOS]..."


def speak_spanish() -> None:
    """From here on click writes in Spanish what the tables have; the rest stays as it was."""
    for kind, name in NAMES.items():
        kind.name = name
    for ranged in (types.IntRange, types.FloatRange):
        ranged._describe_range = _range_in_words
    for module in SPEAKING:
        if hasattr(module, "_"):
            vars(module)["_"] = lambda text: WORDS.get(text, text)
        if hasattr(module, "ngettext"):
            vars(module)["ngettext"] = lambda one, many, n: WORDS.get(
                one if n == 1 else many, one if n == 1 else many
            )


def _range_in_words(self: Any) -> str:
    """«de 1 a 65535» where click writes «1<=x<=65535»; no range here is open."""
    if self.min is None:
        return f"hasta {self.max}"
    return f"desde {self.min}" if self.max is None else f"de {self.min} a {self.max}"


def in_spanish(command: click.Command) -> click.Command:
    """The same command, how it is written said in Spanish; those inside it too."""
    command.options_metavar = OPTIONS
    command._help_option = None  # kept by one that was called before, with no name in Spanish
    for option in command.params:
        if isinstance(option, click.Option):
            option.opts = _both(option.opts)
            option.secondary_opts = _both(option.secondary_opts)
    if isinstance(command, click.Group):
        command.subcommand_metavar = SUBCOMMAND
        for each in command.commands.values():
            in_spanish(each)
    return command


def _both(names: Sequence[str]) -> list[str]:
    """Each name, and after it the one in Spanish, once."""
    told = [each for name in names for each in (name, SPANISH.get(name, name))]
    return list(dict.fromkeys(told))
