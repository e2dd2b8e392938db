"""Rasa's action calls: only with the token, and what rasa-sdk's own server would answer."""

from __future__ import annotations

import pytest
import yaml

import actions
from bot.settings import ROOT
from bot.web import internal

ADDRESS = "/internal/actions/webhook"
TOKEN = {"token": "hemlig-nyckel"}


def call(name="action_smalprat", text="hej", **metadata):
    latest = {
        "text": text,
        "intent": {"name": "smalprat", "confidence": 1.0},
        "entities": [],
        "intent_ranking": [],
        "vagvisaren": {"label": "smalprat/halsning", "right": 1.0, "known": 0.1, "danger": 0.0},
        "metadata": {"organisation": "alfa", "turn": "t4", "danger": None, "state": {}, **metadata},
    }
    return {"next_action": name, "sender_id": "x", "tracker": {"sender_id": "x", "slots": {}, "latest_message": latest, "events": []}, "domain": {}}


@pytest.mark.parametrize(
    "params", [{}, {"token": ""}, {"token": "fel"}, {"token": "hemlig-nyckel "}, {"token": "hemlig"}, {"token": "å😀"}, {"TOKEN": "hemlig-nyckel"}]
)
def test_without_the_token_nothing_is_answered(site, params):
    answer = site.client.post(ADDRESS, params=params, json=call())
    assert (answer.status_code, answer.json()) == (401, {"error": "unauthorized"})


def test_the_token_in_a_header_is_not_enough(site):
    assert site.client.post(ADDRESS, headers={"authorization": "Bearer hemlig-nyckel"}, json=call()).status_code == 401


def test_an_action_answers_with_one_custom_message_and_the_slots(site):
    answer = site.client.post(ADDRESS, params=TOKEN, json=call(state={"unit": "solrosen"})).json()
    (response,) = answer["responses"]
    assert response["custom"]["reply"]["outcome"]["kind"] == "smalltalk"
    assert response["custom"]["state"]["unit"] == "solrosen"
    assert {event["name"]: event["value"] for event in answer["events"]} == {"enhet": "solrosen", "roll": None, "senaste_rutin": None, "laget": None}
    assert {event["event"] for event in answer["events"]} == {"slot"}


@pytest.mark.parametrize("name", yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["actions"])
def test_every_action_of_the_domain_is_served(site, name):
    assert site.client.post(ADDRESS, params=TOKEN, json=call(name)).status_code == 200


def test_every_action_of_the_package_is_in_the_domain():
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["actions"]
    assert sorted(getattr(actions, name)().name() for name in actions.__all__) == sorted(domain)
    assert sorted(internal.executor().actions) == sorted(domain)


def test_an_unknown_action_is_named(site):
    answer = site.client.post(ADDRESS, params=TOKEN, json=call("action_finns_inte"))
    assert (answer.status_code, answer.json()["action_name"]) == (404, "action_finns_inte")


def test_a_failing_action_tells_nothing_of_what_was_said(site, capsys, caplog):
    answer = site.client.post(ADDRESS, params=TOKEN, json=call(text="mamman heter Alva", organisation="gamma"))
    assert answer.status_code == 500
    assert answer.json() == {"error": "action failed", "action_name": "action_smalprat"}
    told = capsys.readouterr()
    assert "Alva" not in told.out + told.err + caplog.text
    assert "KeyError" in told.out


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'"x"', b"\xff"])
def test_what_is_no_call_is_refused(site, content):
    answer = site.client.post(ADDRESS, params=TOKEN, content=content)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_call_without_an_action_does_nothing(site):
    assert site.client.post(ADDRESS, params=TOKEN, json={}).json() == {"events": [], "responses": []}


def test_a_long_conversation_fits_and_a_megabyte_more_does_not(site):
    long = call()
    long["tracker"]["events"] = [{"event": "user", "text": "x" * 1000}] * 500
    assert site.client.post(ADDRESS, params=TOKEN, json=long).status_code == 200
    long["tracker"]["events"] *= 3
    assert site.client.post(ADDRESS, params=TOKEN, json=long).status_code == 413


def test_the_route_is_not_told_of_in_the_openapi(site):
    assert "/internal" not in site.client.get("/api/openapi.json").text
