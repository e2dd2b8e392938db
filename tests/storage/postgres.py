"""A real PostgreSQL for tests: Debian's, in a folder of its own, on a Unix socket only, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

MISSING = "PostgreSQL is not installed: apt-get install postgresql"


def binaries() -> Path | None:
    """The newest of Debian's; None when there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return found[-1].parent if found else None


@contextmanager
def started(folder_of_binaries: Path) -> Iterator[str]:
    """The server's address without a database: `postgresql+psycopg://postgres@/{}?host=…`."""
    folder = Path(tempfile.mkdtemp(prefix="vagvisaren-pg-"))
    data = folder / "data"
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root; its package made a user
        shutil.chown(folder, "postgres", "postgres")
    settings = {"listen_addresses": "", "unix_socket_directories": str(folder), "fsync": "off", "max_connections": "100"}
    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    try:
        _run(folder_of_binaries / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "--locale=C.UTF-8")
        _run(folder_of_binaries / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-t", "60", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://postgres@/{{}}?host={folder}"
        finally:
            _run(folder_of_binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(*words: str | Path) -> None:
    first = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
    done = subprocess.run([*first, *map(str, words)], cwd="/", capture_output=True, text=True, env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})
    assert done.returncode == 0, (words[0], done.stdout, done.stderr)


def new_database(address: str, name: str) -> str:
    """Address of a new, empty database."""
    engine = create_engine(address.format("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'create database "{name}"'))
    engine.dispose()
    return address.format(name)
