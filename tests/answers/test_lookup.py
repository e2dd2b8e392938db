"""Which contact, unit, role or term a message names: by the phrases found, else by the nearest spelling."""

from __future__ import annotations

import pytest

from bot.answers.lookup import named_contacts, named_role, named_terms, named_unit, nearest_names

from .packs import meant, named, situation

ALL = frozenset({"kontakt", "enhet", "roll", "begrepp"})


def asked(guide, *phrases, **state):
    return [resolved.contact.id for resolved in named_contacts(situation(guide, **state), meant("kontaktfraga", phrases=phrases))]


@pytest.mark.parametrize(
    ("message", "kinds", "kind", "identity"),
    [
        ("numret till socialjuoren", {"kontakt"}, "kontakt", "socialjour"),
        ("vem är chef på solrossen", {"enhet"}, "enhet", "solrosen"),
        ("jag är barnmorrska", {"roll"}, "roll", "barnmorska"),
        ("vad betyder hedersrelaterat vold", {"begrepp"}, "begrepp", "hrv"),
        ("FÖRSKOLAN SOLROSEN", {"enhet"}, "enhet", "solrosen"),
    ],
)
def test_a_slip_of_the_pen_is_forgiven(guide, message, kinds, kind, identity):
    (found,) = nearest_names(guide, message, frozenset(kinds))
    assert (found.kind, found.id) == (kind, identity)
    assert 0.84 <= found.score <= 1


@pytest.mark.parametrize("message", ["", "hej", "hur gör jag en orosanmälan", "vem vet något om blommor", "sol", "bm"])
def test_other_words_are_not_taken_for_a_name(guide, message):
    assert nearest_names(guide, message, frozenset({"enhet", "roll"})) == ()


def test_only_the_kinds_asked_for_are_looked_for_and_only_the_best_is_given(guide):
    assert nearest_names(guide, "socialjuoren", frozenset({"enhet"})) == ()
    assert len(nearest_names(guide, "socialjuoren solrossen barnmorrska", ALL)) == 1


def test_contacts_come_in_the_order_named_each_once(guide):
    assert asked(guide, named("kontakt", "vaxel"), named("kontakt", "socialjour"), named("kontakt", "vaxeln")) == ["vaxeln", "jouren"]


@pytest.mark.parametrize(
    ("phrases", "state", "expected"),
    [
        ([("kontakt", "chef")], {}, ["forvaltningschefen"]),
        ([("kontakt", "chef")], {"unit": "solrosen"}, ["rektorn-solrosen"]),
        ([("kontakt", "chef"), ("enhet", "bvc-backen")], {"unit": "solrosen"}, ["chefen-bvc"]),
        ([("enhet", "bvc-backen")], {}, ["chefen-bvc"]),
        ([("kontakt", "borta")], {}, []),
        ([("enhet", "borta")], {}, []),
        ([], {"unit": "solrosen"}, []),
    ],
)
def test_the_manager_is_that_of_the_unit_named_else_of_the_persons_own(guide, phrases, state, expected):
    assert asked(guide, *(named(*phrase) for phrase in phrases), **state) == expected


def test_units_roles_and_terms_are_those_there_are(guide):
    where = situation(guide)
    everything = meant(
        "om_mig",
        phrases=(
            named("enhet", "borta"),
            named("enhet", "solrosen"),
            named("roll", "trollkarl"),
            named("roll", "barnmorska"),
            named("begrepp", "hrv"),
            named("begrepp", "hrv"),
            named("begrepp", "borta"),
        ),
    )
    assert named_unit(where, everything).id == "solrosen"
    assert named_role(where, everything) == "barnmorska"
    assert [term.id for term in named_terms(where, everything)] == ["hrv"]


def test_nothing_named_is_nothing_found(guide):
    where, nothing = situation(guide), meant("om_mig")
    assert (named_unit(where, nothing), named_role(where, nothing), named_terms(where, nothing)) == (None, None, ())
