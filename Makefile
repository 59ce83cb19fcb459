# Everything runs from this checkout and writes nothing outside it (but Chromium, see `make help`).
.DEFAULT_GOAL := help
.PHONY: help run test test-slow bench format messages lock clean bootstrap bootstrap-dev

# The first Python on PATH that is new enough; `make run PYTHON=…` chooses another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null \
	&& { echo "$$p"; break; }; done)
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin

help:
	@echo "make run         install, load the simulated province, serve http://$(HOST):$(PORT)/"
	@echo "                 (HOST=, PORT=: another address; YOUWEI_DATA=: another data folder)"
	@echo "make test        every check, then the tests on SQLite and PostgreSQL, then the journeys;"
	@echo "                 ONLY=\"types sqlite\" runs the named steps. Journeys need Chromium: for root"
	@echo "                 it is installed with apt-get, unless YOUWEI_INSTALL_CHROMIUM=0"
	@echo "make test-slow   the tests marked slow"
	@echo "make bench       what bench/ measures, as tables; ONLY=\"pages\" runs the named, QUICK=1 small"
	@echo "make format      format Python and templates"
	@echo "make messages    extract source strings into the translation files"
	@echo "make lock        write the lock files again (UPGRADE=1: newest versions)"
	@echo "make clean       remove everything that was built; the data folder stays"

bootstrap bootstrap-dev:
	@test -n "$(PYTHON)" || { echo "Youwei needs Python 3.11 to 3.14 on PATH." >&2; exit 4; }
	@$(PYTHON) tools/bootstrap.py $(if $(filter %-dev,$@),--with dev)

run: bootstrap
	@$(BIN)/youwei setup
	@! test -f src/youwei/config/cli/demo.py || $(BIN)/youwei demo --if-empty
	@exec $(BIN)/youwei run --host $(HOST) --port $(PORT)

test: bootstrap-dev
	@$(BIN)/python tools/check.py $(ONLY)

test-slow: bootstrap-dev
	@$(BIN)/python tools/check.py slow

bench: bootstrap-dev
	@$(BIN)/python tools/bench.py $(if $(QUICK),--quick) $(ONLY)

format: bootstrap-dev
	@$(BIN)/python tools/check.py format

messages: bootstrap-dev
	@$(BIN)/python tools/messages.py update

lock: bootstrap
	@$(BIN)/python tools/lock.py

clean:
	rm -rf .venv build node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -rf .import_linter_cache
	find src tests tools \( -name __pycache__ -o -name '*.mo' -o -name zh_Hant \) -prune -exec rm -rf {} +
