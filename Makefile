# Two commands do everything on a fresh machine with Python 3.11+:
#   make demo   drafts the examples into out/      make test   runs the tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint accept bench clean

demo: $(READY)
	@$(BIN)/python examples/demo.py out

test: $(READY)
	@$(BIN)/python -m pytest -n auto

accept: $(READY)
	@$(BIN)/python -m pytest --accept

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict
	@$(BIN)/lint-imports

bench: $(READY)
	@$(BIN)/python bench/run.py

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "drafter needs Python 3.11 or newer, found " + sys.version.split()[0] + "; run: make PYTHON=python3.12 ...")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $(READY)

clean:
	rm -rf $(VENV) out build dist
