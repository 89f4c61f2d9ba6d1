"""The platform's settings on the database of the tests, for processes that tests start and kill."""

import os

from jingkai.config.settings import *  # noqa: F403
from jingkai.config.settings import DATABASES

for place in DATABASES.values():
    place["NAME"] = os.environ.get("JINGKAI_TEST_DATABASE", place["NAME"])
JINGKAI_HOOK_NETWORKS = "127.0.0.0/8"
JINGKAI_NOTICE_LEASE = 2
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
