"""The lists as people with different roles meet them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import yaml

from bot.admin.editing.sheet import drafts_of
from bot.admin.people import Role
from bot.admin.publishing.training import Progress
from bot.usage.store import Outcome, UsageStore

TODAY = date.today()


def rewrite(office, path: str, **changes) -> None:
    file = office.knowledge / path
    content = yaml.safe_load(file.read_text())
    content.update(changes)
    file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False))
    office.desk.live.reload()


def own_routine(office, **more) -> None:
    content = {
        "id": "barnvagn",
        "titel": "Låna barnvagn",
        "fragor": ["får vi låna vagnen"],
        "kort_svar": "Fråga.",
        "bradska": "planera",
        "steg": ["Ring."],
        "kontakter": ["chef"],
        "agare": "Vaktmästeriet",
        "granskad": "2026-01-01",
        "granskas_senast": (TODAY + timedelta(days=400)).isoformat(),
        **more,
    }
    (office.knowledge / "alfa/rutiner").mkdir(exist_ok=True)
    (office.knowledge / "alfa/rutiner/barnvagn.yml").write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False))
    office.desk.live.reload()


@pytest.fixture
def editor(office):
    return office.as_(Role.EDITOR)


def test_an_overdue_routine_is_on_the_overview_and_in_the_list(office, editor):
    own_routine(office, granskas_senast="2026-02-01")
    first = editor.see("/admin/alfa/")
    assert "skulle redan ha granskats" in first
    assert "Låna barnvagn" in first
    shown = editor.see("/admin/alfa/rutiner?status=forsenad")
    assert "Låna barnvagn" in shown
    assert re.search(r"1 av \d+ rutiner", shown)
    assert "Försenad" in editor.see("/admin/alfa/granskning")


def test_routines_are_found_by_words_and_owner(office, editor):
    own_routine(office)
    assert "Låna barnvagn" in editor.see("/admin/alfa/rutiner?ord=vaktmästeriet vagn")
    assert "0 av" in editor.see("/admin/alfa/rutiner?ord=finns inte alls")


def test_a_file_with_errors_is_told_first_and_leads_to_the_file(office, editor):
    (office.knowledge / "alfa/rutiner").mkdir(exist_ok=True)
    (office.knowledge / "alfa/rutiner/trasig.yml").write_text("id: [\n")
    office.desk.live.reload()
    shown = editor.see("/admin/alfa/")
    assert shown.index("fel i filerna") < shown.index("Öppna chatten")
    assert "/admin/alfa/yaml/alfa/rutiner/trasig.yml" in shown
    assert "trasig.yml" in editor.see("/admin/alfa/kontroll")


def test_contacts_with_number_users_and_what_is_wrong(office, editor):
    contacts = yaml.safe_load((office.knowledge / "alfa/kontakter.yml").read_text())["kontakter"]
    contacts.append({"id": "tom", "namn": "Tom kontakt"})
    contacts[0]["verifierad"] = "2020-01-01"
    rewrite(office, "alfa/kontakter.yml", kontakter=contacts)
    shown = editor.see("/admin/alfa/kontakter")
    assert "Går inte att nå" in shown
    assert contacts[0]["namn"] in editor.see("/admin/alfa/kontakter?status=kontrollera")
    only = editor.see("/admin/alfa/kontakter?status=saknas")
    assert "Tom kontakt" in only
    assert contacts[0]["namn"] not in only.split("<main")[1]
    number = next(each for each in contacts if each.get("telefon"))
    digits = re.sub(r"\D", "", str(number["telefon"] if isinstance(number["telefon"], str) else number["telefon"][0]))
    assert number["namn"] in editor.see(f"/admin/alfa/kontakter?ord={digits[-4:]}")


def test_the_calendar_opens_with_its_key_alone_and_a_new_key_closes_the_old(office, editor):
    own_routine(office)
    editor.send("/admin/alfa/granskning/adress")
    address = re.search(r'value="http://[^/]+(/admin/kalender/[^"]+\.ics)"', editor.see("/admin/alfa/granskning"))[1]
    stranger = office.client()
    answer = stranger.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "Låna barnvagn" in answer.text
    editor.send("/admin/alfa/granskning/adress")
    assert stranger.get(address).status_code == 404
    assert stranger.get("/admin/kalender/.ics").status_code == 404
    assert stranger.get("/admin/kalender/fel.ics").status_code == 404


def test_readers_do_not_see_the_calendars_key(office, editor):
    editor.send("/admin/alfa/granskning/adress")
    assert ".ics" not in office.as_(Role.READER).see("/admin/alfa/granskning")


def gaps(office, *questions: str) -> UsageStore:
    store = UsageStore(office.engine)
    for question in questions:
        store.add_gap(TODAY, "alfa", question, "unknown")
    store.add_gap(TODAY, "beta", "betas egen fråga", "unknown")
    return store


def ids(store: UsageStore, organisation: str = "alfa") -> str:
    return ",".join(str(gap.id) for gap in store.gaps(organisation))


def test_a_question_becomes_an_example_in_my_draft(office, editor):
    own_routine(office)
    store = gaps(office, "var finns vagnen")
    shown = editor.see("/admin/alfa/inkorg")
    assert "var finns vagnen" in shown
    assert "betas egen" not in shown
    assert editor.send("/admin/alfa/inkorg", {"gor": "exempel", "id": ids(store), "rutin": "barnvagn", "text": "var finns  vagnen"}).endswith(
        "klart=exempel"
    )
    (draft,) = drafts_of(office.desk).mine("alfa", editor.person.id)
    assert yaml.safe_load(draft.text)["fragor"] == ["får vi låna vagnen", "var finns vagnen"]
    assert "var finns vagnen" not in editor.see("/admin/alfa/inkorg")
    assert "var finns vagnen" in editor.see("/admin/alfa/inkorg?visa=avslutade")


def test_an_example_for_a_national_routine_makes_a_local_file(office, editor):
    store = gaps(office, "hur anmäler man")
    editor.send("/admin/alfa/inkorg", {"gor": "exempel", "id": ids(store), "rutin": "akut_fara", "text": "hur anmäler man"})
    (draft,) = drafts_of(office.desk).mine("alfa", editor.person.id)
    assert yaml.safe_load(draft.text) == {"id": "akut_fara", "fragor": ["hur anmäler man"]}


@pytest.mark.parametrize("sent", [{"rutin": "", "text": "a"}, {"rutin": "finns_inte", "text": "a"}, {"rutin": "akut_fara", "text": "  "}])
def test_an_example_without_routine_or_text_changes_nothing(office, editor, sent):
    store = gaps(office, "en fråga")
    assert editor.send("/admin/alfa/inkorg", {"gor": "exempel", "id": ids(store), **sent}).endswith("klart=valj")
    assert store.gaps("alfa")[0].status == "ny"
    assert drafts_of(office.desk).mine("alfa", editor.person.id) == []


def test_a_question_is_put_away_and_back_and_taken_to_a_new_routine(office, editor):
    store = gaps(office, "vad kostar bygglov")
    editor.send("/admin/alfa/inkorg", {"gor": "avfarda", "id": ids(store)})
    assert store.gaps("alfa")[0].status == "avfardad"
    editor.send("/admin/alfa/inkorg", {"gor": "tillbaka", "id": ids(store)})
    assert (store.gaps("alfa")[0].status, store.gaps("alfa")[0].closed_on) == ("ny", None)
    where = editor.send("/admin/alfa/inkorg", {"gor": "ny-rutin", "id": ids(store), "text": "vad kostar bygglov"})
    assert "vad kostar bygglov" in editor.see(where)
    assert store.gaps("alfa")[0].status == "pagar"


def test_nobody_touches_another_places_questions(office, editor):
    store = gaps(office, "vår fråga")
    assert editor.send("/admin/alfa/inkorg", {"gor": "avfarda", "id": ids(store, "beta")}).endswith("klart=borta")
    assert store.gaps("beta")[0].status == "ny"


def test_figures_and_csv_say_the_same_and_hide_the_small(office):
    reader, store = office.as_(Role.READER), UsageStore(office.engine)
    for _ in range(7):
        store.count_turn(TODAY, "alfa", Outcome("answer", "akut_fara", None))
    for _ in range(3):
        store.count_turn(TODAY, "alfa", Outcome("redirect", None, "outside"))
    store.add_feedback(TODAY, "alfa", "akut_fara", False, "annat", "Numret var fel")
    shown = reader.see("/admin/alfa/statistik")
    assert "färre än 5" in shown
    assert ": 7</title>" in shown
    assert "Numret var fel" in shown
    table = reader.get("/admin/alfa/statistik.csv").content.decode("utf-8-sig")
    year, week, _ = TODAY.isocalendar()
    assert f"{year}-W{week:02};svar;7" in table
    assert f"{year}-W{week:02};hanvisad-outside;färre än 5" in table
    assert "akut_fara;7;0;färre än 5;0" in table


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        ("stoppad", "Det senaste som Vägvisaren tränades på klarade inte provet och används inte."),
        ("fel", "Den senaste träningen gick inte."),
        ("provar", "Vägvisaren tränas på det nya."),
    ],
)
def test_how_the_training_went_is_told_on_the_first_page(office, editor, stage, said):
    assert "/traning" not in editor.get("/admin/alfa/").text
    office.desk.trainer.progress = Progress(stage)
    shown = editor.get("/admin/alfa/").text
    assert said in shown
    assert "/admin/alfa/traning" in shown


def test_all_is_well_is_said(office, editor):
    from bot.admin.lists.overview import todos

    assert todos([], [], [], 0, 0) == []
