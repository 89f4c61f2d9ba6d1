"""Roles of party building."""

from jingkai.kernel.access.roles import Role

ROLES: tuple[Role, ...] = ()
