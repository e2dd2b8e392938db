"""The running product for the tests that need it whole: both processes, as `make run` starts them, on ports of their own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from storage import postgres as postgresql

from bot.evaluation.product import NotStarted, started

ROOT = Path(__file__).resolve().parents[1]
NUMBERS = count(1)


@dataclass(frozen=True)
class Running:
    """The product, answering. `knowledge` is a copy that a test may edit; `log` what the processes printed; `token` opens Rasa's own API."""

    address: str
    knowledge: Path
    log: Path
    var: Path
    rasa: str
    token: str


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Started once for all tests that ask for it."""
    folder = tmp_path_factory.mktemp("running")
    knowledge = folder / "knowledge"
    subprocess.run(["cp", "-r", str(ROOT / "knowledge"), str(knowledge)], check=True)
    try:
        with started(folder, {"VAGVISAREN_KNOWLEDGE": str(knowledge)}) as product:
            yield Running(product.address, knowledge, product.log, folder / "var", product.rasa, product.token)
    except NotStarted as error:
        pytest.fail(f"the product did not start:\n{error}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server; the address has `{}` for the database. Skips where the package is missing."""
    binaries = postgresql.binaries()
    if binaries is None:
        pytest.skip(postgresql.MISSING)
    with postgresql.started(binaries) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of an empty database, once a kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/database.sqlite"
    return postgresql.new_database(request.getfixturevalue("postgres"), f"test_{next(NUMBERS)}")
