"""What a request tells about the browser: an address to count by, a name to know it by, a path to go back to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from fastapi import Request

# sign in the header → name; the first that is there counts, since most claim to be several
_BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "CrOS": "Chromebook", "Mac OS": "Mac", "Linux": "Linux"}
_LOCAL = re.compile(r"/admin(/[\w\-.~%/]*)?(\?[\w\-.~%/=&+]*)?")


def browser_name(request: Request) -> str:
    """Such as "Firefox, Windows"; the header itself says more than needs to be kept. "" when nothing is known."""
    agent = request.headers.get("user-agent", "")
    found = (next((name for sign, name in known.items() if sign in agent), "") for known in (_BROWSERS, _SYSTEMS))
    return ", ".join(name for name in found if name)


def address(request: Request) -> str:
    """The client's, as the guard of the app counts it."""
    if request.app.state.desk.settings.trust_proxy:
        forwarded = request.headers.get("x-forwarded-for", "")
        if forwarded:
            return forwarded.split(",")[-1].strip()
    return request.client.host if request.client else "unknown"


def local_path(given: str) -> str:
    """`given` when it is a page of the workplace, else its start: nobody is sent to another site by a link to ours."""
    parts = urlsplit(given)
    local = not parts.scheme and not parts.netloc and _LOCAL.fullmatch(given) and "//" not in given and "/.." not in given
    return given if local else "/admin/"
