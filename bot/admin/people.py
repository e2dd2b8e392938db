"""Who is signed in and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

EVERYWHERE = "*"
"""Stands for every organisation, the national pack included."""
NATIONAL = "nationell"


class Role(IntEnum):
    """Each may all that the ones before it may."""

    READER = 1
    EDITOR = 2
    PUBLISHER = 3
    ADMINISTRATOR = 4


@dataclass(frozen=True)
class Grant:
    role: Role
    organisation: str
    """Pack id, or `EVERYWHERE`."""


@dataclass(frozen=True)
class Person:
    """An account as the rest of the workplace sees it."""

    id: int
    name: str
    email: str
    grants: tuple[Grant, ...] = ()

    def may(self, role: Role, organisation: str) -> bool:
        return any(grant.role >= role and grant.organisation in (organisation, EVERYWHERE) for grant in self.grants)

    def organisations(self, known: list[str]) -> list[str]:
        """Those of `known` that the person may at least read, in the same order."""
        return [organisation for organisation in known if self.may(Role.READER, organisation)]
