"""A status as a person reads it in a terminal."""

from datetime import date

from sinasec.compliance.semaforo.status import Status
from sinasec.definitions import library
from sinasec.methods.compliance.explanation.explain import Finding
from sinasec.methods.compliance.lights import LIGHT_WORDS, Light
from sinasec.methods.words import day_words

TITLES = {"legal": "Omisión legal", "gestion": "Gestión"}
WHY_GRIS = {"sin_informacion": "sin información", "no_exigible": "no exigible"}


def status_in_words(status: Status, *, today: date, at_length: bool) -> str:
    """Lights first, then each duty, with what to do as who reads it today can do it; `at_length`:
    with the day count and the facts."""
    mark = " · SIMULADO" if status.simulated else ""
    lines = [
        f"{status.committee['name']} ({status.committee['committee']}) al "
        f"{day_words(status.as_of)}{mark}"
    ]
    lines += [
        f"{TITLES[breach]}: {_light(light, status.gris_because[breach])}"
        f"{' · probable' if breach in status.probable else ''}"
        for breach, light in status.lights.items()
        if light
    ]
    if not status.findings:
        lines.append(_no_duties(status))
    for finding in status.findings:
        said = f"{finding.told} {finding.advice_on(today)}".strip()
        lines += ["", finding.name, f"  {said}"]
        if at_length:
            lines += [f"  {line}" for line in _at_length(finding)]
    return "\n".join(lines)


def _no_duties(status: Status) -> str:
    ends = status.committee["valid_to"]
    if ends is not None and ends < status.as_of:
        return f"El comité existió hasta el {day_words(ends)}: desde entonces nada se le exige."
    if status.as_of < status.committee["valid_from"]:
        return f"El comité se juzga desde el {day_words(status.committee['valid_from'])}."
    return "Ese día no lo alcanza ningún deber."


def _light(light: Light, because: str) -> str:
    return f"{LIGHT_WORDS[light]} ({WHY_GRIS[because]})" if because else LIGHT_WORDS[light]


def _at_length(finding: Finding) -> list[str]:
    lines = [f"Norma: {finding.norm}, {finding.where} · {finding.url}"]
    if finding.due_steps:
        lines.append("Cómo se contó el plazo:")
        lines += [f"  {day:%d/%m/%Y} {what}" for day, what in finding.due_steps]
    lines += [
        f"Cuenta: {_kind(act.kind)} del {act.date:%d/%m/%Y} ({act.act_id})"
        + (f", por la fecha que dice, {act.counts_on:%d/%m/%Y}" if act.counts_on else "")
        for act in finding.counted_acts
    ]
    lines += [
        f"No cuenta: {_kind(act.kind)} del {act.date:%d/%m/%Y} ({act.act_id}): {act.why}"
        for act in finding.not_counted
    ]
    return lines


def _kind(code: str) -> str:
    """As the pages name it; the code of one that this program does not know."""
    known = library().act_kinds.get(code)
    return known.name if known else code
