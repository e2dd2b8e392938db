"""Our reader gives what Rasa's reader gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

from bot.nlu.classifier import _danger_flag
from bot.nlu.examples import read
from bot.nlu.meaning import Example

ROOT = Path(__file__).resolve().parents[2]
AWKWARD = """\
version: "3.1"
nlu:
- intent: rutin/tolk
  examples: |
    - boka tolk: hur?
    -   två blanka före
    - ring [BVC Björken](enhet) om [tolk]{"entity": "begrepp", "value": "tolk"}
    - boka tolk: hur?
    - "citat" # inte kommentar
- intent: rutin/akut_fara
  examples:
  - text: |
      han slår henne nu
    metadata:
      fara: ja
  - text: |
      övning på torsdag
    metadata:
      fara: nej
- lookup: enhet
  examples: |
    - Solrosen
"""


def by_rasa(path: Path) -> set[Example]:
    messages = RasaYAMLReader().read(str(path)).training_examples
    labels = [message.get("intent_response_key") or message.get("intent") for message in messages]
    return {Example(message.get("text"), label, _danger_flag(message)) for message, label in zip(messages, labels)}  # noqa: B905


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["fara.yml", "kontaktfraga.yml", "rutiner/tolk.yml", "utanfor.yml"])
def test_our_own_files_read_alike(tmp_path: Path, name: str) -> None:
    path = tmp_path / Path(name).name
    path.write_bytes((ROOT / "data/nlu" / name).read_bytes())
    assert set(read(tmp_path)) == by_rasa(path)


@pytest.mark.filterwarnings("ignore")
def test_awkward_yaml_reads_alike(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text(AWKWARD, encoding="utf-8")
    assert set(read(tmp_path)) == by_rasa(path)
    assert Example("ring BVC Björken om tolk", "rutin/tolk", None) in read(tmp_path)
    assert Example("han slår henne nu", "rutin/akut_fara", True) in read(tmp_path)


def test_a_message_that_is_there_twice_is_read_once(tmp_path: Path) -> None:
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text(AWKWARD, encoding="utf-8")
    assert len(read(tmp_path)) == 6
