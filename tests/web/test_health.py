"""Is it alive, is it ready, how is it doing."""

from __future__ import annotations

import httpx
import pytest


def samples(site):
    lines = site.client.get("/metrics").text.splitlines()
    return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines if not line.startswith("#")}


def test_it_is_alive_whatever_rasa_does(site):
    async def down(_request):
        raise httpx.ConnectError("down")

    site.rasa.answer = down
    answer = site.client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_it_is_ready_when_rasa_has_a_model_and_the_municipality_is_loaded(site):
    answer = site.client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "rasa": True, "knowledge": True, "knowledge_errors": 0, "kept_packs": []}


@pytest.mark.parametrize("model", [None, "", 0])
def test_it_is_not_ready_without_a_model(site, model):
    site.rasa.model = model
    answer = site.client.get("/readyz")
    assert (answer.status_code, answer.json()["rasa"], answer.json()["status"]) == (503, False, "not ready")


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"5", b'"x"', b"<html>"])
def test_rubbish_from_rasa_is_not_ready_and_no_error_of_ours(site, content):
    async def rubbish(_request):
        return httpx.Response(200, content=content)

    site.rasa.answer = rubbish
    assert site.client.get("/readyz").status_code == 503


def test_it_is_not_ready_without_its_municipality(make_site):
    answer = make_site(organisation="gamma").client.get("/readyz")
    assert (answer.status_code, answer.json()["knowledge"]) == (503, False)


def test_a_broken_edit_is_told_and_the_kept_pack_named(site, knowledge):
    (knowledge / "beta" / "kontakter.yml").write_text("kontakter: [", encoding="utf-8")
    site.service.live.reload()
    answer = site.client.get("/readyz")
    assert answer.status_code == 200  # the last good version is shown
    assert answer.json()["kept_packs"] == ["beta"]
    assert answer.json()["knowledge_errors"] > 0
    assert samples(site)["vagvisaren_knowledge_errors"] > 0


def test_metrics_count_turns_by_outcome_and_conversations(site):
    conversation = site.start()
    site.start()
    site.say(conversation, "hur bokar jag tolk")
    site.say(conversation, "hur bokar jag tolk")
    site.say(conversation, "bygglov")
    found = samples(site)
    assert found['vagvisaren_turns_total{kind="answer",simplified="false"}'] == 2
    assert found['vagvisaren_turns_total{kind="redirect",simplified="false"}'] == 1
    assert found["vagvisaren_conversations"] == 2


def test_metrics_are_prometheus_text_and_tell_of_nobody(site):
    site.say(site.start(unit="solrosen"), "mamman heter Alva Ek")
    answer = site.client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert "solrosen" not in answer.text
    assert "Alva" not in answer.text


def test_two_apps_in_one_process_count_apart(make_site):
    first, second = make_site(), make_site()
    first.say(first.start(), "hej")
    assert 'vagvisaren_turns_total{kind="smalltalk",simplified="false"}' not in samples(second)
