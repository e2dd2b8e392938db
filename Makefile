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

# Turn latency, throughput, memory and start against the figures of docs/measurements.md; word search on the same messages. Needs nothing running.
bench: setup-test
	@$(APP)/python bench/turns.py
	@$(APP)/python bench/peers.py

# Also Rasa's default pipeline on the same messages (hours on two cores), growth, and CLINC150: make bench-all CLINC=path/to/clinc150.json
.PHONY: bench-all bench-growth bench-clinc bench-curve bench-swap
bench-all: setup-test
	@$(APP)/python bench/turns.py
	@$(APP)/python bench/peers.py --peers own,simplified,bm25,default
	@$(MAKE) --no-print-directory bench-growth
	@if [ -n "$(CLINC)" ]; then $(MAKE) --no-print-directory bench-clinc; else echo "CLINC150: not run, no CLINC=path"; fi

bench-growth: setup
	@$(APP)/python bench/growth.py

# Examples a routine against how often the best routine is right.
bench-curve: setup
	@PYTHONWARNINGS=ignore $(RASA)/python bench/curve.py

# Seconds from publish to live, and turns during training and swap.
bench-swap: setup
	@$(APP)/python bench/swap.py

# CLINC=path to the JSON file; it is not part of this repository.
bench-clinc: setup
	@PYTHONWARNINGS=ignore $(RASA)/python bench/clinc.py "$(CLINC)"

# Every message of the evaluation sets through the running product: figures here, examples in build/evaluation.html.
eval: setup
	@$(APP)/python -m bot.evaluation

# make ask Q="hur gör jag en orosanmälan"
ask: setup
	@$(APP)/vagvisaren ask "$(Q)"

# Needs the product running (`make run`) and Debian's chromium.
screenshots: setup-test
	@$(APP)/python scripts/screenshots.py

# The handbook's pictures, of the product on a copy of the knowledge. Needs nothing running.
.PHONY: handbook-images
handbook-images: setup-test
	@$(APP)/python scripts/handbook_images.py

# Pin everything anew. No file names a registry's host.
requirements: setup
	@cd requirements && for name in bootstrap app test; do ../$(APP)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url $$name.in -o $$name.txt; done
	@cd requirements && ../$(APP)/uv pip compile --quiet --upgrade --python-version 3.10 --generate-hashes --no-emit-index-url rasa.in -o rasa.txt

clean:
	rm -rf .venv .cache build models data/nlu/generated bot/web/static bot/web/client/node_modules .rasa
