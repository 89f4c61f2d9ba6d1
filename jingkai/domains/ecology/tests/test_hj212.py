"""Packets of monitoring stations: read as the protocol has them, refused with their fault."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from jingkai.domains.ecology.factories import packet
from jingkai.domains.ecology.rules.hj212 import (
    BadPacket,
    Command,
    Packet,
    Wrong,
    by_day,
    checksum,
    read_packets,
)


def only(text):
    [found] = read_packets(text)
    return found


def test_the_example_of_the_standard_has_its_checksum():
    segment = (
        "QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;"
        "CP=&&RtdInterval=30&&"
    )
    assert checksum(segment) == "1C80"
    told = only(f"##0101{segment}1C80\r\n")
    assert isinstance(told, BadPacket)
    assert told.wrong is Wrong.COMMAND


def test_a_day_is_read_with_its_values_and_what_does_not_hold_is_left_out():
    values = "w01018-Avg=16.5,w01018-Flag=N;w21003-Avg=0.31;w01001-Avg=99,w01001-Flag=D"
    assert only(packet(values=values)) == Packet(
        1, "DM0001", Command.DAY, datetime(2022, 12, 1),
        {"w01018": Decimal("16.5"), "w21003": Decimal("0.31")}, ("w01001",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (packet()[:40], Wrong.CUT),
        (packet().replace("16.5", "16.55"), Wrong.LENGTH),
        (packet().replace("16.5", "61.5"), Wrong.CHECKSUM),
        (packet(cn="9014"), Wrong.COMMAND),
        (packet(mn=""), Wrong.STATION),
        (packet(at="20221301000000"), Wrong.TIME),
        (packet(values="w01018-Avg=abc"), Wrong.VALUE),
    ],
)
def test_each_fault_is_told_and_the_password_is_not(text, wrong):
    told = only(text)
    assert isinstance(told, BadPacket)
    assert told.wrong is wrong
    assert "123456" not in told.begins


def test_a_text_of_many_packets_keeps_their_order_and_what_is_no_packet_is_nothing():
    told = list(read_packets("早上好\n" + packet() + packet(mn="DM0002") + packet()[:30]))
    assert [each.place for each in told] == [1, 2, 3]
    assert [type(each) for each in told] == [Packet, Packet, BadPacket]
    assert list(read_packets("nothing of the kind")) == []


def test_a_day_is_its_own_average_else_the_mean_of_its_hours_never_a_moment():
    hours = [
        only(packet("2061", f"202212010{hour}0000", values=f"w01018-Avg={value}"))
        for hour, value in ((1, 10), (2, 20))
    ]
    now = only(packet("2011", "20221202010000", values="w01018-Rtd=99"))
    key = ("DM0001", date(2022, 12, 1))
    assert by_day([*hours, now]) == {key: {"w01018": Decimal(15)}}
    own = only(packet(values="w01018-Avg=17"))
    assert by_day([*hours, own]) == {key: {"w01018": Decimal(17)}}
