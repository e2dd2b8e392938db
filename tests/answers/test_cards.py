"""Knowledge → cards: who comes first and why, fields as docs/http-api.md has them, and nothing that the packs do not say."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from bot.answers import cards
from bot.answers import messages as m
from bot.knowledge.model import Status, Urgency

from .packs import MONDAY_EVENING, MONDAY_MORNING, local, make_guide, routine, situation

DOCS = Path(__file__).resolve().parents[2] / "docs" / "http-api.md"


def ids(views):
    return [view.id for view in views]


def in_order(where, *references, urgency=Urgency.TODAY):
    return cards.ordered(where, where.guide.resolve_all(references, where.unit), urgency)


# --- who comes first -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("urgency", list(Urgency))
def test_an_open_first_contact_stays_first_without_a_reason(guide, urgency):
    views = in_order(situation(guide), "socialtjanst-mottagning", "stodlinjen", urgency=urgency)
    assert ids(views) == ["mottagningen", "stodlinjen"]
    assert [view.why for view in views] == [None, None]


@pytest.mark.parametrize("urgency", list(Urgency))
def test_a_closed_first_contact_gives_way_to_the_local_one_that_is_open_and_says_why(guide, urgency):
    views = in_order(situation(guide, MONDAY_EVENING), "socialtjanst-mottagning", "chef", "socialjour", urgency=urgency)
    assert ids(views) == ["jouren", "mottagningen", "forvaltningschefen"]
    assert views[0].why == "Visas först för att Mottagningen barn och familj har stängt nu."
    assert [view.why for view in views[1:]] == [None, None]


@pytest.mark.parametrize(("urgency", "first"), [(Urgency.NOW, "stodlinjen"), (Urgency.TODAY, "stodlinjen"), (Urgency.PLAN, "mottagningen")])
def test_a_national_line_is_moved_up_only_when_there_is_no_time(guide, urgency, first):
    views = in_order(situation(guide, MONDAY_EVENING), "socialtjanst-mottagning", "stodlinjen", urgency=urgency)
    assert views[0].id == first
    assert (views[0].why is not None) is (first == "stodlinjen")


@pytest.mark.parametrize("now", [MONDAY_MORNING, MONDAY_EVENING])
@pytest.mark.parametrize("urgency", [Urgency.TODAY, Urgency.PLAN])
def test_112_stands_last_and_is_never_moved_up_unless_it_is_urgent(guide, now, urgency):
    views = in_order(situation(guide, now), "sos-112", "socialtjanst-mottagning", "chef", urgency=urgency)
    assert ids(views) == ["mottagningen", "forvaltningschefen", "sos-112"]


def test_112_is_moved_up_when_it_is_urgent_now(guide):
    views = in_order(situation(guide, MONDAY_EVENING), "socialtjanst-mottagning", "sos-112", urgency=Urgency.NOW)
    assert ids(views) == ["sos-112", "mottagningen"]
    assert views[0].why


def test_when_all_are_closed_the_order_is_the_routines_own(guide):
    views = in_order(situation(guide, MONDAY_EVENING), "socialtjanst-mottagning", "chef", "vaxel")
    assert ids(views) == ["mottagningen", "forvaltningschefen", "vaxeln"]
    assert {view.why for view in views} == {None}


@pytest.mark.parametrize(("urgency", "expected"), [("idag", ["stodlinjen", "sos-112"]), ("planera", ["stodlinjen", "sos-112"]), ("nu", ["sos-112"])])
def test_where_only_112_is_left_the_onward_chain_comes_before_it_unless_it_is_urgent(tmp_path, urgency, expected):
    lonely = routine("ensam", "Ensam rutin", bradska=urgency, kontakter=["socialtjanst-mottagning", "sos-112"])
    bare = {"id": "alfa", "namn": "Alfa", "status": "utkast"}
    guide = make_guide(tmp_path, national={"rutiner/ensam.yml": lonely}, local={"organisation.yml": bare})
    shown = card(situation(guide), "ensam")
    assert ids([shown.first_contact, *shown.contacts]) == expected


def test_no_contacts_give_no_views(guide):
    assert in_order(situation(guide)) == []


def test_a_first_contact_of_unknown_hours_keeps_its_place(tmp_path):
    files = {
        "kontakter": [
            {"id": "okand", "namn": "Okänd", "telefon": "040-628 04 09"},
            {"id": "jour", "namn": "Jour", "telefon": "040-628 04 08", "dygnet_runt": "ja"},
        ]
    }
    guide = make_guide(
        tmp_path,
        local={
            "kontakter.yml": files,
            "organisation.yml": {"id": "alfa", "namn": "Alfa", "status": "utkast", "lokala_roller": {"chef": "okand", "socialjour": "jour"}},
        },
    )
    assert ids(in_order(situation(guide, MONDAY_EVENING), "chef", "socialjour")) == ["okand", "jour"]


def test_a_contact_without_a_telephone_is_not_moved_up(tmp_path):
    files = {
        "kontakter": [
            {"id": "chefen", "namn": "Chefen", "telefon": "040-628 04 09", "oppettider": {"vardagar": "08:00-16:30"}},
            {"id": "brevlada", "namn": "Brevlådan", "epost": "brev@example.com", "dygnet_runt": "ja"},
        ]
    }
    guide = make_guide(
        tmp_path,
        local={
            "kontakter.yml": files,
            "organisation.yml": {"id": "alfa", "namn": "Alfa", "status": "utkast", "lokala_roller": {"chef": "chefen", "socialjour": "brevlada"}},
        },
    )
    assert ids(in_order(situation(guide, MONDAY_EVENING), "chef", "socialjour")) == ["chefen", "brevlada"]


# --- a contact -----------------------------------------------------------------------------------------------------------------------------


def test_a_contact_shows_all_that_its_file_says(guide):
    where = situation(guide)
    (resolved,) = guide.resolve_all(("socialtjanst-mottagning",))
    assert cards.contact_view(where, resolved).model_dump() == {
        "id": "mottagningen",
        "name": "Mottagningen barn och familj",
        "role": "Socialtjänstens mottagning",
        "for_whom": "Alla.",
        "phones": (
            {"number": "+46406280403", "display": "040-628 04 03", "spoken": "0 4 0 6 2 8 0 4 0 3", "name": None},
            {"number": "+46406280413", "display": "040-628 04 13", "spoken": "0 4 0 6 2 8 0 4 1 3", "name": "Mottagningens chef"},
        ),
        "email": "mottagningen@example.com",
        "url": "https://example.com/mottagningen",
        "open": {"state": "open", "label": "Öppet nu, stänger 16:30"},
        "hours": (
            {"days": "måndag–fredag", "hours": "08:00–16:30"},
            {"days": "lördag–söndag", "hours": "stängt"},
            {"days": "helgdagar", "hours": "stängt"},
        ),
        "good_to_know": ("Du får fråga utan namn.",),
        "caveat": "Kontrollera numret.",
        "verified_on": "2026-03-01",
        "why": None,
        "missing": False,
        "local": True,
    }


def test_a_role_nobody_fills_shows_its_reserve_and_says_so(guide):
    (resolved,) = guide.resolve_all(("tolkformedling",))
    view = cards.contact_view(situation(guide), resolved)
    assert (view.id, view.why) == ("vaxeln", "Tolkförmedlingen saknas i kommunens uppgifter. Börja här.")


def test_a_national_contact_is_not_local(guide):
    (resolved,) = guide.resolve_all(("stodlinjen",))
    view = cards.contact_view(situation(guide), resolved)
    assert (view.local, view.role, view.open.state) == (False, None, "always")


def test_a_contact_with_nothing_to_call_is_a_visible_gap(tmp_path):
    files = {"kontakter": [{"id": "chefen", "namn": "Chefen"}]}
    guide = make_guide(tmp_path, local={"kontakter.yml": files, "organisation.yml": {"id": "alfa", "namn": "Alfa", "status": "utkast"}})
    (resolved,) = guide.resolve_all(("chefen",))
    view = cards.contact_view(situation(guide), resolved)
    assert view.missing
    assert view.caveat == "Numret saknas i kommunens uppgifter. Fråga växeln eller din chef."


# --- the routine card ----------------------------------------------------------------------------------------------------------------------


def card(where, routine_id):
    return cards.routine_card(where, where.guide.routine(routine_id, unit=where.unit, role=where.role))


def test_the_routine_card_is_the_files_own_words_in_the_documented_order(guide):
    shown = card(situation(guide), "orosanmalan")
    assert (shown.title, shown.answer) == ("Göra en orosanmälan", "Ring socialtjänstens mottagning och anmäl.")
    assert (shown.urgency, shown.urgency_label, shown.adapted_for) == ("idag", "Gör det idag", None)
    assert shown.first_contact.id == "mottagningen"
    assert [step.text for step in shown.steps] == ["Ring mottagningen.", "Prata med chefen.", "Läs om tolk.", "Fyll i Alfas blankett."]
    assert [step.local for step in shown.steps] == [False, False, False, True]
    assert shown.avoid == ("Lova inte tystnad.", "Vänta inte.")
    assert ids(shown.contacts) == ["jouren", "stodlinjen", "sos-112"]  # without the first
    assert [law.model_dump() for law in shown.laws] == [
        {"law": "Socialtjänstlagen (2025:400)", "paragraph": "19 kap. 1 §", "about": "anmälan"},
        {"law": "Barnkonventionen", "paragraph": None, "about": None},
    ]
    assert [source.model_dump() for source in shown.sources] == [
        {"title": "Socialstyrelsen", "url": "https://example.com/oro", "fetched_on": "2026-02-01"}
    ]
    assert [choice.model_dump() for choice in shown.related] == [
        {"choice": "rutin:tolk", "label": "Boka tolk"},
        {"choice": "rutin:misstanke_heder", "label": "Misstänka heder"},
    ]


def test_a_step_carries_whom_it_calls_and_where_it_leads(guide):
    steps = card(situation(guide, unit="solrosen"), "orosanmalan").steps
    assert (steps[0].contact.id, steps[0].contact.phone.number, steps[0].routine) == ("mottagningen", "+46406280403", None)
    assert steps[1].contact.id == "rektorn-solrosen"  # the unit's own manager
    assert (steps[2].contact, steps[2].routine.choice) == (None, "rutin:tolk")


def test_the_origin_says_which_parts_are_local_and_who_owns_them(guide):
    origin = card(situation(guide), "orosanmalan").origin
    assert (origin.level, origin.label) == ("mixed", "Nationell rutin med lokala delar från Alfa kommun")
    assert (origin.owner, origin.reviewed_on, origin.review_by) == ("Socialchefen", "2026-05-01", "2026-11-01")
    assert origin.local_parts == ("steg_efter",)
    assert (card(situation(guide), "tolk").origin.label, card(situation(guide), "lovlista").origin.label) == (
        "Nationell grundtext",
        "Lokal rutin, Alfa kommun",
    )


@pytest.mark.parametrize(("day", "overdue"), [((2026, 10, 31), False), ((2026, 11, 1), False), ((2026, 11, 2), True)])
def test_a_routine_is_overdue_from_the_day_after_its_review_is_due(guide, day, overdue):
    assert card(situation(guide, local(*day, 12, 0)), "orosanmalan").origin.overdue is overdue


def test_overdue_is_counted_in_swedish_days(guide):
    late_evening_utc = datetime.fromisoformat("2026-11-01T23:30:00+00:00")  # 00:30 on the 2nd in Stockholm
    assert card(situation(guide, late_evening_utc), "orosanmalan").origin.overdue


@pytest.mark.parametrize(
    ("national", "municipal", "level", "status", "label"),
    [
        ("granskad", "exempel", "tolk", Status.EXAMPLE, "Exempeldata – inte för skarpt bruk"),
        ("granskad", "granskad", "tolk", Status.REVIEWED, None),
        ("utkast", "granskad", "tolk", Status.DRAFT, "Utkast – inte godkänt för skarpt bruk"),
        ("utkast", "granskad", "lovlista", Status.REVIEWED, None),
    ],
)
def test_a_card_is_approved_when_everything_on_it_is(tmp_path, national, municipal, level, status, label):
    from .packs import LOCAL, NATIONAL

    approved = {"godkand": {"av": "Socialchefen", "datum": "2026-03-01"}}
    guide = make_guide(
        tmp_path,
        national={"paket.yml": {**NATIONAL["paket.yml"], "status": national}},
        local={"organisation.yml": {**LOCAL["organisation.yml"], "status": municipal, **(approved if municipal == "granskad" else {})}},
    )
    origin = card(situation(guide), level).origin
    assert (origin.status, origin.status_label) == (status.value, label)


@pytest.mark.parametrize(
    ("state", "answer", "adapted"),
    [
        ({"role": "barnmorska"}, "Som barnmorska ringer du själv.", "Anpassad för barnmorska"),
        ({"unit": "bvc-backen"}, "På BVC skriver du i journalen.", "Anpassad för bvc"),
        ({"unit": "solrosen"}, "Ring socialtjänstens mottagning och anmäl.", None),
        ({"role": "forskollarare"}, "Ring socialtjänstens mottagning och anmäl.", None),
    ],
)
def test_a_variant_is_shown_to_whom_it_is_for_and_says_so(guide, state, answer, adapted):
    shown = card(situation(guide, **state), "orosanmalan")
    assert (shown.answer, shown.adapted_for) == (answer, adapted)


def test_a_routine_without_contacts_has_no_first_contact(tmp_path):
    guide = make_guide(tmp_path, national={"rutiner/ensam.yml": routine("ensam", "Ensam rutin")})
    shown = card(situation(guide), "ensam")
    assert (shown.first_contact, shown.contacts) == (None, ())


# --- other cards ---------------------------------------------------------------------------------------------------------------------------


def test_a_contacts_card_is_headed_by_how_many_there_are(guide):
    where = situation(guide)
    one, two = guide.resolve_all(("chef",)), guide.resolve_all(("chef", "vaxel"))
    assert (cards.contacts_card(where, one).title, cards.contacts_card(where, two).title) == ("Kontakt", "Kontakter")


def test_a_term_card_shows_definition_source_and_related_routines(guide):
    shown = cards.term_card(situation(guide), guide.terms["hrv"])
    assert shown.model_dump() == {
        "type": "term",
        "id": "hrv",
        "term": "HRV",
        "definition": "Hedersrelaterat våld och förtryck.",
        "aliases": ("hedersrelaterat våld",),
        "source": {"title": "Socialstyrelsen", "url": "https://example.com/hrv", "fetched_on": None},
        "related": ({"choice": "rutin:orosanmalan", "label": "Göra en orosanmälan"},),
    }


@pytest.mark.parametrize(("unit", "manager"), [("solrosen", "rektorn-solrosen"), ("bvc-backen", "chefen-bvc"), (None, "forvaltningschefen")])
def test_the_onward_chain_begins_with_the_units_own_manager(guide, unit, manager):
    shown = cards.onward_card(situation(guide, unit=unit))
    assert shown.title == "Fråga här"
    assert ids(shown.contacts) == [manager, "mottagningen", "stodlinjen"]


def test_at_night_the_onward_chain_begins_with_whoever_answers(guide):
    assert ids(cards.onward_card(situation(guide, MONDAY_EVENING, unit="solrosen")).contacts) == ["stodlinjen", "rektorn-solrosen", "mottagningen"]


@pytest.mark.parametrize(("now", "duty"), [(MONDAY_MORNING, "mottagningen"), (MONDAY_EVENING, "jouren")])
def test_the_emergency_card_has_112_what_to_say_and_the_duty_line_that_answers(guide, now, duty):
    shown = cards.emergency_card(situation(guide, now))
    assert (shown.card, shown.title, shown.phone.number) == (True, "Fara nu? Ring 112", "112")
    assert ids(shown.contacts) == [duty]
    assert "Kontakta inte familjen." in shown.steps


def test_the_emergency_line_is_one_line(guide):
    shown = cards.emergency_line(situation(guide))
    assert (shown.card, shown.text, shown.steps, shown.contacts) == (False, "Är någon i fara just nu? Ring 112 först.", (), ())
    assert shown.phone.spoken == "1 1 2"


def test_112_is_there_even_when_the_pack_forgot_it(tmp_path):
    from .packs import NATIONAL

    without = {"kontakter": NATIONAL["kontakter.yml"]["kontakter"][1:]}
    for name in ("akut_fara", "orosanmalan", "tolk", "hot_nu"):
        assert f"rutiner/{name}.yml" in NATIONAL
    guide = make_guide(
        tmp_path,
        national={
            "kontakter.yml": without,
            **{
                name: {**content, "kontakter": [one for one in content.get("kontakter", []) if one != "sos-112"]}
                for name, content in NATIONAL.items()
                if name.startswith("rutiner/")
            },
        },
    )
    assert cards.emergency_line(situation(guide)).phone.model_dump() == {"number": "112", "display": "112", "spoken": "1 1 2", "name": None}


# --- as documented -------------------------------------------------------------------------------------------------------------------------


def documented(name: str) -> list[str]:
    """The field names that docs/http-api.md gives for a message type or a part."""
    text = DOCS.read_text(encoding="utf-8")
    row = re.search(rf"^\| `{name}` \| (.*) \|$", text, re.MULTILINE)
    if row:
        cells = re.sub(r"\([^)]*\)|\{[^}]*\}", "", row.group(1))
        return [re.match(r"\w+", span).group() for span in re.findall(r"`([^`]+)`", cells)]
    braces = re.search(rf"^`{name}`: `\{{(.*?)\}}`", text, re.MULTILINE)
    assert braces, name
    return [part.split(":")[0].strip() for part in re.sub(r"\{[^}]*\}(\[\])?", "", braces.group(1)).split(",") if part.strip()]


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("text", m.Text),
        ("notice", m.Notice),
        ("emergency", m.Emergency),
        ("routine", m.RoutineCard),
        ("contacts", m.Contacts),
        ("term", m.TermCard),
        ("choices", m.Choices),
    ],
)
def test_every_message_has_the_documented_fields_in_the_documented_order(name, model):
    assert [field for field in model.model_fields if field != "type"] == documented(name)


@pytest.mark.parametrize(
    ("name", "model"), [("Choice", m.Choice), ("Phone", m.PhoneView), ("Contact", m.ContactView), ("Step", m.StepView), ("Origin", m.Origin)]
)
def test_every_part_has_the_documented_fields(name, model):
    assert list(model.model_fields) == documented(name)


def test_optional_fields_are_sent_as_null_or_empty_never_left_out(guide):
    sent = card(situation(guide), "tolk").model_dump(mode="json")
    assert sent["adapted_for"] is None
    assert sent["laws"] == []
    assert set(sent) == set(m.RoutineCard.model_fields)


# --- the real content ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("now", [MONDAY_MORNING, MONDAY_EVENING, local(2026, 12, 25, 3, 0)])
@pytest.mark.parametrize("organisation", ["exempelkommun", "malmo", "skelleftea"])
def test_every_routine_of_every_municipality_gives_a_card_with_somebody_to_turn_to(real, organisation, now):
    where = situation(real.guides[organisation], now)
    bare = []
    for found in where.guide.routines():
        shown = cards.routine_card(where, found)
        if shown.first_contact is None or shown.first_contact.missing or not shown.steps:
            bare.append(found.id)
        if found.urgency is not Urgency.NOW and shown.first_contact is not None:
            assert shown.first_contact.id != cards.EMERGENCY
    assert bare == []


@pytest.mark.parametrize("now", [MONDAY_MORNING, MONDAY_EVENING, local(2026, 12, 25, 3, 0)])
@pytest.mark.parametrize("organisation", ["exempelkommun", "malmo", "skelleftea"])
def test_for_every_unit_at_any_hour_the_chain_begins_with_somebody_who_can_be_called(real, organisation, now):
    guide = real.guides[organisation]
    for unit in (*guide.organisation.units, None):
        chain = cards.onward_card(situation(guide, now, unit=unit.id if unit else None)).contacts
        assert chain
        assert any(view.phones for view in chain)
        assert cards.EMERGENCY not in ids(chain)
