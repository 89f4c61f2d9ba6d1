"""Roles: what a seat may do, in words that a manager can read.

Permissions are plain strings ("investment.deal.sign"), each declared once with a sentence. A role
holds permissions and how far a seat in it sees. The system, security and audit administrators
exclude each other (三员分立, GB/T 22239-2019 level 3).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from jingkai.kernel.errors import Sentence


class Scope(StrEnum):
    """How far a seat sees."""

    OWN = "own"
    OFFICE = "office"
    SUBTREE = "subtree"
    ZONE = "zone"


@dataclass(frozen=True, kw_only=True)
class Role:
    """A set of permissions with a name and a description."""

    code: str
    name: Sentence
    description: Sentence
    permissions: frozenset[str] = field(default_factory=frozenset)
    scope: Scope = Scope.OFFICE
    excludes: frozenset[str] = field(default_factory=frozenset)


PERMISSIONS: dict[str, Sentence] = {}
ROLES: dict[str, Role] = {}


def declare_permissions(words: dict[str, Sentence]) -> None:
    """Make a room's permissions known, each with its sentence."""
    for code, sentence in words.items():
        if PERMISSIONS.get(code, sentence) is not sentence:
            raise ValueError(f"the permission {code} is declared twice")
        PERMISSIONS[code] = sentence


def declare_roles(roles: Iterable[Role]) -> None:
    """Make roles known; a role may hold declared permissions only."""
    for role in roles:
        if unknown := sorted(role.permissions - PERMISSIONS.keys()):
            raise ValueError(f"the role {role.code} holds unknown permissions: {unknown}")
        ROLES[role.code] = role


def role(code: str) -> Role:
    """The role of this code; a role that is no longer declared holds nothing."""
    return ROLES.get(code) or Role(code=code, name=code, description="", scope=Scope.OWN)
