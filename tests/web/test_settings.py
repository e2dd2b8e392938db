"""Every setting is described in docs/settings.md, with the default and the words of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot.settings import ROOT, Settings

DOCUMENT = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+) \|$", DOCUMENT, re.MULTILINE)
APP = {name: (default, meaning) for name, default, meaning in reversed(ROWS)}


def shown(value):
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if isinstance(value, Path):
        value = value.relative_to(ROOT)
    if isinstance(value, bool):
        value = str(value).lower()
    return f"`{value}`" if value != "" else "empty"


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_described_with_its_default(name):
    field = Settings.model_fields[name]
    assert APP[f"VAGVISAREN_{name.upper()}"] == (shown(field.default), field.description)


def test_no_other_variable_is_described_than_there_is():
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("bot", "actions")
        for path in (ROOT / folder).rglob("*.py")
        if "node_modules" not in path.parts
    )
    named = {f"VAGVISAREN_{name.upper()}" for name in Settings.model_fields}
    for name, _, _ in ROWS:
        assert name in named or f'"{name}"' in code, name


def test_every_variable_the_code_names_is_described():
    files = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "actions").rglob("*.py"), ROOT / "endpoints.yml", ROOT / "config.yml"]
    named = {
        name
        for path in files
        if "node_modules" not in path.parts
        for name in re.findall(r"VAGVISAREN_[A-Z_]*[A-Z]", path.read_text(encoding="utf-8"))
    }
    assert named <= {name for name, _, _ in ROWS}


def test_settings_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("VAGVISAREN_PORT", "9000")
    monkeypatch.setenv("VAGVISAREN_TOKEN", "x")
    chosen = Settings()
    assert chosen.port == 9000
    assert chosen.token.get_secret_value() == "x"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "åtta"),
        ("RASA_PORT", "-1"),
        ("RASA_TIMEOUT_S", "0"),
        ("CONVERSATION_MINUTES", "0"),
        ("TURNS_PER_MINUTE", "0"),
        ("REQUESTS_PER_MINUTE", "0"),
        ("TRUST_PROXY", "kanske"),
        ("EMBED_ORIGINS", "https://intranat.alfa.se/"),
        ("EMBED_ORIGINS", "https://alfa.se intranat.alfa.se"),
        ("EMBED_ORIGINS", "*"),
        ("EMBED_ORIGINS", "https://alfa.se; script-src *"),
        ("ADDRESS", "vagvisaren.alfa.se"),
        ("ADDRESS", "https://alfa.se/"),
        ("DATABASE_URL", "mysql://alfa"),
        ("SESSION_IDLE_HOURS", "0"),
        ("SESSION_DAYS", "-1"),
    ],
)
def test_a_value_that_cannot_be_used_stops_the_start_and_is_named(monkeypatch, name, value):
    monkeypatch.setenv(f"VAGVISAREN_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_the_token_is_not_shown_when_settings_are_printed():
    assert "hemlig" not in repr(Settings(token="hemlig"))


def test_rasa_is_asked_on_loopback_only():
    assert Settings(host="0.0.0.0", rasa_port=6000).rasa_url == "http://127.0.0.1:6000"  # noqa: S104


def test_the_database_lies_in_the_var_folder(tmp_path):
    assert Settings(var=tmp_path).database == f"sqlite:///{tmp_path}/vagvisaren.sqlite"


@pytest.mark.parametrize("given", ["postgres://u:p@h/d", "postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"])
def test_a_postgresql_database_is_used_instead_with_our_driver(given):
    assert Settings(database_url=given).database == "postgresql+psycopg://u:p@h/d"
    assert "u:p" not in repr(Settings(database_url=given))


def test_a_database_that_cannot_be_used_is_not_repeated_with_its_password():
    with pytest.raises(ValidationError) as refused:
        Settings(database_url="mysql://u:hemligt@h/d")
    assert "hemligt" not in str(refused.value)


def test_the_own_sign_in_is_given_whole():
    with pytest.raises(ValidationError, match="oidc_client_secret"):
        Settings(oidc_issuer="https://login.alfa.se")
    with pytest.raises(ValidationError, match="oidc_client_secret"):
        Settings(oidc_client_secret="hemligt")


def test_links_begin_with_the_public_address():
    assert Settings(port=9000).public_address == "http://127.0.0.1:9000"
    assert Settings(address="https://vagvisaren.alfa.se").public_address == "https://vagvisaren.alfa.se"


def test_settings_do_not_change_after_start():
    with pytest.raises(ValidationError):
        Settings().port = 1
