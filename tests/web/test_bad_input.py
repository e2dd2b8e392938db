"""Whatever is sent, the answer is a turn or a problem document: never a 5xx, never a stack trace."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

JSON = {"content-type": "application/json"}
TEN_MEGABYTES = 10 * 1024 * 1024


def address(site, part="messages"):
    return f"/api/conversations/{site.start()}/{part}"


def is_calm(answer):
    """A turn, or a problem in Swedish with the right media type; nothing of our insides."""
    assert answer.status_code < 500, answer.text
    assert "Traceback" not in answer.text
    assert 'File "' not in answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code
    return answer


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\n",
        "x" * 600,
        "x" * 601,
        "😀👩‍👩‍👧‍👦",
        "?!…",
        "<script>alert(1)</script>",
        "<b>tolk</b> &amp; ${x} $organisation {0}",
        "\x00tolk\x00",
        "\x01\x02\x1b[31mtolk\x7f",
        "\u202etolk\u200b\ufeff",
        "'; drop table gap; --",
        "%s%n%d {unit.name}",
        "a\u0301" * 300,
        "\ufdfa" * 200,
        "rutin/" * 90,
        "null",
    ],
)
def test_any_text_is_a_turn(site, text):
    turn = site.say(site.start(), text)
    assert turn["messages"]


def test_six_hundred_characters_are_read_and_one_more_is_not(site):
    conversation = site.start()
    assert site.say(conversation, "tolk " + "x" * 595)["outcome"]["routine"] == "tolk"
    assert site.say(conversation, "tolk " + "x" * 596)["outcome"]["reason"] == "too_long"
    assert len(site.rasa.said) == 1


def test_danger_in_a_far_too_long_text_still_gives_the_card(site):
    assert site.say(site.start(), "x" * 700 + " han hotar oss med kniv")["messages"][0]["type"] == "emergency"


def test_what_a_person_wrote_is_sent_back_to_nobody_as_markup(site):
    turn = site.say(site.start(), "<img src=x onerror=alert(1)>")
    assert "<img" not in json.dumps(turn)


@pytest.mark.parametrize(
    "escape", [r"\ud800", r"\udfff\ud800", r"tolk \ud83d", r"\ud83d\ud83d\ude00"], ids=["high", "wrong order", "cut emoji", "half before a whole"]
)
@pytest.mark.parametrize("field", ["text", "choice"])
def test_lone_surrogates_are_no_error_of_ours(site, escape, field):
    is_calm(site.client.post(address(site), content=f'{{"{field}": "{escape}"}}'.encode(), headers=JSON))


def test_a_lone_surrogate_in_a_comment_is_no_error_of_ours(site):
    conversation = site.start()
    site.say(conversation, "hej")
    content = rb'{"turn": "t1", "helpful": false, "comment": "\ud800"}'
    is_calm(site.client.post(f"/api/conversations/{conversation}/feedback", content=content, headers=JSON))


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 422),
        (b"{", 422),
        (b"null", 422),
        (b"[]", 422),
        (b'"text"', 422),
        (b"{}", 422),
        (b'{"text": null}', 422),
        (b'{"text": 5}', 422),
        (b'{"text": ["a"]}', 422),
        (b'{"text": {"a": 1}}', 422),
        (b'{"text": NaN}', 422),
        (b'{"text": ' + b"9" * 4000 + b"}", 422),
        (b'{"choice": ""}', 422),
        (b'{"choice": "' + b"x" * 121 + b'"}', 422),
        (b'{"text": "a", "choice": "b"}', 422),
        (b"[" * 4000, 400),
        (b'{"a":' * 800, 422),
        (b'{"text": "\xff\xfe"}', 400),
        (b"\x00\x01\x02", 422),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_wrong_json_is_a_problem(site, content, status):
    assert is_calm(site.client.post(address(site), content=content, headers=JSON)).status_code == status


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", "", "json", "application/json5"]
)
def test_another_content_type_is_told_to_be_json(site, kind):
    answer = is_calm(site.client.post(address(site), content=b'{"text": "hej"}', headers={"content-type": kind}))
    assert answer.status_code == 415
    assert "application/json" in answer.json()["detail"]


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON", "application/vnd.api+json"])
def test_json_by_any_of_its_names_is_read(site, kind):
    assert site.client.post(address(site), content=b'{"text": "hej"}', headers={"content-type": kind}).status_code == 200


def test_a_wrong_field_is_named_but_its_value_is_not_sent_back(site):
    answer = site.client.post(address(site, "feedback"), json={"turn": "t1", "helpful": "19811218-9876"})
    assert answer.json()["errors"] == [{"field": "body.helpful", "error": "bool_parsing"}]
    assert "19811218" not in answer.text


def test_a_huge_body_with_its_length_is_refused_unread(site):
    def body() -> Iterator[bytes]:
        pytest.fail("read")
        yield b""

    answer = is_calm(site.client.post(address(site), content=body(), headers={"content-length": str(TEN_MEGABYTES), **JSON}))
    assert answer.status_code == 413


async def test_a_huge_chunked_body_is_refused_as_soon_as_it_is_too_long(site):
    given = 0

    async def receive():
        nonlocal given
        given += 1024
        return {"type": "http.request", "body": b"x" * 1024, "more_body": given < TEN_MEGABYTES}

    sent = []

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/conversations",
        "raw_path": b"/api/conversations",
        "query_string": b"",
        "headers": [],
        "client": None,
    }
    await site.app(scope, receive, send)
    assert sent[0]["status"] == 413
    assert given <= 8 * 1024


@pytest.mark.parametrize("size", [4096, 4097])
def test_the_limit_of_the_body_is_4_kib(site, size):
    content = json.dumps({"text": "hej"}).encode().ljust(size)
    assert site.client.post(address(site), content=content, headers=JSON).status_code == (200 if size == 4096 else 413)


@pytest.mark.parametrize("length", ["abc", "-1", "1e3", "", "²"])
def test_a_length_that_is_no_number_is_a_problem(site, length):
    answer = is_calm(
        site.client.post(address(site), content=b"{}", headers={b"content-length": length.encode("latin-1"), b"content-type": b"application/json"})
    )
    assert answer.status_code == 413


async def test_a_client_that_goes_away_in_the_middle_is_no_error_of_ours(site):
    messages = iter([{"type": "http.request", "body": b'{"te', "more_body": True}, {"type": "http.disconnect"}])
    sent = []

    async def receive():
        return next(messages, {"type": "http.disconnect"})

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/conversations",
        "raw_path": b"/api/conversations",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
        "client": ("127.0.0.1", 1),
    }
    await site.app(scope, receive, send)
    assert all(message.get("status", 0) < 500 for message in sent)


ODD = [
    "%00",
    "%2e%2e",
    "%2E%2E%2Fetc%2Fpasswd",
    "a%0Ab",
    "a%0d%0aX-Injected:%201",
    "a%3Fb=1",
    "a%23b",
    "%ff",
    "x" * 5000,
    "%F0%9F%98%80",
    "..%5c..%5c",
    "$organisation",
    "%25%30%30",
]


@pytest.mark.parametrize("part", ODD, ids=lambda part: part[:20])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/conversations/{}/messages"),
        ("DELETE", "/api/conversations/{}"),
        ("POST", "/api/conversations/{}/feedback"),
        ("GET", "/api/conversations/{}/gap?turn=t1"),
        ("GET", "/api/organisations/{}"),
        ("GET", "/o/{}"),
        ("GET", "/static/{}"),
        ("GET", "/problem/{}"),
        ("GET", "/{}"),
    ],
)
def test_path_tricks_lead_nowhere(site, method, path, part):
    answer = is_calm(site.client.request(method, path.format(part), json={"text": "hej"} if method == "POST" else None))
    assert answer.status_code in ({204, 404} if method == "DELETE" else {404, 422})
    assert "x-injected" not in answer.headers


@pytest.mark.parametrize("part", [*ODD, "%2e", "%2e%2e"], ids=lambda part: part[:20])
def test_a_strange_id_reaches_no_other_address_of_rasa(site, part):
    site.client.delete(f"/api/conversations/{part}")
    for request in site.rasa.requests:
        assert request.url.raw_path.startswith(b"/webhooks/guide/conversations/")
        assert request.url.raw_path.split(b"?")[0].count(b"/") == 4
        assert dict(request.url.params) == {"token": "hemlig-nyckel"}


@pytest.mark.parametrize(
    "path", ["/static/%2e%2e/pages/chat.html", "/static/..%2f..%2fapp.py", "/static/", "/static", "/static/%2e%2e/%2e%2e/settings.py"]
)
def test_only_built_files_are_served(site, path):
    assert is_calm(site.client.get(path)).status_code == 404


@settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=640))
def test_any_text_at_all_is_answered(site, text):
    answer = is_calm(site.client.post(address(site), content=json.dumps({"text": text}).encode(), headers=JSON))
    if answer.status_code == 200:
        assert answer.json()["messages"]


@settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_answered(site, content):
    is_calm(site.client.post("/api/conversations", content=content, headers=JSON))
