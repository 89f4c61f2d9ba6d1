"""All writes of government services beyond entering rows, which the registers do."""

from jingkai.domains.services.actions.matters import (
    end_delegation,
    end_version,
    prepare_next,
    publish_version,
)

__all__ = [
    "end_delegation",
    "end_version",
    "prepare_next",
    "publish_version",
]
