"""The routes of docs/http-api.md, called as the widget calls them."""

from __future__ import annotations

import pytest

from bot.web.conversations import Conversations

QUESTION = "hur gör jag en orosanmälan"


def kinds(turn):
    return [message["type"] for message in turn["messages"]]


def only(turn, kind):
    (found,) = [message for message in turn["messages"] if message["type"] == kind]
    return found


def test_a_conversation_starts_with_a_greeting_and_says_when_it_is_forgotten(make_site):
    answer = make_site(conversation_minutes=30).client.post("/api/conversations", json={})
    body = answer.json()
    assert answer.status_code == 201
    assert body["organisation"] == "alfa"
    assert body["organisation_name"] == "Alfa kommun"
    assert body["context"] == {"organisation": "alfa", "unit": None, "role": None}
    assert body["expires_in_s"] == 1800
    assert [message["type"] for message in body["greeting"]] == ["notice", "text", "choices"]
    assert {"choice": "rutin:orosanmalan", "label": "Göra en orosanmälan"} in body["greeting"][2]["choices"]


def test_a_conversation_starts_without_a_body(site):
    assert site.client.post("/api/conversations").status_code == 201


def test_ids_cannot_be_guessed(site):
    ids = {site.start() for _ in range(50)}
    assert len(ids) == 50
    assert min(len(each) for each in ids) >= 22  # 128 bits and more


def test_unit_and_role_of_the_start_are_remembered_and_used(site):
    answer = site.client.post("/api/conversations", json={"unit": "solrosen", "role": "barnmorska"}).json()
    assert answer["context"]["unit"] == {"id": "solrosen", "name": "Förskolan Solrosen"}
    assert answer["context"]["role"] == {"id": "barnmorska", "name": "Barnmorska"}
    turn = site.say(answer["id"], QUESTION)
    card = only(turn, "routine")
    assert turn["context"] == answer["context"]
    assert card["answer"] == "Som barnmorska ringer du själv."
    assert card["adapted_for"]
    assert "rektorn-har" in [contact["id"] for contact in card["contacts"]]  # the unit's own manager, not the municipality's


@pytest.mark.parametrize("given", [{"unit": "finns-inte"}, {"role": "trollkarl"}, {"unit": "blasippan"}])
def test_unknown_units_and_roles_are_ignored(site, given):
    answer = site.client.post("/api/conversations", json=given)
    assert answer.status_code == 201
    assert answer.json()["context"] == {"organisation": "alfa", "unit": None, "role": None}


def test_a_message_is_answered_with_a_routine(site):
    turn = site.say(site.start(unit="solrosen"), QUESTION)
    assert turn["turn"] == "t1"
    assert turn["outcome"] == {
        "kind": "answer",
        "routine": "orosanmalan",
        "contact": None,
        "term": None,
        "reason": None,
        "candidates": [{"routine": "orosanmalan", "score": 0.9}, {"routine": "tolk", "score": 0.2}],
        "urgent": False,
        "simplified": False,
    }
    card = only(turn, "routine")
    assert card["first_contact"]["phones"] == [{"number": "+46406280403", "display": "040-628 04 03", "spoken": "0 4 0 6 2 8 0 4 0 3", "name": None}]
    assert card["first_contact"]["local"] is True
    assert card["related"] == [{"choice": "rutin:tolk", "label": "Boka tolk"}]


def test_turns_are_numbered(site):
    conversation = site.start()
    assert [site.say(conversation, text)["turn"] for text in ("hej", QUESTION, "bygglov")] == ["t1", "t2", "t3"]


def test_optional_fields_are_null_or_empty_never_absent(site):
    card = only(site.say(site.start(unit="solrosen"), "hur bokar jag tolk"), "routine")
    expected = "type id title answer urgency urgency_label adapted_for first_contact steps avoid contacts laws sources origin related"
    assert set(card) == set(expected.split())
    assert card["laws"] == []
    assert card["adapted_for"] is None


def test_follow_ups_lean_on_the_last_answer(site):
    conversation = site.start()
    site.say(conversation, QUESTION)
    turn = site.say(conversation, "vem ringer jag då")
    assert turn["outcome"]["routine"] == "orosanmalan"
    assert only(turn, "contacts")["contacts"][0]["id"] == "mottagningen-har"


def test_two_conversations_do_not_know_of_each_other(site):
    first, second = site.start(unit="solrosen"), site.start()
    site.say(first, QUESTION)
    turn = site.say(second, "vem ringer jag då")
    assert turn["outcome"]["routine"] is None
    assert turn["context"]["unit"] is None


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("hej", "smalltalk", None),
        ("numret till mottagningen", "contact", None),
        ("vad betyder hrv", "term", None),
        ("bygglov", "redirect", "outside"),
        ("mitt ärende", "redirect", "single_case"),
        ("kvantfysik", "redirect", "unknown"),
        ("", "redirect", "empty"),
        ("🙂🙂", "redirect", "empty"),
        ("å" * 601, "redirect", "too_long"),
        ("19811218-9876", "redirect", "personal_data"),
    ],
)
def test_every_kind_of_answer(site, text, kind, reason):
    outcome = site.say(site.start(), text)["outcome"]
    assert (outcome["kind"], outcome["reason"]) == (kind, reason)


def test_danger_comes_first_whatever_else_is_said(site):
    turn = site.say(site.start(), "han hotar oss med kniv, hur bokar jag tolk")
    assert turn["outcome"]["kind"] == "acute"
    assert turn["outcome"]["urgent"] is True
    assert turn["messages"][0]["type"] == "emergency"
    assert turn["messages"][0]["card"] is True
    assert turn["messages"][0]["phone"]["number"] == "112"


def test_the_trained_detector_alone_gives_the_card_too(site):
    site.rasa.danger = 0.99
    turn = site.say(site.start(), "hur bokar jag tolk")
    assert turn["messages"][0]["type"] == "emergency"


def test_an_uncertain_routine_is_asked_about_once(site):
    site.rasa.right, site.rasa.known = 0.1, 0.9
    conversation = site.start()
    turn = site.say(conversation, QUESTION)
    assert turn["outcome"]["kind"] == "clarify"
    assert [choice["choice"] for choice in only(turn, "choices")["choices"]] == ["rutin:orosanmalan", "rutin:tolk", "inget"]
    assert site.say(conversation, QUESTION)["outcome"]["kind"] != "clarify"


# Buttons


def test_the_routine_button_shows_the_routine(site):
    turn = site.press(site.start(), "rutin:tolk")
    assert turn["outcome"]["routine"] == "tolk"
    assert site.rasa.said == ['/rutin{"rutin": "tolk"}']


def test_the_unit_button_is_remembered_and_the_answer_shown_again_for_it(site):
    conversation = site.start()
    asked = site.say(conversation, QUESTION)
    assert "enhet:solrosen" in [choice["choice"] for choice in only(asked, "choices")["choices"]]
    turn = site.press(conversation, "enhet:solrosen")
    assert turn["context"]["unit"]["id"] == "solrosen"
    assert turn["outcome"]["routine"] == "orosanmalan"
    assert "rektorn-har" in [contact["id"] for contact in only(turn, "routine")["contacts"]]
    assert site.say(conversation, "hej")["context"]["unit"]["id"] == "solrosen"


def test_the_role_button_is_remembered(site):
    conversation = site.start()
    site.say(conversation, QUESTION)
    turn = site.press(conversation, "roll:barnmorska")
    assert turn["context"]["role"] == {"id": "barnmorska", "name": "Barnmorska"}
    assert only(turn, "routine")["answer"] == "Som barnmorska ringer du själv."


def test_skipping_the_question_where_one_works_asks_no_more(site):
    conversation = site.start()
    site.say(conversation, QUESTION)
    site.press(conversation, "hoppa")
    assert "choices" not in kinds(site.say(conversation, QUESTION))


def test_none_of_these_hands_on_and_offers_to_send_the_question(site):
    turn = site.press(site.start(), "inget")
    assert turn["outcome"]["reason"] == "unknown"
    assert only(turn, "choices")["choices"][0]["choice"] == "gap:t1"


def test_starting_over_forgets_the_topic_but_not_the_unit(site):
    conversation = site.start(unit="solrosen")
    site.say(conversation, QUESTION)
    assert site.press(conversation, "borja_om")["context"]["unit"]["id"] == "solrosen"
    assert site.say(conversation, "vem ringer jag då")["outcome"]["routine"] is None


@pytest.mark.parametrize(
    "choice", ["rutin:finns_inte", "rutin:", "enhet:blasippan", "roll:x", "gap:t1", "x:y", ":", 'rutin:tolk"}', "rutin:\x00", "/rutin", "😀"]
)
def test_a_choice_the_server_never_sent_is_answered_calmly(site, choice):
    turn = site.press(site.start(), choice)
    assert turn["outcome"]["kind"] in {"redirect", "smalltalk"}
    assert turn["context"]["unit"] is None
    assert turn["context"]["role"] is None


@pytest.mark.parametrize("text", ["/rutin", '/rutin{"rutin": "tolk"}', "  /session_start", "//restart", '/ /rutin{"rutin": "tolk"}'])
def test_a_person_cannot_speak_to_rasa_in_its_own_short_form(site, text):
    site.say(site.start(), text)
    assert not any(said.startswith("/") for said in site.rasa.said)


# Forgetting


def test_delete_forgets_at_once_in_the_app_and_in_rasa(site):
    conversation = site.start()
    site.say(conversation, QUESTION)
    answer = site.client.delete(f"/api/conversations/{conversation}")
    assert (answer.status_code, answer.content) == (204, b"")
    assert site.rasa.trackers == {}
    assert site.post(conversation, text="hej").status_code == 404
    assert len(site.service.conversations) == 0


def test_deleting_twice_or_something_unknown_is_the_same(site):
    assert site.client.delete("/api/conversations/finns-inte").status_code == 204
    assert site.rasa.forgotten == ["finns-inte"]  # it may outlive a restart of the app


async def test_a_message_that_waited_when_the_conversation_was_forgotten_never_reaches_rasa(site):
    import asyncio

    import httpx

    conversation = site.start()
    entered, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(request):
        site.rasa.answer = None
        entered.set()
        await go_on.wait()
        return await site.rasa._handle(request)

    site.rasa.answer = slowly
    address = f"/api/conversations/{conversation}"
    async with httpx.AsyncClient(transport=httpx.ASGITransport(site.app), base_url="http://test") as client:
        first = asyncio.create_task(client.post(f"{address}/messages", json={"text": "hej"}))
        await entered.wait()
        second = asyncio.create_task(client.post(f"{address}/messages", json={"text": "hur bokar jag tolk"}))
        while not site.service.conversations.get(conversation).lock._waiters:  # noqa: ASYNC110 (nothing tells when)
            await asyncio.sleep(0)
        assert (await client.delete(address)).status_code == 204
        go_on.set()
        assert [(await task).status_code for task in (first, second)] == [200, 404]
    assert site.rasa.said == ["hej"]


def test_an_idle_conversation_is_gone_and_a_used_one_is_not(site):
    now = [0.0]
    site.service.conversations = Conversations(3600, lambda: now[0])
    used, idle = site.start(), site.start()
    now[0] = 3000
    assert site.post(used, text="hej").status_code == 200
    now[0] = 3601
    answer = site.post(idle, text="hej")
    assert answer.status_code == 404
    assert answer.json()["type"] == "/problem/samtal-finns-inte"
    assert site.post(used, text="hej").status_code == 200


# Feedback


def test_feedback_is_counted_for_the_routine_with_its_comment_masked(site):
    conversation = site.start()
    site.say(conversation, QUESTION)
    body = {"turn": "t1", "helpful": False, "reason": "fel_i_rutinen", "comment": "ring mig på 070-174 06 05"}
    answer = site.client.post(f"/api/conversations/{conversation}/feedback", json=body)
    assert answer.status_code == 204
    (row,) = site.service.usage.feedback("alfa")
    assert (row.routine, row.helpful, row.reason, row.comment) == ("orosanmalan", False, "fel_i_rutinen", "ring mig på [borttaget]")


def test_a_second_answer_to_the_same_turn_is_ignored(site):
    conversation = site.start()
    site.say(conversation, QUESTION)
    for helpful in (True, False):
        assert site.client.post(f"/api/conversations/{conversation}/feedback", json={"turn": "t1", "helpful": helpful}).status_code == 204
    assert [row.helpful for row in site.service.usage.feedback("alfa")] == [True]


@pytest.mark.parametrize("reason", ["fel_i_rutinen", "fel_rutin", "otydligt", "annat"])
def test_every_documented_reason_is_taken(site, reason):
    conversation = site.start()
    site.say(conversation, QUESTION)
    body = {"turn": "t1", "helpful": False, "reason": reason}
    assert site.client.post(f"/api/conversations/{conversation}/feedback", json=body).status_code == 204


@pytest.mark.parametrize(
    "body", [{"turn": "t1"}, {"helpful": True}, {"turn": "t1", "helpful": True, "reason": "dåligt"}, {"turn": "t1", "helpful": "kanske"}]
)
def test_wrong_feedback_is_a_problem(site, body):
    conversation = site.start()
    site.say(conversation, QUESTION)
    assert site.client.post(f"/api/conversations/{conversation}/feedback", json=body).status_code == 422
    assert list(site.service.usage.feedback("alfa")) == []


def test_feedback_on_a_turn_that_was_not_is_a_problem(site):
    answer = site.client.post(f"/api/conversations/{site.start()}/feedback", json={"turn": "t7", "helpful": True})
    assert answer.status_code == 404
    assert answer.json()["type"] == "/problem/svar-finns-inte"


# Gaps


def test_a_missed_question_is_previewed_masked_and_sent_once(site):
    conversation = site.start()
    site.say(conversation, "mamman heter Alva Ek, vad gäller för kvantfysik i köket")
    address = f"/api/conversations/{conversation}/gap"
    preview = site.client.get(address, params={"turn": "t1"})
    assert preview.json() == {"text": "mamman heter [borttaget], vad gäller för kvantfysik i köket"}
    assert list(site.service.usage.gaps("alfa")) == []  # looking sends nothing
    for _ in range(2):
        assert site.client.post(address, json={"turn": "t1"}).status_code == 204
    assert [(row.question, row.reason) for row in site.service.usage.gaps("alfa")] == [(preview.json()["text"], "unknown")]


@pytest.mark.parametrize("text", [QUESTION, "hej", "19811218-9876", "", "å" * 601])
def test_what_was_answered_or_holds_only_personal_data_cannot_be_sent(site, text):
    conversation = site.start()
    site.say(conversation, text)
    address = f"/api/conversations/{conversation}/gap"
    for answer in (site.client.get(address, params={"turn": "t1"}), site.client.post(address, json={"turn": "t1"})):
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problem/kan-inte-skickas"


def test_a_gap_of_a_turn_that_was_not_is_a_problem(site):
    address = f"/api/conversations/{site.start()}/gap"
    assert site.client.get(address, params={"turn": "t1"}).status_code == 404
    assert site.client.post(address, json={"turn": "t1"}).status_code == 404


def test_nobody_elses_question_can_be_sent(site):
    mine, yours = site.start(), site.start()
    site.say(mine, "kvantfysik")
    assert site.client.get(f"/api/conversations/{yours}/gap", params={"turn": "t1"}).status_code == 404


# Organisations


def test_an_organisation_is_what_a_client_keeps_for_when_it_is_offline(site):
    answer = site.client.get("/api/organisations/alfa")
    body = answer.json()
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert set(body) == {"id", "name", "status", "status_label", "units", "roles", "emergency", "onward", "version"}
    assert body["units"][0] == {"id": "solrosen", "name": "Förskolan Solrosen", "kind": "forskola", "kind_name": "Förskola"}
    assert body["roles"][1] == {"id": "barnmorska", "name": "Barnmorska"}
    assert [contact["id"] for contact in body["emergency"]] == ["sos-112", "mottagningen-har", "jouren-har"]
    assert [contact["id"] for contact in body["onward"]] == ["vaxeln-har", "mottagningen-har", "stodlinjen"]
    assert body["emergency"][0]["phones"][0]["number"] == "112"


def test_an_unknown_organisation_is_a_problem(site):
    for answer in (site.client.get("/api/organisations/gamma"), site.client.post("/api/conversations", json={"organisation": "gamma"})):
        assert answer.status_code == 404
        assert answer.json()["type"] == "/problem/organisation-finns-inte"


def test_the_national_pack_is_no_organisation(site):
    assert site.client.get("/api/organisations/nationell").status_code == 404


# Counting


def test_turns_are_counted_by_outcome_and_day_and_nothing_else(site):
    conversation = site.start()
    site.say(conversation, QUESTION)
    site.say(conversation, QUESTION)
    site.say(conversation, "bygglov")
    rows = {(row.kind, row.routine, row.reason): row.turns for row in site.service.usage.turn_counts("alfa")}
    assert rows == {("answer", "orosanmalan", ""): 2, ("redirect", "", "outside"): 1}


def test_a_failing_counter_costs_nobody_an_answer(site, monkeypatch):
    def broken(*args):
        raise OSError("disk full")

    monkeypatch.setattr(site.service.usage, "count_turn", broken)
    assert site.say(site.start(), QUESTION)["outcome"]["kind"] == "answer"
