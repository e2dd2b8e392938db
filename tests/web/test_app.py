"""The app put together: live edits, life span, OpenAPI, build stamp."""

from __future__ import annotations

import asyncio
import json
import os
import re

import httpx
import pytest
import structlog

import bot.web.app as module
from bot.web import pages
from bot.web.conversations import Conversations

QUESTION = "hur gör jag en orosanmälan"


def edit(path, before, after):
    """As an editor saves: the new text, a new time."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    stat = path.stat()
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1_000_000_000))


def first_number(site, conversation):
    card = next(message for message in site.say(conversation, QUESTION)["messages"] if message["type"] == "routine")
    return card["first_contact"]["phones"][0]["display"]


def test_a_changed_number_is_in_the_next_answer(site, knowledge):
    conversation = site.start()
    assert first_number(site, conversation) == "040-628 04 03"
    edit(knowledge / "alfa" / "kontakter.yml", "040-628 04 03", "040-628 04 77")
    assert first_number(site, conversation) == "040-628 04 03"  # not before it is read
    site.service.live.reload()
    assert first_number(site, conversation) == "040-628 04 77"
    assert "040-628 04 77" in site.client.get("/api/organisations/alfa").text


def test_a_changed_step_is_in_the_next_answer_also_without_rasa(site, knowledge):
    async def down(_request):
        raise httpx.ConnectError("down")

    site.rasa.answer = down
    conversation = site.start()
    site.say(conversation, QUESTION)
    edit(knowledge / "nationell" / "rutiner" / "orosanmalan.yml", "Skriv ned vad du har sett.", "Skriv genast.")
    site.service.live.reload()
    assert "Skriv genast." in json.dumps(site.say(conversation, QUESTION), ensure_ascii=False)


def test_a_broken_edit_changes_nothing_and_a_mended_one_does(site, knowledge):
    path = knowledge / "alfa" / "kontakter.yml"
    conversation = site.start()
    edit(path, "040-628 04 03", "inget nummer alls")
    site.service.live.reload()
    assert first_number(site, conversation) == "040-628 04 03"
    edit(path, "inget nummer alls", "040-628 04 55")
    site.service.live.reload()
    assert first_number(site, conversation) == "040-628 04 55"


def test_a_new_unit_can_be_chosen_at_once_and_the_version_tells_clients(site, knowledge):
    before = site.client.get("/api/organisations/alfa").json()["version"]
    edit(knowledge / "alfa" / "organisation.yml", "id: solrosen", "id: tusenskonan")
    site.service.live.reload()
    assert site.client.get("/api/organisations/alfa").json()["version"] == before + 1
    assert site.client.post("/api/conversations", json={"unit": "tusenskonan"}).json()["context"]["unit"]["id"] == "tusenskonan"


def test_a_conversation_whose_unit_was_removed_goes_on_without_it(site, knowledge):
    conversation = site.start(unit="solrosen")
    edit(knowledge / "alfa" / "organisation.yml", "id: solrosen", "id: tusenskonan")
    site.service.live.reload()
    assert site.say(conversation, QUESTION)["context"]["unit"] is None


def test_a_conversation_whose_municipality_was_removed_is_told_so(site, knowledge):
    conversation = site.start(organisation="beta")
    (knowledge / "beta").rename(knowledge.parent / "borta")
    site.service.live.reload()
    answer = site.post(conversation, text="hej")
    assert (answer.status_code, answer.json()["type"]) == (404, "/problem/organisation-finns-inte")
    assert site.post(site.start(), text="hej").status_code == 200


async def test_a_saved_file_is_read_and_its_names_handed_to_rasa(site, knowledge, tmp_path, monkeypatch):
    async def saved_once(_root, **_options):
        yield {("modified", "kontakter.yml")}

    monkeypatch.setattr(module, "awatch", saved_once)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    edit(knowledge / "alfa" / "organisation.yml", "Förskolan Solrosen", "Förskolan Tusenskönan")
    await module._watch(site.service.live, asyncio.Event())
    assert site.service.live.version == 2
    names = json.loads((tmp_path / ".cache" / "names.json").read_text(encoding="utf-8"))
    assert {"kind": "enhet", "id": "solrosen", "text": "Förskolan Tusenskönan", "owner": "alfa"} in names
    assert not list((tmp_path / ".cache").glob("*.new"))


async def test_a_save_that_changes_nothing_writes_nothing(site, tmp_path, monkeypatch):
    async def saved_once(_root, **_options):
        yield set()

    monkeypatch.setattr(module, "awatch", saved_once)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    await module._watch(site.service.live, asyncio.Event())
    assert site.service.live.version == 1
    assert not (tmp_path / ".cache").exists()


async def test_what_has_been_idle_is_forgotten_by_rasa_too(site, monkeypatch):
    now = [0.0]
    site.service.conversations = Conversations(60, lambda: now[0])
    idle = site.service.conversations.start("alfa", site.service.conversations.start("alfa", None).state).id
    now[0] = 61
    monkeypatch.setattr(module, "SWEEP_EVERY_S", 0)
    task = asyncio.create_task(module._sweep(site.service))
    async with asyncio.timeout(10):
        while idle not in site.rasa.forgotten:  # noqa: ASYNC110 (nothing tells when)
            await asyncio.sleep(0)
    task.cancel()
    assert len(site.service.conversations) == 0
    assert len(site.rasa.forgotten) == 2


def test_errors_in_the_files_are_told_at_start_with_their_place(make_site, knowledge):
    edit(knowledge / "beta" / "kontakter.yml", "031-390 06 03", "inget nummer")
    with structlog.testing.capture_logs() as events:
        module._tell(make_site().service.live)
    assert [event["event"] for event in events] == ["knowledge_error"]
    assert "knowledge/beta/kontakter.yml" in events[0]["problem"]


def test_the_whole_life_of_the_app(site, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "ROOT", tmp_path)
    with structlog.testing.capture_logs() as events, site.client as client:
        assert client.get("/healthz").status_code == 200
        assert site.say(site.start(), "hej")["outcome"]["kind"] == "smalltalk"
    assert [event for event in events if event["log_level"] == "error"] == []
    assert site.service.rasa._client.is_closed


# OpenAPI


def test_the_openapi_names_every_route_of_the_document(site):
    document = (module.ROOT / "docs/http-api.md").read_text(encoding="utf-8")
    told = {(method, re.sub(r"\{\w+\}", "{}", path)) for method, path in re.findall(r"`(POST|GET|DELETE) (/api/[^`?]*)", document)}
    paths = site.client.get("/api/openapi.json").json()["paths"]
    made = {(method.upper(), re.sub(r"\{\w+\}", "{}", path)) for path, methods in paths.items() for method in methods if path.startswith("/api/")}
    assert made == told
    assert {"/healthz", "/readyz", "/metrics"} <= set(paths)


def test_the_openapi_names_every_message_type_of_the_document(site):
    document = (module.ROOT / "docs/http-api.md").read_text(encoding="utf-8")
    table = document.split("## Messages")[1].split("\n## ")[0]
    told = {
        name: set(re.findall(r"`(\w+)(?:: [\w\[\]{},. ]+)?`", fields)) for name, fields in re.findall(r"^\| `(\w+)` \| (.+) \|$", table, re.MULTILINE)
    }
    schemas = site.client.get("/api/openapi.json").json()["components"]["schemas"]
    made = {
        schema["properties"]["type"]["const"]: set(schema["properties"]) - {"type"}
        for schema in schemas.values()
        if "const" in schema.get("properties", {}).get("type", {})
    }
    assert set(made) == set(told)
    for name, fields in made.items():
        assert fields <= told[name] | {"level", "info", "warning"}, name


def test_every_problem_in_the_openapi_is_a_problem_document(site):
    for path, methods in site.client.get("/api/openapi.json").json()["paths"].items():
        for operation in methods.values() if path.startswith("/api/") else ():
            for code, answer in operation["responses"].items():
                if code >= "400":
                    assert list(answer["content"]) == ["application/problem+json"], path


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/api/docs"])
def test_no_reader_with_files_from_elsewhere_is_served(site, path):
    assert site.client.get(path).status_code == 404


def test_the_stamp_changes_with_the_script(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "STATIC", tmp_path)
    stamps = [module.build_stamp()]
    for content in (b"1", b"2"):
        (tmp_path / "vagvisaren.js").write_bytes(content)
        stamps.append(module.build_stamp())
    assert stamps[0] == "dev"
    assert len(set(stamps)) == 3
    assert all(re.fullmatch(r"[0-9a-f]{10}", stamp) for stamp in stamps[1:])
