"""From a draft to what the staff see, through the pages."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from admin.conftest import Staff
from bot.admin.accounts import audit, rules
from bot.admin.people import Role
from bot.admin.publishing.git import GitFailed, Repository

from .conftest import KONTAKTER, LOVLISTA, Desk, asks, says, title

PLACE = "/admin/alfa/utkast"


def four_eyes(desk: Desk) -> None:
    with Session(desk.office.engine) as session, session.begin():
        rules.set_four_eyes(session, "alfa", True)


def shown_to_staff(desk: Desk) -> str:
    routine = desk.office.desk.live.guides["alfa"].routine("lovlista")
    assert routine is not None
    return routine.title


@pytest.fixture
def karin(desk: Desk) -> Staff:
    return desk.office.as_(Role.PUBLISHER, name="Karin Åberg")


def test_an_empty_draft_says_where_to_begin(desk: Desk, karin: Staff) -> None:
    assert "Du har inga ändringar som väntar." in karin.see(PLACE)
    assert desk.worker.warmed == 0


def test_what_is_changed_is_shown_in_words(desk: Desk, karin: Staff) -> None:
    desk.draft(karin.person, LOVLISTA, title("Lovlistan i Alfa kommun"))
    page = karin.see(PLACE)
    assert "Rutin: Lovlistan i Alfa kommun" in page
    assert "<dt>Rubrik</dt>" in page
    assert '<ins><span class="sign" aria-hidden="true">+</span><span class="hidden-visually"> Nytt: </span> kommun' in page
    assert shown_to_staff(desk) == "Lovlistan i Alfa"


def test_publishing_puts_the_text_live_at_once(desk: Desk, karin: Staff) -> None:
    desk.draft(karin.person, LOVLISTA, title("Lovlistan, ny plats"))
    where = karin.send(f"{PLACE}/publicera", {"mening": "Listan har flyttat"})
    assert shown_to_staff(desk) == "Lovlistan, ny plats"
    page = karin.see(where)
    assert "Publicerat. Texterna gäller nu." in page.replace("\n", " ")
    assert "Karin Åberg" in page
    assert desk.drafts.mine("alfa", karin.person.id) == []
    assert audit.entries(desk.office.engine, ["alfa"])[0][0].text == "Publicerade: Listan har flyttat"


def test_a_changed_answer_is_not_trained_but_a_changed_title_of_a_routine_of_their_own_is(desk: Desk, karin: Staff) -> None:
    for change, asked in ((says("Fråga Karin."), []), (title("Lovlistan, ny plats"), ["train"])):
        desk.draft(karin.person, LOVLISTA, change)
        karin.send(f"{PLACE}/publicera", {"mening": "Ändrat"})
        desk.trainer.wait(10)
        assert [request["do"] for request in desk.worker.requests] == asked


def test_only_the_files_that_are_ticked_are_published(desk: Desk, karin: Staff) -> None:
    desk.draft(karin.person, LOVLISTA, title("Ny"))
    desk.draft(karin.person, KONTAKTER, lambda content: content["kontakter"][0].update(namn="Nya växeln"))
    karin.send(f"{PLACE}/publicera", {"mening": "Ny växel", "fil": KONTAKTER})
    assert [draft.path for draft in desk.drafts.mine("alfa", karin.person.id)] == [LOVLISTA]
    assert "Nya växeln" in desk.read(KONTAKTER)
    assert "titel: Ny" not in desk.read(LOVLISTA)


def test_changed_examples_are_trained(desk: Desk, karin: Staff) -> None:
    desk.draft(karin.person, LOVLISTA, asks("var hänger lovlistan nu"))
    assert "Frågor om det nya förstås om några sekunder" in karin.see(PLACE)
    karin.send(f"{PLACE}/publicera", {"mening": "Fler sätt att fråga"})
    assert desk.done() == "klar"
    (request,) = [each for each in desk.worker.requests if each["do"] == "train"]
    assert "var hänger lovlistan nu" in request["generated"]


@pytest.mark.parametrize(
    ("sentence", "change", "said"),
    [("", title("Ny"), "Skriv en mening"), ("Ny", lambda content: content.pop("kort_svar"), "Något måste rättas innan du kan publicera")],
)
def test_what_stands_in_the_way_is_said_and_nothing_is_published(desk: Desk, karin: Staff, sentence: str, change: object, said: str) -> None:
    desk.draft(karin.person, LOVLISTA, change)  # type: ignore[arg-type]
    answer = karin.post(f"{PLACE}/publicera", {"mening": sentence})
    assert answer.status_code == 409
    assert said in answer.text
    assert shown_to_staff(desk) == "Lovlistan i Alfa"
    assert len(desk.drafts.mine("alfa", karin.person.id)) == 1


def test_a_draft_that_was_overtaken_is_told_with_where_to_go(desk: Desk, karin: Staff) -> None:
    desk.draft(karin.person, LOVLISTA, title("Min"))
    other = desk.office.as_(Role.PUBLISHER)
    desk.draft(other.person, LOVLISTA, title("Deras"))
    other.send(f"{PLACE}/publicera", {"mening": "Deras rubrik"})
    assert "Ändrad av någon annan" in karin.see(PLACE)
    answer = karin.post(f"{PLACE}/publicera", {"mening": "Min rubrik"})
    assert answer.status_code == 409
    assert "Inget har publicerats och inget är borta" in answer.text
    assert shown_to_staff(desk) == "Deras"


def test_when_git_fails_the_page_says_so_and_the_draft_is_kept(desk: Desk, karin: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object, **_more: object) -> str:
        raise GitFailed("trasigt")

    desk.draft(karin.person, LOVLISTA, title("Ny"))
    monkeypatch.setattr(Repository, "commit", fail)
    answer = karin.post(f"{PLACE}/publicera", {"mening": "Ny rubrik"})
    assert "Historiken kunde inte sparas, så inget har publicerats" in answer.text
    assert 'value="Ny rubrik"' in answer.text
    assert shown_to_staff(desk) == "Lovlistan i Alfa"
    assert len(desk.drafts.mine("alfa", karin.person.id)) == 1


def test_an_editor_sends_for_review_and_a_publisher_publishes(desk: Desk, karin: Staff) -> None:
    lars = desk.office.as_(Role.EDITOR, name="Lars")
    desk.draft(lars.person, LOVLISTA, title("Av Lars"))
    assert 'name="mening"' not in lars.see(PLACE)
    assert lars.post(f"{PLACE}/publicera", {"mening": "Jag försöker"}).status_code == 403
    lars.send(f"{PLACE}/skicka")
    assert "Väntar på granskning" in karin.see(PLACE)
    theirs = f"{PLACE}/{lars.person.id}"
    assert "Utkast av Lars" in karin.see(theirs)
    karin.send(f"{theirs}/publicera", {"mening": "Granskad"})
    assert shown_to_staff(desk) == "Av Lars"


def test_what_was_sent_can_be_taken_back(desk: Desk) -> None:
    lars = desk.office.as_(Role.EDITOR)
    desk.draft(lars.person, LOVLISTA, title("Av Lars"))
    lars.send(f"{PLACE}/skicka")
    assert "Du har tagit tillbaka utkastet" in lars.see(lars.send(f"{PLACE}/skicka", {"tillbaka": "ja"}))
    assert not desk.drafts.mine("alfa", lars.person.id)[0].submitted


def test_with_four_eyes_nobody_publishes_her_own(desk: Desk, karin: Staff) -> None:
    four_eyes(desk)
    desk.draft(karin.person, LOVLISTA, title("Egen"))
    karin.send(f"{PLACE}/skicka")
    assert "Här krävs två personer" in karin.see(PLACE)
    answer = karin.post(f"{PLACE}/publicera", {"mening": "Egen"})
    assert answer.status_code == 409
    assert shown_to_staff(desk) == "Lovlistan i Alfa"


def test_with_four_eyes_another_publishes_what_was_sent_and_only_that(desk: Desk, karin: Staff) -> None:
    four_eyes(desk)
    lars = desk.office.as_(Role.PUBLISHER)
    desk.draft(lars.person, LOVLISTA, title("Av Lars"))
    theirs = f"{PLACE}/{lars.person.id}/publicera"
    assert karin.post(theirs, {"mening": "Ja"}).status_code == 409
    lars.send(f"{PLACE}/skicka")
    karin.send(theirs, {"mening": "Ja"})
    assert shown_to_staff(desk) == "Av Lars"


@pytest.mark.parametrize("role", [None, Role.READER])
def test_who_may_not_edit_sees_no_draft(desk: Desk, role: Role | None) -> None:
    assert desk.office.as_(role).get(PLACE).status_code == 403


def test_an_editor_sees_nobody_elses_draft(desk: Desk, karin: Staff) -> None:
    desk.draft(karin.person, LOVLISTA, title("Hemligt"))
    lars = desk.office.as_(Role.EDITOR)
    assert lars.get(f"{PLACE}/{karin.person.id}").status_code == 403
    assert "Andras utkast" not in lars.see(PLACE)


def test_a_draft_is_thrown_away_file_by_file(desk: Desk, karin: Staff) -> None:
    desk.draft(karin.person, LOVLISTA, title("Ny"))
    desk.draft(karin.person, KONTAKTER, lambda content: content["kontakter"][0].update(namn="Ny"))
    assert "Utkastet är slängt" in karin.see(karin.send(f"{PLACE}/slang", {"fil": LOVLISTA}))
    assert [draft.path for draft in desk.drafts.mine("alfa", karin.person.id)] == [KONTAKTER]


def test_when_nothing_new_is_learnt_the_serving_model_is_asked(desk: Desk, karin: Staff) -> None:
    desk.draft(karin.person, LOVLISTA, says("Nytt."))
    answer = karin.post(f"{PLACE}/prova", {"fraga": "hur bokar jag tolk"})
    assert answer.status_code == 200
    assert "Ett svar." in answer.text
    assert "80 %" in answer.text
    assert desk.server.asked == ["hur bokar jag tolk"]
    assert not [each for each in desk.worker.requests if each.get("texts") == ["hur bokar jag tolk"]]


def test_with_changed_examples_a_model_of_the_draft_is_asked(desk: Desk, karin: Staff) -> None:
    desk.draft(karin.person, LOVLISTA, asks("var hänger lovlistan nu"))
    answer = karin.post(f"{PLACE}/prova", {"fraga": "var hänger lovlistan nu"})
    assert "Lovlistan hämtas hos alfahemlig." in answer.text
    assert desk.server.asked == []


def test_when_it_cannot_be_tried_the_question_stays_in_its_field(desk: Desk, karin: Staff) -> None:
    desk.draft(karin.person, LOVLISTA, says("Nytt."))
    desk.server.away = True
    answer = karin.post(f"{PLACE}/prova", {"fraga": "hur bokar jag tolk"})
    assert answer.status_code == 503
    assert "Det gick inte att prova just nu" in answer.text
    assert 'value="hur bokar jag tolk"' in answer.text
    assert karin.post(f"{PLACE}/prova", {"fraga": " "}).status_code == 400


def test_examples_that_collide_are_shown_side_by_side(desk: Desk, karin: Staff) -> None:
    desk.worker.near = [
        {"own": {"text": "var finns lovlistan", "likeness": 0.5}, "other": {"text": "hur bokar jag tolk", "label": "rutin/tolk", "likeness": 0.97}}
    ]
    desk.draft(karin.person, LOVLISTA, asks("hur får jag tag i tolk"))
    assert "Exempelfrågorna jämförs" in karin.see(PLACE)
    report = desk.trainer.drafts
    report.wait(5)
    page = karin.see(PLACE)
    assert "«hur får jag tag i tolk»" in page
    assert "«hur bokar jag tolk»" in page
    assert "betyder samma sak" in page


def test_test_questions_that_would_be_read_wrongly_are_shown(desk: Desk, karin: Staff) -> None:
    desk.worker.reads["visa mig lovlistan"] = "rutin/tolk"
    desk.draft(karin.person, LOVLISTA, lambda content: content.update(provfragor=["visa mig lovlistan"]))
    karin.see(PLACE)
    desk.trainer.drafts.wait(5)
    assert "«visa mig lovlistan» hör till" in karin.see(PLACE)


def test_a_worker_that_dies_is_no_hindrance(desk: Desk, karin: Staff) -> None:
    desk.worker.dies = True
    desk.draft(karin.person, LOVLISTA, asks("var hänger lovlistan nu"))
    karin.see(PLACE)
    desk.trainer.drafts.wait(5)
    page = karin.see(PLACE)
    assert "kunde inte jämföras just nu" in page
    assert 'name="mening"' in page


def test_what_is_written_is_escaped(desk: Desk, karin: Staff) -> None:
    desk.draft(karin.person, LOVLISTA, title("<script>1</script>"))
    assert "<script>1" not in karin.see(PLACE)
    assert "<script>2" not in karin.post(f"{PLACE}/prova", {"fraga": "<script>2</script>"}).text
