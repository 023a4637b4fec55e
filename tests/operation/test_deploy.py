"""The files to install a real server agree with the product, and their guide with them."""

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.urls import resolve
from tools.manual import FOLDER

from sinasec.environment import SETTINGS
from sinasec.web import settings
from tests.conftest import ROOT
from tests.every_command import leaves

DEPLOY = ROOT / "deploy"
FILES = {path.name: path.read_text(encoding="utf-8") for path in sorted(DEPLOY.iterdir())}
GUIDE = (FOLDER / "instalar.md").read_text(encoding="utf-8")
OPERATION = (FOLDER / "operacion.md").read_text(encoding="utf-8")
PROGRAM = "/opt/sinasec/.venv/bin/sinasec"


def unit(name: str) -> list[tuple[str, str]]:
    """The settings of a unit, in order."""
    lines = [line for line in FILES[name].splitlines() if line and line[0] not in "#["]
    return [(key, value) for key, _, value in (line.partition("=") for line in lines)]


def of(name: str, key: str) -> list[str]:
    return [value for each, value in unit(name) if each == key]


def parsed(words: list[str]) -> tuple[str, dict[str, object]]:
    """The command that those words give and what it would be called with."""
    [(name, command)] = [
        (name, each) for name, each in leaves() if words[: len(name.split())] == name.split()
    ]
    context = command.make_context(name, words[len(name.split()) :], resilient_parsing=True)
    options = {flag for each in command.params for flag in each.opts + each.secondary_opts}
    assert not [word for word in words if word.startswith("--") and word not in options]
    return name, context.params


def typed(text: str) -> list[str]:
    blocks = "".join(re.findall(r"```sh\n(.*?)```", text, re.S))
    return [line for line in blocks.splitlines() if line.startswith("sinasec ")]


def served() -> dict[str, dict[str, object]]:
    """What each file starts the site with."""
    [words] = re.findall(r"^CMD (\[.+\])$", FILES["Containerfile"], re.M)
    [line] = of("sinasec.service", "ExecStart")
    found = {"Containerfile": ast.literal_eval(words)[1:], "unit": shlex.split(line)[1:]}
    return {name: parsed(each)[1] for name, each in found.items()}


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_setting_that_a_file_names_exists(name):
    assert set(re.findall(r"\bSINASEC_[A-Z_]+", FILES[name])) <= set(SETTINGS)


def test_every_setting_that_the_guide_names_exists_and_the_three_it_asks_for_are_put():
    named = set(re.findall(r"\bSINASEC_[A-Z_]+", GUIDE))
    assert named <= set(SETTINGS)
    assert {f"SINASEC_{each}" for each in ("HOSTS", "HTTPS", "PROXIES")} <= named
    put = re.findall(
        r"^echo '(SINASEC_\w+)=(\S+)' \| sudo tee -a /etc/sinasec.env", OPERATION, re.M
    )
    assert dict(put) == {
        "SINASEC_HOME": "/var/lib/sinasec",
        "SINASEC_HOSTS": "semaforo.gob.pe",
        "SINASEC_HTTPS": "1",
        "SINASEC_PROXIES": "1",
    }


def test_every_file_is_told_and_every_file_that_is_told_exists():
    told = set(re.findall(r"\bdeploy/([\w.-]+\w)", GUIDE + OPERATION))
    assert told == set(FILES)


@pytest.mark.parametrize("line", typed(GUIDE))
def test_every_command_of_the_guide_parses(line):
    parsed(shlex.split(line)[1:])


def test_every_command_of_a_unit_or_a_container_parses():
    lines = [
        *of("sinasec.service", "ExecStart"),
        *of("sinasec-respaldo.service", "ExecStart"),
        *re.findall(r"^podman (?:run --rm|exec) .* (sinasec .+)$", GUIDE, re.M),
    ]
    given = [re.search(r"\bsinasec ([a-z][^']*)'?$", line) for line in lines]
    names = [parsed(shlex.split(each[1]))[0] for each in given if each]
    assert names == ["serve", "backup", "doctor", "setup", "doctor"]


def test_the_port_is_the_one_that_everything_else_expects():
    asked = {name: params["port"] for name, params in served().items()}
    asked["exposed"] = int(re.findall(r"^EXPOSE (\d+)", FILES["Containerfile"], re.M)[0])
    for name, text in {**FILES, "guide": GUIDE, "operation": OPERATION}.items():
        for port in re.findall(r"127\.0\.0\.1:(\d+)", text):
            asked[f"{name} {port}"] = int(port)
    assert "nginx.conf 8000" in asked
    assert "Caddyfile 8000" in asked
    assert set(asked.values()) == {8000}


def test_only_the_container_listens_beyond_its_machine():
    assert served()["Containerfile"]["host"] == "0.0.0.0"
    assert served()["unit"]["host"] == "127.0.0.1"


def test_a_proxy_lets_through_the_largest_file_and_no_more_than_its_form():
    [nginx] = re.findall(r"client_max_body_size (\d+)m;", FILES["nginx.conf"])
    [caddy] = re.findall(r"max_size (\d+)MB", FILES["Caddyfile"])
    for megabytes in (int(nginx), int(caddy)):
        assert settings.UPLOAD_LIMIT < megabytes * 1_000_000 <= settings.UPLOAD_LIMIT * 1.25


def test_nginx_says_what_the_product_reads():
    headers = dict(re.findall(r"proxy_set_header (\S+) (\S+);", FILES["nginx.conf"]))
    assert headers["Host"] == "$host"
    assert headers["X-Forwarded-Proto"] == "$scheme"
    assert headers["X-Forwarded-For"] == "$proxy_add_x_forwarded_for"  # its own last: PROXIES=1
    assert "proxy_http_version 1.1;" in FILES["nginx.conf"]


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_the_braces_of_a_proxy_close(name):
    depth = 0
    for line in FILES[name].splitlines():
        code = line.partition("#")[0].rstrip()
        depth += code.count("{") - code.count("}")
        assert depth >= 0
        closes = code.endswith((";", "{", "}")) or not code
        assert closes or name == "Caddyfile", line
    assert depth == 0


def test_the_units_write_where_the_guide_makes_folders():
    made = re.findall(r"install -d -o sinasec -g sinasec -m 0700 (.+)$", OPERATION, re.M)[0].split()
    assert of("sinasec.service", "ReadWritePaths") == [made[0]]
    assert of("sinasec-respaldo.service", "ReadWritePaths")[0].split() == made
    for name in ("sinasec.service", "sinasec-respaldo.service"):
        assert of(name, "User") == ["sinasec"]
        assert of(name, "EnvironmentFile") == ["/etc/sinasec.env"]
        assert of(name, "UMask") == ["0077"]
        assert all(f"{PROGRAM} " in line for line in of(name, "ExecStart"))
    assert f"HOME={made[0]} " in FILES["Containerfile"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no hay systemd en esta máquina")
def test_systemd_understands_the_units(tmp_path):
    """With a program that is there, for it asks that too."""
    for name in ("sinasec.service", "sinasec-respaldo.service", "sinasec-respaldo.timer"):
        (tmp_path / name).write_text(FILES[name].replace(PROGRAM, "/bin/true"), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", *sorted(map(str, tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert not [line for line in done.stderr.splitlines() if str(tmp_path) in line]


def test_the_image_copies_what_the_build_reads():
    copied = {
        word
        for line in re.findall(r"^COPY (.+)$", FILES["Containerfile"], re.M)
        for word in line.split()[:-1]
    }
    assert {"pyproject.toml", "README.md", "LICENSE", "requirements.lock", "src"} == copied
    assert all((ROOT / each).exists() for each in copied)
    assert "--require-hashes -r requirements.lock" in FILES["Containerfile"]


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_the_container_is_healthy_when_the_site_says_so(status, code):
    asked = []

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers["Host"]))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *arguments):
            """Nothing is written."""

    [written] = re.findall(r"^  CMD (\[.+\])$", FILES["Containerfile"], re.M)
    script = ast.literal_eval(written)[2]
    with HTTPServer(("127.0.0.1", 0), Site) as site:
        threading.Thread(target=site.handle_request, daemon=True).start()
        done = subprocess.run(
            [sys.executable, "-c", script.replace(":8000", f":{site.server_port}")],
            env=os.environ | {"SINASEC_HOSTS": "semaforo.gob.pe,otro.gob.pe"},
            capture_output=True,
            check=False,
        )
    assert done.returncode == code
    assert asked == [("/salud/", "semaforo.gob.pe")]
    assert resolve(asked[0][0]).url_name == "health"


@pytest.mark.parametrize("name", ["instalar.md"])
def test_every_link_leads_to_a_heading(name):
    for file, anchor in re.findall(r"\]\(([^)#]*)#([^)]+)\)", GUIDE):
        text = (FOLDER / (file or name)).read_text(encoding="utf-8")
        headings = re.findall(r"^#+ (.+)$", text, re.M)
        assert anchor in {
            re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings
        }
    for file in re.findall(r"\]\(([^)#:]+)\)", GUIDE):
        assert (FOLDER / file).exists(), file
