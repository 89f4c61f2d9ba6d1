"""All writes of the green park beyond entering rows, which the registers do."""

from jingkai.domains.ecology.actions.rectifying import (
    allow_more_time,
    close_rectification,
    open_rectification,
    order_rectification,
    report_rectified,
    send_back,
)
from jingkai.domains.ecology.actions.settling import settle_months
from jingkai.domains.ecology.actions.stations import (
    Taken,
    receive_station_data,
    take_station_data,
)
from jingkai.domains.ecology.actions.treating import complete_treatment

__all__ = [
    "Taken",
    "allow_more_time",
    "close_rectification",
    "complete_treatment",
    "open_rectification",
    "order_rectification",
    "receive_station_data",
    "report_rectified",
    "send_back",
    "settle_months",
    "take_station_data",
]
