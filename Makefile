# Everything runs in .venv, which is made from requirements.lock when it is missing or out of date.
PYTHON ?= python3
UV_VERSION := 0.13.8
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SUPERSET := bi/superset
SUPERSET_BIN := $(SUPERSET)/.venv/bin
SUPERSET_READY := $(SUPERSET)/.venv/.ready
SUPERSET_PORT ?= 8088
WAREHOUSE := $(or $(YUSUAN_WAREHOUSE),warehouse)
# Nothing calls home.
export DO_NOT_TRACK := 1
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export GX_ANALYTICS_ENABLED := false
export DAGSTER_DISABLE_TELEMETRY := yes

.DEFAULT_GOAL := help
.PHONY: help setup refresh test test-times lint lint-types lint-sql format dev docs dictionary benchmark crashes faults fuzz lock clients superset superset-test superset-lock clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: $(READY) ## Set up .venv

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip sync --quiet --compile-bytecode --require-hashes requirements.lock
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q dagster_project expectations
	@touch $@

refresh: $(READY) ## Read raw/, build, check and publish warehouse/budget.duckdb
	@$(BIN)/yusuan refresh

test: lint ## Lint, check types and run all tests
	@$(BIN)/pytest

test-times: lint ## The same, and what each folder of tests and the slowest of them cost
	@$(BIN)/python -m pytest -p tests.durations --durations=30

lint: $(READY) ## Check style, SQL and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(MAKE) --no-print-directory -j 2 lint-types lint-sql

# Each alone leaves a core idle for much of its time.
lint-types: $(READY)
	@$(BIN)/mypy

lint-sql: $(READY)
	@$(BIN)/sqlfluff lint --disable-progress-bar --nocolor --processes 0 dbt_project/models

format: $(READY) ## Format the code
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/sqlfluff fix --disable-progress-bar dbt_project/models

dev: $(READY) ## Open the runs, the asset graph, the schedule and the sensor in a browser
	@mkdir -p $(WAREHOUSE)/dagster && cp dagster.yaml $(WAREHOUSE)/dagster/dagster.yaml
	@export DAGSTER_HOME=$(abspath $(WAREHOUSE))/dagster; \
		$(BIN)/dagster-daemon run -m dagster_project.definitions & daemon=$$!; trap "kill $$daemon" EXIT INT TERM; \
		$(BIN)/dagster-webserver -m dagster_project.definitions

docs: $(READY) ## Write dbt's documentation of the models to warehouse/reports/dbt_docs/index.html
	@mkdir -p warehouse/reports/dbt_docs
	@cd dbt_project && YUSUAN_BUILD=$(CURDIR)/warehouse/build YUSUAN_EXTRACTED=$(CURDIR)/warehouse/extracted \
		../$(BIN)/yusuan-dbt --quiet docs generate --static --empty-catalog --profiles-dir . --log-level-file none \
		--target-path $(CURDIR)/warehouse/build/dbt_docs
	@cp warehouse/build/dbt_docs/static_index.html warehouse/reports/dbt_docs/index.html
	@echo "warehouse/reports/dbt_docs/index.html"

dictionary: $(READY) ## Write docs/dictionary.md and docs/entities.md from the published file
	@$(BIN)/python -m dagster_project.reports.dictionary

benchmark: $(READY) ## Measure a refresh and its parts, up to 5,000 documents: processor seconds, ratios, memory, bytes; half an hour
	@$(BIN)/python -m benchmarks

crashes: $(READY) ## Kill refreshes at 50 random moments, fill 10 disks, damage files of a warehouse; two hours
	@$(BIN)/python -m benchmarks.crashes
	@$(BIN)/python -m benchmarks.corruptions

faults: $(READY) ## Measure which planted faults the ledger finds, 100 documents a kind
	@$(BIN)/python -m benchmarks.findings

fuzz: $(READY) ## Damage 5,000 made documents and 1,600 copies of the texts of raw/ and tell what is published of them that is not true
	@$(BIN)/python -m benchmarks.fuzz

lock: $(READY) ## Write requirements.lock anew from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --all-extras --no-header \
		--no-emit-index-url pyproject.toml --output-file requirements.lock

clients: $(READY) ## Open the published file with every client that is documented, each in an environment of its own
	@$(BIN)/python -m tests.clients $(WAREHOUSE)/budget.duckdb

# Superset holds SQLAlchemy below 2: it has an environment of its own.
$(SUPERSET_READY): $(SUPERSET)/requirements.lock | $(READY)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info >= (3, 13))' || \
		{ echo "Superset needs Python 3.11 or 3.12: make clean, then make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(BIN)/uv venv --quiet --allow-existing --python $(BIN)/python $(SUPERSET)/.venv
	@VIRTUAL_ENV=$(CURDIR)/$(SUPERSET)/.venv $(BIN)/uv pip sync --quiet --compile-bytecode --require-hashes $<
	@touch $@

superset: export SUPERSET_CONFIG_PATH := $(CURDIR)/$(SUPERSET)/superset_config.py
superset: export YUSUAN_SUPERSET_HOME := $(abspath $(WAREHOUSE))/superset
superset: export PYTHONWARNINGS := ignore
superset: $(SUPERSET_READY) ## Import the dashboards into a Superset of its own and start it
	@$(SUPERSET_BIN)/python -m bi.superset.server $(WAREHOUSE)/budget.duckdb
	@echo "http://127.0.0.1:$(SUPERSET_PORT)/superset/dashboard/budget/ (English: budget-en)"
	@$(SUPERSET_BIN)/gunicorn --threads 8 --timeout 60 --log-level warning --no-control-socket \
		--bind 127.0.0.1:$(SUPERSET_PORT) "superset.app:create_app()"

superset-test: $(SUPERSET_READY) ## Import the dashboards into a fresh Superset and ask each chart
	@$(BIN)/pytest tests/bi

superset-lock: $(READY) ## Write bi/superset/requirements.lock anew from requirements.in
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		$(SUPERSET)/requirements.in --output-file $(SUPERSET)/requirements.lock

clean: ## Remove .venv and the caches; warehouse/ stays
	@rm -rf $(VENV) $(SUPERSET)/.venv tests/clients/.venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
