"""Calls that the OpenAPI allows, and calls that it does not, made by schemathesis with a fixed seed.

Its pytest plugin does not know this pytest; its strategies and checks are used as they are.
"""

from __future__ import annotations

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from bot.web.guard import MAX_BODY

BOUNDED = settings(
    max_examples=25,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
CONVERSATION = [
    "POST /api/conversations/{conversation_id}/messages",
    "DELETE /api/conversations/{conversation_id}",
    "POST /api/conversations/{conversation_id}/feedback",
    "GET /api/conversations/{conversation_id}/gap",
    "POST /api/conversations/{conversation_id}/gap",
]
OPERATIONS = [
    *CONVERSATION,
    "POST /api/conversations",
    "GET /api/organisations/{organisation_id}",
    "GET /api/organisations/{organisation_id}/offline",
    "GET /healthz",
    "GET /readyz",
    "GET /metrics",
]
REQUEST = {"method", "url", "headers", "data", "json", "params", "files", "cookies"}
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
WITH_BODY_OR_QUERY = {label for label in OPERATIONS if label.startswith("POST") or label.endswith("/gap")}
"""The others take any text in their path: there is no wrong call to make."""
CALLS = [
    pytest.param(label, mode, id=f"{label} {mode.value}")
    for label in OPERATIONS
    for mode in MODES
    if mode is GenerationMode.POSITIVE or label in WITH_BODY_OR_QUERY
]


@pytest.fixture
def operations(make_site):
    site = make_site(turns_per_minute=100_000)
    document = site.client.get("/api/openapi.json").json()
    schema = schemathesis.openapi.from_dict(document)
    found = {operation.label: operation for operation in (result.ok() for result in schema.get_all_operations())}
    return site, found


def test_every_operation_is_tried(operations):
    assert set(operations[1]) == set(OPERATIONS)


def send(site, case):
    """Through the test client, one event loop a call: schemathesis's own way to an app keeps a second loop running beside it."""
    kwargs = case.as_transport_kwargs(base_url="http://testserver")
    prepared = requests.Request(**{name: value for name, value in kwargs.items() if name in REQUEST}).prepare()
    return site.client.request(prepared.method, prepared.url, content=prepared.body, headers=dict(prepared.headers))


def try_out(site, operation, mode, change=lambda case: None):
    @BOUNDED
    @given(operation.as_strategy(generation_mode=mode))
    def calls(case):
        change(case)
        answer = send(site, case)
        if answer.status_code == 413:  # right, though the OpenAPI cannot say how long a body may be
            assert len(answer.request.content) > MAX_BODY
        else:
            case.validate_response(answer)

    calls()


@pytest.mark.parametrize(("label", "mode"), CALLS)
def test_any_call_is_answered_as_the_openapi_says(operations, label, mode):
    site, found = operations
    try_out(site, found[label], mode)


@pytest.mark.parametrize(("label", "mode"), [call for call in CALLS if "conversation_id" in call.id])
def test_so_is_a_call_to_a_conversation_that_is_there(operations, label, mode):
    site, found = operations

    def there(case):
        conversation = site.start()
        site.say(conversation, "kvantfysik")
        case.path_parameters["conversation_id"] = conversation

    try_out(site, found[label], mode, there)
