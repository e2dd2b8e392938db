"""A tiny national pack and two municipalities, Alfa and Beta, that share ids and words but nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

DATES = {"granskad": "2026-03-01", "granskas_senast": "2030-03-01"}

NATIONAL: dict[str, Any] = {
    "paket.yml": {
        "id": "nationell",
        "namn": "Nationell grundtext",
        "status": "utkast",
        "verksamhetstyper": [{"id": "forskola", "namn": "Förskola"}, {"id": "bvc", "namn": "BVC"}],
        "roller": [{"id": "forskollarare", "namn": "Förskollärare"}, {"id": "barnmorska", "namn": "Barnmorska"}],
        "lokala_roller": [
            {"id": "vaxel", "namn": "Växeln", "beskrivning": "Kopplar rätt."},
            {"id": "chef", "namn": "Din chef", "beskrivning": "Leder arbetet.", "alias": ["chefen", "rektorn"]},
            {"id": "socialtjanst-mottagning", "namn": "Socialtjänstens mottagning", "beskrivning": "Tar emot.", "alias": ["soc"]},
            {"id": "socialjour", "namn": "Socialjouren", "beskrivning": "Svarar på kvällen."},
        ],
        "hanvisning": ["chef", "socialtjanst-mottagning", "stodlinjen"],
    },
    "kontakter.yml": {
        "kontakter": [
            {"id": "sos-112", "namn": "SOS Alarm", "telefon": "112", "dygnet_runt": "ja", "verifierad": "2026-03-01"},
            {"id": "stodlinjen", "namn": "Nationella stödtelefonen", "telefon": "020-40 70 40", "dygnet_runt": "ja", "verifierad": "2026-03-01"},
        ]
    },
    "begrepp.yml": {
        "begrepp": [
            {
                "id": "hrv",
                "term": "HRV",
                "alias": ["hedersrelaterat våld"],
                "definition": "Hedersrelaterat våld och förtryck.",
                "kalla": {"titel": "Socialstyrelsen"},
                "relaterade": ["orosanmalan"],
            }
        ]
    },
    "fara.yml": {
        "fara": [{"id": "kniv", "uttryck": ["hota * med kniv"], "prov": ["han hotar oss med kniv"]}],
        "signal": [{"id": "ensam-kniv", "uttryck": ["kniv"], "prov": ["det ligger en kniv här"]}],
    },
    "rutiner/akut_fara.yml": {
        "id": "akut_fara",
        "titel": "Någon är i fara nu",
        "fragor": ["någon är i fara nu"],
        "kort_svar": "Ring 112.",
        "bradska": "nu",
        "steg": ["Ring 112.", "Stanna hos barnet."],
        "kontakter": ["sos-112"],
        "agare": "Nationell grundtext",
        **DATES,
    },
    "rutiner/orosanmalan.yml": {
        "id": "orosanmalan",
        "titel": "Göra en orosanmälan",
        "fragor": ["hur gör jag en orosanmälan", "jag är orolig för ett barn"],
        "kort_svar": "Ring socialtjänstens mottagning och anmäl.",
        "bradska": "idag",
        "steg": [{"text": "Ring mottagningen.", "kontakt": "socialtjanst-mottagning"}, "Skriv ned vad du har sett."],
        "undvik": ["Lova inte tystnad."],
        "kontakter": ["socialtjanst-mottagning", "socialjour", "chef"],
        "varianter": [{"for": {"roll": ["barnmorska"]}, "kort_svar": "Som barnmorska ringer du själv."}],
        "relaterade": ["tolk"],
        "agare": "Nationell grundtext",
        **DATES,
    },
    "rutiner/tolk.yml": {
        "id": "tolk",
        "titel": "Boka tolk",
        "fragor": ["hur bokar jag tolk"],
        "kort_svar": "Boka tolk genom växeln.",
        "bradska": "planera",
        "steg": ["Ring växeln.", "Boka en tid."],
        "kontakter": ["vaxel"],
        "relaterade": ["orosanmalan"],
        "agare": "Nationell grundtext",
        **DATES,
    },
}


def municipality(name: str, *, unit: str, unit_alias: str, phone: str, secret: str) -> dict[str, Any]:
    """`secret` is a word that stands in every local text of this municipality and nowhere else. `phone` is a number without its last two digits."""
    own = name.lower()
    contacts = [
        {"id": "vaxeln-har", "namn": f"{name}s växel", "telefon": f"{phone}01", "alias": [f"växeln {secret}"]},
        {"id": "rektorn-har", "namn": f"Rektor {secret}", "telefon": f"{phone}02"},
        {"id": "mottagningen-har", "namn": f"Mottagningen {secret}", "telefon": f"{phone}03", "alias": [f"{own}mottagningen"]},
        {"id": "jouren-har", "namn": f"Jouren {secret}", "telefon": f"{phone}04"},
        {"id": f"bara-{own}", "namn": f"Resursteamet {secret}", "telefon": f"{phone}05", "alias": [f"{secret}teamet"]},
    ]
    return {
        "organisation.yml": {
            "id": own,
            "namn": f"{name} kommun",
            "status": "exempel",
            "lokala_roller": {
                "vaxel": "vaxeln-har",
                "chef": "vaxeln-har",
                "socialtjanst-mottagning": "mottagningen-har",
                "socialjour": "jouren-har",
            },
            "enheter": [
                {"id": unit, "namn": f"Förskolan {unit_alias.capitalize()}", "alias": [unit_alias], "typ": "forskola", "chef": "rektorn-har"},
                {"id": "bvc-har", "namn": f"BVC {secret.capitalize()}", "typ": "bvc", "chef": f"bara-{own}"},
            ],
        },
        "kontakter.yml": {"kontakter": [{**contact, "dygnet_runt": "ja", "verifierad": "2026-03-01"} for contact in contacts]},
        "rutiner/lovlista.yml": {
            "id": "lovlista",
            "titel": f"Lovlistan i {name}",
            "fragor": ["var finns lovlistan"],
            "kort_svar": f"Lovlistan hämtas hos {secret}.",
            "steg": ["Hämta listan."],
            "kontakter": ["chef"],
            "agare": f"Verksamhetschef {secret}",
            **DATES,
        },
    }


def alfa() -> dict[str, Any]:
    return municipality("Alfa", unit="solrosen", unit_alias="solrosen", phone="040-628 04 ", secret="alfahemlig")


def beta() -> dict[str, Any]:
    return municipality("Beta", unit="blasippan", unit_alias="blåsippan", phone="031-390 06 ", secret="betahemlig")


def write(root: Path, files: dict[str, Any]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def write_packs(root: Path) -> Path:
    """Both municipalities over the national pack; returns `root`."""
    write(root / "nationell", NATIONAL)
    write(root / "alfa", alfa())
    write(root / "beta", beta())
    return root
