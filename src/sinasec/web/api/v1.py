"""The API as it is mounted: title, limits, and errors as one sentence each."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema

from sinasec.publications.kinds import KINDS
from sinasec.web.api import publications, tables
from sinasec.web.api.chosen import MAX_LIMIT
from sinasec.web.api.throttle import SharedThrottle
from sinasec.web.api.wrong import sentence
from sinasec.web.limits.rates import Rate
from sinasec.web.prepared import nothing_yet
from sinasec.web.published.chosen import NothingPublished
from sinasec.web.risk.api import index as risk
from sinasec.web.risk.api import moves as risk_moves
from sinasec.web.semaforo.api import duties, lights

__all__ = ["MAX_LIMIT", "THROTTLE", "api"]

THROTTLE = SharedThrottle(Rate(settings.API_RATE, 60, "api"))


class DocumentedOnce(NinjaAPI):
    """Its document hangs on nothing but the program, and whoever asked for it waited a second."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._documents: dict[str, OpenAPISchema] = {}

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        if prefix not in self._documents:
            self._documents[prefix] = super().get_openapi_schema(path_prefix=prefix)
        return self._documents[prefix]


api = DocumentedOnce(
    title="SINASEC",
    version="1",
    description=(
        "Lo publicado: el semáforo de cumplimiento y el índice de riesgo, para leer sin clave. "
        "El índice parte de delitos denunciados, que no son todos los que ocurren, y no juzga a "
        "las municipalidades. Cada respuesta dice de qué publicación sale (también en la cabecera "
        "X-Publicacion) y lleva ETag. Una publicación cuyos archivos no son los que se firmaron "
        "queda retenida: pedida por su identificador responde 503, y sin pedirla responde la "
        "anterior, con la retenida en la cabecera X-Publicacion-Retenida. Las filas de cada tabla "
        "publicada, de cualquier clase, se piden en /tablas, por partes y por sus claves."
    ),
    docs_url=None,
    openapi_url="/openapi.json",
    throttle=[THROTTLE],
    urls_namespace="api-v1",
)
api.add_router("/publicaciones", publications.router)
api.add_router("", lights.router)
api.add_router("/deberes", duties.router)
api.add_router("/riesgo", risk.router)
api.add_router("/riesgo", risk_moves.router)
api.add_router(tables.PREFIX, tables.of_kinds(list(KINDS.values())))


@api.exception_handler(ValidationError)
def say_what_is_wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = "; ".join(f"«{_asked(fault['loc'])}»: {sentence(fault)}" for fault in error.errors)
    detail = f"Revise los parámetros de la consulta. {faults}"
    return api.create_response(request, {"detail": detail}, status=422)


@api.exception_handler(NothingPublished)
def say_what_is_prepared(request: HttpRequest, error: NothingPublished) -> HttpResponse:
    return api.create_response(request, {"detail": nothing_yet(str(error))}, status=404)


def _asked(place: tuple[str | int, ...]) -> str | int:
    """The parameter in the place of a fault; inside a list, the list's."""
    return next((part for part in reversed(place) if isinstance(part, str)), place[-1])
