"""What the routes share."""

from __future__ import annotations

import pytest
import time_machine

from bot.web.problems import Problem
from bot.web.service import masker


def test_the_default_municipality_is_served_when_none_is_named(site):
    assert site.service.guide(None).organisation.id == "alfa"
    assert site.service.guide("").organisation.id == "alfa"
    assert site.service.guide("beta").organisation.id == "beta"


def test_an_unknown_municipality_is_a_problem(site):
    with pytest.raises(Problem) as raised:
        site.service.guide("gamma")
    assert (raised.value.code, raised.value.status) == ("organisation-finns-inte", 404)


@pytest.mark.parametrize(
    ("moment", "day"),
    [("2026-05-04T21:59:00+00:00", "2026-05-04"), ("2026-05-04T22:00:00+00:00", "2026-05-05"), ("2026-12-31T23:30:00+00:00", "2027-01-01")],
)
def test_the_day_is_swedens(site, moment, day):
    with time_machine.travel(moment, tick=False):
        assert site.service.today().isoformat() == day


def test_the_masker_knows_the_municipalitys_own_and_is_made_once(site):
    alfa, beta = site.service.guide("alfa"), site.service.guide("beta")
    assert masker(alfa) is masker(alfa)
    assert masker(alfa).mask("ring 040-628 04 03").kinds == ()
    assert masker(beta).mask("ring 040-628 04 03").kinds == ("telefon",)


async def test_forgetting_is_done_in_the_app_also_when_rasa_is_down(site):
    import httpx

    async def down(_request):
        raise httpx.ConnectError("down")

    conversation = site.start()
    site.rasa.answer = down
    await site.service.forget(conversation)
    assert site.service.conversations.get(conversation) is None


async def test_the_wait_told_is_at_least_a_second(make_site):
    service = make_site(turns_per_minute=1).service
    with time_machine.travel("2026-05-04T09:00:00+02:00", tick=False) as clock:
        await service.limit_turns("x")
        clock.shift(59.9)
        with pytest.raises(Problem) as raised:
            await service.limit_turns("x")
    assert raised.value.headers == {"Retry-After": "1"}
