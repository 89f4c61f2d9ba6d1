"""The door for web servers."""

import gc
import os

from django.core.wsgi import get_wsgi_application

gc.disable()  # hardly anything of what is read at a start goes away again
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")
platform = get_wsgi_application()

import jingkai.config.urls  # noqa: E402, F401 - every door, before the first visitor waits for it
from jingkai.doors.ui.maps.first import TilesFirst  # noqa: E402 - needs the application set up
from jingkai.kernel.indicators.compile import warm  # noqa: E402 - needs the application set up

application = TilesFirst(platform)
warm()  # before the processes fork, so that no reader waits for it
gc.collect()
gc.enable()
gc.set_threshold(50_000, 20, 20)  # a request leaves few rings: look for them every few dozen
gc.freeze()  # what stands for good is looked through no more, and its memory stays shared
