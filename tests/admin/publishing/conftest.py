"""The office with a trainer whose process and Rasa are made for tests: nothing is trained, nothing leaves the process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from admin.conftest import MakeOffice, Office
from bot.admin.editing.drafts import Draft, Drafts, stamp_of
from bot.admin.people import Person
from bot.admin.publishing.process import WorkerFailed
from bot.admin.publishing.swap import NotSwapped
from bot.admin.publishing.training import Trainer
from bot.storage.moment import now

LOVLISTA = "alfa/rutiner/lovlista.yml"
KONTAKTER = "alfa/kontakter.yml"


@dataclass
class FakeWorker:
    """Reads a message as the label that `reads` says, else as the label of the same text among the examples, else as nothing."""

    reads: dict[str, str] = field(default_factory=dict)
    old_reads: dict[str, str] = field(default_factory=dict)
    near: list[dict[str, Any]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    dies: bool = False
    during: Callable[[], None] | None = None
    warmed: int = 0
    running: bool = False

    def ask(self, request: Mapping[str, Any], tell: Callable[[str], None] = lambda _stage: None) -> dict[str, Any]:
        self.requests.append(dict(request))
        if self.dies:
            raise WorkerFailed("dog")
        if request["do"] == "near":
            return {"near": self.near or [{"own": None, "other": None} for _ in request["examples"]]}
        if request["do"] == "train":
            tell("laser")
            tell("tranar")
            if self.during:
                during, self.during = self.during, None
                during()
            Path(request["path"]).parent.mkdir(exist_ok=True)
            Path(request["path"]).write_text(request["generated"], encoding="utf-8")
            tell("provar")
        new = self._read(request, self.reads)
        old = self._read(request, self.old_reads) if request.get("before") else None
        return {"how": "on", "new": new, "old": old}

    def _read(self, request: Mapping[str, Any], reads: Mapping[str, str]) -> list[dict[str, Any]]:
        known = {}
        for entry in yaml.safe_load(request["generated"])["nlu"]:
            known |= dict.fromkeys((line.removeprefix("- ") for line in entry["examples"].splitlines()), entry["intent"])
        return [reading(reads.get(text) or known.get(text) or "utanfor/okand") for text in request["texts"]]

    def warm(self) -> None:
        self.warmed += 1

    def close(self) -> None:
        self.running = False


def reading(label: str, *, right: float = 0.9, known: float = 0.95, danger: float = 0.0) -> dict[str, Any]:
    return {"label": label, "ranking": [[label, 0.8], ["utanfor/amne", 0.1]], "right": right, "known": known, "danger": danger}


@dataclass
class FakeServer:
    """`away`: nobody answers. `model`: the file that answers."""

    model: str | None = "vagvisaren-forst.tar.gz"
    away: bool = False
    asked: list[str] = field(default_factory=list)

    def serving(self) -> str | None:
        return None if self.away else self.model

    def take(self, model: Path) -> None:
        if self.away:
            raise NotSwapped("ConnectError")
        assert model.is_file()
        self.model = model.name

    def parse(self, text: str) -> dict[str, Any]:
        if self.away:
            raise NotSwapped("ConnectError")
        self.asked.append(text)
        label = "rutin/tolk" if "tolk" in text else "utanfor/amne"
        seen = {"label": label, "right": 0.9, "known": 0.9, "danger": 0.0}
        return {"text": text, "vagvisaren": seen, "intent_ranking": [{"name": label, "confidence": 0.8}], "entities": []}


@dataclass
class Desk:
    """What a test of publishing holds in its hands."""

    office: Office
    worker: FakeWorker
    server: FakeServer
    models: Path

    @property
    def trainer(self) -> Trainer:
        return self.office.desk.trainer

    @property
    def drafts(self) -> Drafts:
        return Drafts(self.office.engine, self.office.knowledge)

    def read(self, path: str) -> str:
        return (self.office.knowledge / path).read_text(encoding="utf-8")

    def draft(self, person: Person, path: str, change: Callable[[dict[str, Any]], Any] | None) -> Draft:
        """What `change` makes of the published file, as the person's draft. None: the file is to go."""
        return self.drafts.save("alfa", path, person.id, None if change is None else changed(self.office.knowledge, path, change))

    def done(self) -> str:
        """The stage that the training ended in."""
        self.trainer.wait(20)
        return self.trainer.progress.stage


def changed(knowledge: Path, path: str, change: Callable[[dict[str, Any]], Any]) -> str:
    """The file's text after `change` has had its content; of a file that is not there, an empty one."""
    file = knowledge / path
    content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else {}
    change(content)
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)


def says(to: str) -> Callable[[dict[str, Any]], None]:
    """A change that nothing is learnt from."""
    return lambda content: content.update(kort_svar=to)


def title(to: str) -> Callable[[dict[str, Any]], None]:
    return lambda content: content.update(titel=to)


def asks(*questions: str) -> Callable[[dict[str, Any]], None]:
    return lambda content: content["fragor"].extend(questions)


def draft_of(knowledge: Path, path: str, text: str | None, person: int = 1) -> Draft:
    """One that stands in no database."""
    file = knowledge / path
    return Draft("alfa", path, person, stamp_of(file.read_bytes() if file.is_file() else None), text, now())


@pytest.fixture
def desk(make_office: MakeOffice, tmp_path: Path) -> Desk:
    models = tmp_path / "models"
    models.mkdir()
    (models / "vagvisaren-forst.tar.gz").touch()
    office = make_office(models=models)
    worker, server = FakeWorker(), FakeServer()
    office.desk.trainer = Trainer(office.desk.live, models, worker, server, tmp_path / "inga-prov")  # type: ignore[arg-type]
    return Desk(office, worker, server, models)
