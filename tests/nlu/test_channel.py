"""The app's channel: a token, one turn in and one answer out, and DELETE."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import AwaitableTrackerStore, FailSafeTrackerStore, InMemoryTrackerStore, SQLTrackerStore
from rasa.exceptions import ModelNotFound
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic

from bot.nlu import channel
from bot.nlu import store as store_module
from bot.nlu.channel import GuideInput, forget
from bot.nlu.store import ForgetfulTrackerStore

TOKEN = "nyckel-1"


@pytest.fixture(autouse=True)
def _token(monkeypatch):
    monkeypatch.setenv("VAGVISAREN_TOKEN", TOKEN)
    store_module._rows.clear()


def tracker(sender):
    return DialogueStateTracker.from_events(sender, [UserUttered("hej")])


def saved(kept, sender="a"):
    asyncio.run(kept.save(tracker(sender)))
    return SimpleNamespace(tracker_store=kept, lock_store=InMemoryLockStore())


@pytest.fixture
def server(monkeypatch):
    """A Sanic app with the channel, called as ASGI. `heard` is what reached Rasa."""
    heard = []

    async def on_new_message(message: UserMessage) -> None:
        heard.append(message)
        await message.output_channel.send_custom_json(message.sender_id, {"svar": message.text})

    monkeypatch.setattr(Sanic, "test_mode", True)  # several apps in one process
    app = Sanic(f"channel{len(Sanic._app_registry)}")
    app.blueprint(GuideInput.from_credentials({}).blueprint(on_new_message), url_prefix="/webhooks/guide")
    app.ctx.agent = saved(ForgetfulTrackerStore(Domain.empty()))

    loop = asyncio.new_event_loop()
    loop.run_until_complete(app._startup())  # as the server does before its first request

    def call(method, path, body=None, token=TOKEN):
        return loop.run_until_complete(_call(app, method, path, body, token))

    call.heard, call.store, call.app = heard, app.ctx.agent.tracker_store, app
    yield call
    loop.close()


async def _call(app, method, path, body, token):
    content = b"" if body is None else json.dumps(body).encode()
    headers = [(b"host", b"127.0.0.1"), (b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
    if token is not None:
        headers.append((b"authorization", f"Bearer {token}".encode()))
    sent, given = [], [{"type": "http.request", "body": content, "more_body": False}]

    async def receive():
        return given.pop() if given else {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 5),
        "server": ("127.0.0.1", 5005),
    }
    await app(scope, receive, send)
    return sent[0]["status"], json.loads(b"".join(message.get("body", b"") for message in sent) or b"null")


def test_a_turn_goes_in_and_one_answer_comes_out(server):
    body = {"sender": "samtal", "message": "hej", "metadata": {"organisation": "alfa"}}
    assert server("POST", "/webhooks/guide/webhook", body) == (200, [{"recipient_id": "samtal", "custom": {"svar": "hej"}}])
    (message,) = server.heard
    assert (message.sender_id, message.text, message.metadata) == ("samtal", "hej", {"organisation": "alfa"})
    assert message.input_channel == "guide"


@pytest.mark.parametrize("token", [None, "", "fel", "nyckel", "å", f"{TOKEN}x"])
@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/webhooks/guide/webhook"), ("DELETE", "/webhooks/guide/conversations/a"), ("GET", "/webhooks/guide/")]
)
def test_without_the_token_nothing_is_done(server, method, path, token):
    assert server(method, path, {"sender": "a", "message": "hej"}, token)[0] == 401
    assert server.heard == []
    assert asyncio.run(server.store.keys()) == ["a"]


def test_with_no_token_set_a_developer_needs_none(server, monkeypatch):
    monkeypatch.delenv("VAGVISAREN_TOKEN")
    assert server("POST", "/webhooks/guide/webhook", {"sender": "b", "message": "hej"}, None)[0] == 200


def test_delete_forgets_a_conversation_and_says_whether_there_was_one(server):
    assert server("DELETE", "/webhooks/guide/conversations/a") == (200, {"forgotten": True})
    assert asyncio.run(server.store.keys()) == []
    assert server("DELETE", "/webhooks/guide/conversations/a") == (200, {"forgotten": False})


def test_only_the_one_named_is_forgotten(server):
    asyncio.run(server.store.save(tracker("b")))
    server("DELETE", "/webhooks/guide/conversations/a")
    assert asyncio.run(server.store.keys()) == ["b"]


def _forgotten(agent, sender="a"):
    return asyncio.run(forget(agent, sender))


def test_it_is_found_inside_rasas_wrappers():
    inner = ForgetfulTrackerStore(Domain.empty())
    agent = saved(inner)
    agent.tracker_store = AwaitableTrackerStore(FailSafeTrackerStore(inner))
    assert _forgotten(agent) is True
    assert _forgotten(agent) is False


def test_rasas_own_memory_store_forgets_too():
    agent = saved(InMemoryTrackerStore(Domain.empty()))
    assert _forgotten(agent) is True
    assert _forgotten(agent) is False


def test_so_does_its_sql_store():
    agent = saved(SQLTrackerStore(Domain.empty(), dialect="sqlite", db=""))
    asyncio.run(agent.tracker_store.save(tracker("b")))
    assert _forgotten(agent) is True
    assert asyncio.run(agent.tracker_store.retrieve("a")) is None
    assert asyncio.run(agent.tracker_store.retrieve("b")) is not None


def test_so_does_a_redis_store():
    rows = {"tracker:a": b"{}"}
    red = SimpleNamespace(delete=lambda key: int(rows.pop(key, None) is not None))
    agent = SimpleNamespace(tracker_store=SimpleNamespace(red=red, key_prefix="tracker:"))
    assert _forgotten(agent) is True
    assert _forgotten(agent) is False
    assert rows == {}


class Processor:
    """Rasa's, without a model. A path with "trasig" in it cannot be loaded."""

    def __init__(self, model_path, tracker_store, lock_store, action_endpoint, generator, http_interpreter):
        if "trasig" in model_path:
            raise ModelNotFound(model_path)
        self.model_filename, self.domain, self.tracker_store, self.read = model_path, Domain.empty(), tracker_store, []

    async def parse_message(self, message):
        self.read.append(message.text)


@pytest.fixture
def changing(server, monkeypatch):
    """The server, with an agent that has a processor."""
    monkeypatch.setattr(channel, "MessageProcessor", Processor)
    agent = server.app.ctx.agent
    agent.action_endpoint = agent.nlg = agent.http_interpreter = None
    agent.processor = Processor("forra", agent.tracker_store, None, None, None, None)
    return server


def test_another_model_is_warmed_and_takes_over_with_the_same_conversations(changing):
    agent = changing.app.ctx.agent
    before = agent.processor
    assert changing("PUT", "/webhooks/guide/model", {"model_file": "nya"}) == (200, {"model_file": "nya"})
    assert agent.processor is not before
    assert agent.processor.tracker_store is changing.store
    assert agent.processor.read == [channel.WARM]


@pytest.mark.parametrize("body", [{"model_file": "trasig"}, {}, {"annat": 1}])
def test_a_model_that_cannot_be_loaded_leaves_the_old_one(changing, body):
    assert changing("PUT", "/webhooks/guide/model", body)[0] == 400
    assert changing.app.ctx.agent.processor.model_filename == "forra"


def test_the_model_is_not_changed_without_the_token(changing):
    assert changing("PUT", "/webhooks/guide/model", {"model_file": "nya"}, "fel")[0] == 401
    assert changing.app.ctx.agent.processor.model_filename == "forra"
