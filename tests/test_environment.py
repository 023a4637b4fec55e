"""Settings: what cannot be understood is refused by its name, and a name that is none is told."""

import pytest

from sinasec.environment import SETTINGS, hosts, switch, unknown, unknown_in_words, whole_number
from sinasec.not_prepared import NotPrepared

NAME = "SINASEC_HTTPS"


@pytest.mark.parametrize(
    ("said", "is_on"), [("1", True), ("0", False), (" 1 ", True), ("", None), (" ", None)]
)
def test_a_switch_is_on_off_or_not_said(monkeypatch, said, is_on):
    monkeypatch.setenv(NAME, said)
    for default in (True, False):
        assert switch(NAME, default) is (default if is_on is None else is_on)


@pytest.mark.parametrize("said", ["yess", "true", "on", "2", "01", "sí"])
def test_what_is_neither_says_which_are(monkeypatch, said):
    monkeypatch.setenv(NAME, said)
    with pytest.raises(NotPrepared, match=rf"{NAME} debe ser 1 \(sí\) o 0 \(no\).*«{said}»") as got:
        switch(NAME, False)
    assert got.value.code == "ajuste"


@pytest.mark.parametrize("said", ["-1", "1.5", "mil", "٣"])
def test_what_is_no_number_says_what_is_wanted(monkeypatch, said):
    monkeypatch.setenv("SINASEC_PROXIES", said)
    with pytest.raises(NotPrepared, match="SINASEC_PROXIES debe ser un número entero desde cero"):
        whole_number("SINASEC_PROXIES", 0)


def test_names_of_the_site_are_told_apart_by_commas(monkeypatch):
    monkeypatch.setenv("SINASEC_HOSTS", " semaforo.gob.pe, .otro.pe ,127.0.0.1,[::1],*,")
    assert hosts("SINASEC_HOSTS", ()) == ["semaforo.gob.pe", ".otro.pe", "127.0.0.1", "[::1]", "*"]
    monkeypatch.setenv("SINASEC_HOSTS", " , ")
    assert hosts("SINASEC_HOSTS", ("localhost",)) == ["localhost"]


@pytest.mark.parametrize(
    "said", ["https://semaforo.gob.pe", "semaforo.gob.pe:8000", "a b", "semaforo.gob.pe/", "a..b"]
)
def test_a_name_that_no_request_would_bear_is_refused(monkeypatch, said):
    monkeypatch.setenv("SINASEC_HOSTS", f"localhost,{said}")
    with pytest.raises(NotPrepared, match="SINASEC_HOSTS lleva solo nombres, como semaforo"):
        hosts("SINASEC_HOSTS", ())


def test_a_name_that_is_none_is_told_with_the_one_that_was_meant():
    there = [*SETTINGS, "PATH", "_SINASEC_LISTO", "SINASEC_HTTP", "sinasec_https", "SINASEC_NUBE"]
    found = unknown(there)
    assert found == {"SINASEC_HTTP": NAME, "SINASEC_NUBE": "", "sinasec_https": NAME}
    assert unknown_in_words("SINASEC_HTTP", NAME).endswith(f"¿Quiso decir {NAME}?")
    assert "?" not in unknown_in_words("SINASEC_NUBE", "")
