"""The platform's own settings on the benchmark's database, and Django's admin added at /plain/."""

import os

from jingkai.config.settings import *  # noqa: F403
from jingkai.config.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE

for place in DATABASES.values():
    place["NAME"] = os.environ["BENCHMARK_DATABASE"]
INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin"]
ROOT_URLCONF = "benchmarks.served.urls"
WSGI_APPLICATION = "jingkai.config.wsgi.application"
if os.environ.get("BENCHMARK_COUNTS"):
    MIDDLEWARE = ["benchmarks.served.counting.CountingMiddleware", *MIDDLEWARE]
