"""Rate limits, security headers and the body limit, round every request."""

from __future__ import annotations

import pytest
import time_machine

from bot.web.guard import content_security_policy

STRICT = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "cross-origin-opener-policy": "same-origin",
}
REQUESTS = [
    ("GET", "/", 200),
    ("GET", "/o/alfa", 200),
    ("GET", "/o/gamma", 404),
    ("GET", "/static/icon.svg", 200),
    ("GET", "/static/finns-inte.js", 404),
    ("GET", "/api/openapi.json", 200),
    ("GET", "/api/organisations/alfa", 200),
    ("POST", "/api/conversations", 201),
    ("PUT", "/api/conversations", 405),
    ("DELETE", "/api/conversations/x", 204),
    ("GET", "/api/conversations/x/gap?turn=t1", 404),
    ("GET", "/healthz", 200),
    ("GET", "/readyz", 200),
    ("GET", "/metrics", 200),
    ("POST", "/internal/actions/webhook", 401),
    ("GET", "/finns/inte", 404),
]


def policy(answer):
    return {part.split()[0]: part.split()[1:] for part in answer.headers["content-security-policy"].split(";")}


@pytest.mark.parametrize(("method", "path", "status"), REQUESTS)
def test_every_answer_has_the_security_headers(site, method, path, status):
    answer = site.client.request(method, path)
    assert answer.status_code == status
    assert {name: answer.headers[name] for name in STRICT} == STRICT
    assert policy(answer)["default-src"] == ["'none'"]
    assert policy(answer)["script-src"] == ["'self'"]
    assert policy(answer)["frame-ancestors"] == ["'self'"]


def test_so_have_a_refused_body_a_limited_call_and_our_own_fault(make_site):
    site = make_site(requests_per_minute=2)
    too_large = site.client.post("/api/conversations", content=b"x" * 5000)

    def fail(_organisation):
        raise RuntimeError

    site.service.guide = fail
    fault = site.client.get("/api/organisations/alfa")
    limited = site.client.get("/api/organisations/alfa")
    assert [answer.status_code for answer in (too_large, fault, limited)] == [413, 500, 429]
    for answer in (too_large, fault, limited):
        assert {name: answer.headers[name] for name in STRICT} == STRICT
        assert "content-security-policy" in answer.headers


def test_the_policy_allows_nothing_inline_nothing_evaluated_and_nobody_elses_files():
    found = content_security_policy("")
    assert "unsafe" not in found
    assert "http" not in found
    assert "*" not in found
    assert "base-uri 'none'" in found


def test_only_the_origins_of_the_settings_may_frame_the_page(make_site):
    site = make_site(embed_origins="https://intranat.alfa.se  https://alfa.se")
    assert policy(site.client.get("/"))["frame-ancestors"] == ["'self'", "https://intranat.alfa.se", "https://alfa.se"]
    assert policy(site.client.get("/admin/logga-in"))["frame-ancestors"] == ["'self'"]


@pytest.mark.parametrize("path", ["/api/conversations", "/api/conversations/x", "/internal/actions/webhook"])
def test_what_holds_a_conversation_is_kept_by_no_cache(site, path):
    assert site.client.delete(path).headers["cache-control"] == "no-store"


def test_no_cookie_is_ever_set_and_no_other_origin_let_in(site):
    for method, path, _ in REQUESTS:
        answer = site.client.request(method, path, headers={"origin": "https://elak.example"})
        assert "set-cookie" not in answer.headers
        assert "access-control-allow-origin" not in answer.headers


# Pages that embed the widget

HOME, ELSEWHERE = "https://intranat.alfa.se", "https://elak.example"


def test_a_page_of_the_settings_may_ask_and_read_the_answer(make_site):
    site = make_site(embed_origins=f"{HOME} https://alfa.se", requests_per_minute=3)
    asked = {"origin": HOME, "access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    before = site.client.options("/api/conversations", headers=asked)
    assert before.status_code == 200
    assert before.headers["access-control-allow-origin"] == HOME
    assert "DELETE" in before.headers["access-control-allow-methods"]
    for path in ("/static/icon.svg", "/api/organisations/alfa", "/api/organisations/gamma"):
        answer = site.client.get(path, headers={"origin": HOME})
        assert answer.headers["access-control-allow-origin"] == HOME
        assert "access-control-allow-credentials" not in answer.headers
    site.client.get("/api/organisations/alfa")
    refused = site.client.get("/api/organisations/alfa", headers={"origin": HOME})
    assert refused.status_code == 429
    assert refused.headers["access-control-allow-origin"] == HOME
    assert "Retry-After" in refused.headers["access-control-expose-headers"]


@pytest.mark.parametrize("origin", [ELSEWHERE, HOME + ".elak.example", "http://intranat.alfa.se", "null"])
def test_no_other_page_may(make_site, origin):
    site = make_site(embed_origins=HOME)
    assert "access-control-allow-origin" not in site.client.get("/api/organisations/alfa", headers={"origin": origin}).headers
    asked = {"origin": origin, "access-control-request-method": "POST"}
    before = site.client.options("/api/conversations", headers=asked)
    assert before.status_code == 400
    assert "access-control-allow-origin" not in before.headers


def test_a_cache_keeps_the_pages_apart(make_site):
    site = make_site(embed_origins=HOME)
    assert "Origin" in site.client.get("/api/organisations/alfa").headers["vary"]
    assert "Origin" in site.client.get("/api/organisations/alfa", headers={"origin": HOME}).headers["vary"]


# Rate limits


def test_too_many_messages_in_a_conversation_are_told_when_to_try_again(make_site):
    site = make_site(turns_per_minute=3)
    with time_machine.travel("2026-05-04T09:00:00+02:00", tick=False) as clock:
        conversation, other = site.start(), site.start()
        for _ in range(3):
            assert site.post(conversation, text="hej").status_code == 200
        clock.shift(20)
        answer = site.post(conversation, text="hej")
        assert answer.status_code == 429
        assert answer.headers["retry-after"] == "40"
        assert "112" in answer.json()["detail"]
        assert site.post(other, text="hej").status_code == 200  # one talker silences nobody else
        clock.shift(int(answer.headers["retry-after"]) + 1)
        assert site.post(conversation, text="hej").status_code == 200


def test_a_limited_message_reaches_nobody(make_site):
    site = make_site(turns_per_minute=1)
    conversation = site.start()
    for _ in range(3):
        site.post(conversation, text="hej")
    assert len(site.rasa.said) == 1
    assert sum(row.turns for row in site.service.usage.turn_counts("alfa")) == 1


def test_too_many_calls_from_one_address_are_told_when_to_try_again(make_site):
    site = make_site(requests_per_minute=5)
    with time_machine.travel("2026-05-04T09:00:00+02:00", tick=False) as clock:
        for _ in range(5):
            assert site.client.get("/api/organisations/alfa").status_code == 200
        answer = site.client.get("/api/organisations/alfa")
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")
        clock.shift(61)
        assert site.client.get("/api/organisations/alfa").status_code == 200


def test_page_files_health_and_rasas_calls_are_never_limited(make_site):
    site = make_site(requests_per_minute=1)
    for path in ("/", "/static/icon.svg", "/healthz", "/readyz", "/metrics"):
        assert {site.client.get(path).status_code for _ in range(3)} == {200}
    call = {"next_action": None}
    token = {"token": "hemlig-nyckel"}
    assert {site.client.post("/internal/actions/webhook", params=token, json=call).status_code for _ in range(3)} == {200}


def test_a_forwarded_address_is_believed_only_behind_a_proxy(make_site):
    def calls(site):
        return [site.client.get("/api/organisations/alfa", headers={"x-forwarded-for": f"10.0.0.{number}"}).status_code for number in range(3)]

    assert calls(make_site(requests_per_minute=1)) == [200, 429, 429]
    assert calls(make_site(requests_per_minute=1, trust_proxy=True)) == [200, 200, 200]


def test_behind_a_proxy_the_address_the_proxy_added_counts_not_what_the_client_claims(make_site):
    site = make_site(requests_per_minute=1, trust_proxy=True)
    forged = [f"1.2.3.{number}, 10.0.0.1" for number in range(3)]
    assert [site.client.get("/api/organisations/alfa", headers={"x-forwarded-for": value}).status_code for value in forged] == [200, 429, 429]


def test_a_websocket_is_not_taken_for_a_page(site):
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), site.client.websocket_connect("/"):
        pass
