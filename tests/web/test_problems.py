"""Errors are RFC 9457 problem documents in Swedish, each sentence of problems.yml used and no other."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx
import pytest
import yaml

from bot.web import problems

PROBLEMS = yaml.safe_load(Path(problems.__file__).with_name("problems.yml").read_text(encoding="utf-8"))
SAY = "/api/conversations/{}/messages"


def broken(site):
    def fail(_organisation):
        raise RuntimeError("hemligt: 19811218-9876")

    site.service.guide = fail
    return site.client.get("/api/organisations/alfa")


def too_many(site):
    return [
        site.client.post(SAY.format(conversation), json={"text": "hej"})
        for conversation in [site.start()]
        for _ in range(site.settings.turns_per_minute + 1)
    ][-1]


def gap_of_an_answer(site):
    conversation = site.start()
    site.say(conversation, "hej")
    return site.client.post(f"/api/conversations/{conversation}/gap", json={"turn": "t1"})


CASES = {
    "finns-inte": (404, lambda site: site.client.get("/finns/inte")),
    "samtal-finns-inte": (404, lambda site: site.post("okant", text="hej")),
    "organisation-finns-inte": (404, lambda site: site.client.get("/api/organisations/gamma")),
    "svar-finns-inte": (404, lambda site: site.client.post(f"/api/conversations/{site.start()}/gap", json={"turn": "t9"})),
    "kan-inte-skickas": (409, gap_of_an_answer),
    "fel-metod": (405, lambda site: site.client.put("/api/conversations")),
    "for-stort": (413, lambda site: site.client.post("/api/conversations", content=b"x" * 5000)),
    "fel-format": (415, lambda site: site.client.post("/api/conversations", content=b"hej", headers={"content-type": "text/plain"})),
    "fel-falt": (422, lambda site: site.client.post(SAY.format(site.start()), json={})),
    "fel-anrop": (400, lambda site: site.client.post("/api/conversations", content=b'"\xff"', headers={"content-type": "application/json"})),
    "for-manga": (429, too_many),
    "internt-fel": (500, broken),
}


def test_every_entry_has_its_case_here():
    assert set(CASES) == set(PROBLEMS)


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_every_problem_is_reached_with_its_status_media_type_and_text(site, code):
    status, cause = CASES[code]
    answer: httpx.Response = cause(site)
    body = answer.json()
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert body.pop("errors", None) is None or code == "fel-falt"
    assert body == {"type": f"/problem/{code}", "title": PROBLEMS[code]["titel"], "status": status, "detail": PROBLEMS[code]["text"]}
    assert site.client.get(body["type"]).status_code == 404  # the address of a problem's type is a place, with nothing to read


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_the_texts_are_whole_swedish_sentences(code):
    entry = PROBLEMS[code]
    assert set(entry) == {"titel", "text"}
    assert entry["text"].endswith(".")
    assert not entry["titel"].endswith(".")
    assert not re.search(r"\b(error|invalid|not found|failed|the)\b", f"{entry['titel']} {entry['text']}", re.IGNORECASE)


def test_a_body_that_is_too_large_closes_the_connection(site):
    assert CASES["for-stort"][1](site).headers["connection"] == "close"


def test_a_wrong_method_says_which_are_allowed(site):
    assert site.client.put("/api/conversations").headers["allow"] == "POST"


def test_our_own_fault_shows_nothing_of_itself(site, capsys, caplog):
    answer = broken(site)
    assert "19811218" not in answer.text
    assert "RuntimeError" not in answer.text
    told = capsys.readouterr()
    assert "19811218" not in told.out + told.err + caplog.text
    assert "RuntimeError" in told.out  # the kind of error is for whoever runs it


async def test_an_error_is_not_raised_on_to_the_servers_log(site):
    def fail(_organisation):
        raise RuntimeError("hemligt")

    site.service.guide = fail
    transport = httpx.ASGITransport(site.app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        assert (await client.get("/api/organisations/alfa")).status_code == 500


async def test_an_error_after_the_answer_began_is_raised(site):
    """There is nothing left to answer with; the server must cut the connection so that nobody takes half for the whole."""

    @site.app.get("/halv")
    async def half():
        from starlette.responses import StreamingResponse

        async def parts():
            yield b"a"
            raise RuntimeError

        return StreamingResponse(parts())

    transport = httpx.ASGITransport(site.app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        with pytest.raises(RuntimeError):
            await client.get("/halv")


def test_a_problem_may_carry_more_fields():
    body = json.loads(problems.problem_response("fel-falt", 422, errors=[]).body)
    assert body["errors"] == []
