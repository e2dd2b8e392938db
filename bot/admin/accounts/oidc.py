"""The municipality's own sign-in (OpenID Connect): authorization code with PKCE, state and nonce; the id token is checked by authlib."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx
from joserfc.errors import JoseError
from starlette.requests import Request
from starlette.responses import Response

from bot.settings import Settings

with warnings.catch_warnings():
    from authlib.deprecate import AuthlibDeprecationWarning

    warnings.simplefilter("ignore", AuthlibDeprecationWarning)  # of a coming httpx2: nobody who reads our log can do anything about it
    from authlib.integrations.base_client.errors import OAuthError
    from authlib.integrations.starlette_client import OAuth

WITHIN_S = 10
RETURN = "/admin/oidc/klar"


class NotConfirmed(Exception):
    """What came back does not prove who it is."""


class NoAnswer(Exception):
    """The issuer cannot be reached, or does not answer as one."""


@dataclass(frozen=True)
class Confirmed:
    email: str
    """Verified by the issuer; "" when it gave none, or one that it has not verified."""
    name: str


@cache
def _client(issuer: str, client_id: str, secret: str) -> Any:
    """One a process: it keeps the issuer's addresses and keys."""
    return OAuth().register(
        "oidc",
        client_id=client_id,
        client_secret=secret,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email profile", "code_challenge_method": "S256", "timeout": WITHIN_S},
    )


def _of(settings: Settings) -> Any:
    return _client(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret.get_secret_value())


async def leave(request: Request, settings: Settings) -> tuple[Response, dict[str, Any]]:
    """The redirect to the issuer, and what the browser has to bring back. Raises NoAnswer."""
    request.scope["session"] = {}
    try:
        answer: Response = await _of(settings).authorize_redirect(request, f"{settings.public_address}{RETURN}")
    except (httpx.HTTPError, RuntimeError, ValueError, KeyError) as error:
        raise NoAnswer from error
    return answer, request.scope["session"]


async def come_back(request: Request, settings: Settings, brought: dict[str, Any]) -> Confirmed:
    """Who it is. Raises NotConfirmed, NoAnswer."""
    request.scope["session"] = brought
    client = _of(settings)
    issuers = [settings.oidc_issuer, settings.oidc_issuer.rstrip("/"), f"{settings.oidc_issuer.rstrip('/')}/"]
    options = {"iss": {"essential": True, "values": issuers}, "aud": {"essential": True, "value": settings.oidc_client_id}}
    try:
        token = await client.authorize_access_token(request, claims_options=options)
        claims = token.get("userinfo")
        if claims is None:
            raise NotConfirmed
        if "email" not in claims and "userinfo_endpoint" in client.server_metadata:
            told = await client.userinfo(token=token)
            claims = {**claims, **told} if told.get("sub") == claims["sub"] else claims
    except (OAuthError, JoseError, TypeError, KeyError, AttributeError, ValueError) as error:
        raise NotConfirmed from error
    except (httpx.HTTPError, RuntimeError) as error:
        raise NoAnswer from error
    return Confirmed(_verified(claims), str(claims.get("name") or "").strip()[:120])


def _verified(claims: dict[str, Any]) -> str:
    """Entra ID has no `email_verified`; its `xms_edov` says that the e-mail's domain belongs to the organisation."""
    certain = claims.get("email_verified") is True or str(claims.get("xms_edov", "")).lower() in ("1", "true")
    return str(claims.get("email", "")).strip().lower() if certain else ""
