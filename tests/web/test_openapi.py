"""Every call that the OpenAPI allows, and many that it does not, made by schemathesis with a fixed seed."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings

BOUNDED = settings(
    max_examples=25,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def api(make_site):
    site = make_site(turns_per_minute=100_000)
    loaded = schemathesis.openapi.from_asgi("/api/openapi.json", site.app)
    loaded.site = site
    return loaded


schema = schemathesis.pytest.from_fixture("api")


@schema.parametrize()
@BOUNDED
def test_any_call_is_answered_as_the_openapi_says(case):
    case.call_and_validate()


@schema.include(path_regex="conversation_id").parametrize()
@BOUNDED
def test_so_are_calls_to_a_conversation_that_is_there(case, api):
    case.path_parameters["conversation_id"] = api.site.start()
    case.call_and_validate()
