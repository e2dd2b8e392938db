"""A small national pack and one municipality, written as YAML, and helpers to ask them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from bot.answers.hours import STOCKHOLM
from bot.answers.understood import Candidate, Situation, State, Understood
from bot.knowledge.guide import Guide
from bot.knowledge.live import LiveKnowledge
from bot.swedish.phrases import Found

MONDAY_MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=STOCKHOLM)
MONDAY_EVENING = datetime(2026, 11, 23, 20, 0, tzinfo=STOCKHOLM)
TODAY = date(2026, 11, 23)
DATES = {"granskad": "2026-03-01", "granskas_senast": "2027-03-01"}
OFFICE = {"vardagar": "08:00-16:30"}


def routine(routine_id: str, title: str, **more: Any) -> dict[str, Any]:
    base = {
        "id": routine_id,
        "titel": title,
        "fragor": [f"fråga om {title.lower()}"],
        "kort_svar": f"Svar: {title}.",
        "bradska": "idag",
        "steg": ["Ett steg."],
    }
    return {**base, "agare": "Nationell grundtext", **DATES, **more}


NATIONAL: dict[str, Any] = {
    "paket.yml": {
        "id": "nationell",
        "namn": "Nationell grundtext",
        "status": "granskad",
        "godkand": {"av": "Redaktionen", "datum": "2026-03-01"},
        "verksamhetstyper": [{"id": "forskola", "namn": "Förskola"}, {"id": "bvc", "namn": "BVC"}],
        "roller": [{"id": "forskollarare", "namn": "Förskollärare"}, {"id": "barnmorska", "namn": "Barnmorska", "alias": ["bm"]}],
        "lokala_roller": [
            {"id": "vaxel", "namn": "Växeln", "beskrivning": "Kopplar rätt."},
            {"id": "chef", "namn": "Din chef", "beskrivning": "Leder arbetet.", "alias": ["chefen", "rektorn"]},
            {
                "id": "socialtjanst-mottagning",
                "namn": "Socialtjänstens mottagning",
                "beskrivning": "Tar emot.",
                "alias": ["soc"],
                "reserv": "vaxel",
                "nar_stangt": "socialjour",
            },
            {"id": "socialjour", "namn": "Socialjouren", "beskrivning": "Svarar på kvällen."},
            {"id": "tolkformedling", "namn": "Tolkförmedlingen", "beskrivning": "Bokar tolk.", "reserv": "vaxel"},
            {"id": "barnahus", "namn": "Barnahus", "beskrivning": "Samordnar.", "reserv": "stodlinjen"},
        ],
        "hanvisning": ["chef", "socialtjanst-mottagning", "stodlinjen"],
    },
    "kontakter.yml": {
        "kontakter": [
            {"id": "sos-112", "namn": "SOS Alarm", "telefon": "112", "dygnet_runt": "ja", "verifierad": "2026-03-01"},
            {
                "id": "stodlinjen",
                "namn": "Nationella stödtelefonen",
                "alias": ["stödlinjen"],
                "telefon": "020-40 70 40",
                "dygnet_runt": "ja",
                "verifierad": "2026-03-01",
            },
        ]
    },
    "begrepp.yml": {
        "begrepp": [
            {
                "id": "hrv",
                "term": "HRV",
                "alias": ["hedersrelaterat våld"],
                "definition": "Hedersrelaterat våld och förtryck.",
                "kalla": {"titel": "Socialstyrelsen", "url": "https://example.com/hrv"},
                "relaterade": ["orosanmalan"],
            }
        ]
    },
    "fara.yml": {
        "fara": [{"id": "kniv", "uttryck": ["hota * kniv"], "prov": ["han hotar oss med kniv"]}],
        "signal": [{"id": "strypgrepp", "uttryck": ["strypgrepp"], "prov": ["hon tog strypgrepp"]}],
        "dampar": [{"id": "da", "uttryck": ["förra året"], "prov": ["det var förra året"]}],
    },
    "rutiner/akut_fara.yml": routine(
        "akut_fara", "Någon är i fara nu", bradska="nu", steg=["Ring 112.", "Stanna hos barnet."], kontakter=["sos-112", "socialjour"]
    ),
    "rutiner/orosanmalan.yml": routine(
        "orosanmalan",
        "Göra en orosanmälan",
        fragor=["hur gör jag en orosanmälan", "jag är orolig för ett barn"],
        kort_svar="Ring socialtjänstens mottagning och anmäl.",
        steg=[
            {"text": "Ring mottagningen.", "kontakt": "socialtjanst-mottagning"},
            {"text": "Prata med chefen.", "kontakt": "chef"},
            {"text": "Läs om tolk.", "rutin": "tolk"},
        ],
        undvik=["Lova inte tystnad.", "Vänta inte."],
        kontakter=["socialtjanst-mottagning", "socialjour", "stodlinjen", "sos-112"],
        lagrum=[{"lag": "Socialtjänstlagen (2025:400)", "paragraf": "19 kap. 1 §", "galler": "anmälan"}, {"lag": "Barnkonventionen"}],
        kallor=[{"titel": "Socialstyrelsen", "url": "https://example.com/oro", "hamtad": "2026-02-01"}],
        varianter=[
            {"for": {"roll": ["barnmorska"]}, "kort_svar": "Som barnmorska ringer du själv."},
            {"for": {"verksamhet": ["bvc"]}, "kort_svar": "På BVC skriver du i journalen."},
        ],
        relaterade=["tolk", "misstanke_heder"],
    ),
    "rutiner/tolk.yml": routine(
        "tolk",
        "Boka tolk",
        bradska="planera",
        fragor=["hur bokar jag tolk"],
        kontakter=["tolkformedling", "stodlinjen", "vaxel", "sos-112"],
        relaterade=["orosanmalan"],
    ),
    "rutiner/misstanke_heder.yml": routine(
        "misstanke_heder", "Misstänka heder", kontakter=["socialtjanst-mottagning"], fragor=["jag misstänker heder i familjen"]
    ),
    "rutiner/anmalningsplikt.yml": routine("anmalningsplikt", "Anmälningsplikten", kontakter=["chef"]),
    "rutiner/hot_nu.yml": routine("hot_nu", "Hot mot personal nu", bradska="nu", kontakter=["vaxel", "socialjour", "sos-112"]),
}

LOCAL: dict[str, Any] = {
    "organisation.yml": {
        "id": "alfa",
        "namn": "Alfa kommun",
        "status": "exempel",
        "lokala_roller": {"vaxel": "vaxeln", "chef": "forvaltningschefen", "socialtjanst-mottagning": "mottagningen", "socialjour": "jouren"},
        "enheter": [
            {"id": "solrosen", "namn": "Förskolan Solrosen", "alias": ["solrosen"], "typ": "forskola", "chef": "rektorn-solrosen"},
            {"id": "bvc-backen", "namn": "BVC Bäcken", "typ": "bvc", "chef": "chefen-bvc"},
        ],
    },
    "kontakter.yml": {
        "kontakter": [
            {"id": "vaxeln", "namn": "Alfa växel", "telefon": "040-628 04 01", "oppettider": OFFICE},
            {"id": "forvaltningschefen", "namn": "Förvaltningschefen", "telefon": "040-628 04 02", "oppettider": OFFICE},
            {
                "id": "mottagningen",
                "namn": "Mottagningen barn och familj",
                "telefon": ["040-628 04 03", {"nummer": "040-628 04 13", "namn": "Mottagningens chef"}],
                "epost": "mottagningen@example.com",
                "webb": "https://example.com/mottagningen",
                "oppettider": OFFICE,
                "for_vem": "Alla.",
                "bra_att_veta": ["Du får fråga utan namn."],
                "forbehall": "Kontrollera numret.",
                "verifierad": "2026-03-01",
            },
            {
                "id": "jouren",
                "namn": "Socialjouren i Alfa",
                "telefon": "040-628 04 04",
                "oppettider": {"vardagar": "16:30-08:00", "helger": "00:00-24:00", "mandag": ["00:00-08:00", "16:30-08:00"]},
                "helgdagar": "00:00-24:00",
            },
            {"id": "rektorn-solrosen", "namn": "Rektorn på Solrosen", "telefon": "040-628 04 05", "oppettider": OFFICE},
            {"id": "chefen-bvc", "namn": "Chefen på BVC Bäcken", "telefon": "040-628 04 06", "oppettider": OFFICE},
        ]
    },
    "rutiner/orosanmalan.yml": {
        "id": "orosanmalan",
        "steg_efter": ["Fyll i Alfas blankett."],
        "agare": "Socialchefen",
        "granskad": "2026-05-01",
        "granskas_senast": "2026-11-01",
    },
    "rutiner/lovlista.yml": routine(
        "lovlista", "Lovlistan i Alfa", agare="Verksamhetschefen", bradska="planera", kontakter=["chef"], fragor=["var finns lovlistan"]
    ),
}


def write(root: Path, files: dict[str, Any]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(json.loads(json.dumps(content)), allow_unicode=True, sort_keys=False), encoding="utf-8")


def make_guide(root: Path, national: dict[str, Any] | None = None, local: dict[str, Any] | None = None) -> Guide:
    """The packs with some files replaced; None takes a file away."""
    for folder, base, changes in (("nationell", NATIONAL, national), ("alfa", LOCAL, local)):
        files = {**base, **(changes or {})}
        write(root / folder, {name: content for name, content in files.items() if content is not None})
    live = LiveKnowledge(root, lambda: TODAY)
    assert not live.result.errors, live.result.errors
    return live.guides["alfa"]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=STOCKHOLM)  # type: ignore[misc,arg-type]


def situation(guide: Guide, now: datetime = MONDAY_MORNING, turn: str = "t1", **state: Any) -> Situation:
    return Situation(guide, now, State(**state), turn)


def meant(label: str, right: float = 0.9, known: float = 0.9, **more: Any) -> Understood:
    """A message understood as `label` and nothing else."""
    return Understood(label, more.pop("candidates", (Candidate(label, right),)), right=right, known=known, **more)


def named(kind: str, identity: str, owner: str = "alfa") -> Found:
    return Found(kind, identity, owner, 0, 0, identity)


def types(messages: Any) -> list[str]:
    return [message.type for message in messages]
