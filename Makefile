# make install | demo | test | check | bench — each does its own set-up.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check --no-input

# The query parser writes its tables beside itself when Python 3.13 or newer first imports it.
WARM := $(BIN)/python -W ignore -c 'import luqum.parser' 2>/dev/null

# What is compiled once is not compiled again by every process that a test starts.
unexport PYTHONDONTWRITEBYTECODE

# Of three that run tests, about one waits for a server, a child or a clock.
WORKERS ?= $(shell $(BIN)/python -c 'import os; print(max(2, os.cpu_count() * 3 // 2))')

.PHONY: help install dev demo up ready test test-fast check format bench figures services lock clean

help:
	@echo "make install   build .venv; then .venv/bin/pantau is there"
	@echo "make demo      crawl sample news sites on this machine and show what is found"
	@echo "make up        Elasticsearch and Kibana in containers, with Pantau's dashboard"
	@echo "make test      everything: check, then all tests"
	@echo "make test-fast only the tests that take seconds"
	@echo "make check     lint, format, types, import rules"
	@echo "make bench     what reading, recording, masking, searching and crawling cost"
	@echo "make figures   measure every step on its test part, and write down what it must hold"
	@echo "make lock      resolve the dependencies anew"

install: .venv/.installed
dev: .venv/.dev

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Pantau needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	@echo "Making .venv ($$($(PYTHON) --version))"
	@$(PYTHON) -m venv .venv

.venv/.installed: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing what Pantau runs on (about a minute)"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(WARM)
	@touch $@

.venv/.dev: requirements-dev.lock pyproject.toml | .venv/bin/python
	@echo "Installing what Pantau is built and tested with (about two minutes)"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(WARM)
	@touch $@ .venv/.installed

demo: install
	@$(BIN)/python -m demo

up:
	@scripts/up

services: dev
	@scripts/services
	@scripts/image-tools

# Elasticsearch's client of the next line, before the one that is installed.
CLIENT9 := .elasticsearch_cache/client-9
$(CLIENT9)/.installed: requirements-client9.lock | .venv/.dev
	@rm -rf $(CLIENT9)
	@$(PIP) install --require-hashes --target $(CLIENT9) -r requirements-client9.lock
	@touch $@

check: dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

# Side by side: one waits for the network while another one has the processor.
ready: check services $(CLIENT9)/.installed
test: dev
	@$(MAKE) --no-print-directory --jobs 3 --output-sync=line ready
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal --durations 40 --durations-min 5
	@echo "Elasticsearch once more, with its client of the next line"
	@PYTHONPATH=$(CLIENT9) PANTAU_TEST_CLIENT=9 $(BIN)/pytest -n $(WORKERS) --dist worksteal -m "not slow and not server" tests/elasticsearch

test-fast: dev
	@$(BIN)/pytest -n $(WORKERS) -m "not slow"

format: dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: dev services
	@$(BIN)/python -m benchmarks.reading
	@$(BIN)/python -m benchmarks.recording
	@$(BIN)/python -m benchmarks.masking
	@$(BIN)/python -m benchmarks.archiving
	@$(BIN)/python -m benchmarks.search
	@$(BIN)/python -m benchmarks.indexing
	@$(BIN)/python -m benchmarks.matching
	@$(BIN)/python -m benchmarks.web
	@$(BIN)/python -m benchmarks.crawling

figures: dev
	@$(BIN)/python -m pantau.evaluation --write

UV_COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-annotate --no-header
lock: dev
	@$(UV_COMPILE) pyproject.toml --upgrade --output-file requirements.lock
	@$(UV_COMPILE) pyproject.toml --upgrade --extra dev --constraint requirements.lock --output-file requirements-dev.lock
	@echo 'elasticsearch>=9,<10' | $(UV_COMPILE) - --no-config --upgrade --output-file requirements-client9.lock

clean:
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .elasticsearch_cache
