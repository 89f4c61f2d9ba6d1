"""Facts that only the recipient reads, such as a log-in code: sealed here, sent in clear."""

from collections.abc import Mapping
from typing import Any

from jingkai.kernel.access.sealing import seal, unseal
from jingkai.kernel.notices.wording import wording

COLUMN = "notices.notice.facts"
"""The column that facts are sealed for."""
HIDDEN = "******"


def sealed(code: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as they stand in the outbox."""
    names = wording(code).sealed
    return {name: seal(str(v), COLUMN) if name in names else v for name, v in facts.items()}


def opened(code: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as the recipient reads them: for adapters that send, and nobody else."""
    names = wording(code).sealed
    return {name: unseal(v, COLUMN) if name in names else v for name, v in facts.items()}


def hidden(code: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as lists and logs show them."""
    names = wording(code).sealed
    return {name: HIDDEN if name in names else value for name, value in facts.items()}
