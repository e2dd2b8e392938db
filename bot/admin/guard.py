"""What stands before every page of the workplace: signed in, allowed here. The middleware of `accounts` sets `request.state.person`."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import HTTPException, Request

from bot.admin.people import Person, Role


class NotSignedIn(Exception):
    """Told as a redirect to the sign-in page, with the way back."""


class NotAllowed(HTTPException):
    """Told as a page that says who can help."""

    def __init__(self) -> None:
        super().__init__(403)


def signed_in(request: Request) -> Person:
    person: Person | None = getattr(request.state, "person", None)
    if person is None:
        raise NotSignedIn
    return person


def may(role: Role) -> Callable[[Request], Person]:
    """A dependency for routes under `/admin/{organisation}`: gives the person, or refuses. An organisation that does not exist is refused in
    the same words as one that the person may not see."""

    def allowed(request: Request) -> Person:
        person = signed_in(request)
        organisation = request.path_params["organisation"]
        if organisation not in request.app.state.desk.packs or not person.may(role, organisation):
            raise NotAllowed
        return person

    return allowed
