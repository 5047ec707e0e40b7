# Everything needs only Python 3.11 or newer; the rest is installed into .venv on first use.

SHELL := /bin/sh
HOST := 127.0.0.1
PORT := 8501
VENV := .venv
PYTHON := $(VENV)/bin/python
PRODUCT := $(VENV)/.product-installed
DEV := $(VENV)/.dev-installed

.DEFAULT_GOAL := help
.PHONY: help run test lint data calibrate bench bench-model screenshots lock

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1|/' \
		| awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

run: $(PRODUCT) ## start the dashboard on http://localhost:8501 (PORT=…, HOST=… to change)
	$(PYTHON) -m tradeoffs serve --host $(HOST) --port $(PORT)

test: $(DEV) ## get a Chromium if there is none, then lint and run every test
	$(PYTHON) -m scripts.ensure_chromium
	$(MAKE) lint
	$(PYTHON) -m pytest

lint: $(DEV) ## check style and formatting
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

data: $(DEV) ## check data/sources/*.csv and rebuild data/*.parquet
	$(PYTHON) -m tradeoffs.build

calibrate: $(DEV) ## learn the what-if model anew from data/*.parquet, into data/calibration.json and data/backtest/
	$(PYTHON) -m tradeoffs.calibrate

bench: $(DEV) ## measure page, redraw, ranking, query, decision and import times
	$(PYTHON) -m bench

bench-model: $(DEV) ## measure the what-if model on groups it never saw, and its speed
	$(PYTHON) -m bench.model

screenshots: $(DEV) ## picture every page at two widths in both themes into docs/screenshots/
	$(PYTHON) -m scripts.screenshots

lock: ## resolve the requirement files anew and write constraints.txt
	sh scripts/lock.sh

$(PRODUCT): requirements.txt constraints.txt | $(PYTHON)
	@echo "Installing requirements.txt into $(VENV)"
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt requirements.txt constraints.txt | $(PYTHON)
	@echo "Installing requirements-dev.txt into $(VENV)"
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $(PRODUCT) $@

$(PYTHON):
	PYTHON3="$(PYTHON3)" sh scripts/make_venv.sh $(VENV)
