"""The files of the figures of a page: `<page>dibujo/<name>.svg` and `.png`.

A page says once which figures it has, name by name, each as a function of the publication chosen
and of what is in its route. The page shows what the function gives, and so do the two files.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from sinasec.methods.words import listed
from sinasec.translation import gettext as _
from sinasec.web.charts.figure import Figure
from sinasec.web.charts.files import png_file, svg_file
from sinasec.web.published.chosen import Chosen, Section
from sinasec.web.published.page_cache import published

SVG = "image/svg+xml; charset=utf-8"
PNG = "image/png"
Maker = Callable[..., Figure | None]  # (chosen, **place); None where there is nothing to draw


def drawings(
    section: Section,
    page: str,
    route: str,
    figures: Mapping[str, Maker],
    *,
    there: Callable[..., object] | None = None,
    dear: bool = False,
) -> list[URLPattern]:
    """The addresses of the files of the figures of the page of that name and route.

    `there`: of (chosen, **place), raises what the page does where there is no such place. `dear`:
    its rows cost as much as those of a page that is dear; a PNG always does.
    """

    def found(chosen: Any, drawing: str, place: Mapping[str, Any]) -> Figure:
        if drawing not in figures:
            raise Http404(
                _("No hay un dibujo «{name}» en esta página. Hay: {names}.").format(
                    name=drawing[:40], names=listed([f"«{name}»" for name in figures])
                )
            )
        if there:
            there(chosen, **place)
        made = figures[drawing](chosen, **place)
        if made is None:
            raise Http404(_("De esto no hay con qué hacer ese dibujo: vea la página."))
        return made

    @published(section, dear=dear)
    def svg(request: HttpRequest, chosen: Any, drawing: str, **place: Any) -> HttpResponse:
        made = found(chosen, drawing, place)
        return HttpResponse(svg_file(made, page_of(request, chosen)), content_type=SVG)

    @published(section, dear=True)
    def png(request: HttpRequest, chosen: Any, drawing: str, **place: Any) -> HttpResponse:
        made = found(chosen, drawing, place)
        return HttpResponse(png_file(made, page_of(request, chosen)), content_type=PNG)

    views = {"svg": _named(svg, "svg"), "png": _named(png, "png")}
    for view in views.values():
        view.figures = tuple(figures)  # pyright: ignore
    return [
        path(f"{route}dibujo/<str:drawing>.{kind}", view, name=f"{page}-{kind}")
        for kind, view in views.items()
    ]


def page_of(request: HttpRequest, chosen: Chosen) -> str:
    """Where the page of a drawing is, of the publication drawn."""
    return chosen.fixed(request.path.rpartition("dibujo/")[0])


def _named(view: Callable[..., HttpResponse], kind: str) -> Callable[..., HttpResponse]:
    """The same; when it is kept, under the name of the drawing and of its place."""

    @wraps(view)
    def named(request: HttpRequest, drawing: str, **place: str) -> HttpResponse:
        answer = view(request, drawing=drawing, **place)
        if answer.status_code == 200:
            name = "-".join([drawing, *place.values()])
            answer["Content-Disposition"] = f'inline; filename="{name}.{kind}"'
        return answer

    return named
