# One command for all checks: make check. Set up first: CONTRIBUTING.md.
BIN := .venv/bin
REGION ?= kent-and-medway
# the tests that are about the rules of kmnav check and about opening hours
RULE_TESTS := $(wildcard tests/test_check*.py tests/test_hours*.py) $(patsubst %,tests/test_%.py,content_lint glossary_check graph_oracle \
  opening safety safety_calls second_region signing situations table values worklist)

.PHONY: help check lint pack test growth-charts full reliability audit lock mutation newest-typer accuracy holidays schemas docs wheel postcodes growth speed load hostile pictures

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1: \2/p' $(MAKEFILE_LIST)

check: lint pack test ## All that must pass before a commit

lint: ## Style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

pack: ## The safety rules over the shipped pack; warnings count
	for region in data/regions/*/; do $(BIN)/kmnav --region $$(basename $$region) check --strict data || exit 1; done

test: ## All tests
	$(BIN)/pytest

full: lint pack newest-typer accuracy reliability mutation ## The long runs: all checks, what breaks or leaks, 2,000 examples for each property
	HYPOTHESIS_PROFILE=full $(BIN)/pytest

reliability: .venv-tools ## What breaks, leaks or is lost, into docs/reliability.md; PYTHONS names other Pythons with kmnav in them
	KMNAV_PYTHONS="$(PYTHONS)" KMNAV_PIP_AUDIT=.venv-tools/bin/pip-audit $(BIN)/python -m benchmarks.reliability

audit: .venv-tools ## Licences of what kmnav runs on, and weaknesses that are known of it (asks a database of advisories)
	$(BIN)/python packaging/audit.py .venv-tools/bin/pip-audit

lock: .venv-tools ## What kmnav runs on, by hash, into packaging/locked.txt (asks the package registry)
	{ sed -n 1,2p packaging/locked.txt; .venv-tools/bin/uv pip compile -q pyproject.toml --extra web --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --no-annotate; } > packaging/locked.new
	mv packaging/locked.new packaging/locked.txt

mutation: .venv-tools ## How many small faults put into the engine and the rules the tests find (an hour or two); results in mutants/
	HYPOTHESIS_PROFILE=few PATH="$(CURDIR)/$(BIN):$$PATH" .venv-tools/bin/mutmut run
	HYPOTHESIS_PROFILE=few $(BIN)/python -m benchmarks.reliability.one_fault kmnav/hours.py $(wildcard kmnav/check/[a-z]*.py) -- $(RULE_TESTS)
	$(BIN)/python -m benchmarks.reliability.mutation

.venv-tools:
	python3 -m venv .venv-tools
	.venv-tools/bin/pip install -qq pip-audit uv mutmut -e '.[dev]'

newest-typer: ## Whether the bound on Typer is still needed (asks the package registry)
	rm -rf .venv-typer
	python3 -m venv .venv-typer
	.venv-typer/bin/pip install -qq . pytest
	.venv-typer/bin/pip install -qq --upgrade typer
	.venv-typer/bin/pytest -o addopts= -q --noconftest tests/test_typer_bound.py
	rm -rf .venv-typer

accuracy: ## How often a look-up in the glossary, and a search in callers' words, finds what was meant
	$(BIN)/python -m benchmarks.glossary
	$(BIN)/python -m benchmarks.find

holidays: ## England's bank holidays, written into the pack anew
	$(BIN)/python packaging/bank_holidays.py

postcodes: ## The table of full postcodes of REGION, written anew (asks the package registry)
	rm -rf .venv-postcodes
	python3 -m venv .venv-postcodes
	.venv-postcodes/bin/pip install -qq -e '.[postcodes]'
	.venv-postcodes/bin/python packaging/postcodes.py $(REGION)
	rm -rf .venv-postcodes

speed: ## How fast the wheel is beside its floors and peers, into docs/performance.md (asks the package registry)
	rm -rf .venv-speed
	python3 -m venv .venv-speed
	.venv-speed/bin/pip install -qq --upgrade pip
	.venv-speed/bin/pip install -qq . tldr
	$(BIN)/python -m benchmarks.speed --write

growth-charts: ## How look-up, find and load grow, into docs/growth.md; make speed comes first
	$(BIN)/python -m benchmarks.speed.growth --write

growth: ## How the proofs grow with the graph, into docs/performance-check.md
	$(BIN)/python -m benchmarks.check --write

schemas: ## The JSON Schemas of the pack's files and of --json, and the first line of each file that names its own
	$(BIN)/python packaging/schemas.py

docs: ## Outputs in README.md and docs/cli.md from real runs, and the man page
	$(BIN)/python -m tests.safety_page
	$(BIN)/python -m tests.documented
	$(BIN)/python packaging/man_page.py

load: ## How fast the web face answers, into docs/performance-web.md
	$(BIN)/python -m benchmarks.web

hostile: ## 50,000 requests that nobody honest sends to the web face
	$(BIN)/python -m tests.hostile 50000

pictures: ## Pictures of the web face, from a real browser
	$(BIN)/python -m tests.pictures

wheel: ## The wheel, in dist/
	$(BIN)/pip wheel -qq --no-deps --no-build-isolation -w dist .
