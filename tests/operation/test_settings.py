"""A setting that is badly written is noticed by whoever serves and by doctor."""

import json

WORDS = "El ajuste SINASEC_HTTP no existe, y no se le hace caso. ¿Quiso decir SINASEC_HTTPS?"


def of_settings(installation, **settings):
    done = installation.run("doctor", "--json", **settings)
    found = json.loads(done.stdout)["findings"]
    return done.returncode, [each for each in found if each["about"] == "ajustes"]


def test_doctor_tells_of_a_name_that_is_none(fresh):
    code, [found] = of_settings(fresh, SINASEC_HTTP="1")
    assert (code, found["level"], found["message"]) == (1, "falla", WORDS)
    assert "SINASEC_HTTPS" in found["remedy"]
    code, [found] = of_settings(fresh, SINASEC_NUBE="1")
    assert (code, found["level"]) == (0, "nota")


def test_a_value_that_is_none_is_refused_by_all(fresh):
    words = "SINASEC_HTTPS debe ser 1 (sí) o 0 (no), y dice «yess»"
    code, [found] = of_settings(fresh, SINASEC_HTTPS="yess")
    assert (code, found["level"]) == (2, "sin-mirar")
    assert words in found["message"]
    for command in (["serve"], ["status", "--committee", "CORESEC-21"]):
        done = fresh.run(*command, SINASEC_HTTPS="yess")
        assert done.returncode == 2
        assert words in done.stderr
        assert "Traceback" not in done.stderr


def test_whoever_serves_is_warned(empty):
    done = empty.run("serve", SINASEC_HTTP="1")  # which ends here: nothing is prepared
    assert done.returncode == 2
    assert f"Atención: {WORDS}" in done.stderr
    assert "Atención" not in empty.run("serve").stderr
