from __future__ import annotations

from pathlib import Path

from bot.knowledge.guide import Guide
from bot.knowledge.names import names
from bot.swedish.phrases import Phrase

from .packs import NATIONAL, check, municipality, write


def test_units_and_local_contacts_belong_to_the_municipality_and_the_rest_to_all(guide: Guide) -> None:
    found = names(guide)
    assert Phrase("enhet", "solrosen", "Förskolan Solrosen i Alfa", "alfa") in found
    assert Phrase("kontakt", "jouren", "socjouren", "alfa") in found
    assert Phrase("kontakt", "socialjour", "jouren", "nationell") in found
    assert Phrase("kontakt", "stodlinjen", "Stödlinjen", "nationell") in found
    assert Phrase("roll", "barnmorska", "Barnmorska", "nationell") in found
    assert Phrase("begrepp", "hrv", "hedersvåld", "nationell") in found


def test_no_name_of_another_municipality_is_among_them(tmp_path: Path) -> None:
    guides = check(write(tmp_path, {**NATIONAL, **municipality("alfa"), **municipality("beta", "02")})).guides()
    assert {phrase.owner for phrase in names(guides["alfa"])} == {"alfa", "nationell"}
    assert not any("Beta" in phrase.text for phrase in names(guides["alfa"]))


def test_a_name_repeated_as_an_alias_is_there_once(guide: Guide) -> None:
    found = names(guide)
    assert len(found) == len(set(found))
