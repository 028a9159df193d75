# Works with plain Python 3.11+ and pip; uses uv where it is installed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)

.PHONY: run test setup check lint types contracts lock npm clean

run: $(VENV)/.run
	@$(BIN)/smpolicy setup
	@$(BIN)/smpolicy serve

test: $(VENV)/.dev
	$(BIN)/python -m pytest -q

setup: $(VENV)/.run $(VENV)/.dev
	@$(BIN)/smpolicy setup

check: lint types contracts test

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.dev
	$(BIN)/mypy

contracts: $(VENV)/.dev
	$(BIN)/lint-imports

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "smpolicy needs Python 3.11 or newer. Try: make run PYTHON=python3.12")'
ifdef UV
	@uv venv --quiet --clear --python $(PYTHON) $(VENV)
else
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }
endif

define install
	$(if $(UV),uv pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check)
endef

$(VENV)/.run: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Setting up smpolicy in $(VENV); the first time takes a minute or two."
	@$(install) --require-hashes -r requirements.lock
	@$(install) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@$(install) --require-hashes -r requirements-dev.lock
	@touch $@

# The locks: hashes, every platform, Python 3.11 to 3.14, no registry addresses. Needs uv.
lock:
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		pyproject.toml --group build -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		pyproject.toml --group dev -o requirements-dev.lock

# Microsoft's Agents Playground, for the journeys in Teams. Needs Node 20 or newer.
npm:
	npm ci --prefix tests --ignore-scripts --no-audit --no-fund

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
