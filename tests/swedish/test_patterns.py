from __future__ import annotations

import pytest

from bot.swedish.patterns import GAP, Patterns

PATTERNS = Patterns({"kniv": ["hota * med kniv/pistol", "bära kniv"], "slag": ["slå barn"], "soc": ["ringa socialtjänsten"]})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Han HOTAR oss med kniven!", {"kniv"}),
        ("hon hotade med pistolen", {"kniv"}),
        ("pappan bär kniv", {"kniv"}),
        ("de slar barnet", {"slag"}),
        ("han slog barnen, hon bär kniv", {"slag", "kniv"}),
        ("måste jag ringa soc", {"soc"}),
        ("med kniv hotar han", set()),
        ("kniv", set()),
        ("", set()),
    ],
)
def test_words_in_order_are_found_in_any_inflection(text: str, found: set[str]) -> None:
    assert PATTERNS.found(text) == found


def test_a_star_is_up_to_three_words() -> None:
    assert GAP == 3
    assert PATTERNS.found("hotar " + "x " * 3 + "med kniv") == {"kniv"}
    assert PATTERNS.found("hotar " + "x " * 4 + "med kniv") == set()


@pytest.mark.filterwarnings("ignore:.*does not have any patterns")
def test_no_patterns_find_nothing() -> None:
    assert Patterns({}).found("han bär kniv") == set()
