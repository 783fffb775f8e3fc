# Everything here needs Python 3.11 or newer and make, nothing else.

PYTHON ?= python3
PORT ?= 8000
DATA ?= .data/demo
ROUNDS ?= 10

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Stamps: nothing is installed again before a lock or the project's own description changes.
RUNTIME := $(VENV)/.runtime
TOOLS := $(VENV)/.tools

# A database of one's own for the tests: DATABASE_URL is its superuser, see tests/conftest.py.
export DATABASE_URL

.DEFAULT_GOAL := help
.PHONY: help run test coverage check bench soak sdl snapshots texts lock format clean

help: ## Show what there is to make
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

$(RUNTIME): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Klimakreis needs Python 3.11 or newer, $(PYTHON) is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || { echo "Making $(VENV) ..."; $(PYTHON) -m venv $(VENV); }
	@echo "Installing what requirements.lock names ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(TOOLS): requirements-dev.lock $(RUNTIME)
	@echo "Installing what requirements-dev.lock names ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

run: export DATABASE_URL :=
run: $(RUNTIME) ## Install and serve the demonstration (PORT=8000 DATA=.data/demo)
	@exec $(BIN)/klimakreis demo --port $(PORT) --data $(DATA)

test: $(TOOLS) ## Run all tests (DATABASE_URL=... for a PostgreSQL of your own, COVERAGE=1 to measure too)
	@rm -f .coverage .coverage.*
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(if $(COVERAGE),--cov --cov-report=)
	$(if $(COVERAGE),$(BIN)/coverage report --include 'events/*' --fail-under 100)
	$(if $(COVERAGE),$(BIN)/coverage report --fail-under 90)

coverage: ## Run all tests and measure what they cover: all of events/, nine tenths of the rest
	@$(MAKE) --no-print-directory test COVERAGE=1

check: $(TOOLS) ## Check format, lint, types, import contracts and the committed schema
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m schema.sdl --check
	$(BIN)/python -m service.catalogue --check
	$(BIN)/python -m pytest --quiet --no-header tests/migrations tests/test_packaging.py

format: $(TOOLS) ## Format the code
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

sdl: $(RUNTIME) ## Write schema/schema.graphql anew
	$(BIN)/python -m schema.sdl

snapshots: sdl ## The same, and a stored sample of every event type that has none
	$(BIN)/python -m tests.service.samples

texts: $(RUNTIME) ## Take new texts into service/locale/de.po, where they are to be translated
	$(BIN)/python -m service.catalogue

bench: $(TOOLS) ## Measure, with peers in the same run: lines of name: value
	@$(BIN)/python -m tests.benchmarks

soak: export KLIMAKREIS_SOAK := 1
soak: $(TOOLS) ## Kill, restart and race for longer than the tests do (ROUNDS=10)
	@for round in $$(seq $(ROUNDS)); do \
	    echo "round $$round of $(ROUNDS)"; \
	    $(BIN)/python -m pytest --quiet --numprocesses auto -m soak || exit 1; \
	done

# Extras stay in the lock: without them pip takes `coverage[toml]` for another package than the pinned `coverage`.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-strip-extras
lock: $(TOOLS) ## Pin requirements*.in into requirements*.lock (UPGRADE=--upgrade for newer versions)
	$(LOCK) $(UPGRADE) requirements.in --output-file requirements.lock
	$(LOCK) $(UPGRADE) requirements-dev.in --output-file requirements-dev.lock

clean: ## Remove what was installed and cached, but no data
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.*
	find . -name __pycache__ -type d -not -path './.data/*' -prune -exec rm -rf {} +
