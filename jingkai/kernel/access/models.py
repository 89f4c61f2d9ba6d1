"""Zones, their offices, the people who work there, and the seats from which they act."""

from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.roles import Role, Scope, role
from jingkai.kernel.trail.history import acted
from jingkai.kernel.trail.models import ActedModel, ActedQuerySet


@acted
class Zone(ActedModel):
    """An economic development zone; GB/T 2260 division code where it has one.

    `founded_on` is the day of the approval that set it up: figures know no months before it.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    division_code = models.CharField(_("division code"), max_length=12, blank=True)
    founded_on = models.DateField(_("founding day"), null=True, blank=True)

    objects = ActedQuerySet.as_manager()

    class Meta:
        verbose_name = _("zone")
        verbose_name_plural = _("zones")

    def __str__(self) -> str:
        return self.name


class ZoneOwned(ActedModel):
    """A row that belongs to one zone, behind its wall."""

    zone = models.ForeignKey(
        Zone, models.PROTECT, verbose_name=_("zone"), related_name="+", editable=False
    )

    objects = ActedQuerySet.as_manager()

    class Meta:
        abstract = True


class OfficeKind(models.TextChoices):
    """What an office is in the zone's organisation."""

    COMMITTEE = "committee", _("administrative committee")
    BUREAU = "bureau", _("bureau")
    STREET = "street", _("street office")
    COMMUNITY = "community", _("community")
    VILLAGE = "village", _("village")
    UNIT = "unit", _("unit")


@acted
class Office(ZoneOwned):
    """An office of the committee, a street, a community or a village, in one tree.

    `path` is the chain of keys from the root ("/1/4/"), so that a subtree is a prefix.
    """

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children",
        verbose_name=_("superior office"),
    )  # fmt: skip
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OfficeKind)
    path = models.CharField(max_length=200, editable=False, default="")

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["zone", "code"], name="access_office_code_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=OfficeKind.values), name="access_office_kind_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["zone", "path"], name="access_office_subtree",
                opclasses=["int8_ops", "text_pattern_ops"],
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """People by the name they log in with."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """A person who may log in. What they may do hangs on their seats, never on the person."""

    username = models.CharField(_("login name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    is_active = models.BooleanField(_("active"), default=True)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(_("locked until"), null=True, blank=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.name


@acted
class Seat(ZoneOwned):
    """A person in an office, in a role, from a day to a day. People act from a seat."""

    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("office"))
    user = models.ForeignKey(User, models.PROTECT, verbose_name=_("user"), related_name="seats")
    role_code = models.CharField(_("role"), max_length=40)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="access_seat_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["zone", "office", "user", "role_code"],
                condition=models.Q(until__isnull=True),
                name="access_seat_open_once",
            ),
        ]

    named_by = ("user", "office")
    through = ""
    """The token by which a program acts from this seat, if one does."""

    def __str__(self) -> str:
        return f"{self.user.name} · {self.office.name}"

    @property
    def name(self) -> str:
        """How the trail names who acted."""
        return f"{self.user.name}（{self.through}）" if self.through else self.user.name

    @cached_property
    def role(self) -> Role:
        return role(self.role_code)

    @property
    def scope(self) -> Scope:
        return self.role.scope

    def can(self, permission: str) -> bool:
        """Whether the seat's role holds the permission."""
        return permission in self.role.permissions

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@acted
class Token(ZoneOwned):
    """A program's key to the API (令牌): it acts from a seat, within scopes, until a day.

    Only the secret's digest is kept; `prefix` tells tokens apart to people.
    """

    name = models.CharField(_("name"), max_length=60)
    seat = models.ForeignKey(
        Seat, models.PROTECT, verbose_name=_("seat"), related_name="tokens"
    )
    scopes = ArrayField(models.CharField(max_length=60), verbose_name=_("scopes"))
    prefix = models.CharField(_("prefix"), max_length=12)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    issued_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, related_name="+", verbose_name=_("issued by"),
        db_index=False,
    )  # fmt: skip
    issued_at = models.DateTimeField(_("issued"))
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("issued_at")),
                name="access_token_expires_after_it_is_issued",
                violation_error_message=_("A token expires after it is issued."),
            )
        ]
        indexes = [models.Index(fields=["zone", "-id"], name="access_token_list")]

    def __str__(self) -> str:
        return self.name


class TokenUse(models.Model):
    """When a token was last used, to the hour; written by the look-up, so without history."""

    zone = models.ForeignKey(Zone, models.PROTECT, related_name="+", db_index=False)
    token = models.OneToOneField(Token, models.CASCADE, related_name="use")
    at = models.DateTimeField(_("last used"))

    class Meta:
        verbose_name = _("use of a token")
        verbose_name_plural = _("uses of tokens")

    def __str__(self) -> str:
        return f"{self.token_id}: {self.at:%Y-%m-%d %H}"


class ScopedQuerySet[M: models.Model](ActedQuerySet[M]):
    """Rows that have an `office` and perhaps an `officer` seat: scoped to what a seat may see."""

    office_path = "office"
    officer_path = "officer"

    def visible_to(self, seat: Any) -> "ScopedQuerySet[M]":
        """Own rows, own office's, the office's subtree's, or the whole zone's, by the role."""
        rows = self.filter(zone_id=seat.zone_id)
        scope = getattr(seat, "scope", Scope.ZONE)
        if scope == Scope.OWN:
            return rows.filter(**{self.officer_path: seat.pk})
        if scope == Scope.OFFICE:
            return rows.filter(**{self.office_path: seat.office_id})
        if scope == Scope.SUBTREE:
            return rows.filter(**{f"{self.office_path}__path__startswith": seat.office.path})
        return rows
