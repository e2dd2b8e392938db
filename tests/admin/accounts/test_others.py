"""What administrators do with others' accounts, and how far a local one reaches."""

from __future__ import annotations

import re
import threading

import pytest

from bot.admin.accounts import links, manage, people, rules
from bot.admin.accounts.manage import Refused
from bot.admin.accounts.passwords import hashed
from bot.admin.people import EVERYWHERE, Grant, Role

from .conftest import PASSWORD, token_in, told

ALFA_EDITOR = {"epost": "ny@alfa.se", "roll": "2", "organisation": "alfa"}


@pytest.fixture
def boss(office):
    """Administrator of everything, with a password."""
    return office.sign_in(office.person(Grant(Role.ADMINISTRATOR, "*"), name="Chefen", email="chef@land.se", password=hashed(PASSWORD)))


@pytest.fixture
def local(office, boss):
    """Administrator of Alfa only."""
    return office.as_(Role.ADMINISTRATOR, "alfa", name="Lokala", email="lokal@alfa.se")


def grants(office, person_id):
    return {grant.organisation: grant.role for grant in people.find(office.engine, person_id).person.grants}


def link_in(html):
    return re.search(r'value="(http://[^"]+/admin/lank/([\w-]+))"', html)[2]


def test_an_invitation_gives_a_link_that_is_shown_once(office, boss):
    answer = boss.post("/admin/konton/bjud-in", ALFA_EDITOR)
    assert answer.status_code == 200
    token = link_in(answer.text)
    assert links.look(office.engine, token).email == "ny@alfa.se"
    assert token not in boss.see("/admin/konton")
    html = boss.see("/admin/konton")
    assert "Redaktör: Alfa kommun" in html
    assert "Inbjuden" in html
    assert told(office) == ["bjod_in"]


def test_who_has_an_account_gets_the_role_and_no_link(office, boss, anna):
    assert boss.send("/admin/konton/bjud-in", {"epost": "ANNA@alfa.se", "roll": "1", "organisation": "beta"}) == "/admin/konton?klart=roll"
    assert grants(office, anna.id) == {"alfa": Role.EDITOR, "beta": Role.READER}


def test_a_role_that_is_there_is_not_changed_by_an_invitation(office, boss, anna):
    answer = boss.post("/admin/konton/bjud-in", {"epost": "anna@alfa.se", "roll": "4", "organisation": "alfa"})
    assert answer.status_code == 422
    assert "har redan en roll där" in answer.text
    assert grants(office, anna.id) == {"alfa": Role.EDITOR}


def test_of_two_who_invite_the_same_person_at_once_the_second_is_told(office, boss, anna, monkeypatch):
    """The second looked before the first was done."""
    monkeypatch.setattr(people, "find_by_email", lambda *_: None)
    answer = boss.post("/admin/konton/bjud-in", {**ALFA_EDITOR, "epost": "anna@alfa.se"})
    assert answer.status_code == 422
    assert "har redan en roll där" in answer.text


def test_a_closed_account_is_not_invited(office, boss, anna):
    boss.send(f"/admin/konton/{anna.id}/oppet", {"oppet": "nej"})
    answer = boss.post("/admin/konton/bjud-in", {"epost": "anna@alfa.se", "roll": "1", "organisation": "beta"})
    assert answer.status_code == 422
    assert "är stängt" in answer.text


@pytest.mark.parametrize("email", ["", "ny", "ny@alfa", "ny @alfa.se", '"><script>@alfa.se'])
def test_what_is_no_email_is_told_at_the_field(office, boss, email):
    answer = boss.post("/admin/konton/bjud-in", {**ALFA_EDITOR, "epost": email})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert "<script>" not in answer.text


@pytest.mark.parametrize(
    "more", [{"roll": "5"}, {"roll": ""}, {"roll": "-1"}, {"organisation": "gamma"}, {"organisation": "nationell"}, {"organisation": ""}]
)
def test_a_role_or_place_that_does_not_exist_is_refused(office, boss, more):
    assert boss.post("/admin/konton/bjud-in", {**ALFA_EDITOR, **more}).status_code == 403
    assert people.find_by_email(office.engine, "ny@alfa.se") is None


def test_roles_are_changed_place_by_place(office, boss, anna):
    location = boss.send(f"/admin/konton/{anna.id}/roller", {"roll-alfa": "", "roll-beta": "3", "roll-*": ""})
    assert grants(office, anna.id) == {"beta": Role.PUBLISHER}
    assert "ändrade" in boss.see(location)
    assert told(office) == ["roll_andrad", "roll_andrad"]


def test_what_is_not_changed_is_not_logged(office, boss, anna):
    boss.send(f"/admin/konton/{anna.id}/roller", {"roll-alfa": "2", "roll-beta": ""})
    assert told(office) == []


def test_a_new_password_link_is_made_for_whom_one_looks_after(office, boss, anna):
    answer = boss.post(f"/admin/konton/{anna.id}/lank")
    assert links.look(office.engine, link_in(answer.text)).kind is links.Kind.RESET
    assert told(office) == ["ny_lank"]


def test_a_closed_account_is_out_and_can_be_opened_again(office, boss, anna, sign_in):
    staff = office.sign_in(anna)
    location = boss.send(f"/admin/konton/{anna.id}/oppet", {"oppet": "nej"})
    assert "stängt" in boss.see(location)
    assert staff.get("/admin/konto").status_code == 303
    assert sign_in(office.client(), "anna@alfa.se").status_code == 401
    assert boss.post(f"/admin/konton/{anna.id}/lank").status_code == 422
    boss.send(f"/admin/konton/{anna.id}/oppet", {"oppet": "ja"})
    assert sign_in(office.client(), "anna@alfa.se").status_code == 303


# The last administrator


@pytest.mark.parametrize(("path", "data"), [("roller", {"roll-*": ""}), ("roller", {"roll-*": "3"}), ("oppet", {"oppet": "nej"})])
def test_the_last_administrator_stays(office, boss, path, data):
    office.as_(Role.ADMINISTRATOR, "*")  # has never signed in: no password
    office.as_(Role.ADMINISTRATOR, "alfa")
    answer = boss.post(f"/admin/konton/{boss.person.id}/{path}", data)
    assert answer.status_code == 422
    assert "minst en administratör" in answer.text
    assert grants(office, boss.person.id) == {"*": Role.ADMINISTRATOR}
    assert people.find(office.engine, boss.person.id).active
    assert told(office) == []


def test_one_of_two_may_go(office, boss):
    office.person(Grant(Role.ADMINISTRATOR, "*"), password=hashed(PASSWORD))
    boss.send(f"/admin/konton/{boss.person.id}/roller", {"roll-*": ""})
    assert grants(office, boss.person.id) == {}


def test_of_two_who_close_each_other_at_once_one_stays(office, boss):
    other = people.find(office.engine, office.person(Grant(Role.ADMINISTRATOR, "*"), password=hashed(PASSWORD)).id)
    first = people.find(office.engine, boss.person.id)
    gate, refused = threading.Barrier(2), []

    def close(manager, account):
        gate.wait()
        try:
            manage.set_active(office.engine, manager.person, account, False, False)
        except Refused as error:
            refused.append(error.code)

    threads = [threading.Thread(target=close, args=pair) for pair in ((first, other), (other, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["sista"]
    assert [people.find(office.engine, one.person.id).active for one in (first, other)].count(True) == 1


def test_with_the_municipalitys_own_sign_in_no_password_is_needed(make_office):
    office = make_office(oidc_issuer="http://127.0.0.1:9", oidc_client_id="x", oidc_client_secret="x")
    boss = office.as_(Role.ADMINISTRATOR, "*")
    office.person(Grant(Role.ADMINISTRATOR, "*"))
    assert boss.post(f"/admin/konton/{boss.person.id}/oppet", {"oppet": "nej"}).status_code == 303


# A local administrator


def test_a_local_administrator_sees_her_own_and_no_others(office, local, anna):
    office.person(Grant(Role.EDITOR, "beta"), name="Bosse Beta", email="bosse@beta.se")
    office.person(name="Utan Roll", email="utan@beta.se")
    html = local.see("/admin/konton")
    assert "Anna Berg" in html
    assert "Lokala" in html
    for hidden in ("Bosse", "Utan Roll", "Chefen", "Beta kommun", "nationella"):
        assert hidden not in html


def test_an_account_elsewhere_does_not_exist_for_her(office, local):
    other = office.person(Grant(Role.EDITOR, "beta"))
    assert local.get(f"/admin/konton/{other.id}").status_code == 404
    for path, data in (("roller", {"roll-alfa": "1"}), ("lank", {}), ("oppet", {"oppet": "nej"})):
        assert local.post(f"/admin/konton/{other.id}/{path}", data).status_code == 404
    assert grants(office, other.id) == {"beta": Role.EDITOR}


@pytest.mark.parametrize("place", ["beta", "*", "nationell"])
def test_she_invites_nobody_elsewhere(office, local, place):
    assert local.post("/admin/konton/bjud-in", {**ALFA_EDITOR, "organisation": place}).status_code == 403


def test_she_gives_no_role_elsewhere(office, local, anna):
    local.send(f"/admin/konton/{anna.id}/roller", {"roll-alfa": "3", "roll-beta": "4", "roll-*": "4", "roll-nationell": "4"})
    assert grants(office, anna.id) == {"alfa": Role.PUBLISHER}


def test_she_does_not_raise_herself(office, local):
    local.send(f"/admin/konton/{local.person.id}/roller", {"roll-alfa": "4", "roll-*": "4"})
    assert grants(office, local.person.id) == {"alfa": Role.ADMINISTRATOR}


def test_she_cannot_take_over_an_account_that_may_more_than_she(office, boss, local, anna):
    boss.send(f"/admin/konton/{anna.id}/roller", {"roll-alfa": "2", "roll-beta": "1"})
    html = local.see(f"/admin/konton/{anna.id}")
    assert "Gör en länk" not in html
    assert "Sköts av andra: Läsare för Beta kommun" in html
    for path, data in (("lank", {}), ("oppet", {"oppet": "nej"})):
        answer = local.post(f"/admin/konton/{anna.id}/{path}", data)
        assert answer.status_code == 422
        assert "inte sköter" in answer.text
    assert people.find(office.engine, anna.id).active


def test_an_invitation_into_an_account_that_may_more_gives_no_link(office, boss, local):
    """Somebody invited for everything, who has not come yet."""
    boss.post("/admin/konton/bjud-in", {"epost": "ny@land.se", "roll": "4", "organisation": "*"})
    assert local.post("/admin/konton/bjud-in", {"epost": "ny@land.se", "roll": "1", "organisation": "alfa"}).status_code == 303


def test_a_link_she_kept_is_worth_nothing_once_the_account_may_more(office, boss, local, anna):
    token = link_in(local.post(f"/admin/konton/{anna.id}/lank").text)
    boss.send(f"/admin/konton/{anna.id}/roller", {"roll-alfa": "2", "roll-*": "4"})
    assert office.client().get(f"/admin/lank/{token}").status_code == 410


# Four eyes


def test_four_eyes_are_decided_place_by_place(office, boss):
    assert not rules.four_eyes(office.engine, "alfa")
    boss.send("/admin/konton/fyra-ogon", {"organisation": "alfa", "fyra_ogon": "ja"})
    assert rules.four_eyes(office.engine, "alfa")
    assert not rules.four_eyes(office.engine, "beta")
    assert 'value="ja" checked> Alfa kommun' in boss.see("/admin/konton")
    boss.send("/admin/konton/fyra-ogon", {"organisation": "alfa", "fyra_ogon": "ja"})
    boss.send("/admin/konton/fyra-ogon", {"organisation": "alfa"})
    assert not rules.four_eyes(office.engine, "alfa")
    assert told(office) == ["fyra_ogon_pa", "fyra_ogon_av"]


@pytest.mark.parametrize("place", ["beta", "nationell", "*", "gamma", ""])
def test_a_local_administrator_decides_for_her_own(office, local, place):
    assert local.post("/admin/konton/fyra-ogon", {"organisation": place, "fyra_ogon": "ja"}).status_code == 403
    assert not rules.four_eyes(office.engine, place)


def test_the_national_pack_can_need_two_as_well(office, boss):
    boss.send("/admin/konton/fyra-ogon", {"organisation": "nationell", "fyra_ogon": "ja"})
    assert rules.four_eyes(office.engine, "nationell")


def test_names_are_shown_as_text(office, boss):
    office.person(Grant(Role.EDITOR, "alfa"), name="<img src=x onerror=alert(1)>", email="x@alfa.se")
    html = boss.see("/admin/konton")
    assert "<img" not in html
    assert token_in(html) == boss.csrf
    assert EVERYWHERE == "*"
