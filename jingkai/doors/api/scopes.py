"""What a token may be let into."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.tokens import declare_scope

NOTICES_READ = declare_scope("notices:read", _("Read the seat's notices"))
NOTICES_WRITE = declare_scope("notices:write", _("Mark the seat's notices read"))
HOOKS_READ = declare_scope("hooks:read", _("See webhooks and their delivery log"))
HOOKS_WRITE = declare_scope("hooks:write", _("Set up, change and remove webhooks"))
REGISTERS_READ = declare_scope("registers:read", _("Read registers, personal numbers masked"))
