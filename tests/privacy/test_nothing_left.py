"""A conversation full of planted personal data, through the running product: nothing of it in any log, database, tracker or file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.live
PLANTED = {
    "pnr": "19121212-1212",
    "telefon": "070-174 06 05",
    "epost": "zarah.qvistlund@example.org",
    "gata": "Kvarnbäcksvägen 17",
    "namn": "Zlatkorina",
}
MESSAGES = [
    "jag är orolig för en pojke med personnummer {pnr}, hur gör jag en orosanmälan",
    "mamman heter {namn}, hur bokar jag tolk till ett samtal med henne",
    "ring mig på {telefon} om rutinen för hämtning",
    "mejla {epost} vad sekretess betyder",
    "familjen bor på {gata}, ska jag polisanmäla",
    "{pnr}",
    "flickan {namn} har inte kommit tillbaka efter sommarlovet",
]


@pytest.fixture(scope="module")
def spoken(running: Any) -> str:
    """The id of a conversation in which all of it was said."""
    with httpx.Client(base_url=running.address, timeout=60, trust_env=False) as client:
        conversation: str = client.post("/api/conversations", json={}).json()["id"]
        for message in MESSAGES:
            answer = client.post(f"/api/conversations/{conversation}/messages", json={"text": message.format(**PLANTED)})
            assert answer.status_code == 200
            assert not [word for word in PLANTED.values() if word in answer.text]
    return conversation


def _traces(text: str) -> list[str]:
    """What of the planted data stands in a text, in any of the ways it may be written down."""
    folded = text.casefold()
    digits = "".join(char for char in text if char.isdigit())
    found = [word for word in PLANTED.values() if word.casefold() in folded or word.encode().hex() in folded]
    return [*found, *(number for number in ("1912121212", "0701740605") if number in digits)]


def test_the_log_of_both_processes_holds_none_of_it(running: Any, spoken: str) -> None:
    assert _traces(running.log.read_text(errors="replace")) == []


def test_no_message_at_all_stands_in_the_log(running: Any, spoken: str) -> None:
    log = running.log.read_text(errors="replace").casefold()
    assert not [part for part in ("orolig för en pojke", "bokar jag tolk", "sommarlovet", "ska jag polisanmäla") if part in log]


def test_no_file_the_product_writes_holds_any_of_it(running: Any, spoken: str) -> None:
    written = [path for path in Path(running.var).rglob("*") if path.is_file()]
    assert written  # the counts
    for path in written:
        content = path.read_bytes().decode("utf-8", "replace")
        assert not [word for word in PLANTED.values() if word.casefold() in content.casefold()], path.name
        assert "orolig för en pojke" not in content, path.name


def test_rasas_tracker_holds_the_masked_messages_alone(running: Any, spoken: str) -> None:
    answer = httpx.get(f"{running.rasa}/conversations/{spoken}/tracker", params={"token": running.token}, timeout=60, trust_env=False)
    assert answer.status_code == 200
    assert "hur gör jag en orosanmälan" in answer.text or "orosanm" in answer.text
    assert [word for word in PLANTED.values() if word.casefold() in answer.text.casefold()] == []


def test_after_delete_the_tracker_is_gone_too(running: Any, spoken: str) -> None:
    assert httpx.delete(f"{running.address}/api/conversations/{spoken}", timeout=60, trust_env=False).status_code == 204
    answer = httpx.get(f"{running.rasa}/conversations/{spoken}/tracker", params={"token": running.token}, timeout=60, trust_env=False)
    assert "orosanm" not in answer.text
    assert "tolk" not in answer.text
