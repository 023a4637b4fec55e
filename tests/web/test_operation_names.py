"""What a generated client calls: named by the address, alike whatever module answers."""

from collections import Counter

from sinasec.web.api.v1 import api, operation_id

NAMES = [
    "publicaciones",
    "publicaciones_en_por_fecha",
    "publicaciones_por_identificador",
    "semaforo",
    "comites",
    "comites_por_codigo",
    "comites_por_codigo_hallazgos",
    "comites_por_codigo_intervalos",
    "deberes",
    "deberes_por_codigo",
    "riesgo_publicaciones",
    "riesgo_distritos",
    "riesgo_distritos_por_ubigeo",
    "riesgo_frontera",
    "riesgo_elementos",
    "riesgo_contribuciones",
    "riesgo_variantes",
    "riesgo_variantes_por_codigo",
    "riesgo_auditoria",
    "riesgo_que_pasaria_si",
    "riesgo_entre_por_antes_por_despues",
]


def test_no_operation_lost_its_name(client):
    """A name here is never changed: clients were made of it."""
    told = client.get("/api/v1/openapi.json").json()["paths"]
    found = Counter(each["operationId"] for path in told.values() for each in path.values())
    assert not set(NAMES) - set(found)
    assert set(found.values()) == {1}
    assert not any("sinasec" in name for name in found)


def test_it_is_read_from_the_address_alone():
    assert operation_id("/api/v1/comites/{codigo}/hallazgos") == "comites_por_codigo_hallazgos"
    assert operation_id("/otra/v1/riesgo/que-pasaria-si") == "riesgo_que_pasaria_si"
    schema = api.get_openapi_schema(path_prefix="/otra/v1/")
    assert "semaforo" in {each["get"]["operationId"] for each in schema["paths"].values()}
