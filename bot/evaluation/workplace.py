"""The product on copies of the knowledge and the models, and a member of staff who publishes in it: for measuring and for tests."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from bot.admin.accounts import people, sessions
from bot.admin.accounts.cookies import Cookies
from bot.admin.accounts.secrets import csrf_of
from bot.admin.editing.drafts import Drafts
from bot.admin.people import EVERYWHERE, Grant, Role
from bot.evaluation.product import Product, started
from bot.settings import Settings
from bot.storage.engine import open_engine

ORGANISATION = "exempelkommun"


@dataclass(frozen=True)
class Workplace:
    """`client`: a browser in which a publisher is signed in."""

    product: Product
    knowledge: Path
    models: Path
    engine: Engine
    client: httpx.Client
    token: str
    person: int

    def open_draft(self) -> None:
        """As she does before she publishes; the process that trains then gets warm."""
        self.client.get(f"/admin/{ORGANISATION}/utkast").raise_for_status()

    def publish(self, path: str, text: str | None, sentence: str) -> None:
        """`path`: within the organisation's folder."""
        self.draft(path, text)
        answer = self.client.post(f"/admin/{ORGANISATION}/utkast/publicera", data={"csrf": csrf_of(self.token), "mening": sentence})
        if answer.status_code != 303:
            raise ValueError(f"not published: {answer.status_code} {answer.text[:2000]}")

    def draft(self, path: str, text: str | None) -> None:
        Drafts(self.engine, self.knowledge).save(ORGANISATION, f"{ORGANISATION}/{path}", self.person, text)

    def progress(self) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(f"/admin/{ORGANISATION}/traning.json").raise_for_status().json()
        return found

    def trained(self, within_s: float = 120) -> str:
        """The stage that the training ended in."""
        until = time.monotonic() + within_s
        while (now := self.progress())["busy"] and time.monotonic() < until:
            time.sleep(0.05)
        return str(now["stage"])


@contextmanager
def workplace(folder: Path, settings: Mapping[str, str] | None = None) -> Iterator[Workplace]:
    """In `folder`, so that neither the repository's knowledge nor its models are touched."""
    from_settings = Settings()
    knowledge, models = folder / "knowledge", folder / "models"
    shutil.copytree(from_settings.knowledge, knowledge)
    if from_settings.models.is_dir():
        shutil.copytree(from_settings.models, models)
    given = {"VAGVISAREN_KNOWLEDGE": str(knowledge), "VAGVISAREN_MODELS": str(models), **(settings or {})}
    with started(folder, given) as product:
        engine = open_engine(f"sqlite:///{folder / 'var' / 'vagvisaren.sqlite'}")
        with Session(engine) as session, session.begin():
            person = people.add(session, "mat@example.se", "Karin Ek", grants=[Grant(Role.PUBLISHER, EVERYWHERE)])
            token = sessions.begin(session, person, "")
        cookies = {Cookies(secure=False).session: token}
        with httpx.Client(base_url=product.address, cookies=cookies, timeout=120, trust_env=False) as client:
            yield Workplace(product, knowledge, models, engine, client, token, person)
        engine.dispose()


def new_routine(name: str, word: str, questions: int = 12) -> str:
    """A routine of the municipality's own, about a thing called `word`, as the file's text."""
    begun = (f"låna {word}", f"boka {word}", f"var finns {word}", f"hur får jag tag i {word}")
    ends = ("", " till utflykten", " i morgon", " på avdelningen")
    asked = [f"{one}{other}" for other in ends for one in begun][:questions]
    lines = [f"id: {name}", f"titel: Låna {word}", "fragor:", *(f"  - {each}" for each in asked)]
    lines += ["provfragor:", f"  - kan vi låna {word} på fredag", f"kort_svar: Boka {word} hos vaktmästaren.", "steg:", "  - Boka hos vaktmästaren."]
    lines += ["agare: Rektor", 'granskad: "2026-03-01"', 'granskas_senast: "2030-03-01"', ""]
    return "\n".join(lines)
