# Every target works on a fresh machine that has only python3 (3.11 or newer) and pip.
SHELL := /bin/bash
.DEFAULT_GOAL := help

VENV := .venv
PY := $(VENV)/bin/python
export PYTHONPATH := src
export UV_PYTHON_DOWNLOADS := never
HOST ?= 127.0.0.1
PORT ?= 8000
LOCK := --universal --python-version 3.11 --generate-hashes --quiet \
	--no-emit-index-url --no-header --no-annotate

# Of `make mutants` and `make kills`: which ones are drawn, and how many. Only there has the seed a
# value of its own: `make test-random` draws anew each time.
mutants kills: SEED ?= 1
MUTANTS ?= 400
KILLS ?= 1000

# The images of containers set it, and each process that the tests start would compile all it reads.
test test-sqlite test-postgres test-browser test-quick test-random: export PYTHONDONTWRITEBYTECODE :=

# What says at once whether a change broke the law, the facts or the files.
QUICK := $(addprefix tests/,methods definitions records intake compliance committees plans spreadsheets \
	territories warehouse test_cli.py test_cli_output.py test_cli_values.py test_counted.py)

# The tests that hold what is registered and published: their coverage is a condition (pyproject.toml).
HELD := $(addprefix tests/,compliance intake publications records risk/ingest \
	operation/test_doctor.py web/test_api_tables.py web/test_replaced.py)
SPREAD := -n 2 --dist worksteal

# The files with a test of what runs on both databases: to collect all the others took as long as a
# third of these. `tests/conftest.py` fails if a test has the mark and its file does not write it.
ON_BOTH = $(sort $(shell grep -rl --include='test_*.py' 'mark\.database' tests))

.PHONY: help run setup test test-sqlite test-postgres test-browser test-quick test-random check format bench mutants kills \
	manual lock clean

help: ## Lo que se puede pedir
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

run: $(VENV)/.product ## Prepara todo y abre el semáforo en http://localhost:8000
	@$(PY) -m sinasec serve --host $(HOST) --port $(PORT) --finish-setup

setup: $(VENV)/.product ## Base de datos, datos de demostración y primera publicación
	@$(PY) -m sinasec setup

test: $(VENV)/.development ## Todas las pruebas, en SQLite y en PostgreSQL; cada parte corre aunque otra falle
	@MAKE="$(MAKE)" bash .ci/parts check test-sqlite test-postgres test-browser

check: $(VENV)/.development ## Formato, reglas de estilo, tipos, contratos de importación, licencias y definiciones
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/pyright --warnings --pythonpath $(PY)
	@$(VENV)/bin/lint-imports --no-cache
	@PYTHONPATH=src:. $(PY) -m tools.licences
	@$(PY) -m sinasec check

test-sqlite: $(VENV)/.development
	@$(VENV)/bin/pytest $(SPREAD) -m "not browser" $(addprefix --ignore=,$(HELD))
	@$(VENV)/bin/pytest $(SPREAD) -m kills $(HELD)
	@$(PY) -m coverage erase
	@$(PY) -m coverage run -m pytest $(SPREAD) -m "not kills" $(HELD)
	@$(PY) -m coverage combine --quiet
	@$(PY) -m coverage report

test-postgres: $(VENV)/.development
	@$(PY) -m tests.on_postgres $(SPREAD) -m database $(ON_BOTH)

test-browser: $(VENV)/.development .ci/browser
	@bash .ci/browser
	@$(VENV)/bin/pytest -n 2 --dist worksteal tests/browser

test-quick: $(VENV)/.development ## En minuto y medio: la ley, las definiciones, los hechos y los archivos; sin sitio ni procesos aparte
	@$(VENV)/bin/pytest -n 2 --dist worksteal -m "not kills" $(QUICK)

test-random: $(VENV)/.development ## Las propiedades con ejemplos nuevos cada vez; con SEED=7, los de esa semilla
	@HYPOTHESIS_PROFILE=explore $(VENV)/bin/pytest -n 2 -m "hypothesis and not browser" $(if $(SEED),--hypothesis-seed=$(SEED))

format: $(VENV)/.development ## Da formato al código
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/ruff check --fix .

bench: $(VENV)/.development ## Mediciones, cada una junto a su par
	@$(PY) -m benchmarks

mutants: $(VENV)/.development ## Cuántas fallas pequeñas notan las pruebas: SEED=1 MUTANTS=400 (40 minutos, y 13 de su mapa)
	@$(PY) -m tools.mutants --seed $(SEED) --count $(MUTANTS)

kills: $(VENV)/.development ## Mata los procesos que escriben, muchas veces: SEED=1 KILLS=1000
	@$(PY) -m benchmarks.kills --seed $(SEED) --total $(KILLS)

manual: $(VENV)/.development .ci/browser ## Rehace los capítulos generados y las capturas del manual
	@PYTHONPATH=src:. $(PY) -m tools.manual
	@PYTHONPATH=src:. $(PY) -m tools.licences --write
	@bash .ci/browser
	@$(VENV)/bin/pytest tests/browser --screenshots

lock: $(VENV)/.development ## Fija las versiones de lo que pide pyproject.toml
	@$(VENV)/bin/uv pip compile pyproject.toml $(LOCK) --output-file requirements.lock
	@$(VENV)/bin/uv pip compile pyproject.toml --group dev $(LOCK) --output-file requirements-dev.lock

clean: ## Borra el entorno y los datos de esta copia
	[ ! -d var ] || chmod -R u+w var # lo publicado es de solo lectura
	rm -rf $(VENV) var

$(VENV)/.product: requirements.lock .ci/environment
	@bash .ci/environment $(VENV) requirements.lock
	@touch $@

$(VENV)/.development: requirements-dev.lock .ci/environment
	@bash .ci/environment $(VENV) requirements-dev.lock
	@touch $@ $(VENV)/.product
