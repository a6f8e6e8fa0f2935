# Everything runs from a bare clone: Python 3.11+ and make are enough; uv is used where it is present.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test test-slow check docs bench fuzz clean

$(STAMP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock && \
	  uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .; \
	else \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	fi
	@touch $(STAMP)

demo: $(STAMP)  ## the main job on the packaged example
	@$(BIN)/servanda demo

test: $(STAMP)  ## all fast tests
	@$(BIN)/python -m pytest -m "not slow"

test-slow: $(STAMP)  ## the slow tests
	@$(BIN)/python -m pytest -m slow

check: $(STAMP)  ## style, types, direction of imports, freshness of the office table
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python tools/verified_until.py

docs: $(STAMP)  ## the documentation as HTML in docs/_build
	@$(BIN)/sphinx-build -q -W -b html docs docs/_build/html

fuzz: $(STAMP)  ## mutated files and words against every reader and the coder, for a minute
	@if $(BIN)/python -c "import atheris" 2>/dev/null; then :; \
	elif command -v uv >/dev/null 2>&1; then \
	  uv pip install --quiet --python $(BIN)/python --only-binary :all: --require-hashes -r tools/fuzz.lock || true; \
	else \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r tools/fuzz.lock || true; \
	fi
	@$(BIN)/python tools/fuzz.py --seconds 60

bench: $(STAMP)  ## speed as ratios on this machine
	@$(BIN)/python benchmarks/coding.py

clean:
	rm -rf $(VENV) docs/_build .pytest_cache .mypy_cache .ruff_cache
