# The project's commands. Each begins on a bare machine: uv is brought by pip, everything else by uv.
SHELL := /bin/bash
UV := tools/uv
PYTEST := $(UV) run pytest -q

# What Python has compiled is kept: for the second start, and for the many processes of a test run.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test check fix bench demo assets setup browser fonts

run: export JINGKAI_TODAY ?= 2022-12-20
run: setup assets fonts  ## serve the demo zone on 127.0.0.1:8000
	@$(UV) run jingkai run

setup:                   ## the locked environment and the compiled messages
	@$(UV) sync --quiet
	@$(UV) run python tools/messages.py compile

assets:                  ## styles, scripts and fonts from the locked npm packages
	@$(UV) run python tools/assets.py

fonts: setup             ## a Chinese typeface for PDF reports, where the machine has none
	@$(UV) run python tools/fonts.py

browser:
	@tools/browser

test: check assets browser fonts   ## everything that CI runs
	$(PYTEST) -rfER -n 2 --maxschedchunk 2

check: setup             ## lint, formatting of templates, types, contracts, dependencies, sizes
	$(UV) run ruff check .
	$(UV) run mypy
	$(UV) run lint-imports
	$(UV) run deptry .
	$(UV) run djlint jingkai --lint --quiet
	$(PYTEST) tests/test_house.py

fix: setup               ## what a machine can mend
	$(UV) run ruff check --fix .

demo: setup              ## load the demo zone and print its figures against the facts
	@$(UV) run jingkai db prepare
	@$(UV) run jingkai demo

bench: setup assets      ## every measurement of docs/measurements.md
	@$(UV) run python -m benchmarks
