# Suifang: `make help` lists what can be done here.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
NO_PYTHON = echo "Python 3.11 or newer is needed and $(PYTHON) was not found: install it and run this again." >&2
SETUP = command -v $(PYTHON) >/dev/null || { $(NO_PYTHON); exit 1; }; $(PYTHON) scripts/setup.py
MAKEFLAGS += --no-print-directory

.PHONY: help
help:  ## list the targets
	@echo "Suifang follows patients between visits. Targets:"; \
	grep -E '^[a-z-]+:.*  ## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*  ## (.*)/\1\t\2/' | \
	while IFS="$$(printf '\t')" read -r name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done

.PHONY: setup
setup:  ## both environments, browser assets and the dialogue model; leaves .venv/bin/suifang
	@$(SETUP) app

.PHONY: run
run:  ## set up what is missing, then start everything; Ctrl-C ends it
	@$(SETUP) app && exec .venv/bin/suifang up

.PHONY: doctor
doctor:  ## what is there, what is missing and how to get it
	@$(SETUP) lint && exec .venv/bin/suifang doctor

.PHONY: lint
lint:  ## ruff, mypy --strict, lock files
	@$(SETUP) lint && scripts/lint

.PHONY: format
format:  ## let ruff put the code in order
	@$(SETUP) lint && { .venv/bin/ruff format . ; .venv/bin/ruff check --fix --quiet . ; }

.PHONY: test
test:  ## set up what is missing, lint, then every test (ARGS="-k name" for some)
	@$(SETUP) dev && scripts/lint && exec scripts/tests $(ARGS)

.PHONY: bench-nlu
bench-nlu:  ## how long understanding takes at 20, 200 and 2,000 characters
	@$(SETUP) app && { [ -d .tools/bench ] || $$(command -v uv || echo .tools/uv/bin/uv) pip install --quiet \
	  --python .venv/bin/python --target .tools/bench -r bench/requirements.txt || rm -rf .tools/bench; } && \
	exec .venv/bin/python -m bench.nlu

.PHONY: screenshots
screenshots:  ## the pictures in the documents, taken from the real pages
	@$(SETUP) dev && . scripts/browser && find_chromium && exec .venv/bin/python scripts/screenshots.py

.PHONY: lock
lock:  ## remake the lock files from requirements/*.in and package.json (UPGRADE=1 for newer versions)
	@$(SETUP) lint && exec $(PYTHON) scripts/lock.py $(if $(UPGRADE),--upgrade)

.PHONY: pre-commit
pre-commit:  ## run ruff and mypy before each commit in this clone
	@$(SETUP) lint && exec .venv/bin/pre-commit install

.PHONY: clean
clean:  ## remove environments, assets, models and caches; keeps var/ (the database and its keys)
	@rm -rf .venv .venv-engine .tools node_modules models test-results \
	  .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +
	@echo "Clean; var/ was kept."
