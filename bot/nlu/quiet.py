"""Keeps what people wrote out of Rasa's logs, and old libraries' warnings out of the way.

Rasa logs the message text when a turn fails and in some warnings. Every record from Rasa is reduced to where it came from.
"""

from __future__ import annotations

import logging
import warnings
from typing import Any

_TALKATIVE = (
    "rasa.core.processor",
    "rasa.core.channels",
    "rasa.core.actions",
    "rasa.core.lock_store",
    "rasa.core.tracker_store",
    "rasa.core.agent",
    "rasa.core.policies",
    "rasa.nlu",
    "rasa.shared.core",
    "rasa.shared.nlu",
    "rasa.server",
    "sanic.error",
    "sanic.root",
)


class _WithoutWords(logging.Filter):
    """Replaces the message of a record by its place in the code and the kind of error; the person's words go."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING:
            return False
        if record.name.startswith(_TALKATIVE):
            kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
            record.msg, record.args = f"{record.module}.{record.funcName} line {record.lineno} {kind}".rstrip(), ()
            record.exc_info = record.exc_text = None
        return True


def _unshown(*_warning: Any, **_more: Any) -> None:
    """What libraries say to their developers hides the one line that staff need when they start: where to go."""


def install() -> None:
    warnings.showwarning = _unshown  # a filter does not last: Sanic and others put their own before it
    kept = logging.Logger.handle

    def handle(self: logging.Logger, record: logging.LogRecord) -> None:
        if self.name.startswith(("rasa", "sanic")) and "train" not in self.name and not _FILTER.filter(record):
            return
        kept(self, record)

    logging.Logger.handle = handle  # type: ignore[method-assign]


_FILTER = _WithoutWords()
