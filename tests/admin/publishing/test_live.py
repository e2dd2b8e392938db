"""With the real product: a routine that is published is answered, and nobody who asks meanwhile is let down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from threading import Event, Thread
from typing import Any

import httpx
import pytest

from bot.admin.publishing import models
from bot.evaluation.product import NotStarted
from bot.evaluation.workplace import Workplace, new_routine, workplace
from bot.knowledge.validate import validate

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    try:
        with workplace(tmp_path_factory.mktemp("workplace")) as found:
            yield found
    except NotStarted as error:
        pytest.fail(f"the product did not start:\n{error}")


def ask(client: httpx.Client, text: str) -> dict[str, Any]:
    conversation = client.post("/api/conversations", json={}).raise_for_status().json()["id"]
    outcome: dict[str, Any] = client.post(f"/api/conversations/{conversation}/messages", json={"text": text}).raise_for_status().json()["outcome"]
    return outcome


@pytest.fixture(scope="module")
def published(place: Workplace) -> list[dict[str, Any] | Exception]:
    """A new routine is live. What those got who asked meanwhile."""
    stop = Event()
    got: list[dict[str, Any] | Exception] = []

    def go_on_asking() -> None:
        with httpx.Client(base_url=place.product.address, timeout=60, trust_env=False) as client:
            while not stop.is_set():
                try:
                    got.append(ask(client, "hur gör jag en orosanmälan"))
                except httpx.HTTPError as error:
                    got.append(error)

    threads = [Thread(target=go_on_asking) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        place.publish("rutiner/trummaskinen.yml", new_routine("trummaskinen", "trummaskinen"), "Ny rutin om trummaskinen")
        assert place.trained() == "klar"
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    return got


def test_a_published_routine_is_answered(place: Workplace, published: object) -> None:
    assert ask(place.client, "kan vi låna trummaskinen på torsdag")["routine"] == "trummaskinen"


def test_everybody_who_asked_meanwhile_got_the_answer(published: list[dict[str, Any] | Exception]) -> None:
    assert len(published) > 20
    assert [each for each in published if not isinstance(each, dict) or each["simplified"] or each["routine"] != "orosanmalan"] == []


def test_a_restart_finds_the_model_and_need_not_train(place: Workplace, published: object) -> None:
    """`vagvisaren run` looks for the model of the knowledge on disk by this name."""
    name = f"{models.model_name(validate(place.knowledge, date.today()).packs)}{models.ENDING}"
    assert (place.models / name).is_file()
    status = httpx.get(f"{place.product.rasa}/status", params={"token": place.product.token}, trust_env=False).json()
    assert status["model_file"] == name


def test_a_question_is_tried_on_a_draft_before_it_is_published(place: Workplace, published: object) -> None:
    from bot.admin.accounts.secrets import csrf_of

    place.draft("rutiner/discokulan.yml", new_routine("discokulan", "discokulan"))
    answer = place.client.post("/admin/exempelkommun/utkast/prova", data={"csrf": csrf_of(place.token), "fraga": "kan vi låna discokulan på torsdag"})
    assert answer.status_code == 200
    assert "Boka discokulan hos vaktmästaren." in answer.text
    assert ask(place.client, "kan vi låna discokulan på torsdag")["routine"] != "discokulan"
