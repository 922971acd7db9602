# `make demo` and `make test` set up what they need; everything else assumes one of them ran.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
SERVE ?= yes
DATA ?=
BIN := .venv/bin
WORKERS ?= 2

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: ## Make .venv with locked dependencies (offline once done)
	@bash scripts/setup.sh server $(PYTHON)

.PHONY: setup-dev
setup-dev:
	@bash scripts/setup.sh dev $(PYTHON)

.PHONY: demo
demo: setup ## Run the main job on the examples, then serve it (SERVE=no, DATA=file)
	@$(BIN)/certreg demo $(if $(filter no,$(SERVE)),--no-serve,--serve) $(if $(DATA),--data "$(DATA)")

.PHONY: test
test: setup-dev ## Every test, PostgreSQL and browser included (ARGS="-k name" to choose)
	@bash scripts/test_requirements.sh
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

.PHONY: check
check: setup-dev ## Lint, format check, types, import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

.PHONY: bench
bench: setup-dev ## Benchmarks: ratios against a peer or a floor in the same run
	@for file in benchmarks/bench_*.py; do echo "== $$file"; $(BIN)/python $$file; done

.PHONY: lock
lock: ## Renew requirements/*.txt from pyproject.toml (needs uv)
	@for set in server dev; do uv pip compile pyproject.toml --extra $$set --group build --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --quiet $(UPGRADE) -o requirements/$$set.txt; done

.PHONY: clean
clean: ## Remove what the project made here: .venv, .demo, caches
	rm -rf .venv .demo test-artefacts tests/peers/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
