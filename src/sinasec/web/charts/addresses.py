"""The files of the figures of a page: `<page>dibujo/<name>.svg` and `.png`.

A page says once which figures it has, name by name, each as a function of the publication chosen
and of what is in its route. The page shows what the function gives, and so do the two files.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from sinasec.methods.words import listed
from sinasec.translation import gettext as _
from sinasec.web.charts.figure import Figure
from sinasec.web.charts.files import png_file, svg_file
from sinasec.web.published.chosen import Section
from sinasec.web.published.page_cache import published

SVG = "image/svg+xml; charset=utf-8"
PNG = "image/png"
Maker = Callable[..., Figure | None]  # (chosen, **place); None where there is nothing to draw


def drawings(
    section: Section, page: str, route: str, figures: Mapping[str, Maker], *, dear: bool = False
) -> list[URLPattern]:
    """The addresses of the files of the figures of the page of that name and route.

    `dear`: its rows cost as much as those of a page that is dear; a PNG always does.
    """

    def found(chosen: Any, drawing: str, place: Mapping[str, Any]) -> Figure:
        if drawing not in figures:
            raise Http404(
                _("No hay un dibujo «{name}» en esta página. Hay: {names}.").format(
                    name=drawing[:40], names=listed([f"«{name}»" for name in figures])
                )
            )
        made = figures[drawing](chosen, **place)
        if made is None:
            raise Http404(_("De esto no hay con qué hacer ese dibujo: vea la página."))
        return made

    @published(section, dear=dear)
    def svg(request: HttpRequest, chosen: Any, drawing: str, **place: Any) -> HttpResponse:
        return HttpResponse(svg_file(found(chosen, drawing, place)), content_type=SVG)

    @published(section, dear=True)
    def png(request: HttpRequest, chosen: Any, drawing: str, **place: Any) -> HttpResponse:
        return HttpResponse(png_file(found(chosen, drawing, place)), content_type=PNG)

    for view in (svg, png):
        view.figures = tuple(figures)  # pyright: ignore
    return [
        path(f"{route}dibujo/<str:drawing>.svg", svg, name=f"{page}-svg"),
        path(f"{route}dibujo/<str:drawing>.png", png, name=f"{page}-png"),
    ]
