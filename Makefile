# make demo   set everything up, check the real plan, render its Q2 report
# make test   set everything up, run the tests
# A second run of either reuses what is there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PLAN := plans/nwiep-efficiency-2010-11

.PHONY: demo test setup check format lint types contracts generated rules mutation readme language golden editor accessibility word-template bench lock clean
.DEFAULT_GOAL := demo

demo: setup
	$(BIN)/riep validate $(PLAN)
	$(BIN)/riep report $(PLAN) --quarter Q2

test: setup
	$(BIN)/pytest -n auto

setup: $(VENV)/.ready

# The stamp is newer than the lock only when everything in the lock is installed.
$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "riep needs Python 3.11 or newer; this is " + sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

check: format lint types contracts generated

format: setup
	$(BIN)/ruff format --check .
	$(BIN)/riep fmt --check plans

lint: setup
	$(BIN)/ruff check .

types: setup
	$(BIN)/mypy

contracts: setup
	$(BIN)/lint-imports

generated: setup
	$(BIN)/riep schema --check

# Write the tables and sections of docs/language.md, with examples from the plans kept here.
language: setup
	$(BIN)/python -m tests.support.language

# Write docs/rules/ and docs/findings.md: every rule with what it says, and what it found.
rules: setup
	$(BIN)/python -m tests.support.rule_pages

# Write docs/mutation.md: a sample of all single changes to the plans put right, and what is seen of
# them. It takes many minutes; without --sample, about an hour.
mutation: setup
	$(BIN)/python -m tests.support.mutation_trial --sample 450

# Write what the README's commands print now, and what the golden documents look like.
readme: setup
	$(BIN)/python -m tests.support.readme

golden: setup
	$(BIN)/pytest tests/report --update-golden

# Try the schemas in the language server that editors use; node and npm must be there for it.
editor: setup tests/editor/node_modules/.ready
	$(BIN)/python -m tests.editor.trial

tests/editor/node_modules/.ready: tests/editor/package-lock.json
	cd tests/editor && npm ci --silent --ignore-scripts
	touch $@

# Ask axe-core in headless Chromium about every kind of page; node, npm and chromium have to be there.
accessibility: setup tests/accessibility/node_modules/.ready
	$(BIN)/python -m tests.accessibility.trial

tests/accessibility/node_modules/.ready: tests/accessibility/package-lock.json
	cd tests/accessibility && npm ci --silent --ignore-scripts
	touch $@

# Make the template of Word documents anew, after a change to its maker.
word-template: setup
	$(BIN)/python -m tests.support.word_template

# Measure every target of speed beside other tools, which are installed into benchmarks/.peers; about
# ten minutes, and 2.5 GB of disk for that time; `make bench BENCH=--quick` takes less of both. Node
# and npm have to be there for one of them.
bench: setup
	$(BIN)/python -m benchmarks --markdown docs/benchmarks.md --scale docs/scale.md $(BENCH)

# Every version and hash in one file, for every supported Python and system.
lock: setup
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	    --no-annotate --no-header --python-version 3.11 --extra rules --group dev pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) dist reports .mypy_cache .ruff_cache .pytest_cache .hypothesis
