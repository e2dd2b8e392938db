"""Background training: coalesced, gated, and leaving everything as it was when it fails."""

from __future__ import annotations

import pytest

from bot.admin.accounts import audit
from bot.admin.people import Role
from bot.admin.publishing import models
from bot.admin.publishing.training import Trainer

from .conftest import LOVLISTA, Desk, asks, changed


def publish(desk: Desk, *questions: str) -> None:
    """As if these examples had just been published."""
    (desk.office.knowledge / LOVLISTA).write_text(changed(desk.office.knowledge, LOVLISTA, asks(*questions)), encoding="utf-8")
    desk.office.desk.live.reload()
    desk.trainer.wake()


def ask_for(desk: Desk, text: str) -> None:
    """A test question of the routine, published."""
    (desk.office.knowledge / LOVLISTA).write_text(
        changed(desk.office.knowledge, LOVLISTA, lambda content: content.setdefault("provfragor", []).append(text)), encoding="utf-8"
    )


def name(desk: Desk) -> str:
    return f"{models.model_name(desk.office.desk.packs)}.tar.gz"


def test_a_new_example_gets_a_model_with_the_name_that_a_start_looks_for(desk: Desk) -> None:
    before = name(desk)
    publish(desk, "var hänger lovlistan nu")
    assert desk.done() == "klar"
    assert desk.server.model == name(desk) != before
    assert (desk.models / name(desk)).is_file()


def test_nothing_changed_nothing_trained(desk: Desk) -> None:
    desk.trainer.wake()
    assert desk.done() == "vilar"
    assert desk.worker.requests == []


def test_a_new_test_question_alone_trains_nothing(desk: Desk) -> None:
    publish(desk, "var hänger lovlistan nu")
    assert desk.done() == "klar"
    ask_for(desk, "visa mig lovlistan")
    desk.office.desk.live.reload()
    desk.trainer.wake()
    assert desk.done() == "klar"
    assert len(desk.worker.requests) == 1


def test_what_is_published_meanwhile_is_trained_in_one_more_round(desk: Desk) -> None:
    def meanwhile() -> None:
        publish(desk, "en fråga till")
        publish(desk, "och en fråga till")
        assert desk.trainer.progress.again

    desk.worker.during = meanwhile
    publish(desk, "den första frågan")
    assert desk.done() == "klar"
    first, second = (request["generated"] for request in desk.worker.requests)
    assert "en fråga till" not in first
    assert "och en fråga till" in second
    assert desk.server.model == name(desk)


def test_three_models_are_kept_and_the_serving_one_among_them(desk: Desk) -> None:
    for number in range(4):
        publish(desk, f"fråga nummer {number}")
        assert desk.done() == "klar"
    assert len(models.kept(desk.models)) == models.KEPT_MODELS
    assert desk.server.model in {path.name for path in models.kept(desk.models)}


def test_going_back_swaps_to_the_model_that_is_there(desk: Desk) -> None:
    publish(desk, "den första frågan")
    desk.done()
    first, text = desk.server.model, desk.read(LOVLISTA)
    publish(desk, "en fråga till")
    desk.done()
    (desk.office.knowledge / LOVLISTA).write_text(text, encoding="utf-8")
    desk.office.desk.live.reload()
    desk.trainer.wake()
    assert desk.done() == "klar"
    assert desk.server.model == first


def stopped(desk: Desk) -> str:
    """A test question of the changed routine comes out as something else."""
    ask_for(desk, "visa mig lovlistan")
    desk.worker.reads["visa mig lovlistan"] = "rutin/tolk"
    publish(desk, "var hänger lovlistan nu")
    return desk.done()


def test_a_model_that_does_not_pass_is_not_swapped_in(desk: Desk) -> None:
    before = desk.server.model
    assert stopped(desk) == "stoppad"
    assert desk.server.model == before
    assert not (desk.models / name(desk)).exists()
    verdict = desk.trainer.progress.verdict
    assert verdict is not None
    assert [(miss.text, miss.meant, miss.taken) for miss in verdict.blocking] == [("visa mig lovlistan", "rutin/alfa.lovlista", "rutin/tolk")]


def test_the_page_tells_what_is_wrong_and_a_publisher_may_swap_all_the_same(desk: Desk) -> None:
    assert stopped(desk) == "stoppad"
    karin, lars = desk.office.as_(Role.PUBLISHER), desk.office.as_(Role.READER)
    page = karin.see("/admin/alfa/traning")
    assert "klarade inte provet" in page
    assert "«visa mig lovlistan»" in page
    assert "Byt ändå" not in lars.see("/admin/alfa/traning")
    assert lars.post("/admin/alfa/traning/byt").status_code == 403
    karin.send("/admin/alfa/traning/byt")
    assert desk.server.model == name(desk)
    assert desk.trainer.progress.stage == "klar"
    assert audit.entries(desk.office.engine, ["alfa"])[0][0].text == "Bytte till en språkmodell som inte klarade provet."


def test_after_a_restart_the_page_still_tells(desk: Desk) -> None:
    assert stopped(desk) == "stoppad"
    again = Trainer(desk.office.desk.live, desk.models, desk.worker, desk.server, desk.models)  # type: ignore[arg-type]
    assert again.progress.stage == "stoppad"
    assert again.take_anyway()
    assert desk.server.model == name(desk)
    assert Trainer(desk.office.desk.live, desk.models, desk.worker, desk.server).progress.stage == "vilar"  # type: ignore[arg-type]


def test_mending_the_examples_lets_the_next_one_through(desk: Desk) -> None:
    assert stopped(desk) == "stoppad"
    desk.worker.reads.clear()
    desk.worker.reads["visa mig lovlistan"] = "rutin/alfa.lovlista"
    publish(desk, "visa lovlistan")
    assert desk.done() == "klar"
    assert desk.server.model == name(desk)


def test_when_the_process_dies_everything_is_as_it_was_and_it_can_be_tried_again(desk: Desk) -> None:
    before = desk.server.model
    desk.worker.dies = True
    publish(desk, "var hänger lovlistan nu")
    assert desk.done() == "fel"
    assert desk.trainer.progress.reason == "arbetare-dog"
    assert desk.server.model == before
    karin = desk.office.as_(Role.PUBLISHER)
    assert "Träningen avbröts" in karin.see("/admin/alfa/traning")
    desk.worker.dies = False
    karin.send("/admin/alfa/traning/igen")
    assert desk.done() == "klar"


def test_when_rasa_is_away_at_the_swap_the_model_is_kept_for_the_next_start(desk: Desk) -> None:
    desk.server.away = True
    publish(desk, "var hänger lovlistan nu")
    assert desk.done() == "fel"
    assert desk.trainer.progress.reason == "byte"
    assert (desk.models / name(desk)).is_file()
    assert "tas i bruk vid nästa start" in desk.office.as_(Role.READER).see("/admin/alfa/traning")
    desk.server.away = False
    desk.trainer.wake()
    assert desk.done() == "klar"
    assert desk.server.model == name(desk)


def test_a_folder_that_cannot_be_written_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Trainer, name: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Trainer, "_put_in_place", full)
    publish(desk, "var hänger lovlistan nu")
    assert desk.done() == "fel"
    assert desk.trainer.progress.reason == "disk"


def test_the_page_and_its_json_follow_the_work(desk: Desk) -> None:
    seen = {}
    reader = desk.office.as_(Role.READER)

    def meanwhile() -> None:
        seen.update(reader.get("/admin/alfa/traning.json").json())
        seen["page"] = reader.see("/admin/alfa/traning")

    desk.worker.during = meanwhile
    assert "Inget tränas just nu" in reader.see("/admin/alfa/traning")
    publish(desk, "var hänger lovlistan nu")
    assert desk.done() == "klar"
    assert (seen["stage"], seen["busy"]) == ("tranar", True)
    assert 0 < seen["share"] < 1
    assert 'value="20"' in seen["page"]
    assert "Klart." in reader.see("/admin/alfa/traning")


def test_after_the_end_nothing_is_begun(desk: Desk) -> None:
    desk.trainer.close()
    publish(desk, "var hänger lovlistan nu")
    assert desk.done() == "vilar"
    assert desk.worker.requests == []
