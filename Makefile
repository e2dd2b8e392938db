# Two commands: `make run` and `make test`. The rest are parts of them, or for developers.
SHELL := /bin/bash
PYTHON ?= python3
APP := .venv/app/bin
RASA := .venv/rasa/bin

.PHONY: run test setup setup-test validate train ask eval bench screenshots requirements clean

run: setup
	@$(APP)/vagvisaren run

setup:
	@$(PYTHON) scripts/setup.py run

setup-test:
	@$(PYTHON) scripts/setup.py test

test: setup-test
	@PYTHON=$(PYTHON) scripts/test.sh

validate: setup
	@$(APP)/vagvisaren validate

train: setup
	@$(APP)/vagvisaren train

# Turn latency, throughput, memory and start against the figures of docs/measurements.md. Needs nothing running.
bench: setup-test
	@$(APP)/python bench/turns.py

# Every message of the evaluation sets through the running product: figures here, examples in build/evaluation.html.
eval: setup
	@$(APP)/python -m bot.evaluation

# make ask Q="hur gör jag en orosanmälan"
ask: setup
	@$(APP)/vagvisaren ask "$(Q)"

# Needs the product running (`make run`) and Debian's chromium.
screenshots: setup-test
	@$(APP)/python scripts/screenshots.py

# Pin everything anew. No file names a registry's host.
requirements: setup
	@cd requirements && for name in bootstrap app test; do ../$(APP)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url $$name.in -o $$name.txt; done
	@cd requirements && ../$(APP)/uv pip compile --quiet --upgrade --python-version 3.10 --generate-hashes --no-emit-index-url rasa.in -o rasa.txt

clean:
	rm -rf .venv .cache build models data/nlu/generated bot/web/static bot/web/client/node_modules .rasa
