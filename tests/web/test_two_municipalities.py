"""Two municipalities in one app never see each other's units, contacts, routines or names."""

from __future__ import annotations

import json

import pytest

ALFA, BETA = "alfahemlig", "betahemlig"
EVERYTHING = [
    {"text": "hur gör jag en orosanmälan"},
    {"text": "vem ringer jag då"},
    {"text": "lovlistan"},
    {"text": "listan i beta"},
    {"text": "numret till alfamottagningen"},
    {"text": "numret till betamottagningen"},
    {"text": "numret till alfahemligteamet"},
    {"text": "numret till betahemligteamet"},
    {"text": "numret till solrosen"},
    {"text": "numret till blåsippan"},
    {"text": "jag jobbar på solrosen"},
    {"text": "jag jobbar på blåsippan"},
    {"text": "han hotar oss med kniv"},
    {"text": "bygglov"},
    {"text": "kvantfysik"},
    {"choice": "enhet:solrosen"},
    {"choice": "enhet:blasippan"},
    {"choice": "rutin:lovlista"},
    {"choice": "rutin:alfa.lovlista"},
    {"choice": "rutin:beta.lovlista"},
]


@pytest.fixture(params=["rasa", "simplified"])
def any_site(request, site):
    """With Rasa, and in simplified mode."""
    if request.param == "simplified":
        import httpx

        async def down(_request):
            raise httpx.ConnectError("down")

        site.rasa.answer = down
    return site


@pytest.mark.parametrize(("own", "word", "other"), [("alfa", ALFA, BETA), ("beta", BETA, ALFA)])
def test_no_answer_holds_a_word_or_number_of_the_other(any_site, own, word, other):
    conversation = any_site.start(organisation=own)
    said = "".join(json.dumps(any_site.post(conversation, **body).json(), ensure_ascii=False).lower() for body in EVERYTHING)
    said += any_site.client.get(f"/api/organisations/{own}").text.lower()
    said += any_site.client.get(f"/o/{own}").text.lower()
    numbers = {ALFA: "040-628", BETA: "031-390"}
    units = {ALFA: "solrosen", BETA: "blåsippan"}
    assert word in said
    assert numbers[word] in said
    assert units[word] in said
    assert other not in said
    assert numbers[other] not in said
    assert f"förskolan {units[other]}" not in said


@pytest.mark.parametrize(("own", "unit"), [("alfa", "blasippan"), ("beta", "solrosen")])
def test_a_unit_of_the_other_is_unknown(any_site, own, unit):
    answer = any_site.client.post("/api/conversations", json={"organisation": own, "unit": unit}).json()
    assert answer["context"]["unit"] is None
    assert any_site.press(answer["id"], f"enhet:{unit}")["context"]["unit"] is None


@pytest.mark.parametrize(("own", "secret"), [("alfa", ALFA), ("beta", BETA)])
def test_one_routine_id_means_each_municipalitys_own_routine(site, own, secret):
    card = site.press(site.start(organisation=own), "rutin:lovlista")["messages"][0]
    assert card["answer"] == f"Lovlistan hämtas hos {secret}."


def test_a_conversation_stays_in_the_municipality_it_began_in(site):
    conversation = site.start(organisation="beta")
    assert site.say(conversation, "hur bokar jag tolk")["context"]["organisation"] == "beta"
    assert site.rasa.bodies[-1]["metadata"]["organisation"] == "beta"


def test_counts_gaps_and_feedback_are_kept_apart(site):
    conversation = site.start(organisation="beta")
    site.say(conversation, "kvantfysik")
    site.client.post(f"/api/conversations/{conversation}/gap", json={"turn": "t1"})
    site.client.post(f"/api/conversations/{conversation}/feedback", json={"turn": "t1", "helpful": False})
    usage = site.service.usage
    assert [len(read("alfa")) for read in (usage.turn_counts, usage.gaps, usage.feedback)] == [0, 0, 0]
    assert [len(read("beta")) for read in (usage.turn_counts, usage.gaps, usage.feedback)] == [1, 1, 1]


def test_the_default_municipality_is_the_one_of_the_settings(make_site):
    assert make_site(organisation="beta").client.post("/api/conversations", json={}).json()["organisation"] == "beta"
