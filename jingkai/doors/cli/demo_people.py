"""What lies on somebody's desk in the demo zone: a batch of subsidies that waits for approval."""

from collections.abc import Callable
from pathlib import Path
from typing import Any


def batch_under_way(seats: Any, _folder: Path, echo: Callable[[str], None]) -> bool:
    """The next quarter's allowance of old age, assembled and checked by who keeps it."""
    from demo.livelihood_payments import UNDER_WAY
    from jingkai.domains.livelihood import actions
    from jingkai.domains.livelihood.registers import BATCHES, PROGRAMMES

    by = seats["support1"]
    programme = PROGRAMMES.rows(by).get(code=UNDER_WAY.programme)
    if BATCHES.rows(by).filter(programme=programme, period=UNDER_WAY.first).exists():
        return False
    echo("A payment batch for the next quarter …")
    on = UNDER_WAY.opened
    batch = actions.open_batch(programme=programme, day=UNDER_WAY.first, by=by, on=on)
    batch = actions.assemble_batch(batch=batch, by=by, on=on)
    actions.check_batch(batch=batch, by=by, on=on)
    return True
