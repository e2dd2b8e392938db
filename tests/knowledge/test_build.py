from __future__ import annotations

from datetime import date

from bot.knowledge import build
from bot.knowledge.model import Exception_, Interval, Phone, Status, Urgency
from bot.knowledge.parse import parse_file
from bot.knowledge.source import parse


def contact(lines: str):
    body = "".join(f"    {line}\n" for line in lines.splitlines())
    parsed = parse_file(parse("x.yml", f"kontakter:\n  - id: jouren\n    namn: Jouren\n{body}".encode()), "kontaktfil", frozenset({"alltid"}))
    assert not parsed.document.problems
    return build.contact(parsed.values["kontakter"][0])


MORNING, DAY, NIGHT = Interval(480, 720), Interval(480, 990), Interval(990, 1920)


def test_a_named_day_beats_its_group_and_a_group_beats_all_days() -> None:
    hours = contact('oppettider: {alla_dagar: "08:00-12:00", vardagar: "08:00-16:30", fredag: stängt}').hours
    assert hours.week == ((DAY,), (DAY,), (DAY,), (DAY,), (), (MORNING,), (MORNING,))


def test_a_day_not_named_is_closed_and_holidays_are_closed_unless_said() -> None:
    hours = contact('oppettider: {mandag: "08:00-12:00"}').hours
    assert hours.week == ((MORNING,), (), (), (), (), (), ())
    assert hours.holidays == ()


def test_holidays_may_be_as_usual_or_have_hours_of_their_own() -> None:
    assert contact('oppettider: {vardagar: "16:30-08:00"}\nhelgdagar: som_vanligt').hours.holidays is None
    assert contact('oppettider: {vardagar: "16:30-08:00"}\nhelgdagar: "16:30-08:00"').hours.holidays == (NIGHT,)
    assert contact('oppettider: {vardagar: "16:30-08:00"}\nhelgdagar: stangt').hours.holidays == ()


def test_hours_not_written_are_not_known_rather_than_closed() -> None:
    assert contact('telefon: "112"').hours is None


def test_exceptions_keep_their_reason() -> None:
    made = contact('oppettider: {mandag: "08:00-12:00"}\navvikelser:\n  - {datum: "2026-12-23", tider: "08:00-12:00", orsak: dan före dan}')
    assert made.hours.exceptions == (Exception_(date(2026, 12, 23), (MORNING,), "dan före dan"),)


def test_a_contact_with_no_way_to_reach_it_is_missing() -> None:
    assert contact("for_vem: Alla").missing
    assert not contact("epost: a@b.se").missing
    assert not contact("webb: https://a.se").missing
    assert contact('telefon:\n  - {nummer: "112", namn: akut}').phones == (Phone("112", "112", "akut"),)


def test_what_lacks_its_id_or_name_is_left_out() -> None:
    assert build.contact({"id": "a"}) is None
    assert build.contact({"namn": "A"}) is None
    assert build.term({"id": "a", "term": "A"}) is None
    assert build.routine_file({"titel": "x"}, local=True) is None
    assert build.national_pack({"id": "nationell"}) is None
    assert build.organisation({"id": "alfa", "namn": "Alfa"}) is None


def test_a_key_that_is_not_written_is_none_so_that_it_overlays_nothing() -> None:
    parts = build.routine_file({"id": "tolk", "undvik": []}, local=True).parts
    assert parts.avoid == ()
    assert parts.steps is None
    assert parts.title is None
    assert parts.urgency is None


def test_steps_remember_who_wrote_them() -> None:
    values = {"id": "tolk", "bradska": "nu", "steg": [{"text": "Ring", "kontakt": "chef", "rutin": "akut_fara"}]}
    local, national = build.routine_file(values, local=True), build.routine_file(values, local=False)
    assert (local.parts.steps[0].local, national.parts.steps[0].local) == (True, False)
    assert (local.parts.steps[0].contact, local.parts.steps[0].routine) == ("chef", "akut_fara")
    assert local.parts.urgency is Urgency.NOW


def test_a_variant_without_whom_it_is_for_is_left_out() -> None:
    made = build.routine_file({"id": "tolk", "varianter": [{"kort_svar": "x"}, {"for": {"roll": ["barnmorska"]}, "kort_svar": "y"}]}, local=True)
    assert [variant.parts.answer for variant in made.variants] == ["y"]
    assert made.variants[0].matches("barnmorska", None)
    assert not made.variants[0].matches(None, "bvc")


def test_a_manager_is_short_for_a_local_role() -> None:
    made = build.organisation(
        {"id": "alfa", "namn": "Alfa", "status": "utkast", "enheter": [{"id": "e", "namn": "E", "typ": "bvc", "chef": "rektorn"}, {"id": "halv"}]}
    )
    assert made.status is Status.DRAFT
    assert [(unit.id, unit.local_roles) for unit in made.units] == [("e", {"chef": "rektorn"})]
    assert made.unit("e") is made.units[0]
    assert made.unit("halv") is None


def test_approval_needs_both_who_and_when() -> None:
    assert build.organisation({"id": "a", "namn": "A", "status": "granskad", "godkand": {"av": "Chefen"}}).approval is None
    made = build.organisation({"id": "a", "namn": "A", "status": "granskad", "godkand": {"av": "Chefen", "datum": date(2026, 1, 1)}})
    assert (made.approval.by, made.approval.on) == ("Chefen", date(2026, 1, 1))


def test_danger_keeps_its_levels_in_order() -> None:
    one = [{"id": "x", "uttryck": ["kniv"], "prov": ["kniven"]}]
    made = build.danger({"dampar": one, "fara": one, "signal": [{"id": "utan"}]})
    assert [(pattern.level, pattern.expressions, pattern.tests) for pattern in made] == [
        ("fara", ("kniv",), ("kniven",)),
        ("dampar", ("kniv",), ("kniven",)),
    ]
