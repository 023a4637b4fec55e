"""Every page kind, in light and dark and on a small screen: no violation of WCAG 2.2 AA, and
no part of the page wider than the screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = [
    "/",
    "/?luz=gestion",
    "/?datos=reales",
    "/region/21/",
    "/provincia/2101/",
    "/comite/CORESEC-21/",
    "/comite/CONASEC/",
    "/comite/CORESEC-21/deber/sesion-ordinaria/",
    "/incrustar/CORESEC-21/",
    "/normas/",
    "/normas/sesion-ordinaria/",
    "/metodo/",
    "/datos/",
    "/datos/api/",
    "/publicaciones/",
    "/publicado/2026-11-02/",
    "/que-pasaria-si/?borrador=sesiones-mensuales",
    "/planes/",
    "/matriz/",
    "/actos/",
    "/buscar/?q=puno",
    "/accesibilidad/",
    "/no-existe/",
    "/riesgo/",
    "/riesgo/region/1501/",
    "/riesgo/distritos/?orden=puesto",
    "/riesgo/distrito/150101/",
    "/riesgo/distrito/150119/",
    "/riesgo/comparar/?d=150101&d=150102&d=150119",
    "/riesgo/frontera/",
    "/riesgo/que-pasaria-si/?agregacion=geometrica&peso:robo=80",
    "/riesgo/que-pasaria-si/?agregacion=rara",
    "/riesgo/auditoria/",
    "/riesgo/ediciones/",
    "/riesgo/priorizados/",
    "/riesgo/metodo/",
]
MODES = {
    "claro": {"color_scheme": "light"},
    "oscuro": {"color_scheme": "dark"},
    "360": {"viewport": {"width": 360, "height": 740}},
}
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("path", PAGES)
def test_no_violation_and_nothing_scrolls_sideways(path, mode, opened):
    page = opened(path, **MODES[mode])
    for fold in page.locator("summary").all():
        fold.click()
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    result = Axe().run(page, options=RULES)
    said = [
        f"{fault['id']}: {fault['help']} {node['target']}"
        for fault in result.response["violations"]
        for node in fault["nodes"][:3]
    ]
    assert said == []
