"""What may be done with access itself, and with the registers' common doors."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.roles import declare_permissions


class Permission(StrEnum):
    """Permissions of the kernel's own rooms."""

    OFFICES_MANAGE = "access.office.manage"
    USERS_MANAGE = "access.user.manage"
    SEATS_MANAGE = "access.seat.manage"
    TOKENS_MANAGE = "access.token.manage"
    TRAIL_READ = "trail.entry.read"
    TRAIL_VERIFY = "trail.seal.verify"
    PERSONAL_READ = "access.personal.read"
    FIGURES_READ = "indicators.figure.read"
    FIGURES_PUBLISH = "indicators.figure.publish"
    FIGURES_RECEIVE = "indicators.figure.receive"
    NATION_READ = "indicators.nation.read"
    TARGETS_SET = "indicators.target.set"
    REPORTS_WRITE = "reports.report.write"
    REPORTS_CHECK = "reports.report.check"


declare_permissions(
    {
        Permission.OFFICES_MANAGE: _("Set up offices"),
        Permission.USERS_MANAGE: _("Open and close accounts, set passwords"),
        Permission.SEATS_MANAGE: _("Give and end seats"),
        Permission.TOKENS_MANAGE: _("Issue and revoke tokens of the API"),
        Permission.TRAIL_READ: _("Read the trail of the whole zone"),
        Permission.TRAIL_VERIFY: _("Verify the trail's seals"),
        Permission.PERSONAL_READ: _("Read identity and telephone numbers unmasked"),
        Permission.FIGURES_READ: _("See figures and the records behind them"),
        Permission.FIGURES_PUBLISH: _("Publish and restate figures"),
        Permission.FIGURES_RECEIVE: _("Receive what other zones have published"),
        Permission.NATION_READ: _("Compare the figures that zones have published upward"),
        Permission.TARGETS_SET: _("Set targets"),
        Permission.REPORTS_WRITE: _("Write reports"),
        Permission.REPORTS_CHECK: _("Have written reports checked"),
    }
)
