#!/usr/bin/env bash
# Everything `make test` runs, quick checks first. The last line is pytest's own summary.
set -euo pipefail
cd "$(dirname "$0")/.."
app=.venv/app/bin rasa=.venv/rasa/bin
step() { printf '\n== %s\n' "$1"; }

step "lint and format"
$app/ruff check bot actions tests scripts bench
$app/ruff format --check --quiet bot actions tests scripts bench
step "types"
$app/mypy
step "imports point inwards"
$app/lint-imports --no-cache
step "front end: types and lint"
(cd bot/web/client && PATH="$PWD/../../../.venv/app/bin:$PATH" && npm run --silent check && npm run --silent lint)
step "knowledge"
$app/vagvisaren validate --errors-only
step "model"
$app/vagvisaren train
step "Rasa's components (Python 3.10)"
$rasa/python -m pytest -c tests/nlu/pytest.ini tests/nlu
step "everything else"
# Two files at a time, on two cores: tests of one file stay together, since they share what is slow to start.
exec $app/python -m pytest -n 2 --dist loadfile "$@"
