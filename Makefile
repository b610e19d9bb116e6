# Two commands do everything on a fresh machine with Python 3.11+:
#   make demo   drafts the examples into out/      make test   runs the tests
# They install the releases that requirements-dev.lock names, so that they do the same next month.
# The other commands: CONTRIBUTING.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCK := requirements-dev.lock
PIP := -m pip --disable-pip-version-check install --quiet
PYTEST := -m pytest -n auto

.PHONY: demo test lint accept search lock test-latest test-lowest hooks bench clean

demo: $(READY)
	@$(BIN)/python examples/demo.py out

test: $(READY)
	@$(BIN)/python $(PYTEST)

accept: $(READY)
	@$(BIN)/python -m pytest --accept

# New random examples for every law at each run.
search: $(READY)
	@$(BIN)/python $(PYTEST) --hypothesis-profile search

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict
	@$(BIN)/lint-imports

# The peers (docxtpl) go into an environment of their own in the user's cache, once.
bench: $(READY)
	@$(BIN)/python bench/peers.py --setup

# Renews the lock: the newest releases that pyproject.toml allows, for every Python and system that it names.
lock: $(READY)
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade --generate-hashes \
	  --no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet -o $(LOCK)

# What a person gets who installs today, without the lock.
test-latest:
	@$(PYTHON) -m venv --clear .venv-latest
	@.venv-latest/bin/python $(PIP) -e '.[dev]'
	@.venv-latest/bin/python $(PYTEST)

# The oldest releases that pyproject.toml allows.
test-lowest: $(READY)
	@$(PYTHON) -m venv --clear .venv-lowest
	@$(BIN)/uv pip install --quiet --python .venv-lowest/bin/python --resolution lowest-direct -e '.[dev]'
	@.venv-lowest/bin/python $(PYTEST)

hooks: $(READY)
	@$(BIN)/pre-commit install

# The program is built with the locked build tools, too: nothing is fetched that the lock does not name.
$(READY): pyproject.toml $(LOCK)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "drafter needs Python 3.11 or newer, found " + sys.version.split()[0] + "; run: make PYTHON=python3.12 ...")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python $(PIP) --require-hashes -r $(LOCK)
	@$(BIN)/python $(PIP) --no-deps --no-build-isolation -e .
	@touch $(READY)

clean:
	rm -rf $(VENV) .venv-latest .venv-lowest out build dist
