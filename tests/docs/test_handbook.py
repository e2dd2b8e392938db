"""The handbook has a place for every key and every message, and its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.knowledge.parse import shapes
from bot.knowledge.problems import messages
from bot.settings import ROOT

HANDBOOK = ROOT / "docs" / "handbok"
PAGES = sorted(HANDBOOK.glob("*.md"))
CODE = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


def codes(name: str) -> set[str]:
    return set(CODE.findall((HANDBOOK / name).read_text(encoding="utf-8")))


def test_every_message_is_explained():
    assert messages().keys() - codes("varningar.md") == set()


def test_no_message_is_explained_that_is_never_said():
    rows = re.findall(r"^\| ((?:`[a-z_-]+`(?:, )?)+) \|", (HANDBOOK / "varningar.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert {code for row in rows for code in CODE.findall(row)} == messages().keys()


def test_every_key_has_its_place():
    assert {key for shape in shapes().values() for key in shape} - codes("nycklar.md") == set()


def test_the_first_page_leads_to_all_the_others():
    linked = set(LINK.findall((HANDBOOK / "README.md").read_text(encoding="utf-8")))
    assert {page.name for page in PAGES} - {"README.md"} <= linked


@pytest.mark.parametrize("sheet", PAGES, ids=lambda sheet: sheet.name)
def test_links_lead_somewhere(sheet: Path):
    inside = [link for link in LINK.findall(sheet.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in inside if not (sheet.parent / link).exists()] == []


def test_every_picture_is_shown_and_taken_by_the_command():
    shown = {link for sheet in PAGES for link in LINK.findall(sheet.read_text(encoding="utf-8")) if link.startswith("bilder/")}
    taken = (ROOT / "scripts" / "handbook_images.py").read_text(encoding="utf-8")
    assert {f"bilder/{picture.name}" for picture in (HANDBOOK / "bilder").iterdir()} == shown
    assert [link for link in shown if f'"{Path(link).stem}": (' not in taken] == []
