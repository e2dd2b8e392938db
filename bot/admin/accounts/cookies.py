"""The cookies. With https they carry the prefix `__Host-`, so that no other site of the same domain can set them."""

from __future__ import annotations

from dataclasses import dataclass
from http.cookies import SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Scope

from bot.settings import Settings


@dataclass(frozen=True)
class Cookies:
    """What this request's cookies are called and how they are written."""

    secure: bool

    @property
    def session(self) -> str:
        return self._named("vagvisaren-inloggad")

    @property
    def visit(self) -> str:
        """Before sign-in: ties a form to the browser it was shown in."""
        return self._named("vagvisaren-besok")

    @property
    def oidc(self) -> str:
        """Between leaving for the municipality's own sign-in and coming back."""
        return self._named("vagvisaren-oidc")

    def _named(self, name: str) -> str:
        return f"__Host-{name}" if self.secure else name

    def write(self, headers: MutableHeaders, name: str, value: str, seconds: int | None = None) -> None:
        """`seconds`: how long the browser keeps it, None until it is closed, 0 takes it away."""
        cookie: SimpleCookie = SimpleCookie({name: value})
        morsel = cookie[name]
        morsel["path"], morsel["httponly"], morsel["samesite"] = "/", True, "Lax"
        if self.secure:
            morsel["secure"] = True
        if seconds is not None:
            morsel["max-age"] = seconds
        headers.append("set-cookie", morsel.OutputString())


def cookies_for(scope: Scope, settings: Settings) -> Cookies:
    """Https by the request, by a trusted proxy's word, or because the public address says so."""
    forwarded = Headers(scope=scope).get("x-forwarded-proto", "") if settings.trust_proxy else ""
    return Cookies(scope.get("scheme") == "https" or forwarded == "https" or settings.address.startswith("https://"))
