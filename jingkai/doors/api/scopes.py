"""What a token may be let into."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.tokens import declare_scope

NOTICES_READ = declare_scope("notices:read", _("Read the seat's notices"))
NOTICES_WRITE = declare_scope("notices:write", _("Mark the seat's notices read"))
HOOKS_READ = declare_scope("hooks:read", _("See webhooks and their delivery log"))
HOOKS_WRITE = declare_scope("hooks:write", _("Set up, change and remove webhooks"))
REGISTERS_READ = declare_scope("registers:read", _("Read registers, personal numbers masked"))
NATION_READ = declare_scope("nation:read", _("Read what zones have published upward"))
NATION_WRITE = declare_scope("nation:write", _("Hand in what zones have published"))
STATIONS_WRITE = declare_scope("stations:write", _("Hand in what monitoring stations sent"))
TASKS_READ = declare_scope("tasks:read", _("See the seat's inbox and its tasks"))
TASKS_WRITE = declare_scope("tasks:write", _("Claim tasks, do them, hand them on"))
MATTERS_READ = declare_scope("matters:read", _("Read the catalogue of matters"))
CASES_READ = declare_scope("cases:read", _("See applications, personal numbers masked"))
CASES_TRACK = declare_scope("cases:track", _("Track an application by its number and telephone"))
CASES_WRITE = declare_scope("cases:write", _("Take down applications at the counter"))
CASES_STEP = declare_scope(
    "cases:step", _("Move applications on: accept, supplement, suspend, decide, end")
)
CERTIFICATES_READ = declare_scope("certificates:read", _("Read certificates and their files"))
CERTIFICATES_VERIFY = declare_scope("certificates:verify", _("Verify a certificate"))
CERTIFICATES_REVOKE = declare_scope("certificates:revoke", _("Revoke certificates"))
FILES_READ = declare_scope("files:read", _("Read files that hang on what the seat may see"))
FILES_WRITE = declare_scope("files:write", _("Attach files"))
RATINGS_READ = declare_scope("ratings:read", _("Read ratings, their rates and rectification"))
RATINGS_WRITE = declare_scope("ratings:write", _("Take down an applicant's rating"))
RATINGS_RECTIFY = declare_scope(
    "ratings:rectify", _("Call back who rated badly, rectify, close rectifications")
)
APPOINTMENTS_READ = declare_scope("appointments:read", _("See places, slots and appointments"))
APPOINTMENTS_WRITE = declare_scope(
    "appointments:write", _("Offer slots, book and cancel appointments, mark who came")
)
FEATURES_READ = declare_scope("features:read", _("Read map layers as geographic features"))
OPEN311_READ = declare_scope("open311:read", _("Read requests by Open311 with their words"))
OPEN311_WRITE = declare_scope("open311:write", _("File requests by Open311"))
