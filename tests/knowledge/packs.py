"""A small pack without a single remark, as text: a test changes one line of it and sees what the validator says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.knowledge.problems import Problem
from bot.knowledge.validate import Result, validate

TODAY = date(2026, 11, 23)
ROOT = Path(__file__).resolve().parents[2]

_ASKED = (
    "hur",
    "var",
    "när",
    "vem",
    "varför",
    "måste jag",
    "får jag",
    "kan vi",
    "vill",
    "behöver",
    "bråttom",
    "snabbt",
    "hjälp med",
    "råd om",
    "ny här",
)


def questions(word: str) -> str:
    """Fifteen examples and three test questions about one word."""
    examples = "".join(f"  - {start} {word}\n" for start in _ASKED)
    tests = "".join(f"  - {start} {word} imorgon\n" for start in _ASKED[:3])
    return f"fragor:\n{examples}provfragor:\n{tests}"


def routine(routine_id: str, word: str, rest: str = "") -> str:
    """A whole routine, valid nationally and locally."""
    return (
        f"id: {routine_id}\n"
        f"titel: Om {word}\n"
        f"{questions(word)}"
        "kort_svar: Ring mottagningen.\n"
        "bradska: idag\n"
        "steg:\n"
        "  - text: Ring först.\n"
        "    kontakt: socialjour\n"
        "  - Skriv sedan.\n"
        "undvik:\n"
        "  - Vänta inte.\n"
        "kontakter: [socialjour, chef]\n"
        "lagrum:\n"
        "  - lag: Socialtjänstlagen (2025:400)\n"
        "    paragraf: 19 kap. 1 §\n"
        "kallor:\n"
        "  - titel: Kunskapsguiden\n"
        "    url: https://kunskapsguiden.se\n"
        '    hamtad: "2026-11-22"\n'
        "agare: Nationell grundtext\n"
        'granskad: "2026-11-22"\n'
        'granskas_senast: "2027-05-22"\n'
        f"{rest}"
    )


NATIONAL = {
    "nationell/paket.yml": """\
id: nationell
namn: Nationell grundtext
status: granskad
godkand: {av: Redaktionen, datum: "2026-11-01"}
verksamhetstyper:
  - {id: forskola, namn: Förskola}
  - {id: bvc, namn: BVC}
roller:
  - {id: forskollarare, namn: Förskollärare}
  - {id: barnmorska, namn: Barnmorska}
lokala_roller:
  - id: chef
    namn: Din chef
    beskrivning: Leder arbetet.
    reserv: vaxel
  - id: vaxel
    namn: Växeln
    beskrivning: Kopplar rätt.
    reserv: stodlinjen
  - id: socialjour
    namn: Socialjouren
    beskrivning: Svarar på kvällen.
    alias: [jouren]
    reserv: sos-112
  - id: tolkformedling
    namn: Tolkförmedlingen
    beskrivning: Bokar tolk.
hanvisning: [chef, stodlinjen]
""",
    "nationell/kontakter.yml": """\
kontakter:
  - id: sos-112
    namn: SOS Alarm
    telefon: "112"
    dygnet_runt: ja
    verifierad: "2026-11-01"
  - id: stodlinjen
    namn: Stödlinjen
    telefon: "010-223 57 60"
    oppettider:
      mandag: "09:00-12:00"
    verifierad: "2026-11-01"
""",
    "nationell/begrepp.yml": """\
begrepp:
  - id: hrv
    term: HRV
    alias: [hedersvåld]
    definition: Hedersrelaterat våld och förtryck.
    kalla: {titel: Socialstyrelsen}
    relaterade: [tolk]
""",
    "nationell/fara.yml": """\
fara:
  - id: kniv
    uttryck:
      - hota * med * kniv
    prov:
      - han hotar oss med en kniv
""",
    "nationell/rutiner/tolk.yml": routine("tolk", "tolken"),
    "nationell/rutiner/orosanmalan.yml": routine("orosanmalan", "anmälan", "relaterade: [tolk]\n"),
}


def municipality(organisation_id: str = "alfa", digits: str = "01") -> dict[str, str]:
    """A whole municipality. Ids of contacts are the same in each; names and numbers tell them apart."""
    name = organisation_id.capitalize()
    return {
        f"{organisation_id}/organisation.yml": f"""\
id: {organisation_id}
namn: {name} kommun
status: granskad
godkand: {{av: Socialchefen, datum: "2026-11-01"}}
lokala_roller:
  vaxel: vaxeln
  socialjour: jouren
  tolkformedling: tolkarna
hanvisning: [chef, socialjour]
enheter:
  - id: solrosen
    namn: Förskolan Solrosen i {name}
    typ: forskola
    chef: rektorn
  - id: bvc-backen
    namn: BVC Bäcken i {name}
    typ: bvc
    chef: vaxeln
    lokala_roller:
      tolkformedling: vaxeln
""",
        f"{organisation_id}/kontakter.yml": f"""\
kontakter:
  - id: vaxeln
    namn: {name}s växel
    telefon: "040-628 04 {digits}"
    oppettider:
      vardagar: "08:00-16:30"
    verifierad: "2026-11-01"
  - id: jouren
    namn: Jouren i {name}
    alias: [socjouren]
    telefon: "040-628 05 {digits}"
    dygnet_runt: ja
    verifierad: "2026-11-01"
  - id: tolkarna
    namn: Tolkarna i {name}
    epost: tolk@{organisation_id}.example
    verifierad: "2026-11-01"
  - id: rektorn
    namn: Rektor på Solrosen i {name}
    telefon: "040-628 06 {digits}"
    oppettider:
      mandag: ["08:00-12:00", "13:00-16:00"]
    verifierad: "2026-11-01"
""",
    }


CLEAN = {**NATIONAL, **municipality()}


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    """Files under `root`, bytes as they are."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def changed(files: dict[str, str], path: str, old: str, new: str) -> dict[str, str]:
    """`files` with one passage of one file replaced; the passage must stand there once."""
    assert files[path].count(old) == 1, f"{old!r} stands {files[path].count(old)} times in {path}"
    return {**files, path: files[path].replace(old, new)}


def check(root: Path, today: date = TODAY) -> Result:
    return validate(root, today)


def codes(result: Result) -> list[str]:
    return [found.code for found in result.problems]


def with_fix(text: str, found: Problem) -> str:
    """`text` after somebody has put the suggested line in the place of the wrong one, keeping the indent."""
    lines = text.split("\n")
    wrong = lines[found.line - 1]
    indent = wrong[: len(wrong) - len(wrong.lstrip())]
    lines[found.line - 1] = found.fix if found.fix.startswith(" ") else indent + found.fix
    return "\n".join(lines)
