from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.model import Interval, Phone
from bot.knowledge.parse import Parsed, Reference, make_id, nearest, parse_file, shapes
from bot.knowledge.source import Place, parse
from bot.knowledge.values import is_id

ALWAYS = frozenset({"alltid"})


def read(text: str, shape: str = "rutin", required: frozenset[str] = ALWAYS) -> Parsed:
    return parse_file(parse("x.yml", text.encode()), shape, required)


def codes(parsed: Parsed) -> list[str]:
    return [found.code for found in parsed.document.problems]


def contact(lines: str) -> Parsed:
    body = "".join(f"    {line}\n" for line in lines.splitlines())
    return read(f"kontakter:\n  - id: jouren\n    namn: Jouren\n{body}", "kontaktfil")


def test_values_come_out_typed() -> None:
    given = contact('telefon: "112"\ndygnet_runt: ja\nverifierad: "2026-11-01"\nhelgdagar: som_vanligt\noppettider: {mandag: "08:00-12:00"}').values[
        "kontakter"
    ][0]
    assert given["telefon"] == [{"nummer": Phone("112", "112")}]
    assert given["dygnet_runt"] is True
    assert given["verifierad"] == date(2026, 11, 1)
    assert given["helgdagar"] == "som_vanligt"
    assert given["oppettider"] == {"mandag": (Interval(480, 720),)}


def test_a_number_may_stand_alone_in_a_list_or_with_a_name() -> None:
    alone, listed = contact('telefon: "112"'), contact('telefon: ["112"]')
    named = contact('telefon:\n  - {nummer: "112", namn: akut}\n  - "114 14"')
    assert alone.values == listed.values
    assert [phone["nummer"].number for phone in named.values["kontakter"][0]["telefon"]] == ["112", "11414"]
    assert named.values["kontakter"][0]["telefon"][0]["namn"] == "akut"


def test_a_step_may_be_text_alone() -> None:
    parsed = read("id: tolk\nsteg:\n  - Ring\n  - text: Skriv\n    kontakt: chef\n")
    assert parsed.values["steg"] == [{"text": "Ring"}, {"text": "Skriv", "kontakt": "chef"}]
    assert parsed.references == [Reference("kontakt", "chef", Place(5, 14), "steg[1].kontakt")]


def test_a_step_with_a_broken_part_keeps_the_number_of_the_steps_after_it() -> None:
    parsed = read("id: tolk\nsteg:\n  - [Ring]\n  - text: Skriv\n    kontakt: CHEF\n")
    assert [(found.code, found.crumb) for found in parsed.document.problems] == [("varde-ej-karta", "steg[0]"), ("id-fel", "steg[1].kontakt")]


def test_only_right_values_are_kept() -> None:
    parsed = read("id: tolk\ntitel: [x]\nbradska: strax\ngranskad: igår\nfragor:\n  - en\n  - [två]\n  - tre\n")
    assert parsed.values == {"id": "tolk", "fragor": ["en", "tre"]}


def test_places_follow_the_values_that_were_kept() -> None:
    parsed = read("id: tolk\nfragor:\n  - [nej]\n  - ja då\n")
    assert parsed.values["fragor"] == ["ja då"]
    assert parsed.place("fragor[0]") == Place(4, 5)
    assert parsed.place("finns.inte") == Place(1, 1)


@pytest.mark.parametrize(("required", "missing"), [(ALWAYS, 0), (frozenset({"alltid", "egen"}), 7), (frozenset({"alltid", "egen", "nationell"}), 8)])
def test_what_must_be_there_depends_on_the_level(required: frozenset[str], missing: int) -> None:
    assert codes(read("id: tolk\n", required=required)) == ["nyckel-saknas"] * missing


def test_an_unknown_key_names_the_one_that_was_meant_or_all() -> None:
    near, far = read("id: tolk\nfrogor: [x]\n").document.problems[0], read("id: tolk\nqqq: x\n").document.problems[0]
    assert (near.code, near.fix) == ("nyckel-okand-nara", "fragor: [x]")
    assert (far.code, far.fix) == ("nyckel-okand", "")
    assert all(key in far.text for key in shapes()["rutin"])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('oppettider: {mandag: "8-16"}', "tider-fel"),
        ("oppettider: {mandag: 08:00}", "tider-fel"),
        ("oppettider: {mandag: }", "varde-tomt"),
        ("oppettider: {mandag: {x: y}}", "varde-ej-text"),
        ("oppettider: alltid", "varde-ej-karta"),
        ("helgdagar: ibland", "tider-fel"),
        ("dygnet_runt: nej", "ja-fel"),
        ("dygnet_runt: no", "ja-fel"),
        ('telefon: "ring"', "telefon-fel"),
        ("telefon: 112", "varde-utan-citat"),
        ("epost: x", "epost-fel"),
        ("webb: malmo.se", "url-fel"),
        ("alias: jour", "varde-ej-lista"),
        ("kalla: x", "varde-ej-karta"),
        ("kalla: {url: https://a.se}", "nyckel-saknas"),
        (f"for_vem: {'x' * 161}", "text-for-lang"),
    ],
)
def test_each_kind_of_wrong_value_is_one_error(line: str, code: str) -> None:
    assert codes(contact(line)) == [code]


def test_no_is_never_mended_to_yes() -> None:
    for word in ("nej", "no", "false"):
        assert contact(f"dygnet_runt: {word}").document.problems[0].fix == ""
    assert contact("dygnet_runt: yes").document.problems[0].fix == "dygnet_runt: ja"


def test_a_map_is_checked_key_by_key() -> None:
    parsed = read("id: alfa\nnamn: Alfa\nstatus: utkast\nlokala_roller:\n  vaxel: vaxeln\n  chef: [x]\n", "organisation")
    assert parsed.values["lokala_roller"] == {"vaxel": "vaxeln"}
    assert {(reference.to, reference.id) for reference in parsed.references} == {
        ("lokal_roll", "vaxel"),
        ("lokal_roll", "chef"),
        ("lokal_kontakt", "vaxeln"),
    }
    assert codes(read("id: alfa\nnamn: Alfa\nstatus: utkast\nlokala_roller: [x]\n", "organisation")) == ["varde-ej-karta"]


def test_a_text_may_be_as_long_as_its_limit() -> None:
    assert codes(read(f"id: tolk\ntitel: {'å' * 70}\n")) == []
    assert codes(read(f"id: tolk\ntitel: {'å' * 71}\n")) == ["text-for-lang"]


def test_a_folded_text_is_one_line() -> None:
    assert read("id: tolk\nkort_svar: >-\n  Ring\n  först.\n").values["kort_svar"] == "Ring först."


def test_a_document_that_could_not_be_read_says_nothing_more() -> None:
    parsed = read("- x\n")
    assert parsed.values == {}
    assert codes(parsed) == ["fil-ingen-karta"]


@pytest.mark.parametrize(("word", "found"), [("socialjouren", "socialjour"), ("socialjour", "socialjour"), ("qqq", ""), ("", "")])
def test_the_nearest_is_named_only_when_near(word: str, found: str) -> None:
    assert nearest(word, ["socialjour", "chef"]) == found
    assert nearest(word, []) == ""


@given(st.text(), st.sampled_from([("_", "snake"), ("-", "kebab")]))
def test_what_is_suggested_as_an_id_is_one(text: str, style: tuple[str, str]) -> None:
    assert is_id(make_id(text, style[0]), style[1])


def test_a_suggested_id_keeps_the_words() -> None:
    assert make_id("Öppna förskolan Bäcken", "-") == "oppna-forskolan-backen"
    assert make_id("2 barn", "_") == "barn"


def test_every_shape_is_whole() -> None:
    known = {"text", "id", "datum", "url", "epost", "telefon", "tider", "ja", "val", "lista", "karta", "objekt"}
    for name, shape in shapes().items():
        for key, spec in shape.items():
            assert spec["typ"] in known, (name, key)
            assert spec["hjalp"].endswith("."), (name, key)
            inner = spec.get("av", spec)
            assert inner.get("form", "rutin") in shapes(), (name, key)
            assert inner.get("stil") in ({"snake", "kebab"} if inner["typ"] == "id" else {None}), (name, key)
