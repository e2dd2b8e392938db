"""After a conversation full of personal data nothing of it is anywhere: not in logs, not on disk, not in memory, not at Rasa."""

from __future__ import annotations

import logging

import pytest
import structlog

PLANTED = [
    "19811218-9876",
    "811218-9876",
    "8112189876",
    "070-174 06 05",
    "+46701740605",
    "alva.ek@example.org",
    "Storgatan 14",
    "Zebulon",
    "Quislingsson",
]
MESSAGES = [
    "flickan 19811218-9876 är rädd, hur gör jag en orosanmälan",
    "hennes nummer är 811218-9876 eller 8112189876, vem ringer jag då",
    "ring mig på 070-174 06 05 om tolk",
    "pappan har +46701740605, kvantfysik i köket",
    "mejla alva.ek@example.org om bygglov",
    "de bor på Storgatan 14, han hotar oss med kniv",
    "pojken Zebulon säger att mamman heter Quislingsson",
    "19811218-9876",
    "070-174 06 05 Storgatan 14 " + "x" * 600,
    "han hotar oss med kniv 19811218-9876 070-174 06 05 " + "x" * 600,
    "pojken Zebulon bor på Storgatan 14, mitt ärende hos er",
]


def talk(site):
    conversation = site.start(unit="solrosen")
    address = f"/api/conversations/{conversation}"
    for text in MESSAGES:
        turn = site.say(conversation, text)["turn"]
        site.client.get(f"{address}/gap", params={"turn": turn})
        site.client.post(f"{address}/gap", json={"turn": turn})
        site.client.post(f"{address}/feedback", json={"turn": turn, "helpful": False, "comment": text[:500]})
    # and in every place where it does not belong
    for body in ({"text": {"namn": "Zebulon"}}, {"text": ["19811218-9876"]}, {"choice": "Storgatan 14" * 20}, {"text": "Zebulon", "choice": "x"}):
        site.client.post(f"{address}/messages", json=body)
    site.client.post(f"{address}/messages", content=b'{"text": "19811218-9876', headers={"content-type": "application/json"})
    site.client.post("/api/conversations", json={"organisation": "Quislingsson", "unit": "Zebulon", "role": "19811218-9876"})
    return conversation


@pytest.fixture
def logged(caplog, capsys):
    """Everything logged, at every level, by every library."""
    caplog.set_level(logging.DEBUG)
    for name in ("sqlalchemy.engine", "httpx", "httpcore", "asyncio", "rasa_sdk", "uvicorn"):
        caplog.set_level(logging.DEBUG, logger=name)
    with structlog.testing.capture_logs() as events:

        def everything():
            told = capsys.readouterr()
            return "\n".join(
                [*(str(event) for event in events), *(record.getMessage() for record in caplog.records), caplog.text, told.out, told.err]
            )

        yield everything


def assert_clean(text):
    folded = text.lower()
    assert [planted for planted in PLANTED if planted.lower() in folded] == []


@pytest.mark.parametrize("rasa", ["up", "down", "rubbish", "failing action"])
def test_nothing_planted_is_in_any_log(site, logged, rasa, monkeypatch):
    import httpx

    async def down(request):
        raise httpx.ConnectError(f"cannot send {request.content.decode()}")

    async def rubbish(request):
        return httpx.Response(200, json=[{"custom": {"reply": {"outcome": {"kind": request.content.decode()}}}}])

    def failing(understood, situation):
        raise ValueError(f"{understood} {situation}")

    site.rasa.answer = {"down": down, "rubbish": rubbish}.get(rasa)
    if rasa == "failing action":
        monkeypatch.setattr("actions.answer.respond", failing)
    talk(site)
    text = logged()
    assert text.strip()
    assert_clean(text)


def test_nothing_planted_is_on_disk(site):
    talk(site)
    files = [path for path in site.settings.var.rglob("*") if path.is_file()]
    content = b"".join(path.read_bytes() for path in files)
    assert b"[borttaget]" in content  # masked questions and comments are there
    for planted in PLANTED:
        for encoding in ("utf-8", "utf-16-le"):
            assert planted.lower().encode(encoding) not in content.lower(), planted
    site.service.usage.close()
    assert_clean(b"".join(path.read_bytes() for path in site.settings.var.rglob("*") if path.is_file()).decode("latin-1"))


def test_nothing_planted_reaches_rasa(site):
    talk(site)
    assert len(site.rasa.bodies) >= 7
    assert_clean("".join(request.content.decode() + str(request.url) for request in site.rasa.requests))


def test_nothing_planted_stays_in_memory(site):
    conversation = talk(site)
    assert_clean(repr(vars(site.service.conversations.get(conversation))))


def test_nothing_planted_is_in_metrics_or_health(site):
    talk(site)
    assert_clean(site.client.get("/metrics").text + site.client.get("/readyz").text + site.client.get("/api/organisations/alfa").text)


def test_nothing_planted_is_sent_back(site):
    conversation = site.start()
    for text in MESSAGES:
        assert_clean(site.post(conversation, text=text).text)


def test_words_are_kept_of_missed_questions_only_and_go_with_the_conversation(site):
    conversation = site.start()
    site.say(conversation, "hur bokar jag tolk till samtalet")
    site.say(conversation, "kvantfysik")
    kept = site.service.conversations.get(conversation)
    assert [record.question for record in kept.turns.values()] == ["", "kvantfysik"]
    site.client.delete(f"/api/conversations/{conversation}")
    assert "kvantfysik" not in repr(vars(site.service.conversations))


def test_a_question_not_sent_on_never_reaches_the_disk(site):
    site.say(site.start(), "kvantfysik i köket")
    site.service.usage.close()
    content = b"".join(path.read_bytes() for path in site.settings.var.rglob("*") if path.is_file())
    assert b"kvantfysik" not in content


def test_the_municipalitys_own_numbers_and_names_are_not_masked(site):
    site.say(site.start(), "är 040-628 04 03 rätt nummer till Mottagningen alfahemlig")
    assert site.rasa.said == ["är 040-628 04 03 rätt nummer till Mottagningen alfahemlig"]


def test_what_was_masked_is_told_by_kind_not_by_content(site):
    turn = site.say(site.start(), "flickan 19811218-9876 är rädd, hur gör jag en orosanmälan")
    notices = [message["text"] for message in turn["messages"] if message["type"] == "notice"]
    assert len(notices) == 1
    assert "personnummer" in notices[0]
    assert site.rasa.said == ["flickan [borttaget] är rädd, hur gör jag en orosanmälan"]
