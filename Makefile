# Everything that is done with this project has a name here; `make` alone lists them.

PORT ?= 5000
OUT ?= instance/backup-$(shell date +%Y%m%d-%H%M%S).tar
T ?= tests
export PORT

VENV := .venv
FLASK := $(VENV)/bin/flask --app app
STATIC := $(shell find tracker/static -type f ! -name '*.gz')

.DEFAULT_GOAL := help
.PHONY: help setup run demo test lint types format bench pictures crash migration scheduler backup restore clean

help: ## List these targets.
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name says; do \
		printf '  make %-10s %s\n' "$$name" "$$says"; done

setup: $(VENV)/.runs $(VENV)/.checks $(VENV)/.static ## Make .venv with everything that runs and checks the program.

run: $(VENV)/.runs $(VENV)/.static ## Start the program on http://127.0.0.1:5000 (PORT=…) with the data in instance/.
	@sh .ci/serve

demo: $(VENV)/.runs $(VENV)/.static ## Start it with the demonstration town, its data apart in instance/demo.
	@sh .ci/serve demo

test: setup ## Install what tests need where it may, then run them all (T=tests/tasks for a part).
	@sh .ci/tools
	@sh .ci/test $(T)

lint: $(VENV)/.checks ## Check style, format and the direction of imports.
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports

types: $(VENV)/.checks ## Check the types, strictly.
	$(VENV)/bin/mypy

format: $(VENV)/.checks ## Put every file into the one format.
	$(VENV)/bin/ruff format .

bench: $(VENV)/.checks ## Measure: run every tests/benchmarks/bench_*.py.
	@for one in tests/benchmarks/bench_*.py; do \
		echo "== $$one"; PYTHONPATH=. $(VENV)/bin/python "$$one" || exit 1; done

pictures: setup ## Make the pictures of the help anew from the screens of the demonstration town.
	@sh .ci/tools
	MAKE_PICTURES=1 $(VENV)/bin/python -m pytest -q tests/help/test_pictures.py

crash: setup ## Kill, cut off and put to sleep real processes; write docs/crashes.md (ROUNDS=20 KILLS=300).
	@sh .ci/tools
	@sh .ci/crash

migration: $(VENV)/.checks ## Write the next migration from the models: make migration m="add the extension".
	@sh .ci/migration "$(m)"

scheduler: $(VENV)/.runs ## Keep the timetable in a process of its own (set SCHEDULER=off for the web processes).
	$(FLASK) db upgrade
	$(FLASK) scheduler

backup: $(VENV)/.runs ## Write database and kept files into one file (OUT=…); the program may go on running.
	$(FLASK) backup make --out "$(OUT)"

restore: $(VENV)/.runs ## Verify a backup and put it back: make restore FROM=file (REPLACE=1 over existing data).
	$(FLASK) backup restore "$(FROM)" $(if $(REPLACE),--replace)

clean: ## Remove everything that make made; data in instance/ stays.
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis artefacts
	find tracker/static -name '*.gz' -delete
	find app.py tracker tests migrations -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/.runs: requirements.txt
	@sh .ci/setup requirements.txt
	@touch $@

$(VENV)/.checks: requirements-dev.txt requirements.txt
	@sh .ci/setup requirements-dev.txt
	@touch $@

# WhiteNoise serves the compressed twin of a file; a stale twin would hide a change.
$(VENV)/.static: $(STATIC) | $(VENV)/.runs
	@find tracker/static -name '*.gz' -delete
	@$(VENV)/bin/python -m whitenoise.compress --quiet tracker/static
	@touch $@
