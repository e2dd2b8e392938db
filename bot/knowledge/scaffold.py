"""Files to fill in. What is made passes the validator as it stands: everything still missing is a warning, nothing is an error."""

from __future__ import annotations

from datetime import date, timedelta

from bot.knowledge.model import NationalPack
from bot.knowledge.parse import shapes
from bot.knowledge.source import quoted

REVIEW_EVERY = timedelta(days=182)


def _help(shape: str, key: str) -> str:
    return f"# {shapes()[shape][key]['hjalp']}\n"


def routine(routine_id: str, today: date) -> str:
    """A municipality's own routine."""
    values = {
        "id": routine_id,
        "titel": "Skriv rubriken här",
        "fragor": "\n  - skriv en exempelfråga här",
        "provfragor": "\n  - skriv en provfråga här",
        "kort_svar": "Skriv svaret här, i en till tre meningar.",
        "bradska": "planera",
        "steg": "\n  - Skriv första steget här.",
        "undvik": "\n  - Skriv här vad personen inte ska göra.",
        "kontakter": "[chef]",
        "agare": "Skriv funktionen som äger rutinen",
        "granskad": f'"{today.isoformat()}"',
        "granskas_senast": f'"{(today + REVIEW_EVERY).isoformat()}"',
    }
    return "".join(f"{_help('rutin', key)}{key}:{'' if value.startswith(chr(10)) else ' '}{value}\n" for key, value in values.items())


def overlay(routine_id: str) -> str:
    """A local file over a national routine: only what differs is written."""
    lines = [f"{_help('rutin', 'id')}id: {routine_id}\n"]
    lines += [f"\n{_help('rutin', key)}# {key}:\n" for key in ("steg_fore", "steg_efter", "kontakter", "agare", "granskad", "granskas_senast")]
    return "".join(lines)


def organisation(organisation_id: str, name: str, base: NationalPack) -> str:
    roles = "".join(f"  # {role.name}: {role.description}\n  # {role.id}: {role.id}-{organisation_id}\n" for role in base.local_roles)
    kinds = ", ".join(kind.id for kind in base.kinds)
    return (
        f"{_help('organisation', 'id')}id: {organisation_id}\n"
        f"{_help('organisation', 'namn')}namn: {quoted(name)}\n"
        f"{_help('organisation', 'status')}status: utkast\n\n"
        f"{_help('organisation', 'lokala_roller')}# Ta bort # framför raderna allteftersom kontakterna finns i kontakter.yml.\nlokala_roller: {{}}\n{roles}\n"
        f"{_help('organisation', 'hanvisning')}hanvisning: [{', '.join(base.onward)}]\n\n"
        f"{_help('organisation', 'enheter')}# Typer: {kinds}\n"
        "enheter: []\n# - id: solrosen\n#   namn: Förskolan Solrosen\n#   alias: [solrosen]\n#   typ: forskola\n#   chef: rektor-solrosen\n"
    )


def contacts(base: NationalPack) -> str:
    """One commented contact for each local role."""
    example = (
        '# - id: socialjour-har\n#   namn: Socialjouren\n#   telefon: "0XX-XX XX XX"\n#   oppettider: {vardagar: "16:30-08:00", helger: "00:00-24:00"}\n'
        '#   helgdagar: "00:00-24:00"\n#   bra_att_veta: ["Du får fråga utan att säga vem barnet är."]\n#   verifierad: "2026-01-31"\n'
    )
    roles = "".join(f"# - {role.name}\n" for role in base.local_roles)
    return f"{_help('kontaktfil', 'kontakter')}kontakter: []\n{example}\n# Kontakter som behövs, en för varje lokal roll:\n{roles}"
