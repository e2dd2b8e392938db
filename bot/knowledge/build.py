"""Checked values of one file → the model. Called only with what `parse.py` let through; tolerant of keys that are absent."""

from __future__ import annotations

from typing import Any

from bot.knowledge.model import (
    Approval,
    Contact,
    DangerPattern,
    DayHours,
    Exception_,
    Law,
    LocalRole,
    Named,
    NationalPack,
    OpeningHours,
    Organisation,
    Phone,
    RoutineFile,
    RoutineParts,
    Source,
    Status,
    Step,
    Term,
    Unit,
    Urgency,
    Variant,
)

Values = dict[str, Any]

DAYS = ("mandag", "tisdag", "onsdag", "torsdag", "fredag", "lordag", "sondag")


def routine_file(values: Values, *, local: bool) -> RoutineFile | None:
    """None when the file has no usable id."""
    if "id" not in values:
        return None
    return RoutineFile(
        id=values["id"],
        parts=_parts(values, local),
        questions=tuple(values.get("fragor", ())),
        test_questions=tuple(values.get("provfragor", ())),
        variants=tuple(_variant(variant, local) for variant in values.get("varianter", ()) if "for" in variant),
        to_check=tuple(values.get("att_kontrollera", ())),
    )


def _parts(values: Values, local: bool) -> RoutineParts:
    def many(key: str, make: Any) -> Any:
        return tuple(make(item) for item in values[key]) if key in values else None

    def step(item: Values) -> Step:
        return Step(item.get("text", ""), item.get("kontakt"), item.get("rutin"), local)

    urgency = values.get("bradska")
    return RoutineParts(
        title=values.get("titel"),
        answer=values.get("kort_svar"),
        urgency=Urgency(urgency) if urgency else None,
        steps=many("steg", step),
        steps_before=many("steg_fore", step),
        steps_after=many("steg_efter", step),
        avoid=many("undvik", str),
        contacts=many("kontakter", str),
        laws=many("lagrum", _law),
        sources=many("kallor", _source),
        related=many("relaterade", str),
        owner=values.get("agare"),
        reviewed_on=values.get("granskad"),
        review_by=values.get("granskas_senast"),
    )


def _law(item: Values) -> Law:
    return Law(item.get("lag", ""), item.get("paragraf"), item.get("galler"))


def _source(item: Values) -> Source:
    return Source(item.get("titel", ""), item.get("url"), item.get("hamtad"))


def _variant(item: Values, local: bool) -> Variant:
    return Variant(frozenset(item["for"].get("roll", ())), frozenset(item["for"].get("verksamhet", ())), _parts(item, local))


def contact(values: Values) -> Contact | None:
    """None without id or name."""
    if "id" not in values or "namn" not in values:
        return None
    return Contact(
        id=values["id"],
        name=values["namn"],
        aliases=tuple(values.get("alias", ())),
        phones=tuple(_phone(item) for item in values.get("telefon", ()) if "nummer" in item),
        email=values.get("epost"),
        url=values.get("webb"),
        always_open=values.get("dygnet_runt", False),
        hours=_hours(values),
        for_whom=values.get("for_vem"),
        good_to_know=tuple(values.get("bra_att_veta", ())),
        caveat=values.get("forbehall"),
        verified_on=values.get("verifierad"),
        source=_source(values["kalla"]) if "kalla" in values else None,
        to_check=tuple(values.get("att_kontrollera", ())),
    )


def _phone(item: Values) -> Phone:
    phone: Phone = item["nummer"]
    return Phone(phone.number, phone.display, item.get("namn"))


def _hours(values: Values) -> OpeningHours | None:
    if "oppettider" not in values:
        return None
    given = values["oppettider"]
    week: list[DayHours] = []
    for index, day in enumerate(DAYS):
        group = "vardagar" if index < 5 else "helger"
        week.append(given.get(day, given.get(group, given.get("alla_dagar", ()))))
    holidays = values.get("helgdagar", "stangt")
    rest: DayHours | None = None if holidays == "som_vanligt" else () if holidays == "stangt" else holidays
    exceptions = tuple(
        Exception_(item["datum"], item["tider"], item.get("orsak")) for item in values.get("avvikelser", ()) if "datum" in item and "tider" in item
    )
    return OpeningHours(tuple(week), rest, exceptions)


def term(values: Values) -> Term | None:
    if not {"id", "term", "definition", "kalla"} <= values.keys():
        return None
    return Term(
        id=values["id"],
        term=values["term"],
        definition=values["definition"],
        source=_source(values["kalla"]),
        aliases=tuple(values.get("alias", ())),
        related=tuple(values.get("relaterade", ())),
        to_check=tuple(values.get("att_kontrollera", ())),
    )


def _named(item: Values) -> Named:
    return Named(item["id"], item["namn"], tuple(item.get("alias", ())))


def _approval(values: Values) -> Approval | None:
    given = values.get("godkand", {})
    return Approval(given["av"], given["datum"]) if {"av", "datum"} <= given.keys() else None


def _complete(items: list[Values], *keys: str) -> list[Values]:
    return [item for item in items if item.keys() >= set(keys)]


def national_pack(values: Values) -> NationalPack | None:
    if not {"id", "namn", "status", "lokala_roller"} <= values.keys():
        return None
    return NationalPack(
        id=values["id"],
        name=values["namn"],
        status=Status(values["status"]),
        kinds=tuple(_named(item) for item in _complete(values.get("verksamhetstyper", []), "id", "namn")),
        roles=tuple(_named(item) for item in _complete(values.get("roller", []), "id", "namn")),
        local_roles=tuple(
            LocalRole(item["id"], item["namn"], item.get("beskrivning", ""), tuple(item.get("alias", ())), item.get("reserv"), item.get("nar_stangt"))
            for item in _complete(values["lokala_roller"], "id", "namn")
        ),
        onward=tuple(values.get("hanvisning", ())),
        approval=_approval(values),
        to_check=tuple(values.get("att_kontrollera", ())),
    )


def organisation(values: Values) -> Organisation | None:
    if not {"id", "namn", "status"} <= values.keys():
        return None
    return Organisation(
        id=values["id"],
        name=values["namn"],
        status=Status(values["status"]),
        aliases=tuple(values.get("alias", ())),
        approval=_approval(values),
        local_roles=dict(values.get("lokala_roller", {})),
        onward=tuple(values.get("hanvisning", ())),
        units=tuple(_unit(item) for item in _complete(values.get("enheter", []), "id", "namn", "typ")),
        to_check=tuple(values.get("att_kontrollera", ())),
    )


def _unit(item: Values) -> Unit:
    roles = dict(item.get("lokala_roller", {}))
    if "chef" in item:
        roles["chef"] = item["chef"]
    return Unit(item["id"], item["namn"], item["typ"], tuple(item.get("alias", ())), roles)


DANGER_LEVELS = ("fara", "signal", "dampar")


def danger(values: Values) -> tuple[DangerPattern, ...]:
    return tuple(
        DangerPattern(item["id"], level, tuple(item["uttryck"]), tuple(item.get("prov", ())))
        for level in DANGER_LEVELS
        for item in _complete(values.get(level, []), "id", "uttryck")
    )
