"""Every address of the site."""

from django.urls import path

from sinasec.web.api.v1 import api
from sinasec.web.charts.addresses import drawings
from sinasec.web.risk import figures as risk_figures
from sinasec.web.risk.chosen import INDEX_PAGES
from sinasec.web.risk.views import audit as risk_audit
from sinasec.web.risk.views import compare as risk_compare
from sinasec.web.risk.views import district as risk_district
from sinasec.web.risk.views import downloads as risk_downloads
from sinasec.web.risk.views import editions as risk_editions
from sinasec.web.risk.views import frontier as risk_frontier
from sinasec.web.risk.views import method as risk_method
from sinasec.web.risk.views import national as risk
from sinasec.web.risk.views import priority as risk_priority
from sinasec.web.risk.views import whatif as risk_whatif
from sinasec.web.semaforo import figures as semaforo_figures
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES
from sinasec.web.semaforo.views import (
    acts,
    committee,
    downloads,
    home,
    matrix,
    plans,
    region,
    region_sheet,
    rules,
    search,
    whatif,
)
from sinasec.web.views import (
    about,
    data,
    help,
    machines,
    method,
    publications,
    style,
)

handler400 = "sinasec.web.views.errors.bad_request"
handler403 = "sinasec.web.views.errors.forbidden"
handler404 = "sinasec.web.views.errors.not_found"
handler500 = "sinasec.web.views.errors.server_error"

urlpatterns = [
    path("", home.home, name="home"),
    *drawings(SEMAFORO_PAGES, "home", "", semaforo_figures.HOME),
    path("region/<str:code>/", region.region, name="region"),
    *drawings(
        SEMAFORO_PAGES,
        "region",
        "region/<str:code>/",
        semaforo_figures.REGION,
        there=region.own_or_404,
    ),
    path("region/<str:code>/hoja.pdf", region_sheet.sheet, name="region-pdf"),
    path("region/<str:code>/hoja.docx", region_sheet.sheet_docx, name="region-docx"),
    path("provincia/<str:code>/", region.province, name="province"),
    path("comite/<str:code>/", committee.committee, name="committee"),
    *drawings(
        SEMAFORO_PAGES,
        "committee",
        "comite/<str:code>/",
        semaforo_figures.COMMITTEE,
        there=committee.unit_or_404,
        dear=True,
    ),
    path("comite/<str:code>/deber/<str:duty>/", committee.duty, name="finding"),
    path("comite/<str:code>/ficha.pdf", downloads.ficha, name="committee-pdf"),
    path("comite/<str:code>/tramos.csv", downloads.stretches_csv, name="committee-csv"),
    path("comite/<str:code>/trazas.json", downloads.traces_json, name="committee-json"),
    path("incrustar/<str:code>/", committee.embed, name="embed"),
    path("riesgo/", risk.national, name="risk"),
    *drawings(INDEX_PAGES, "risk", "riesgo/", risk_figures.NATIONAL),
    path("riesgo/region/<str:code>/", risk.region, name="risk-region"),
    *drawings(
        INDEX_PAGES,
        "risk-region",
        "riesgo/region/<str:code>/",
        risk_figures.REGION,
        there=risk.region_or_404,
    ),
    path("riesgo/distritos/", risk.ranking, name="risk-districts"),
    path("riesgo/distritos.csv", risk_downloads.districts_csv, name="risk-districts-csv"),
    path("riesgo/distrito/<str:unit>/", risk_district.district, name="risk-district"),
    *drawings(INDEX_PAGES, "risk-district", "riesgo/distrito/<str:unit>/", risk_figures.DISTRICT),
    path(
        "riesgo/distrito/<str:unit>/aportes.csv",
        risk_district.contributions_csv,
        name="risk-district-csv",
    ),
    path(
        "riesgo/distrito/<str:unit>/datos.json",
        risk_district.district_json,
        name="risk-district-json",
    ),
    path("riesgo/comparar/", risk_compare.compare, name="risk-compare"),
    path("riesgo/frontera/", risk_frontier.frontier, name="risk-frontier"),
    *drawings(INDEX_PAGES, "risk-frontier", "riesgo/frontera/", risk_figures.FRONTIER),
    path("riesgo/que-pasaria-si/", risk_whatif.whatif, name="risk-whatif"),
    path("riesgo/auditoria/", risk_audit.audit, name="risk-audit"),
    path("riesgo/ediciones/", risk_editions.editions, name="risk-editions"),
    path(
        "riesgo/edicion/plantilla.xlsx",
        risk_downloads.edition_workbook,
        name="risk-edition-workbook",
    ),
    path("riesgo/priorizados/", risk_priority.priority, name="risk-priority"),
    path("riesgo/metodo/", risk_method.method, name="risk-method"),
    path("normas/", rules.rules, name="rules"),
    path("normas/<str:duty>/", rules.rule, name="rule"),
    path("metodo/", method.method, name="method"),
    path("datos/", data.data, name="data"),
    path("datos/api/", data.api_docs, name="api-docs"),
    path("publicaciones/", publications.publications, name="publications"),
    path("publicaciones/<str:id>/", publications.publication, name="publication"),
    path(
        "publicaciones/<str:id>/archivos/<path:path>",
        publications.file,
        name="publication-file",
    ),
    path("publicado/<str:day>/", publications.published_on, name="published-on"),
    path("que-pasaria-si/", whatif.whatif, name="whatif"),
    path("planes/", plans.plans, name="plans"),
    path("matriz/", matrix.matrix, name="matrix"),
    path("matriz/plantilla.xlsx", matrix.template, name="matrix-template"),
    path("actos/", acts.acts, name="acts"),
    path("actos/plantilla.xlsx", acts.template, name="acts-template"),
    path("buscar/", search.search, name="search"),
    path("ayuda/", help.index, name="help"),
    path("ayuda/<slug:slug>/", help.task, name="help-task"),
    path("accesibilidad/", about.accessibility, name="accessibility"),
    path("estilo/", style.style, name="style"),
    path("salud/", machines.health, name="health"),
    path("robots.txt", machines.robots, name="robots"),
    path("favicon.ico", machines.mark, name="mark"),
    path("api/", data.api_start, name="api-root"),
    path("api/v1/", data.api_start, name="api-start"),
    path("api/v1/docs", data.api_start, name="api-manual"),
    path("api/v1/", api.urls),
]
