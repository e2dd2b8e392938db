"""What the routes of the workplace share. One object, made at start, at `app.state.desk`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.engine import Engine

from bot.admin.publishing.training import Trainer
from bot.knowledge.live import LiveKnowledge
from bot.knowledge.model import Pack
from bot.settings import Settings


@dataclass
class Desk:
    settings: Settings
    live: LiveKnowledge
    engine: Engine
    trainer: Trainer

    @property
    def packs(self) -> Mapping[str, Pack]:
        """Pack id → pack as it is live, the national one included."""
        return self.live.packs
