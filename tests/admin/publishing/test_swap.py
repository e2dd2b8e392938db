"""Speaking to Rasa about its model."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from bot.admin.publishing.swap import NotSwapped, Server
from bot.settings import Settings


def server(answer: httpx.Response | Exception, asked: list[httpx.Request]) -> Server:
    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return Server(Settings(token="hemlig"), httpx.MockTransport(handle))


def test_the_model_is_named_by_its_path_with_the_token() -> None:
    asked: list[httpx.Request] = []
    server(httpx.Response(200, json={}), asked).take(Path("/m/a.tar.gz"))
    (request,) = asked
    assert (request.method, request.url.path) == ("PUT", "/webhooks/guide/model")
    assert json.loads(request.content) == {"model_file": "/m/a.tar.gz"}
    assert request.headers["authorization"] == "Bearer hemlig"


@pytest.mark.parametrize("answer", [httpx.Response(400, json={}), httpx.Response(500), httpx.ConnectError("nere")])
def test_a_no_is_told(answer: httpx.Response | Exception) -> None:
    with pytest.raises(NotSwapped):
        server(answer, []).take(Path("/m/a.tar.gz"))
    assert server(answer, []).serving() is None


def test_which_model_answers() -> None:
    assert server(httpx.Response(200, json={"model_file": "a.tar.gz"}), []).serving() == "a.tar.gz"
    assert server(httpx.Response(200, json={"model_file": None}), []).serving() is None
