"""The clean pack on disk, and hypothesis without chance or clock."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from bot.knowledge.guide import Guide

from .packs import CLEAN, check, write

settings.register_profile("steady", derandomize=True, deadline=None, max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "100")))
settings.load_profile("steady")


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return write(tmp_path / "knowledge", CLEAN)


@pytest.fixture
def guide(clean: Path) -> Guide:
    return check(clean).guides()["alfa"]
