from __future__ import annotations

import pytest

from bot.cli.main import main

from .conftest import Run


def test_the_commands_are_listed_in_swedish(run: Run) -> None:
    shown = run("--help").stdout
    for command in ("validate", "compile", "train", "ask", "serve", "run", "schema", "new"):
        assert command in shown
    assert "Kontrollera kunskapsfilerna." in shown


def test_a_setting_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAGVISAREN_PORT", "hundra")
    monkeypatch.setattr("sys.argv", ["vagvisaren", "schema"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == "Inställningen VAGVISAREN_PORT har ett värde som inte går att använda. Se docs/settings.md."
