"""The forms, the YAML door and the files as a browser without scripts meets them."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
import yaml

from bot.admin.people import Role

FIELD = re.compile(r"<(input|textarea|select|button)\b([^>]*)>(?:([^<]*)</textarea>)?", re.S)


def attribute(text: str, name: str) -> str | None:
    found = re.search(rf'\b{name}="([^"]*)"', text)
    return html.unescape(found[1]) if found else None


def form_of(page: str, marked: str = 'class="edit"') -> dict[str, str]:
    """What a browser would send of the form as it stands, without a pressed button."""
    form = next(each for each in re.findall(r"<form.*?</form>", page, re.S) if marked in each)
    sent: dict[str, str] = {}
    for kind, attributes, content in FIELD.findall(form):
        name = attribute(attributes, "name")
        if name is None or kind == "button" or ('type="checkbox"' in attributes and " checked" not in attributes):
            continue
        if kind == "select":
            options = form[form.index(f'name="{name}"') :].split("</select>")[0]
            chosen = re.search(r'<option value="([^"]*)" selected', options)
            sent[name] = html.unescape(chosen[1]) if chosen else ""
        else:
            sent[name] = html.unescape(content).removeprefix("\n") if kind == "textarea" else attribute(attributes, "value") or ""
    return sent


@pytest.fixture
def editor(office):
    return office.as_(Role.EDITOR)


def draft(office, staff, path: str) -> str | None:
    from bot.admin.editing.sheet import drafts_of

    found = drafts_of(office.desk).one(path, staff.person.id)
    return found.text if found else None


def test_a_number_is_corrected_and_nothing_else_of_the_file_changes(office, editor):
    path = "alfa/kontakter.yml"
    before = (office.knowledge / path).read_text()
    contact = yaml.safe_load(before)["kontakter"][0]
    address = f"/admin/alfa/kontakter/{contact['id']}"
    sent = form_of(editor.see(address))
    number = next(name for name in sent if name.endswith(".nummer"))
    where = editor.send(address, {**sent, number: "040-628 04 99", "gor": "spara"})
    assert where == address + "?klart=sparat"
    after = draft(office, editor, path)
    old, new = (
        [line for line in before.split("\n") if line not in after.split("\n")],
        [line for line in after.split("\n") if line not in before.split("\n")],
    )
    assert len(old) <= 1
    assert len(new) == 1
    assert "040-628 04 99" in new[0]
    assert (office.knowledge / path).read_text() == before
    assert "040-628 04 99" in editor.see(address)


def test_checked_today_sets_the_date(office, editor):
    contact = yaml.safe_load((office.knowledge / "alfa/kontakter.yml").read_text())["kontakter"][0]["id"]
    address = f"/admin/alfa/kontakter/{contact}"
    editor.send(address, {**form_of(editor.see(address)), "gor": "kontrollerad"})
    first = yaml.safe_load(draft(office, editor, "alfa/kontakter.yml"))["kontakter"][0]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", first["verifierad"])


def test_a_wrong_value_is_kept_told_beside_its_field_and_mended(office, editor):
    contact = yaml.safe_load((office.knowledge / "alfa/kontakter.yml").read_text())["kontakter"][0]["id"]
    address = f"/admin/alfa/kontakter/{contact}"
    sent = form_of(editor.see(address))
    editor.send(address, {**sent, "oppettider.mandag": "8.00-16.30", "gor": "spara"})
    shown = editor.see(address)
    assert "8.00-16.30" in shown
    assert 'id="f-oppettider-mandag-fel1"' in shown
    assert re.search(r'id="f-oppettider-mandag"[^>]*aria-invalid="true"', shown)
    mend = re.search(r'value="(ratta:[^"]+)"', shown)[1]
    editor.send(address, {**form_of(shown), "gor": mend})
    assert yaml.safe_load(draft(office, editor, "alfa/kontakter.yml"))["kontakter"][0]["oppettider"]["mandag"] == "08:00-16:30"


def new_routine(editor, title: str = "Låna barnvagn") -> str:
    where = editor.send("/admin/alfa/rutiner/ny", {"titel": title, "fraga": "får vi låna vagnen"})
    return where.split("?")[0]


def test_a_new_routine_gets_an_id_of_its_heading_and_is_filled_in(office, editor):
    address = new_routine(editor)
    assert address == "/admin/alfa/rutiner/lana_barnvagn"
    sent = form_of(editor.see(address))
    assert sent["fragor[0]"] == "får vi låna vagnen"
    editor.send(
        address, {**sent, "kort_svar": "Fråga: alltid", "steg[0].text": "Ring.", "steg[0].kontakt": "", "agare": "Samordnaren", "gor": "spara"}
    )
    read = yaml.safe_load(draft(office, editor, "alfa/rutiner/lana_barnvagn.yml"))
    assert (read["kort_svar"], read["steg"], read["titel"]) == ("Fråga: alltid", ["Ring."], "Låna barnvagn")
    assert "stoppar publiceringen" not in editor.see(address)


def test_rows_are_added_without_javascript_and_what_was_typed_stays(office, editor):
    address = new_routine(editor)
    sent = form_of(editor.see(address))
    shown = editor.post(address, {**sent, "kort_svar": "Halvskrivet", "gor": "lagg-till:steg"}).text
    assert 'name="steg[0].text"' in shown
    assert "Halvskrivet" in shown
    again = editor.post(address, {**form_of(shown), "steg[0].text": "Ett", "gor": "lagg-till:steg"}).text
    moved = form_of(editor.post(address, {**form_of(again), "steg[1].text": "Två", "gor": "upp:steg[1]"}).text)
    assert (moved["steg[0].text"], moved["steg[1].text"]) == ("Två", "Ett")


@pytest.mark.parametrize(
    ("title", "given", "word"),
    [("", "", "Skriv en rubrik"), ("!!!", "", "Det går inte att göra ett id"), ("A", "../x", "Det går inte"), ("A", "A B", "Det går inte")],
)
def test_a_routine_without_a_heading_or_a_usable_id_is_not_made(office, editor, title, given, word):
    answer = editor.post("/admin/alfa/rutiner/ny", {"titel": title, "id": given})
    assert answer.status_code == 422
    assert word in answer.text


def test_only_what_differs_from_the_national_routine_is_written(office, editor):
    national = sorted((office.knowledge / "nationell/rutiner").glob("*.yml"))
    routine = next(path.stem for path in national if not (office.knowledge / "alfa/rutiner" / path.name).exists())
    address = f"/admin/alfa/rutiner/{routine}"
    shown = editor.see(address)
    assert "Ändra här" in shown
    editor.send(address, {**form_of(shown), "gor": "andra:kort_svar"})
    read = yaml.safe_load(draft(office, editor, f"alfa/rutiner/{routine}.yml"))
    assert read.keys() == {"id", "kort_svar"}
    assert read["kort_svar"] == yaml.safe_load((office.knowledge / f"nationell/rutiner/{routine}.yml").read_text())["kort_svar"]
    editor.send(address, {**form_of(editor.see(address)), "gor": "nationell:kort_svar"})
    assert yaml.safe_load(draft(office, editor, f"alfa/rutiner/{routine}.yml")) == {"id": routine}


def test_a_second_tab_does_not_write_over_the_first(office, editor):
    address = new_routine(editor)
    first, second = form_of(editor.see(address)), form_of(editor.see(address))
    editor.send(address, {**first, "kort_svar": "Första fliken", "gor": "spara"})
    answer = editor.post(address, {**second, "kort_svar": "Andra fliken", "gor": "spara"})
    assert answer.status_code == 409
    assert "Första fliken" in answer.text
    assert "Andra fliken" in answer.text
    assert "Första fliken" in draft(office, editor, "alfa/rutiner/lana_barnvagn.yml")
    forced = form_of(answer.text, f'action="{address}"')
    editor.send(address, {**forced, "gor": "tvinga"})
    assert "Andra fliken" in draft(office, editor, "alfa/rutiner/lana_barnvagn.yml")


def test_the_second_person_is_told_who_else_writes(office, editor):
    other = office.as_(Role.EDITOR, name="Anna Andersson")
    contact = yaml.safe_load((office.knowledge / "alfa/kontakter.yml").read_text())["kontakter"][0]["id"]
    address = f"/admin/alfa/kontakter/{contact}"
    other.send(address, {**form_of(other.see(address)), "for_vem": "Alla", "gor": "spara"})
    assert "Anna Andersson har ett utkast" in editor.see(address)
    assert "Anna Andersson" not in other.see(address).split("<main")[1]


def test_what_was_published_meanwhile_is_shown_and_chosen(office, editor):
    path = "alfa/kontakter.yml"
    contact = yaml.safe_load((office.knowledge / path).read_text())["kontakter"][0]["id"]
    address = f"/admin/alfa/kontakter/{contact}"
    editor.send(address, {**form_of(editor.see(address)), "for_vem": "Min text", "gor": "spara"})
    file = office.knowledge / path
    file.write_text(file.read_text() + "# ändrad av någon annan\n")
    assert "Se båda och välj" in editor.see(address)
    compared = f"/admin/alfa/jamfor/{path}"
    shown = editor.see(compared)
    assert "ändrad av någon annan" in shown
    assert "Min text" in shown
    stamp = re.search(r'name="stampel" value="([^"]*)"', shown)[1]
    editor.send(compared, {"gor": "min", "stampel": html.unescape(stamp)})
    assert "Se båda och välj" not in editor.see(address)
    assert "Min text" in draft(office, editor, path)


def test_a_term_a_unit_and_the_municipality(office, editor):
    assert editor.send("/admin/alfa/begrepp/ny", {"namn": "BUP"}) == "/admin/alfa/begrepp/bup?klart=ny"
    assert editor.send("/admin/alfa/enheter/ny", {"namn": "Förskolan Björken"}) == "/admin/alfa/enheter/forskolan-bjorken?klart=ny"
    sent = form_of(editor.see("/admin/alfa/enheter/forskolan-bjorken"))
    editor.send("/admin/alfa/enheter/forskolan-bjorken", {**sent, "typ": "forskola", "gor": "spara"})
    unit = yaml.safe_load(draft(office, editor, "alfa/organisation.yml"))["enheter"][-1]
    assert unit == {"id": "forskolan-bjorken", "namn": "Förskolan Björken", "typ": "forskola"}
    sent = form_of(editor.see("/admin/alfa/enheter/kommunen"))
    assert sent["namn"]
    editor.send("/admin/alfa/enheter/kommunen", {**sent, "alias[7]": "stan", "gor": "spara"})
    assert "stan" in yaml.safe_load(draft(office, editor, "alfa/organisation.yml"))["alias"]
    assert "Björken" in editor.see("/admin/alfa/enheter")


def test_removing_asks_first(office, editor):
    address = new_routine(editor)
    sent = form_of(editor.see(address))
    assert editor.send(address, {**sent, "gor": "ta-bort-filen"}).startswith(address)
    assert editor.send(address, {**sent, "saker": "ja", "gor": "ta-bort-filen"}) == "/admin/alfa/rutiner?klart=borttagen"
    assert draft(office, editor, "alfa/rutiner/lana_barnvagn.yml") is None
    contact = yaml.safe_load((office.knowledge / "alfa/kontakter.yml").read_text())["kontakter"][0]["id"]
    sent = form_of(editor.see(f"/admin/alfa/kontakter/{contact}"))
    editor.send(f"/admin/alfa/kontakter/{contact}", {**sent, "saker": "ja", "gor": "ta-bort-posten"})
    assert contact not in {each["id"] for each in yaml.safe_load(draft(office, editor, "alfa/kontakter.yml"))["kontakter"]}


def test_markup_in_every_text_is_shown_as_text(office, editor):
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    address = new_routine(editor, "Titel")
    sent = form_of(editor.see(address))
    filled = {
        **sent,
        "kort_svar": evil,
        "agare": evil,
        "fragor[0]": evil,
        "steg[0].text": evil,
        "undvik[0]": evil,
        "lagrum[0].lag": evil,
        "gor": "spara",
    }
    editor.send(address, filled)
    for page in (address, "/admin/alfa/yaml/alfa/rutiner/titel.yml", "/admin/alfa/forhandsvisning/titel", "/admin/alfa/filer"):
        text = editor.get(page).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd",
        "beta/kontakter.yml",
        "alfa/.git/config",
        "alfa/rutiner/..%2fkontakter.yml",
        "alfa/x.yml",
        "alfa/rutiner/A.yml",
        "alfa",
        "/etc/passwd",
        "alfa/kontakter.yml.bak",
    ],
)
def test_only_the_packs_own_files_are_opened_or_written(office, editor, path):
    for answer in (
        editor.get(f"/admin/alfa/yaml/{path}"),
        editor.post(f"/admin/alfa/yaml/{path}", {"text": "a: b", "stampel": ""}),
        editor.post(f"/admin/alfa/yaml-kontroll/{path}", {"text": "a"}),
    ):
        assert answer.status_code in (404, 403, 405, 303)
        assert "root:" not in answer.text
    from bot.admin.editing.sheet import drafts_of

    assert drafts_of(office.desk).mine("alfa", editor.person.id) == []


@pytest.mark.parametrize("text", ["a: &x [*x, *x]", "a: !!python/object/apply:os.system [ls]", "id: [", "{" * 5000, "\x00", "id: tolk\nid: tolk\n"])
def test_tricks_in_yaml_are_kept_as_text_and_told(office, editor, text):
    address = "/admin/alfa/yaml/alfa/rutiner/prov.yml"
    sent = form_of(editor.see(address), 'class="yamlform"')
    editor.send(address, {**sent, "text": text, "gor": "spara"})
    assert 'class="tag bad"' in editor.see(address)
    assert editor.get("/admin/alfa/rutiner/prov").status_code in (200, 303)


def test_the_yaml_door_lists_problems_with_place_and_the_mended_line(office, editor):
    address = "/admin/alfa/yaml/alfa/rutiner/prov.yml"
    text = "id: prov\ntitel: Prov\nbradska: i dag\ngranskad: 2026-01-01\n"
    editor.send(address, {**form_of(editor.see(address), "yamlform"), "text": text, "gor": "spara"})
    shown = editor.see(address)
    assert "rad 4, kolumn 11" in shown
    mend = next(value for value in re.findall(r'value="(ratta:[^"]+)"', shown) if "varde-utan-citat" in value)
    editor.send(address, {**form_of(shown, "yamlform"), "gor": mend})
    assert 'granskad: "2026-01-01"' in draft(office, editor, "alfa/rutiner/prov.yml")
    found = editor.post("/admin/alfa/yaml-kontroll/alfa/rutiner/prov.yml", {"text": text}).json()
    assert {(each["line"], each["code"]) for each in found} >= {(4, "varde-utan-citat"), (3, "val-fel")}


def test_line_ends_of_the_file_survive_the_browser(office, editor):
    path = office.knowledge / "alfa/kontakter.yml"
    address = "/admin/alfa/yaml/alfa/kontakter.yml"
    sent = form_of(editor.see(address), "yamlform")
    editor.send(address, {**sent, "text": path.read_text().replace("\n", "\r\n") + "# en rad\r\n", "gor": "spara"})
    assert draft(office, editor, "alfa/kontakter.yml") == path.read_text() + "# en rad\n"


def test_the_preview_shows_the_draft(office, editor):
    national = sorted((office.knowledge / "nationell/rutiner").glob("*.yml"))[0].stem
    address = f"/admin/alfa/rutiner/{national}"
    editor.send(address, {**form_of(editor.see(address)), "gor": "andra:kort_svar"})
    editor.send(address, {**form_of(editor.see(address)), "kort_svar": "Bara i mitt utkast.", "gor": "spara"})
    assert "Bara i mitt utkast." in editor.see(f"/admin/alfa/forhandsvisning/{national}")
    assert "Bara i mitt utkast." not in office.as_(Role.EDITOR).see(f"/admin/alfa/forhandsvisning/{national}")
    assert editor.get("/admin/alfa/forhandsvisning/finns_inte").status_code == 404


def test_a_reader_sees_lists_and_files_but_no_forms(office):
    reader = office.as_(Role.READER)
    for address in ("begrepp", "enheter", "filer", "filer/paket.zip"):
        assert reader.get(f"/admin/alfa/{address}").status_code == 200
    for address in ("rutiner/ny", "kontakter/ny", "yaml/alfa/kontakter.yml", "enheter/kommunen"):
        assert reader.get(f"/admin/alfa/{address}").status_code == 403


def test_a_wide_file_name_is_never_made(tmp_path: Path, office, editor):
    before = sorted(path for path in office.knowledge.rglob("*") if ".git" not in path.parts)
    new_routine(editor)
    assert sorted(path for path in office.knowledge.rglob("*") if ".git" not in path.parts) == before
