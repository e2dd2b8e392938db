"""`vagvisaren serve`: the app alone. Rasa runs beside it (`vagvisaren run` starts both)."""

from __future__ import annotations

import logging

import structlog
import uvicorn

from bot.settings import Settings


def serve_command() -> None:
    """Starta bara appen (utan Rasa: förenklat läge)."""
    settings = Settings()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
    # no access log: addresses and conversation ids are nobody's business
    uvicorn.run(
        "bot.web.app:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=3,
    )
