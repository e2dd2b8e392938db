"""Calls that the OpenAPI allows, and calls that it does not, made by schemathesis with a fixed seed.

Its pytest plugin does not know this pytest; its strategies are used as they are.
"""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

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
OPERATIONS = [*CONVERSATION, "POST /api/conversations", "GET /api/organisations/{organisation_id}", "GET /healthz", "GET /readyz", "GET /metrics"]
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

    async def without_life(scope, receive, send):
        """One call at a time and nothing beside it: schemathesis would else keep the app's own tasks alive on another event loop."""
        if scope["type"] == "lifespan":
            raise NotImplementedError
        await site.app(scope, receive, send)

    schema.app = without_life
    found = {operation.label: operation for operation in (result.ok() for result in schema.get_all_operations())}
    return site, found


def test_every_operation_is_tried(operations):
    assert set(operations[1]) == set(OPERATIONS)


def try_out(operation, mode, change=lambda case: None):
    @BOUNDED
    @given(operation.as_strategy(generation_mode=mode))
    def calls(case):
        change(case)
        case.call_and_validate()

    calls()


@pytest.mark.parametrize(("label", "mode"), CALLS)
def test_any_call_is_answered_as_the_openapi_says(operations, label, mode):
    try_out(operations[1][label], mode)


@pytest.mark.parametrize(("label", "mode"), [call for call in CALLS if "conversation_id" in call.id])
def test_so_is_a_call_to_a_conversation_that_is_there(operations, label, mode):
    site, found = operations

    def there(case):
        conversation = site.start()
        site.say(conversation, "kvantfysik")
        case.path_parameters["conversation_id"] = conversation

    try_out(found[label], mode, there)
