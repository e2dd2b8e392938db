"""Before the address is printed."""

from __future__ import annotations

import httpx
import pytest
import structlog

from bot.web import warmup


@pytest.fixture
def naps(monkeypatch):
    """Sleeps that take no time; each is noted and may change something."""
    taken = []

    async def nap(seconds):
        taken.append(seconds)
        for happens in naps_do:
            happens(len(taken))

    naps_do = []
    monkeypatch.setattr(warmup.asyncio, "sleep", nap)
    return taken, naps_do


async def test_it_waits_for_a_model_then_takes_some_turns_and_tells_the_address(site, naps):
    taken, happens = naps
    site.rasa.model = None

    def model_comes(nap):
        if nap == 3:
            site.rasa.model = "m.tar.gz"

    happens.append(model_comes)
    with structlog.testing.capture_logs() as events:
        await warmup.warm_up(site.service)
    assert len(taken) == 3
    assert [event["event"] for event in events] == ["waiting_for_rasa", "ready"]
    assert events[-1]["address"] == "http://127.0.0.1:8000"
    assert site.rasa.said == list(warmup.WARM_TURNS)


async def test_nothing_of_it_stays(site, naps):
    await warmup.warm_up(site.service)
    assert site.rasa.trackers == {}
    assert len(site.service.conversations) == 0
    assert list(site.service.usage.turn_counts("alfa")) == []


async def test_a_turn_that_fails_does_not_stop_the_start(site, naps):
    async def only_status(request):
        if request.url.path == "/status":
            return httpx.Response(200, json={"model_file": "m"})
        raise httpx.ReadTimeout("slow")

    site.rasa.answer = only_status
    with structlog.testing.capture_logs() as events:
        await warmup.warm_up(site.service)
    assert events[-1]["event"] == "ready"


async def test_without_its_municipality_it_still_starts(make_site, naps):
    with structlog.testing.capture_logs() as events:
        await warmup.warm_up(make_site(organisation="gamma").service)
    assert events[-1]["event"] == "ready"
