"""The knowledge that is live: read at start, read again when a file changes, the last good version kept when an edit is broken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from threading import Lock

from bot.knowledge.guide import Guide
from bot.knowledge.load import NATIONAL, Reader
from bot.knowledge.model import Pack
from bot.knowledge.validate import Result, validate


class LiveKnowledge:
    """One loaded copy. Readers take `guides`, a whole that never changes under them; `reload` puts a new whole in its place."""

    def __init__(self, root: Path, today: Callable[[], date]) -> None:
        self.root, self._today, self._lock = root, today, Lock()
        self.reader = Reader(root)
        self.result: Result = validate(root, today(), self.reader)
        self.packs: Mapping[str, Pack] = dict(self.result.packs)
        self.guides: Mapping[str, Guide] = self.result.guides()
        self.version = 1
        self.kept: frozenset[str] = frozenset()
        """Packs whose last good version is shown because the files on disk have errors."""

    def reload(self) -> Result:
        """Read what changed. A pack with errors keeps its last good version; so do all when the national pack has them."""
        with self._lock:
            result = validate(self.root, self._today(), self.reader)
            broken = result.broken_packs()
            if NATIONAL in broken:
                packs, kept = self.packs, frozenset(self.packs)
            else:
                kept = broken & self.packs.keys()
                packs = {
                    **{pack_id: pack for pack_id, pack in result.packs.items() if pack_id not in broken},
                    **{pack_id: self.packs[pack_id] for pack_id in kept},
                }
            self.result, self.kept = result, kept
            if packs != self.packs:
                self.packs = packs
                national = packs.get(NATIONAL)
                self.guides = {pack.id: Guide(national, pack) for pack in packs.values() if pack.organisation is not None} if national else {}
                self.version += 1
            return result
