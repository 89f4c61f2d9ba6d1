"""A batch whose process is killed in the middle goes on where it stood, and pays nobody twice."""

import os
import signal
import subprocess
import sys
import time
from datetime import date

import pytest

from jingkai.domains.livelihood import actions
from jingkai.domains.livelihood.factories import SINCE, has, old_age, person, seats
from jingkai.domains.livelihood.models import Batch, Payment
from jingkai.kernel.access.walls import walled

PEOPLE, PART = 60, 4
PROGRAM = """
import sys, time
import django
from django.db import connections
django.setup()
for alias in ("default", "owner"):
    connections[alias].settings_dict["NAME"] = sys.argv[1]
from jingkai.domains.livelihood import actions
from jingkai.domains.livelihood.models import Batch
from jingkai.kernel.access.walls import walled
from jingkai.kernel.trail.acting import Machine
zone, batch = int(sys.argv[2]), int(sys.argv[3])
while True:
    with walled(zone):
        by = Machine(zone_id=zone)
        row = actions.assemble_part(batch=Batch.objects.get(pk=batch), by=by, size=%d)
    print(row.reached, flush=True)
    if row.assembled_on is not None:
        break
    time.sleep(0.02)
"""  # fmt: skip


@pytest.fixture
def batch(committed):
    """A batch of sixty people, opened and not yet assembled."""
    with walled(committed.zone.pk):
        people = seats(committed)
        of = old_age(people.by)
        for number in range(1, PEOPLE + 1):
            has(people.by, person(people.by, number), of)
        return actions.open_batch(programme=of, day=SINCE, by=people.officer, on=SINCE)


def start(batch, name):
    command = [sys.executable, "-c", PROGRAM % PART, name, str(batch.zone_id), str(batch.pk)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": os.getcwd()}
    )


def reached(batch):
    with walled(batch.zone_id):
        return Payment.objects.count(), Batch.objects.get(pk=batch.pk)


def test_a_killed_batch_resumes_and_pays_nobody_twice(batch):
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    with start(batch, name) as killed:
        for _part in range(3):
            assert killed.stdout.readline()
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    time.sleep(0.2)
    count, stands = reached(batch)
    assert 3 * PART <= count < PEOPLE
    assert count % PART == 0
    assert stands.state == "assembling"
    with start(batch, name) as resumed:
        assert resumed.wait(timeout=300) == 0
    count, stands = reached(batch)
    assert (count, stands.state) == (PEOPLE, "assembled")
    with walled(batch.zone_id):
        rows = list(Payment.objects.values_list("person_id", "sequence", "state"))
    assert len({person for person, _sequence, _state in rows}) == PEOPLE
    assert sorted(sequence for _person, sequence, _state in rows) == list(range(1, PEOPLE + 1))
    assert {state for _person, _sequence, state in rows} == {"ready"}
    assert stands.due_on == date(2022, 1, 17)
