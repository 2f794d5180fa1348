# setup, demo, test, bench: the targets people use. `make setup` is what the others do first.
# PYTHON chooses an interpreter, PORT the demo's port.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
INSTALLED := $(VENV)/.installed
MODEL := $(VENV)/share/tandem/models/all-MiniLM-L6-v2-int8/model.json

# The first prepares the installation that the others copy (embedding takes some minutes, once).
FIGURES := ask_http command indexing retrieval_speed retrieval_quality alarm signing_in verifier grounding abstention abstention.cost attacks \
  corrections topics drafts console durable_work slack_event slack_burst mining
COMPARED := $(VENV)/.compared

.PHONY: setup demo test bench lock messages

setup: $(MODEL)

demo: setup
	@$(BIN)/tandem demo $(if $(PORT),--port $(PORT))

test: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -rs

bench: setup $(COMPARED)
	@for each in $(FIGURES); do $(BIN)/python -m bench.$$each || exit 1; done

$(COMPARED): requirements-bench.lock $(INSTALLED)
	@echo "Installing what the comparison runs beside ($$(grep -c == requirements-bench.lock) packages)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --no-deps --requirement requirements-bench.lock
	@touch $@

lock: $(INSTALLED)
	$(BIN)/python .ci/lock.py

messages: $(INSTALLED)
	$(BIN)/python .ci/messages.py

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Tandem needs Python 3.11 or newer; name one with: make setup PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Setting up $(VENV): downloads about 400 MB once ($$(grep -c == requirements.lock) pinned packages;"
	@echo "the largest is torch, which makes the embedding model) and takes 2.4 GB on disk."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
	  { echo "On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(MODEL): $(INSTALLED)
	@echo "Making the embedding model (once, about 20 s, nothing is downloaded)"
	@$(BIN)/python -m knowledge.index.export
	@touch $@
