"""Each form of drawing with invented rows, for the page that shows them all and for its tests.

SIMULADO: nobody real. What is missing here fails the test of the page.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.safestring import SafeString

from sinasec.translation import gettext as _
from sinasec.web.charts import marks
from sinasec.web.charts.bars import Bar, Dot, bars, dots
from sinasec.web.charts.columns import Beside, columns
from sinasec.web.charts.figure import Figure, Source, Table
from sinasec.web.charts.flow import State, Way, flow
from sinasec.web.charts.line import Series, lines
from sinasec.web.charts.plot import Drawing, Panel, Panels
from sinasec.web.charts.scale import Days, Scale
from sinasec.web.charts.sparkline import sparkline
from sinasec.web.charts.stacked import Part, small, stacked
from sinasec.web.charts.timeline import Row, Span, timeline
from sinasec.web.words import day_words, share

YEAR: Final = 2026
DAY: Final = date(YEAR, 8, 14)
LAST: Final = date(YEAR, 12, 31)  # of the invented rows
GREEN: Final = (38, 41, 40, 44, 47, 46, 50, 53, 52, 55, 58, 61)
RED: Final = (31, 30, 30, 28, 27, 27, 25, 24, 22, 22, 20, 18)
AMBER: Final = (13, 12, 14, 13, 12, 12, 11, 10, 12, 11, 11, 10)
NONE: Final = (6, 5, 5, 4, 3, 3, 2, 2, 3, 2, 1, 2)
GREY: Final = (12, 12, 11, 11, 11, 12, 12, 11, 11, 10, 10, 9)
ZONES: Final = (("dentro", 5), ("frontera", 8), ("fuera", 40), ("sin_informacion", 7))
STEPS: Final = ("ene 2026", *[""] * 4, "jun", *[""] * 5, "dic 2026")


def figures() -> Mapping[str, Figure]:
    """Form -> a figure of it."""
    return {
        "line.lines": _figure(
            "lineas",
            _("El verde sube de 38 % a 61 % en doce meses, y el rojo baja a 18 %"),
            _("Porcentaje de los comités, al fin de cada mes"),
            _lines(),
            Table(
                _("Porcentaje de los comités por mes."),
                [
                    _("Mes"),
                    _("Verde"),
                    _("Rojo"),
                    _("Ámbar"),
                    _("Sin información"),
                    _("No exigible"),
                ],
                [
                    [f"{at + 1:02}/{YEAR}", *(f"{each}" for each in row)]
                    for at, row in enumerate(zip(GREEN, RED, AMBER, GREY, NONE, strict=True))
                ],
            ),
        ),
        "line.band": _figure(
            "banda",
            _("La tasa baja de 64 a 42; de setiembre no hay información"),
            _("Casos por 100 mil habitantes; la banda es el intervalo del 90 %"),
            _banded(),
        ),
        "columns.columns": _figure(
            "multiples",
            _("La provincia A pasa al país en verde; la B se queda donde estaba"),
            _("Porcentaje de comités en verde; la línea fina es el país"),
            _panels(),
        ),
        "stacked.stacked": _figure(
            "reparto",
            _("Tres de cada cuatro comités distritales están en verde"),
            _("Comités por luz; más alta la barra, más grave"),
            stacked(
                [
                    (_("Provincial"), _parts(9, 3, 5, 2, 1)),
                    (_("Distrital"), _parts(92, 8, 14, 6, 2)),
                ]
            ),
        ),
        "timeline.timeline": _figure(
            "tramos",
            _("La sesión de mayo se hizo tarde; el informe sigue vencido"),
            _("Deberes de un comité inventado en 2026; la raya llena es el día que se muestra"),
            _timeline(),
        ),
        "bars.bars": _figure(
            "suma",
            _("La mitad del puntaje sale de los delitos contra el patrimonio"),
            _("Puntos; cada barra empieza donde terminó la anterior"),
            _bars(),
        ),
        "bars.dots": _figure(
            "puntos",
            _("Solo el distrito A tiene todo su intervalo entre los diez primeros"),
            _("Puesto de cada distrito, con su intervalo del 90 %"),
            _dots(),
        ),
        "flow.flow": _figure(
            "flujo",
            _("Una publicación preliminar termina definitiva o retirada"),
            _("Estados, pasos y quién los da"),
            _flow(),
        ),
    }


def rows() -> Mapping[str, tuple[str, SafeString]]:
    """Form of the row of a table -> what it says in words, and the drawing."""
    scale = Scale(0, 100)
    return {
        "marks.interval": (
            _("Valor 40, de 25 a 70; mediano 48; la raya, 55"),
            marks.interval(scale, 25, 40, 70, 55, 48),
        ),
        "marks.two_intervals": (
            _("Contado 60, de 20 a 90; suavizado 45, de 35 a 55"),
            marks.two_intervals(scale, (20, 60, 90), (35, 45, 55), 50),
        ),
        "marks.share": (_("Parte: 62 %"), marks.share(0.62)),
        "marks.magnitude": (_("Cantidad: 48"), marks.magnitude(scale, 48)),
        "marks.step": (_("De 30 a 64 puntos"), marks.step(scale, 30, 64, "g-barra-2")),
        "marks.months": (_("Siete meses de doce con datos"), marks.months(7)),
        "marks.ruler": (
            _("Eje de 0 a 100"),
            marks.ruler(scale, [(0, "0"), (50, "50"), (100, "100")]),
        ),
        "stacked.small": (
            _("92 en verde, 8 en ámbar, 14 en rojo, 6 sin información, 2 no exigible"),
            small(_parts(92, 8, 14, 6, 2)),
        ),
        "stacked.zones": (
            _("5 dentro, 8 en la frontera, 40 fuera, 7 sin información"),
            small([Part(f"z-{zone}", "", count) for zone, count in ZONES]),
        ),
        "sparkline.sparkline": (_("De 38 % a 61 %"), sparkline(GREEN, scale, "verde")),
    }


def source() -> Source:
    return Source("muestra", _("inventada"), day_words(LAST), simulated=True, example=True)


def _figure(
    name: str, title: str, unit: str, drawing: Drawing, table: Table | None = None
) -> Figure:
    said = _("Dibujo de muestra, con datos inventados.")
    return Figure(name, title, unit, said, source(), drawing, table)


def _lines() -> Drawing:
    ticks = [(each, share(each, 100).replace(",0", "")) for each in (0, 20, 40, 60)]
    ends = (
        Series(_("Verde 61 %"), GREEN, "verde"),
        Series(_("Rojo 18 %"), RED, "rojo"),
        Series(_("Ámbar 10 %"), AMBER, "ambar"),
        Series(_("Sin información 9 %"), GREY, "gris"),
        Series(_("No exigible 2 %"), NONE, "exento"),
    )
    return lines(ends, STEPS, Scale(0, 61), ticks)


def _banded() -> Drawing:
    values = [64 - 2 * each for each in range(12)]
    values[3] += 5
    known = [None if each == 8 else value for each, value in enumerate(values)]
    band = [(value - 7.0, value + 8.0) for value in values]
    ticks = [(0, "0"), (25, "25"), (50, "50"), (75, "75")]
    return lines([Series("42", known, "acento", band)], STEPS, Scale(0, 80), ticks, right=3)


def _panels() -> Drawing:
    scale = Scale(0, 80)
    country = [float(each) for each in GREEN]
    shown = (
        (_("Provincia A"), [each + (at - 3) * 1.5 for at, each in enumerate(GREEN)], "verde"),
        (_("Provincia B"), [40.0] * 12, "verde"),
        (_("Rojo en A"), list(RED), "rojo"),
        (_("Ámbar en A"), [12, 14, 11, 15, 9, 8, 12, 10, 9, 8, 9, 7], "ambar"),
        (_("Sin información en A"), list(GREY), "gris"),
        (_("No exigible en A"), [9, 8, 8, 7, 7, 6, 5, 5, 4, 4, 3, 2], "exento"),
    )
    return Panels(
        [
            Panel(
                name,
                _("{name}: de {first} a {last}").format(
                    name=name, first=f"{values[0]:.0f} %", last=f"{values[-1]:.0f} %"
                ),
                columns(
                    values,
                    (f"{values[0]:.0f} %", f"{values[-1]:.0f} %"),
                    ("ene", "dic"),
                    scale,
                    light,
                    Beside(country, _("país {share}").format(share="61 %"))
                    if light == "verde"
                    else None,
                    f"{max(values):.0f} %",
                ),
                light,
            )
            for name, values, light in shown
        ]
    )


def _parts(*counts: int) -> list[Part]:
    words = (_("verde"), _("ámbar"), _("rojo"), _("sin información"), _("no exigible"))
    lights = ("verde", "ambar", "rojo", "gris", "exento")
    return [
        Part(f"t-{light}", word, count, light)
        for light, word, count in zip(lights, words, counts, strict=True)
    ]


def _timeline() -> Drawing:
    def span(start: tuple[int, int], end: tuple[int, int], light: str) -> Span:
        return Span(date(YEAR, *start), date(YEAR, *end), light)

    session = [span((1, 1), (4, 30), "verde"), span((5, 1), (5, 20), "ambar")]
    report = [span((1, 1), (3, 31), "gris"), span((4, 1), (7, 15), "verde")]
    return timeline(
        [
            Row(
                _("Sesión ordinaria"),
                [*session, span((5, 21), (12, 31), "verde")],
                [date(YEAR, 4, 30), date(YEAR, 8, 31)],
                _("Verde"),
            ),
            Row(
                _("Informe trimestral"),
                [*report, span((7, 16), (12, 31), "rojo")],
                [date(YEAR, 7, 15)],
                _("Rojo"),
            ),
            Row(_("Plan de acción"), [span((1, 1), (12, 31), "exento")], (), _("No exigible")),
        ],
        Days(date(YEAR, 1, 1), date(YEAR, 12, 31)),
        DAY,
    )


def _bars() -> Drawing:
    parts = ((_("Patrimonio"), 24.5), (_("Violencia familiar"), 14.0), (_("Condiciones"), 9.5))
    found, start = [], 0.0
    for name, points in parts:
        found.append(Bar(name, start, start + points, f"{points:.1f}".replace(".", ","), True))
        start += points
    return bars([*found, Bar(_("Puntaje"), 0, start, "48,0")], Scale(0, 50))


def _dots() -> Drawing:
    return dots(
        [
            Dot(_("Distrito A"), 1, 3, 7, "3"),
            Dot(_("Distrito B"), 6, 12, 22, "12"),
            Dot(_("Distrito C"), 15, 19, 34, "19"),
        ],
        Scale(1, 40),
        [(1, "1"), (20, "20"), (40, "40")],
        mark=10.5,
    )


def _flow() -> Drawing:
    return flow(
        [
            State("", _("Comienzo"), ways=(Way(_("publicar (Secretaría)"), "p"),)),
            State(
                "p",
                _("Preliminar"),
                _("recibe respuestas"),
                (
                    Way(_("contestar (Secretaría)")),
                    Way(_("confirmar (Secretaría)"), "d"),
                    Way(_("retirar (Secretaría)"), "r"),
                ),
            ),
            State("d", _("Definitiva"), _("ya no recibe respuestas"), end=True),
            State("r", _("Retirada"), _("sigue en su dirección"), end=True),
        ]
    )
