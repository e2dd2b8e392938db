"""One small bad file for each code of messages.yml, told as "this passage of the clean pack becomes that"."""

from __future__ import annotations

from dataclasses import dataclass

from bot.knowledge.source import MAX_BYTES

from .packs import CLEAN, changed, routine

ALFA = "alfa/organisation.yml"
CONTACTS = "alfa/kontakter.yml"
LOCAL = "alfa/rutiner/tolk.yml"
TOLK = "nationell/rutiner/tolk.yml"
REPORT = "nationell/rutiner/orosanmalan.yml"
HEAD = "nationell/paket.yml"


@dataclass(frozen=True)
class Bad:
    """A bad file. `path` is the file to look at."""

    code: str
    path: str
    files: dict[str, str | bytes]


def _change(code: str, path: str, old: str, new: str) -> Bad:
    return Bad(code, path, dict(changed(CLEAN, path, old, new)))


def _file(code: str, path: str, content: str | bytes) -> Bad:
    return Bad(code, path, {**CLEAN, path: content})


def _without(code: str, path: str) -> Bad:
    return Bad(code, path, {name: content for name, content in CLEAN.items() if name != path})


def _local(code: str, content: str) -> Bad:
    """A local file over the national routine `tolk`."""
    return _file(code, LOCAL, f"id: tolk\n{content}")


def _mix(old: str, new: str, word: str) -> str:
    """Another whole routine, with one passage changed."""
    text = routine(word, word)
    assert text.count(old) == 1, old
    return text.replace(old, new)


_DEEP = "undvik: " + "[" * 13 + "x" + "]" * 13 + "\n"

BAD = (
    # --- the file ---
    _file("fil-tom", LOCAL, "# bara en kommentar\n"),
    _file("fil-ingen-karta", LOCAL, "- tolk\n- boka\n"),
    _file("fil-for-stor", LOCAL, "id: tolk\n" + "# fyllning\n" * (MAX_BYTES // 10)),
    _file("fil-teckenkodning", LOCAL, "id: tolk\ntitel: Tolk på språket\n".encode("latin-1")),
    _file("fil-okand", "alfa/rutiner/tolk.yaml", "id: tolk\n"),
    _without("fil-saknas", CONTACTS),
    _file("id-ej-filnamn", LOCAL, "id: tolken\n"),
    _change("id-ej-mapp", ALFA, "id: alfa\n", "id: beta\n"),
    Bad(
        "id-upptaget",
        "logg/organisation.yml",
        {name.replace("alfa/", "logg/"): text.replace("id: alfa\n", "id: logg\n") for name, text in CLEAN.items()},
    ),
    # --- YAML ---
    _local("yaml-kolon", "titel: Boka tolk: så gör du\n"),
    _local("yaml-kolon-saknas", "undvik\n  - Ta inte barnet som tolk.\nagare: Rektorn\n"),
    _local("yaml-indrag", "titel: Boka tolk\n  kort_svar: Boka hos växeln.\n"),
    _local("yaml-tabb", "steg_efter:\n\t- Ring växeln.\n"),
    _local("yaml-citat", 'titel: "Boka tolk\n'),
    _local("yaml-citat", 'titel: "Boka tolk\nagare: "Rektorn"\n'),
    _local("yaml-citat-inuti", 'titel: "Boka" tolk\n'),
    _local("yaml-mellanslag", "titel:Boka tolk\nkort_svar: Boka hos växeln.\n"),
    _local("yaml-mellanslag", "steg_efter:\n  - Ring växeln.\n  -Skriv sedan.\n"),
    _local("yaml-parentes", "kontakter: [chef, socialjour\nagare: Rektorn\n"),
    _local("yaml-snedstreck", 'kort_svar: "Se G:\\rutiner\\Zebra"\n'),
    _local("yaml-dokument", "titel: Boka tolk\n---\nkort_svar: Boka hos växeln.\n"),
    _local("yaml-tecken", "titel: Boka\x07 tolk\n"),
    _local("yaml-tecken-forst", "titel: @tolken\n"),
    _local("yaml-ankare", "titel: &tolk Boka tolk\nkort_svar: *tolk\n"),
    _local("yaml-tagg", "titel: !!str Boka tolk\n"),
    _local("yaml-djup", _DEEP),
    _local("yaml-syntax", "%YAML 1.1\ntitel: Boka tolk\n"),
    # --- keys and values ---
    _local("nyckel-dubbel", "titel: Boka tolk\nagare: Rektorn\ntitel: Boka en tolk\n"),
    _local("nyckel-ej-text", "? [titel, rubrik]\n: Boka tolk\n"),
    _local("nyckel-okand", "xyz: Boka tolk\n"),
    _local("nyckel-okand-nara", "kortsvar: Boka hos växeln.\n"),
    _change("nyckel-saknas", TOLK, "kort_svar: Ring mottagningen.\n", ""),
    _file("nyckel-saknas", "alfa/rutiner/lov.yml", "id: lov\n"),
    _local("varde-tomt", "titel:\nagare: Rektorn\n"),
    _local("varde-ej-text", "titel: [Boka, tolk]\n"),
    _local("varde-ej-text", "undvik:\n  - Obs: ta inte barnet som tolk\n"),
    _local("varde-ej-lista", "undvik: Ta inte barnet som tolk.\n"),
    _local("varde-ej-lista", 'varianter:\n  - for: {roll: "barnmorska"}\n    kort_svar: Boka själv.\n'),
    _local("varde-ej-karta", "kallor:\n  - Kunskapsguiden\n"),
    _change("varde-utan-citat", CONTACTS, '"040-628 04 01"', "0406250401"),
    _change("varde-utan-citat", ALFA, 'datum: "2026-11-01"', "datum: 2026-11-01"),
    _local("text-for-lang", f"titel: {'Boka tolk ' * 8}\n"),
    _change("id-fel", "nationell/begrepp.yml", "id: hrv\n", "id: HRV på svenska\n"),
    _local("datum-fel", 'granskad: "22/11 2026"\n'),
    _change("tider-fel", CONTACTS, '"08:00-16:30"', "8.00-16.30"),
    _change("tider-fel", CONTACTS, '["08:00-12:00", "13:00-16:00"]', '["08:00-12:00", "13-16"]'),
    _change("val-fel", ALFA, "status: granskad", "status: granskat"),
    _change("ja-fel", CONTACTS, "dygnet_runt: ja", "dygnet_runt: true"),
    _local("url-fel", "kallor:\n  - {titel: Kunskapsguiden, url: http://kunskapsguiden.se}\n"),
    _change("epost-fel", CONTACTS, "tolk@alfa.example", "tolk at alfa"),
    _change("telefon-fel", CONTACTS, '"040-628 04 01"', '"040-628 04 01 vx"'),
    _change("oppet-dubbelt", CONTACTS, "dygnet_runt: ja\n", 'dygnet_runt: ja\n    oppettider: {vardagar: "08:00-16:30"}\n'),
    _local("granskning-ordning", 'granskad: "2026-11-22"\ngranskas_senast: "2026-11-01"\n'),
    _change("godkand-saknas", ALFA, 'godkand: {av: Socialchefen, datum: "2026-11-01"}\n', ""),
    # --- references ---
    _local("kontakt-saknas", "kontakter: [qqq]\n"),
    _local("kontakt-saknas-nara", "kontakter: [chef, socialjouren]\n"),
    _local("rutin-saknas", "relaterade: [qqq]\n"),
    _local("rutin-saknas-nara", "relaterade: [oros_anmalan]\n"),
    _local("roll-saknas", "varianter:\n  - for: {roll: [qqq]}\n    kort_svar: Boka själv.\n"),
    _local("roll-saknas-nara", "varianter:\n  - for: {roll: [barnmorskan]}\n    kort_svar: Boka själv.\n"),
    _change("verksamhetstyp-saknas", ALFA, "typ: bvc", "typ: qqq"),
    _change("verksamhetstyp-saknas-nara", ALFA, "typ: forskola", "typ: forskolan"),
    _change("lokal_roll-saknas", ALFA, "  vaxel: vaxeln\n", "  vaxel: vaxeln\n  qqq: vaxeln\n"),
    _change("lokal_roll-saknas-nara", ALFA, "  tolkformedling: tolkarna\n", "  tolkformedlingen: tolkarna\n"),
    _change("id-dubbelt", CONTACTS, "id: tolkarna\n", "id: jouren\n"),
    _change("id-dubbelt", ALFA, "id: bvc-backen\n", "id: solrosen\n"),
    _change("kontakt-ar-roll", CONTACTS, "id: vaxeln\n", "id: vaxel\n"),
    _change("reserv-cirkel", HEAD, "reserv: stodlinjen", "reserv: chef"),
    # --- advice ---
    _change("rutin-forsenad", TOLK, 'granskad: "2026-11-22"\ngranskas_senast: "2027-05-22"', 'granskad: "2026-01-22"\ngranskas_senast: "2026-06-22"'),
    _change("rutin-granskas-snart", TOLK, '"2027-05-22"', '"2026-12-22"'),
    _change("fragor-fa", TOLK, "  - hur tolken\n", ""),
    _change("provfragor-fa", TOLK, "  - hur tolken imorgon\n", ""),
    _change("fraga-dubbel", TOLK, "  - hur tolken\n", "  - Hur anmälan?\n"),
    _change("fraga-lik", TOLK, "  - hur tolken\n", "  - anmälningar, hur?\n"),
    _change("provfraga-tranad", TOLK, "  - hur tolken imorgon\n", "  - hur tolken?\n"),
    _change("fraga-namn", TOLK, "  - hur tolken\n", "  - hur gör jag med 121212-1212\n"),
    _change("kontakt-utan-vag", CONTACTS, "    epost: tolk@alfa.example\n", ""),
    _change("kontakt-utan-tider", CONTACTS, "    dygnet_runt: ja\n", ""),
    _change(
        "kontakt-ej-verifierad",
        "nationell/kontakter.yml",
        'dygnet_runt: ja\n    verifierad: "2026-11-01"',
        'dygnet_runt: ja\n    verifierad: "2025-11-01"',
    ),
    _change("kontakt-aldrig-verifierad", CONTACTS, 'epost: tolk@alfa.example\n    verifierad: "2026-11-01"\n', "epost: tolk@alfa.example\n"),
    _change("roll-ej-fylld", ALFA, "  socialjour: jouren\n", ""),
    _change("enhet-utan-chef", ALFA, "    chef: rektorn\n", ""),
    _change(
        "avvikelse-gammal", CONTACTS, "    dygnet_runt: ja\n", '    dygnet_runt: ja\n    avvikelser:\n      - {datum: "2026-06-19", tider: stängt}\n'
    ),
    _change("paket-ej-godkant", ALFA, "status: granskad", "status: utkast"),
    _change("fara-prov-missar", "nationell/fara.yml", "han hotar oss med en kniv", "han har en sax"),
    _local("att-kontrollera", "att_kontrollera:\n  - Kontrollera tolkens nummer.\n"),
)
