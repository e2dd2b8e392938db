"""One-time links: the first administrator, invitations, new passwords; used, old, wrong and raced ones."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.admin.accounts import links, people
from bot.admin.accounts.start import welcome
from bot.admin.accounts.tables import LinkRow, PersonRow
from bot.admin.people import EVERYWHERE, Grant, Role

from .conftest import PASSWORD, token_in, told

NEW = "blåbär i augusti regn"


def make(office, kind, person_id=None):
    with Session(office.engine) as session, session.begin():
        return links.make(session, kind, person_id)


def invited(office):
    with Session(office.engine) as session, session.begin():
        person_id = people.add(session, "ny@alfa.se", grants=[Grant(Role.EDITOR, "alfa")])
        return person_id, links.make(session, links.Kind.INVITE, person_id)


def take_up(client, token, **fields):
    """Opens the link and sends its form."""
    path = f"/admin/lank/{token}"
    shown = client.get(path)
    if shown.status_code != 200:
        return shown
    return client.post(path, data={"csrf": token_in(shown.text), "losenord": NEW, "losenord_igen": NEW, **fields})


def test_the_first_administrator_comes_in_by_the_link_of_the_log(office, capsys):
    welcome(office.engine, office.settings)
    address = capsys.readouterr().out.split("first_administrator=")[1].split()[0]
    assert address.startswith("http://127.0.0.1:8000/admin/lank/")
    client = office.client()
    answer = take_up(client, address.rsplit("/", 1)[1], epost="Chef@Alfa.se", namn="  Chefen\0 Själv\n ")
    assert (answer.status_code, answer.headers["location"]) == (303, "/admin/")
    found = people.find_by_email(office.engine, "chef@alfa.se")
    assert found.person.name == "Chefen Själv"
    assert found.person.grants == (Grant(Role.ADMINISTRATOR, EVERYWHERE),)
    assert "Chefen Själv" in client.get("/admin/").text
    assert told(office) == ["forsta_administrator"]


def test_each_start_makes_a_new_link_while_there_is_nobody(office, capsys):
    first = links.first_link(office.engine)
    second = links.first_link(office.engine)
    assert links.look(office.engine, first) is None
    assert links.look(office.engine, second) is not None
    office.person()
    assert links.first_link(office.engine) is None
    welcome(office.engine, office.settings)
    assert "first_administrator" not in capsys.readouterr().out


def test_the_first_link_is_worth_nothing_once_there_is_somebody(office):
    token = links.first_link(office.engine)
    office.person()
    assert take_up(office.client(), token, epost="tjuv@alfa.se", namn="Tjuv").status_code == 410


def test_an_invitation_is_taken_up_with_name_and_password(office, sign_in):
    _, token = invited(office)
    client = office.client()
    assert "ny@alfa.se" in client.get(f"/admin/lank/{token}").text
    assert take_up(client, token, namn="Ny Nilsson").status_code == 303
    assert "Ny Nilsson" in client.get("/admin/konto").text
    assert sign_in(office.client(), "ny@alfa.se", NEW).status_code == 303
    assert told(office) == ["konto_oppnat", "inloggad"]


def test_the_email_of_an_invitation_cannot_be_chosen(office):
    _, token = invited(office)
    take_up(office.client(), token, namn="Ny", epost="annan@alfa.se")
    assert people.find_by_email(office.engine, "annan@alfa.se") is None


def test_a_new_password_ends_all_sessions_and_the_lock(office, anna, sign_in, clock):
    elsewhere = office.sign_in(anna)
    for _ in range(5):
        sign_in(office.client(), "anna@alfa.se", "fel lösenord här")
    token = make(office, links.Kind.RESET, anna.id)
    assert take_up(office.client(), token).status_code == 303
    assert elsewhere.get("/admin/konto").status_code == 303
    assert sign_in(office.client(), "anna@alfa.se", PASSWORD).status_code == 401
    assert sign_in(office.client(), "anna@alfa.se", NEW).status_code == 303


def test_looking_does_not_use_it(office, anna):
    token = make(office, links.Kind.RESET, anna.id)
    for _ in range(3):
        assert office.client().get(f"/admin/lank/{token}").status_code == 200
    assert take_up(office.client(), token).status_code == 303


def test_it_works_once(office, anna):
    token = make(office, links.Kind.RESET, anna.id)
    assert take_up(office.client(), token).status_code == 303
    answer = take_up(office.client(), token)
    assert answer.status_code == 410
    assert "Länken gäller inte" in answer.text


def test_of_two_who_send_at_once_one_comes_in(office, anna):
    """Both have the form open when the first sends it."""
    token = make(office, links.Kind.RESET, anna.id)
    clients = [office.client(), office.client()]
    tokens = [token_in(client.get(f"/admin/lank/{token}").text) for client in clients]
    fields = {"losenord": NEW, "losenord_igen": NEW}
    answers = [client.post(f"/admin/lank/{token}", data={"csrf": csrf, **fields}) for client, csrf in zip(clients, tokens, strict=True)]
    assert [answer.status_code for answer in answers] == [303, 410]


def test_a_link_that_was_read_but_used_meanwhile_is_not_used_again(office, anna):
    token = make(office, links.Kind.RESET, anna.id)
    with Session(office.engine) as session:
        assert links.look(office.engine, token) is not None
        session.execute(update(LinkRow).values(used_at=LinkRow.expires_at))
        assert links.use(session, token) is None


@pytest.mark.parametrize(("kind", "hours"), [(links.Kind.FIRST, 24), (links.Kind.INVITE, 72), (links.Kind.RESET, 72)])
def test_it_gets_too_old(office, clock, kind, hours):
    person_id = None
    if kind is not links.Kind.FIRST:
        person_id = office.person().id
    token = make(office, kind, person_id)
    clock.shift(hours * 3600 - 1)
    assert links.look(office.engine, token) is not None
    clock.shift(1)
    assert take_up(office.client(), token, epost="x@alfa.se", namn="X").status_code == 410


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: token + "A", lambda token: token.swapcase(), lambda _token: "x"])
def test_a_changed_one_opens_nothing(office, anna, change):
    token = make(office, links.Kind.RESET, anna.id)
    assert take_up(office.client(), change(token)).status_code == 410


def test_a_newer_one_makes_the_older_worth_nothing(office, anna):
    older, newer = make(office, links.Kind.RESET, anna.id), make(office, links.Kind.RESET, anna.id)
    assert take_up(office.client(), older).status_code == 410
    assert take_up(office.client(), newer).status_code == 303


def test_it_does_not_open_a_closed_account(office, anna):
    token = make(office, links.Kind.RESET, anna.id)
    with Session(office.engine) as session, session.begin():
        session.get_one(PersonRow, anna.id).active = False
    assert take_up(office.client(), token).status_code == 410


def test_the_database_does_not_hold_the_link(office, anna):
    token = make(office, links.Kind.RESET, anna.id)
    with Session(office.engine) as session:
        kept = session.scalars(select(LinkRow.token_hash)).one()
    assert token not in kept
    assert len(kept) == 64


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"losenord": "kort", "losenord_igen": "kort"}, "Använd minst 12 tecken"),
        ({"losenord": "Sommar2026!!", "losenord_igen": "Sommar2026!!"}, "för lätt att gissa"),
        ({"losenord": "chefen är alltid chef@alfa.se", "losenord_igen": "chefen är alltid chef@alfa.se"}, "innehålla din e-postadress"),
        ({"losenord_igen": "blåbär i augusti sol"}, "inte lika"),
        ({"namn": "  "}, "Skriv ditt namn"),
        ({"namn": "x" * 121}, "Skriv ditt namn"),
        ({"epost": "chef"}, "Skriv hela adressen"),
        ({"epost": "<b>@alfa.se"}, "Skriv hela adressen"),
        ({"epost": "a" * 250 + "@alfa.se"}, "Skriv hela adressen"),
    ],
)
def test_what_is_wrong_is_told_at_the_field_and_the_link_still_works(office, fields, sentence):
    token = links.first_link(office.engine)
    client = office.client()
    answer = take_up(client, token, **{"epost": "chef@alfa.se", "namn": "Chefen", **fields})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert answer.text.count('aria-invalid="true"') == 1
    assert NEW not in answer.text
    assert take_up(client, token, epost="chef@alfa.se", namn="Chefen").status_code == 303


def test_somebody_who_is_signed_in_and_takes_up_a_link_becomes_the_one_of_the_link(office, anna):
    boss = office.as_(Role.ADMINISTRATOR, "*")
    _, token = invited(office)
    old = boss.token
    assert take_up(boss.client, token, namn="Ny Nilsson").status_code == 303
    assert "ny@alfa.se" in boss.client.get("/admin/konto").text
    thief = office.client()
    thief.cookies.set("vagvisaren-inloggad", old)
    assert thief.get("/admin/konto").status_code == 303
