"""All kinds together, on examples, on random text and on the evaluation set."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy.mask import MASK, Masked, Masker

EVALUATION = Path(__file__).resolve().parents[1] / "evaluation" / "personuppgifter.yml"
KINDS = {"epost", "personnummer", "telefon", "adress", "namn"}


@pytest.fixture(scope="module")
def messages():
    return yaml.safe_load(EVALUATION.read_text(encoding="utf-8"))


def test_at_least_95_percent_of_the_personal_data_is_found(masker, messages):
    wanted = [(item["text"], secret) for item in messages for secret in item["maskera"]]
    missed = [(secret, text) for text, secret in wanted if secret in masker.mask(text).text]
    share = 1 - len(missed) / len(wanted)
    print(f"personal data found: {share:.1%} of {len(wanted)}")  # noqa: T201
    assert len(wanted) >= 80
    assert share >= 0.95, missed


def test_at_most_3_percent_of_the_ordinary_messages_are_disturbed(masker, messages):
    ordinary = [item["text"] for item in messages if not item["maskera"]]
    disturbed = [masked.text for text in ordinary if (masked := masker.mask(text)).kinds]
    share = len(disturbed) / len(ordinary)
    print(f"ordinary messages disturbed: {share:.1%} of {len(ordinary)}")  # noqa: T201
    assert len(ordinary) >= 60
    assert share <= 0.03, disturbed


@pytest.mark.parametrize("name", ["amnen", "fara", "utanfor", "kontakter", "begrepp"])
def test_at_most_1_percent_of_the_other_evaluation_messages_are_disturbed(masker, name):
    loaded = yaml.safe_load((EVALUATION.parent / f"{name}.yml").read_text(encoding="utf-8"))
    items = [item for group in loaded.values() for item in group] if isinstance(loaded, dict) else loaded
    texts = [item["text"] if isinstance(item, dict) else item for item in items]
    disturbed = [masked.text for text in texts if (masked := masker.mask(text)).kinds]
    assert len(disturbed) <= 0.01 * len(texts), disturbed


def test_example_questions_of_the_routines_hold_no_personal_data(masker, example):
    texts = [
        text
        for pack in (example.national, example.local)
        for routine in pack.routines.values()
        for text in (*routine.questions, *routine.test_questions)
    ]
    assert len(texts) > 500
    assert [masked.text for text in texts if (masked := masker.mask(text)).kinds] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("skriv till amina.k@example.com tack", "epost"),
        ("De bor kvar på Gökärtsgatan 3 säger grannen", "adress"),
        ("adressen är månstensvägen 12 B om polisen frågar", "adress"),
        ("flyttat till Lingonstigen 34, lgh 1102, i maj", "adress"),
        ("bor på Ekgatan 4, 931 30 Skellefteå sedan i höstas", "adress"),
        ("post skickas till 931 30 Skellefteå", "adress"),
    ],
)
def test_addresses_and_mail_are_seen(mask, text, kind):
    assert kind in mask(text).kinds


def test_several_kinds_are_told_each_once_and_neighbours_share_a_mask(mask):
    masked = mask("mamman Rehana 070-174 06 05 och pappan Farhad 070-174 06 08")
    assert masked.text == f"mamman {MASK} och pappan {MASK}"
    assert masked.kinds == ("telefon", "namn")


def test_a_message_without_personal_data_comes_back_as_it_was(mask):
    text = "hur gör jag en orosanmälan?"
    assert mask(text) == Masked(text, ())


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("20160412-2380", True),
        ("070-174 06 05 tack", True),
        ("pnr: 20160412-2380!", True),
        ("hur anmäler jag 20160412-2380", False),
        ("hej du", False),
    ],
)
def test_nothing_is_left_when_at_most_two_words_stand_beside_the_masks(mask, text, nothing):
    assert mask(text).nothing_left is nothing


@given(st.text(max_size=120))
def test_any_text_is_masked_without_failing_and_is_told_when_it_was(text):
    masked = Masker().mask(text)
    assert set(masked.kinds) <= KINDS
    assert (MASK in masked.text) if masked.kinds else masked.text == text


@given(before=st.text("abc åäö,.!?", max_size=20), after=st.text("abc åäö,.!?", max_size=20))
def test_a_number_is_masked_whatever_stands_beside_it(before, after):
    assert "2380" not in Masker().mask(f"{before} 20160412-2380 {after}").text


@given(
    st.lists(st.sampled_from(["mamman", "heter", "Rehana", "20160412-2380", "070-174 06 05", "och", "bor", "Ekgatan 4", "a@example.com"]), max_size=8)
)
def test_masking_twice_is_the_same_as_once(parts):
    once = Masker().mask(" ".join(parts)).text
    assert Masker().mask(once).text == once
