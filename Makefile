# Everything on a machine with Python ≥ 3.11, git and make: `make demo`, `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test lint samples classifier bench clean
demo: $(VENV)/.installed samples
	$(BIN)/dilint check --fail-on never samples/*.docx

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

samples: $(VENV)/.installed
	$(BIN)/python samples/build.py

classifier: $(VENV)/.installed-dev
	$(BIN)/python -m dilint.classifier.train tests/clauses

bench: $(VENV)/.installed-dev samples
	$(BIN)/python -m compileall -q src
	$(BIN)/python benchmarks/cold.py
	$(BIN)/python benchmarks/batch.py samples

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) build dist
