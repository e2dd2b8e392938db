"""The forms, the YAML door and the files as a browser without scripts meets them."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
import yaml

from bot.admin.editing.fields import labels
from bot.admin.people import Role
from bot.knowledge.parse import shapes

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


def test_a_new_row_is_where_one_goes_on_writing(editor):
    address = new_routine(editor)
    sent = form_of(editor.see(address))
    shown = editor.post(address + "?klart=sparat", {**sent, "gor": "lagg-till:steg"}).text
    assert re.findall(r"<(?:input|textarea|select|button)[^>]* autofocus", shown)[0].count('name="steg[0].text"') == 1
    assert "Sparat i ditt utkast" not in shown
    shown = editor.post(address, {**form_of(shown), "gor": "ta-bort:steg[0]"}).text
    assert re.search(r'value="lagg-till:steg" autofocus', shown)


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
    assert editor.send(address, {**form_of(editor.see(address)), "for_vem": "Min text, igen", "gor": "spara"}) == compared + "?klart=sparat"
    shown = editor.see(compared)
    assert "ändrad av någon annan" in shown
    assert "Min text" in shown
    stamp = re.search(r'name="stampel" value="([^"]*)"', shown)[1]
    editor.send(compared, {"gor": "min", "stampel": html.unescape(stamp)})
    assert "Se båda och välj" not in editor.see(address)
    assert "Min text, igen" in draft(office, editor, path)


def test_taking_what_is_published_drops_the_draft(office, editor):
    path, address = "alfa/kontakter.yml", "/admin/alfa/kontakter/vaxeln-har"
    editor.send(address, {**form_of(editor.see(address)), "for_vem": "Min text", "gor": "spara"})
    (office.knowledge / path).write_text((office.knowledge / path).read_text() + "# ändrad av någon annan\n")
    stamp = html.unescape(re.search(r'name="stampel" value="([^"]*)"', editor.see(f"/admin/alfa/jamfor/{path}"))[1])
    editor.send(f"/admin/alfa/jamfor/{path}", {"gor": "publicerad", "stampel": "utkast äldre"})
    assert draft(office, editor, path) is not None, "another version than the one that was looked at"
    editor.send(f"/admin/alfa/jamfor/{path}", {"gor": "publicerad", "stampel": stamp})
    assert draft(office, editor, path) is None


def test_the_published_file_changed_before_the_first_save(office, editor):
    path, address = "alfa/kontakter.yml", "/admin/alfa/kontakter/vaxeln-har"
    sent = form_of(editor.see(address))
    (office.knowledge / path).write_text((office.knowledge / path).read_text() + "# ändrad av någon annan\n")
    answer = editor.post(address, {**sent, "for_vem": "Min text", "gor": "spara"})
    assert answer.status_code == 409
    assert draft(office, editor, path) is None
    editor.send(address, {**form_of(answer.text, f'action="{address}"'), "gor": "spara"})
    assert "# ändrad av någon annan" in draft(office, editor, path)
    assert "for_vem: Min text" in draft(office, editor, path)


def test_the_same_form_sent_twice_is_saved_once(office, editor):
    address = "/admin/alfa/kontakter/vaxeln-har"
    sent = {**form_of(editor.see(address)), "for_vem": "Alla", "gor": "spara"}
    assert editor.send(address, sent) == editor.send(address, sent) == address + "?klart=sparat"


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


EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}"


@pytest.mark.parametrize("place", ["rutiner/lovlista", "kontakter/vaxeln-har", "begrepp/ord", "enheter/solrosen", "enheter/kommunen", "faroord/fras"])
def test_markup_in_every_field_is_shown_as_text(office, editor, place):
    editor.send("/admin/alfa/begrepp/ny", {"namn": "Ord"})
    editor.send("/admin/alfa/faroord/ny", {"namn": "Fras"})
    address = f"/admin/alfa/{place}"
    sent = form_of(everything_open(editor, address))
    fields = [name for name in sent if name not in ("csrf", "stampel", "nycklar") and not name.endswith(".origin")]
    assert len(fields) > 1
    editor.send(address, {**sent, **dict.fromkeys(fields, EVIL), "gor": "spara"})
    for page in (address, "/admin/alfa/begrepp", "/admin/alfa/enheter", "/admin/alfa/faroord", "/admin/alfa/utkast", "/admin/alfa/filer"):
        text = editor.get(page).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
    assert editor.see(address).count("&lt;script&gt;") >= len(fields)


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


def test_a_file_in_an_older_encoding_is_mended_by_saving(office, editor):
    path = office.knowledge / "alfa/kontakter.yml"
    path.write_bytes(path.read_text().encode("latin-1"))
    address = "/admin/alfa/yaml/alfa/kontakter.yml"
    shown = editor.see(address)
    assert "Alfas växel" in shown
    editor.send(address, {**form_of(shown, "yamlform"), "gor": "spara"})
    assert "Alfas växel" in draft(office, editor, "alfa/kontakter.yml")


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


NAMES = re.compile(r'name="([^"]+)"')


def keys_in(page: str) -> set[str]:
    """Names of fields, and of lists that can be added to, without the places of rows: `varianter[0].for.roll` → `varianter.for.roll`."""
    found = NAMES.findall(page) + re.findall(r'value="lagg-till:([^"]+)"', page)
    return {re.sub(r"\[\d+\]", "", name) for name in found}


def all_keys(shape: str, leave: tuple[str, ...] = ()) -> set[str]:
    """Every key of a shape and of the shapes in it, as in `keys_in`. A map's keys are ids, so only the map itself counts."""
    found: set[str] = set()
    for key, spec in shapes()[shape].items():
        if key in leave:
            continue
        inner = spec.get("av", spec)
        if inner["typ"] == "objekt":
            found |= {f"{key}.{each}" for each in all_keys(inner["form"])} | ({key} if spec["typ"] == "lista" else set())
        else:
            found.add(key)
    return found


def everything_open(editor, address: str) -> str:
    """The page once a row has been added to every list, also to those inside rows."""
    page, pressed = editor.see(address), set()
    while True:
        left = [name for name in re.findall(r'value="lagg-till:([^"]+)"', page) if name not in pressed]
        if not left:
            return page
        pressed.add(left[0])
        page = editor.post(address, {**form_of(page), "gor": f"lagg-till:{left[0]}"}).text


@pytest.mark.parametrize(
    ("shape", "organisation", "place", "leave"),
    [
        ("rutin", "alfa", "rutiner/lovlista", ("id",)),
        ("rutin", "alfa", "rutiner/tolk", ("id",)),
        ("rutin", "nationell", "rutiner/tolk", ("id",)),
        ("kontakt", "alfa", "kontakter/vaxeln-har", ("id",)),
        ("begrepp", "nationell", "begrepp/hrv", ("id",)),
        ("enhet", "alfa", "enheter/solrosen", ("id",)),
        ("organisation", "alfa", "enheter/kommunen", ("id", "enheter")),
        ("paket", "nationell", "enheter/kommunen", ("id",)),
        ("farouttryck", "nationell", "faroord/kniv", ("id",)),
        ("farouttryck", "nationell", "signalord/ensam-kniv", ("id",)),
    ],
)
def test_every_key_of_the_format_can_be_reached_in_a_form(office, shape, organisation, place, leave):
    """Ids are given when a thing is made; items of a file have pages of their own; what is national is changed by "ändra här"."""
    editor = office.as_(Role.EDITOR, "*")
    address = f"/admin/{organisation}/{place}"
    page = everything_open(editor, address)
    there = keys_in(page) | {re.sub(r"\..*", "", each) for each in keys_in(page)}
    missing = {each for each in all_keys(shape, leave) if each not in there}
    national = set(re.findall(r'value="andra:([^"]+)"', page))
    assert {each for each in missing if each.split(".")[0] not in national} == set()


@pytest.mark.parametrize(
    ("shape", "place"), [("kontakt", "kontakter/vaxeln-har"), ("enhet", "enheter/solrosen"), ("organisation", "enheter/kommunen")]
)
def test_a_new_key_needs_no_new_code(office, editor, monkeypatch, shape, place):
    monkeypatch.setitem(shapes()[shape], "ny_nyckel", {"typ": "text", "max": 20, "hjalp": "Det nya."})
    monkeypatch.setitem(labels()[shape], "ny_nyckel", "Det nya")
    address = f"/admin/alfa/{place}"
    editor.send(address, {**form_of(editor.see(address)), "ny_nyckel": "ett värde", "gor": "spara"})
    assert 'name="ny_nyckel" type="text" value="ett värde"' in editor.see(address)


def test_the_shapes_that_have_a_page_are_all_there_are():
    """With those that stand inside them: a new shape must get a page too."""

    def inside(shape: str) -> set[str]:
        forms = [spec.get("av", spec).get("form") for spec in shapes()[shape].values()]
        return {shape}.union(*(inside(form) for form in forms if form))

    assert set().union(*map(inside, ("rutin", "kontaktfil", "begreppsfil", "organisation", "paket", "farafil"))) == set(shapes())


def test_a_forced_save_is_itself_refused_when_somebody_was_faster(office, editor):
    address = new_routine(editor)
    shown = form_of(editor.see(address))
    editor.send(address, {**shown, "kort_svar": "Ett", "gor": "spara"})
    told = editor.post(address, {**shown, "kort_svar": "Två", "gor": "forhandsgranska:kort"})
    assert 'name="gor" value="forhandsgranska:kort"' in told.text, "what was pressed is done once it is saved"
    forced = form_of(told.text, f'action="{address}"')
    editor.send(address, {**form_of(editor.see(address)), "kort_svar": "Tre", "gor": "spara"})
    assert editor.post(address, {**forced, "gor": "spara"}).status_code == 409
    assert "Tre" in draft(office, editor, "alfa/rutiner/lana_barnvagn.yml")


def test_without_a_stamp_nothing_is_written(office, editor):
    address = new_routine(editor)
    before = draft(office, editor, "alfa/rutiner/lana_barnvagn.yml")
    sent = {name: value for name, value in form_of(editor.see(address)).items() if name != "stampel"}
    assert editor.post(address, {**sent, "kort_svar": "Nytt", "gor": "spara"}).status_code == 409
    assert editor.post(address, {**sent, "saker": "ja", "gor": "ta-bort-filen"}).status_code == 409
    assert draft(office, editor, "alfa/rutiner/lana_barnvagn.yml") == before


def test_a_removed_routine_says_so_and_comes_back(office, editor):
    address = "/admin/alfa/rutiner/lovlista"
    editor.send(address, {**form_of(editor.see(address)), "saker": "ja", "gor": "ta-bort-filen"})
    shown = editor.see(address)
    assert "Borttagen i ditt utkast" in shown
    assert (office.knowledge / "alfa/rutiner/lovlista.yml").is_file()
    stamp = html.unescape(re.search(r'name="stampel" value="([^"]*)"', shown)[1])
    editor.send("/admin/alfa/jamfor/alfa/rutiner/lovlista.yml", {"gor": "publicerad", "stampel": stamp})
    assert "Lovlistan i Alfa" in editor.see(address)


def test_the_national_head_and_danger_phrases_have_forms(office):
    editor = office.as_(Role.EDITOR, "*")
    assert "Roller och typer av verksamhet" in editor.see("/admin/nationell/enheter")
    address = "/admin/nationell/enheter/kommunen"
    editor.send(address, {**form_of(editor.see(address)), "roller[0].alias[0]": "pedagog", "gor": "spara"})
    path = "nationell/paket.yml"
    before, after = (office.knowledge / path).read_text(), draft(office, editor, path)
    assert len(after) - len(before) == len("  alias:\n    - pedagog\n")
    assert yaml.safe_load(after)["roller"][0]["alias"] == ["pedagog"]
    assert "hota * med kniv" in editor.see("/admin/nationell/faroord")
    assert editor.send("/admin/alfa/signalord/ny", {"namn": "Ensam ute"}) == "/admin/alfa/signalord/ensam-ute?klart=ny"
    address = "/admin/alfa/signalord/ensam-ute"
    editor.send(address, {**form_of(editor.see(address)), "uttryck[0]": "ensam ute", "prov[0]": "hon är ensam ute", "gor": "spara"})
    assert yaml.safe_load(draft(office, editor, "alfa/fara.yml")) == {
        "fara": [],
        "signal": [{"id": "ensam-ute", "uttryck": ["ensam ute"], "prov": ["hon är ensam ute"]}],
    }
    assert "stoppar publiceringen" not in editor.see(address)


def test_a_new_thing_without_more_than_a_name_stays_when_saved_empty(office, editor):
    address = editor.send("/admin/alfa/kontakter/ny", {"namn": "Resurs"}).split("?")[0]
    sent = form_of(editor.see(address))
    editor.send(address, {**sent, "namn": "", "gor": "spara"})
    assert yaml.safe_load(draft(office, editor, "alfa/kontakter.yml"))["kontakter"][-1] == {"id": "resurs"}
    assert 'id="f-namn-fel' not in editor.see(address)
    assert "fel stoppar publiceringen" in editor.see(address)


@pytest.mark.parametrize(
    ("title", "given", "word"),
    [("", "", "Skriv ett namn"), ("Rektorn", "../../x", "Det går inte"), ("Växeln", "vaxeln-har", "upptaget"), ("Ny", "", "upptaget")],
)
def test_a_contact_without_a_name_or_a_usable_id_is_not_made(editor, title, given, word):
    answer = editor.post("/admin/alfa/kontakter/ny", {"namn": title, "id": given})
    assert answer.status_code == 422
    assert word in answer.text
    assert html.escape(given) in answer.text


def test_a_routine_may_not_be_called_as_the_page_for_a_new_one(editor):
    assert editor.post("/admin/alfa/rutiner/ny", {"titel": "Ny"}).status_code == 422


def test_a_date_that_is_none_is_not_emptied_by_the_browser(office, editor):
    address = new_routine(editor)
    editor.send(address, {**form_of(editor.see(address)), "granskad": "1/3 2026", "gor": "spara"})
    shown = editor.see(address)
    assert re.search(r'<input id="f-granskad" name="granskad" type="text" value="1/3 2026"', shown)
    mend = re.search(r'value="(ratta:[^"]+tum[^"]*)"', shown)
    assert mend, "a date that can be guessed is mended with one press"
    editor.send(address, {**form_of(shown), "gor": html.unescape(mend[1])})
    assert 'name="granskad" type="date" value="2026-03-01"' in editor.see(address)


def test_save_and_go_on_leads_to_where_it_is_published(office, editor):
    address = "/admin/alfa/kontakter/vaxeln-har"
    assert editor.send(address, {**form_of(editor.see(address)), "for_vem": "Alla", "gor": "vidare"}) == "/admin/alfa/utkast"
    assert "for_vem: Alla" in draft(office, editor, "alfa/kontakter.yml")


def test_control_characters_in_a_field_do_not_break_the_file(office, editor):
    address = new_routine(editor)
    editor.send(address, {**form_of(editor.see(address)), "kort_svar": "a\x07b\x00c\u2028d\x1b[0m", "gor": "spara"})
    assert yaml.safe_load(draft(office, editor, "alfa/rutiner/lana_barnvagn.yml"))["kort_svar"] == "a b c d [0m"


def test_the_preview_is_of_the_unit_and_the_role_chosen(office, editor):
    path = "/admin/alfa/forhandsvisning/orosanmalan"
    assert "Som barnmorska ringer du själv." not in editor.see(path)
    assert "Som barnmorska ringer du själv." in editor.see(f"{path}?roll=barnmorska")
    assert "Rektor alfahemlig" in editor.see(f"{path}?enhet=solrosen")
    assert "Rektor alfahemlig" not in editor.see(f"{path}?enhet=%3Cscript%3E")


def test_a_draft_with_errors_says_why_there_is_no_preview(editor):
    address = new_routine(editor)
    editor.send(address, {**form_of(editor.see(address)), "bradska": "kanske", "gor": "spara"})
    answer = editor.get("/admin/alfa/forhandsvisning/lana_barnvagn")
    assert answer.status_code == 404
    assert "Rätta felen först" in answer.text


def test_a_file_that_is_no_form_any_more_is_opened_as_text(office, editor):
    address = "/admin/alfa/yaml/alfa/kontakter.yml"
    editor.send(address, {**form_of(editor.see(address), "yamlform"), "text": "kontakter: &a [*a]\n", "gor": "spara"})
    for place in ("kontakter/vaxeln-har", "kontakter/ny"):
        answer = editor.get(f"/admin/alfa/{place}") if place != "kontakter/ny" else editor.post(f"/admin/alfa/{place}", {"namn": "X"})
        assert answer.headers["location"] == "/admin/alfa/yaml/alfa/kontakter.yml?klart=trasig"
