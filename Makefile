# Two commands need nothing prepared but Python ≥ 3.11 and make: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STORE := .data/store
PORT ?= 8000
SOURCES := $(wildcard ontology/*.py ontology/*.ttl ontology/reference/* extraction/*.py extraction/*/* graph/*.py graph/*/*)

.PHONY: run test check bench eval chromium clean

run: $(STORE)/.built
	@$(BIN)/khaithong serve --store $(STORE) --port $(PORT) --open

test: $(VENV)/.test chromium
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist loadfile

check: $(VENV)/.test
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

# What one machine can tell in some minutes; the benchmarks beside peers need those installed, see their heads.
bench: $(VENV)/.test
	$(BIN)/python -m tests.bench.reading 1000 20000
	$(BIN)/python -m tests.bench.readers 50 1
	$(BIN)/python -m tests.bench.endpoint
	$(BIN)/python -m tests.bench.hostile
	$(BIN)/python -m tests.bench.analyses

eval: $(VENV)/.test
	@$(BIN)/python -m tests.evaluation

$(STORE)/.built: $(VENV)/.run $(SOURCES)
	@mkdir -p $(STORE)
	$(BIN)/khaithong build --bundled --store $(STORE)
	@touch $@

$(VENV)/.run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "khaithong needs Python 3.11 or newer; name it with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

# The browser tests use the system's Chromium; where there is none and it can't be installed they are skipped, saying so.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || test -n "$$CHROMIUM" \
	|| { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
	|| echo "No Chromium here: the browser tests will be skipped. Install it (Debian: apt-get install chromium) or set CHROMIUM."

clean:
	rm -rf $(VENV) .data artifacts
