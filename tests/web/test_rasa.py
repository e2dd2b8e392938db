"""The app's side of Rasa, and what a person meets when Rasa is down, slow or talks rubbish."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answers.texts import text
from bot.answers.turn import Unavailable
from bot.answers.understood import Situation, State
from bot.settings import Settings
from bot.web.rasa import Rasa, payload

NOTHING = State()
QUESTION = "hur gör jag en orosanmälan"
GOOD = {"reply": {"outcome": {"kind": "smalltalk"}, "messages": [{"type": "text", "text": "Hej!"}]}, "state": {"unit": "solrosen", "stage": ""}}


def situation(site, state=NOTHING):
    return Situation(site.service.guide("alfa"), datetime(2026, 5, 4, 9, tzinfo=UTC), state, "t3")


def ask(rasa, site, message="hej", choice=None, danger=None, state=NOTHING):
    return asyncio.run(rasa.ask("samtal", message, choice, danger, situation(site, state)))


def answering(*answers, **values):
    """A client whose Rasa gives these answers, and the requests it got."""
    given = iter(answers)
    requests = []

    def handle(request):
        requests.append(request)
        answer = next(given)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return Rasa(Settings(**values), httpx.MockTransport(handle)), requests


def custom(*contents):
    return httpx.Response(200, json=[{"recipient_id": "x", "custom": content} for content in contents])


# What is sent


def test_a_turn_is_one_call_with_all_that_the_actions_need(site):
    rasa, (requests) = answering(custom(GOOD), token="nyckel", rasa_port=5999)
    ask(rasa, site, danger="line", state=State(unit="solrosen", routine="tolk", step=2))
    (request,) = requests
    assert str(request.url) == "http://127.0.0.1:5999/webhooks/guide/webhook?token=nyckel"
    assert request.headers["authorization"] == "Bearer nyckel"
    assert json.loads(request.content) == {
        "sender": "samtal",
        "message": "hej",
        "metadata": {
            "organisation": "alfa",
            "turn": "t3",
            "danger": "line",
            "state": {"unit": "solrosen", "role": None, "routine": "tolk", "step": 2, "stage": "", "asked": False, "suggested": None},
        },
    }


def test_rasa_is_waited_for_no_longer_than_the_settings_say(site):
    rasa, requests = answering(custom(GOOD), rasa_timeout_s=0.7)
    ask(rasa, site)
    waits = requests[0].extensions["timeout"]
    assert waits["read"] == 0.7
    assert all(0 < seconds <= 0.7 for seconds in waits.values())


def test_a_proxy_of_the_machine_is_not_used_for_what_people_write(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    assert Rasa(Settings())._client.trust_env is False


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ("rutin:tolk", '/rutin{"rutin": "tolk"}'),
        ("enhet:solrosen", '/om_mig{"enhet": "solrosen"}'),
        ("roll:barnmorska", '/om_mig{"roll": "barnmorska"}'),
        ("hoppa", "/om_mig"),
        ("inget", "/inget"),
        ("borja_om", '/smalprat{"smalprat": "borja_om"}'),
        ("påhittat:x", '/inget{"påhittat": "x"}'),
        ('rutin:a"}{', r'/rutin{"rutin": "a\"}{"}'),
    ],
)
def test_a_button_is_sent_in_rasas_own_short_form(choice, message):
    assert payload(choice) == message


@settings(max_examples=200, derandomize=True, database=None)
@given(st.text(max_size=120))
def test_no_choice_breaks_out_of_its_value(choice):
    intent, brace, entities = payload(choice).partition("{")
    assert intent in {"/rutin", "/om_mig", "/inget", "/smalprat"}
    assert not brace or len(json.loads("{" + entities)) == 1


# What comes back


def test_the_answer_and_what_to_remember_come_back(site):
    rasa, _ = answering(custom(GOOD))
    response = ask(rasa, site)
    assert response.reply.messages[0].text == "Hej!"
    assert response.state == State(unit="solrosen")


def test_two_actions_in_one_turn_are_one_answer(site):
    second = {"reply": {"outcome": {"kind": "answer", "routine": "tolk"}, "messages": [{"type": "text", "text": "Då!"}]}, "state": {}}
    rasa, _ = answering(custom(GOOD, second))
    response = ask(rasa, site)
    assert [message.text for message in response.reply.messages] == ["Hej!", "Då!"]
    assert response.reply.outcome.kind == "answer"


RUBBISH = {
    "refused": httpx.ConnectError("refused"),
    "slow": httpx.ReadTimeout("slow"),
    "cut": httpx.RemoteProtocolError("cut"),
    "error": httpx.Response(500, text="Traceback (most recent call last)"),
    "unauthorised": httpx.Response(401, json={"status": "unauthorized"}),
    "redirect": httpx.Response(302, headers={"location": "https://elak.example"}),
    "nothing": httpx.Response(200, content=b""),
    "no JSON": httpx.Response(200, text="<html>"),
    "wrong letters": httpx.Response(200, content=b'["\xff"]'),
    "null": httpx.Response(200, json=None),
    "number": httpx.Response(200, json=5),
    "mapping": httpx.Response(200, json={"custom": 1}),
    "no messages": httpx.Response(200, json=[]),
    "only text": httpx.Response(200, json=[{"text": "Hi"}]),
    "null message": httpx.Response(200, json=[None]),
    "null custom": custom(None),
    "no reply": custom({"state": {}}),
    "empty reply": custom({"reply": {}, "state": {}}),
    "unknown kind": custom({"reply": {"outcome": {"kind": "oracle"}, "messages": []}, "state": {}}),
    "unknown message": custom({"reply": {"outcome": {"kind": "answer"}, "messages": [{"type": "html", "text": "<b>"}]}, "state": {}}),
    "no state": custom({"reply": GOOD["reply"]}),
    "wrong state": custom({"reply": GOOD["reply"], "state": {"words": "hej"}}),
}


@pytest.mark.parametrize("name", RUBBISH)
def test_no_usable_answer_is_unavailable(site, name):
    rasa, _ = answering(RUBBISH[name])
    with pytest.raises(Unavailable):
        ask(rasa, site)


@pytest.mark.parametrize("name", RUBBISH)
def test_a_person_is_answered_in_simplified_mode_whatever_rasa_does(site, name):
    async def answer(_request):
        found = RUBBISH[name]
        if isinstance(found, Exception):
            raise found
        return found

    site.rasa.answer = answer
    turn = site.say(site.start(unit="solrosen"), QUESTION)
    assert turn["outcome"]["simplified"] is True
    assert turn["outcome"]["candidates"][0]["routine"] == "orosanmalan"
    assert {"type": "notice", "level": "warning", "text": text("forenklat")} in turn["messages"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["custom", "reply", "state", "outcome", "messages", "kind", "type", "text"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_JSON)
def test_any_json_is_an_answer_or_unavailable(site, content):
    for body in (content, [content], [{"custom": content}], [{"custom": {**GOOD, "reply": content}}]):
        rasa, _ = answering(httpx.Response(200, json=body))
        with pytest.raises(Unavailable):
            ask(rasa, site)


# Simplified mode


@pytest.fixture
def alone(site):
    async def down(_request):
        raise httpx.ConnectError("down")

    site.rasa.answer = down
    return site


def test_danger_is_seen_without_rasa_and_112_stays_above_the_notice(alone):
    turn = alone.say(alone.start(), "han hotar oss med kniv")
    assert [message["type"] for message in turn["messages"]][:2] == ["emergency", "notice"]
    assert turn["outcome"]["kind"] == "acute"


def test_what_is_not_found_by_words_gives_the_onward_contacts(alone):
    turn = alone.say(alone.start(unit="solrosen"), "kvantfysik")
    assert (turn["outcome"]["reason"], turn["outcome"]["simplified"]) == ("unavailable", True)
    contacts = next(message for message in turn["messages"] if message["type"] == "contacts")["contacts"]
    assert contacts[0]["id"] == "rektorn-har"


def test_a_question_missed_in_simplified_mode_can_be_sent_on(alone):
    conversation = alone.start()
    alone.say(conversation, "kvantfysik")
    assert alone.client.post(f"/api/conversations/{conversation}/gap", json={"turn": "t1"}).status_code == 204


@pytest.mark.parametrize(
    ("choice", "routine", "kind"),
    [("rutin:tolk", "tolk", "answer"), ("inget", None, "redirect"), ("borja_om", None, "smalltalk"), ("hoppa", None, "smalltalk")],
)
def test_buttons_work_without_rasa(alone, choice, routine, kind):
    outcome = alone.press(alone.start(), choice)["outcome"]
    assert (outcome["routine"], outcome["kind"], outcome["simplified"]) == (routine, kind, True)


@pytest.mark.parametrize(("choice", "field", "chosen"), [("enhet:solrosen", "unit", "solrosen"), ("roll:barnmorska", "role", "barnmorska")])
def test_unit_and_role_buttons_work_without_rasa(alone, choice, field, chosen):
    conversation = alone.start()
    assert alone.press(conversation, choice)["context"][field]["id"] == chosen
    assert alone.say(conversation, "tolk")["context"][field]["id"] == chosen


def test_personal_data_is_masked_without_rasa(alone):
    turn = alone.say(alone.start(), "19811218-9876 hur bokar jag tolk till samtalet")
    assert any(message["type"] == "notice" and "personnummer" in message["text"] for message in turn["messages"])


def test_when_rasa_is_back_so_is_the_conversation(site):
    conversation = site.start()
    site.say(conversation, QUESTION)

    async def down(_request):
        raise httpx.ReadTimeout("slow")

    site.rasa.answer = down
    assert site.say(conversation, "hur bokar jag tolk")["outcome"]["simplified"] is True
    site.rasa.answer = None
    turn = site.say(conversation, "vem ringer jag då")
    assert turn["outcome"]["simplified"] is False
    assert turn["outcome"]["routine"] in {"tolk", "orosanmalan"}
    assert site.rasa.bodies[-1]["metadata"]["state"]["routine"] == turn["outcome"]["routine"]


# Ready and forget


@pytest.mark.parametrize(
    ("answer", "ready"),
    [
        (httpx.Response(200, json={"model_file": "m.tar.gz"}), True),
        (httpx.Response(200, json={"model_file": ""}), False),
        (httpx.Response(200, json={}), False),
        (httpx.Response(401, json={"model_file": "m.tar.gz"}), False),
        (httpx.Response(200, json=[]), False),
        (httpx.Response(200, json=None), False),
        (httpx.Response(200, text="hej"), False),
        (httpx.ConnectError("down"), False),
        (httpx.ReadTimeout("slow"), False),
    ],
)
def test_ready_means_that_a_model_is_loaded(answer, ready):
    rasa, _ = answering(answer)
    assert asyncio.run(rasa.ready()) is ready


@pytest.mark.parametrize(
    ("answer", "told"), [(httpx.Response(200, json={"forgotten": True}), True), (httpx.Response(500), False), (httpx.ConnectError("down"), False)]
)
def test_forgetting_says_whether_rasa_was_told(answer, told):
    rasa, requests = answering(answer)
    assert asyncio.run(rasa.forget("abc-_1")) is told
    assert (requests[0].method, requests[0].url.path) == ("DELETE", "/webhooks/guide/conversations/abc-_1")


@pytest.mark.parametrize("identity", ["", ".", ".."])
def test_a_step_in_a_path_is_not_forgotten_as_a_name(identity):
    rasa, requests = answering()
    assert asyncio.run(rasa.forget(identity)) is False
    assert requests == []
