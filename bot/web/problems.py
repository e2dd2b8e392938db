"""Errors as RFC 9457 problem documents in Swedish. The sentences stand in problems.yml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from structlog import get_logger

MEDIA_TYPE = "application/problem+json"
log = get_logger()


@cache
def _texts() -> dict[str, dict[str, str]]:
    with (Path(__file__).parent / "problems.yml").open(encoding="utf-8") as handle:
        loaded: dict[str, dict[str, str]] = yaml.safe_load(handle)
    return loaded


class Problem(Exception):
    """Raised by a route: which entry of problems.yml, the HTTP status, and headers to send."""

    def __init__(self, code: str, status: int, headers: dict[str, str] | None = None) -> None:
        super().__init__(code)
        self.code, self.status, self.headers = code, status, headers or {}


def problem_response(code: str, status: int, headers: dict[str, str] | None = None, **extra: object) -> JSONResponse:
    text = _texts()[code]
    body = {"type": f"/problem/{code}", "title": text["titel"], "status": status, "detail": text["text"], **extra}
    return JSONResponse(body, status_code=status, headers=headers, media_type=MEDIA_TYPE)


_BY_STATUS = {404: "finns-inte", 405: "fel-metod", 413: "for-stort", 415: "fel-format"}


def install(app: FastAPI) -> None:
    """Every error of the app becomes a problem document; none shows a stack trace."""

    @app.exception_handler(Problem)
    async def raised(_request: Request, error: Problem) -> JSONResponse:
        return problem_response(error.code, error.status, error.headers)

    @app.exception_handler(HTTPException)
    async def http(_request: Request, error: HTTPException) -> JSONResponse:
        return problem_response(_BY_STATUS.get(error.status_code, "fel-anrop"), error.status_code, dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        # where and what kind only: the value may be what a person wrote
        if any(found["loc"][:1] == ("body",) and found["type"] != "missing" for found in error.errors()) and not _is_json(request):
            return problem_response("fel-format", 415)
        fields = [{"field": ".".join(str(part) for part in found["loc"]), "error": found["type"]} for found in error.errors()]
        return problem_response("fel-falt", 422, errors=fields)

    @app.exception_handler(Exception)
    async def ours(_request: Request, error: Exception) -> JSONResponse:
        return unexpected(error)


def unexpected(error: Exception) -> JSONResponse:
    """Our own fault. The log is told the kind of error only: its message may hold what a person wrote."""
    log.error("unexpected_error", kind=type(error).__name__)
    return problem_response("internt-fel", 500)


def _is_json(request: Request) -> bool:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))
