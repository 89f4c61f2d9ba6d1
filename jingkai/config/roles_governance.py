"""Roles of grassroots governance."""

from jingkai.kernel.access.roles import Role

ROLES: tuple[Role, ...] = ()
