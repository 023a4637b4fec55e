"""Every address of the site."""

from django.urls import path

from sinasec.web.api.v1 import api
from sinasec.web.views import (
    about,
    acts,
    committee,
    data,
    downloads,
    home,
    matrix,
    method,
    plans,
    publications,
    region,
    rules,
    search,
    whatif,
)

handler400 = "sinasec.web.views.errors.bad_request"
handler403 = "sinasec.web.views.errors.forbidden"
handler404 = "sinasec.web.views.errors.not_found"
handler500 = "sinasec.web.views.errors.server_error"

urlpatterns = [
    path("", home.home, name="home"),
    path("region/<str:code>/", region.region, name="region"),
    path("provincia/<str:code>/", region.province, name="province"),
    path("comite/<str:code>/", committee.committee, name="committee"),
    path("comite/<str:code>/deber/<str:duty>/", committee.duty, name="finding"),
    path("comite/<str:code>/ficha.pdf", downloads.ficha, name="committee-pdf"),
    path("comite/<str:code>/tramos.csv", downloads.stretches_csv, name="committee-csv"),
    path("comite/<str:code>/trazas.json", downloads.traces_json, name="committee-json"),
    path("incrustar/<str:code>/", committee.embed, name="embed"),
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
    path("actos/", acts.acts, name="acts"),
    path("actos/plantilla.xlsx", acts.template, name="acts-template"),
    path("buscar/", search.search, name="search"),
    path("accesibilidad/", about.accessibility, name="accessibility"),
    path("api/v1/", api.urls),
]
