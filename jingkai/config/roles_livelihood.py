"""Roles of the people's livelihood."""

from jingkai.kernel.access.roles import Role

ROLES: tuple[Role, ...] = ()
