"""Packets of monitoring stations in the protocol HJ 212-2017, as text.

A packet is `##` + four digits of the data segment's length + the segment + a checksum of four
hexadecimal digits. The segment names the kind of station (ST), the command (CN), the station (MN)
and, between && and &&, the time and the readings: `w01018-Avg=12.5,w01018-Flag=N`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum

PACKET = re.compile(r"##(?P<length>\d{4})(?P<segment>.*?&&.*?&&)(?P<crc>[0-9A-Fa-f]{4})", re.DOTALL)
BEGIN = re.compile(r"##")
READING = re.compile(r"(?P<code>[a-z]\d{5})-(?P<part>Rtd|Avg|Flag)", re.ASCII)
VALID = "N"
"""The flag of a value that holds; others mark faults, maintenance, calibration, excess of range."""


class Command(StrEnum):
    """The commands that bring data: at once, by hour, by day (HJ 212-2017, table 5)."""

    NOW = "2011"
    HOUR = "2061"
    DAY = "2031"


class Wrong(StrEnum):
    """Why a packet can't be taken."""

    CUT = "cut"
    LENGTH = "length"
    CHECKSUM = "checksum"
    COMMAND = "command"
    STATION = "station"
    TIME = "time"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class BadPacket:
    """A packet that can't be taken: its place in the text (from 1), why, and its beginning."""

    place: int
    wrong: Wrong
    begins: str


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet's readings by factor code; `left_out` are the codes whose flag says not valid."""

    place: int
    station: str
    command: Command
    at: datetime
    values: Mapping[str, Decimal]
    left_out: tuple[str, ...] = field(default=())


def checksum(segment: str) -> str:
    """The checksum of a data segment (HJ 212-2017, annex A).

    >>> checksum("QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;"
    ...     "Flag=5;CP=&&RtdInterval=30&&")
    '1C80'
    """
    register = 0xFFFF
    for byte in segment.encode():
        register = (register >> 8) ^ byte
        for _ in range(8):
            low, register = register & 1, register >> 1
            if low:
                register ^= 0xA001
    return f"{register:04X}"


def read_packets(text: str) -> Iterator[Packet | BadPacket]:
    """The packets of a text in their order, those that can't be taken among them."""
    starts = [found.start() for found in BEGIN.finditer(text)]
    ends = [*starts[1:], len(text)][: len(starts)]
    for place, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
        yield _packet(place, text[start:end])


def _packet(place: int, text: str) -> Packet | BadPacket:
    found = PACKET.match(text)
    if found is None:
        return _bad(place, Wrong.CUT, text)
    segment = found["segment"]
    if len(segment.encode()) != int(found["length"]):
        return _bad(place, Wrong.LENGTH, text)
    if checksum(segment) != found["crc"].upper():
        return _bad(place, Wrong.CHECKSUM, text)
    head, data = segment.split("&&")[:2]
    told = dict(part.split("=", 1) for part in head.split(";") if "=" in part)
    if told.get("CN") not in set(Command):
        return _bad(place, Wrong.COMMAND, text)
    if not told.get("MN"):
        return _bad(place, Wrong.STATION, text)
    return _read(place, told["MN"], Command(told["CN"]), data, text)


def _read(
    place: int, station: str, command: Command, data: str, text: str
) -> Packet | BadPacket:
    pairs = dict(part.split("=", 1) for part in re.split(r"[;,]", data) if "=" in part)
    try:
        at = datetime.strptime(pairs.get("DataTime", ""), "%Y%m%d%H%M%S")
    except ValueError:
        return _bad(place, Wrong.TIME, text)
    told = "Rtd" if command is Command.NOW else "Avg"
    values: dict[str, Decimal] = {}
    left_out = []
    for name, written in pairs.items():
        found = READING.fullmatch(name)
        if found is None or found["part"] != told:
            continue
        if pairs.get(f"{found['code']}-Flag", VALID) != VALID:
            left_out.append(found["code"])
            continue
        try:
            values[found["code"]] = Decimal(written)
        except InvalidOperation:
            return _bad(place, Wrong.VALUE, text)
    return Packet(place, station, command, at, values, tuple(left_out))


def _bad(place: int, wrong: Wrong, text: str) -> BadPacket:
    return BadPacket(place, wrong, re.sub(r"PW=[^;]*", "PW=…", text.strip())[:60])


def by_day(packets: Iterable[Packet]) -> dict[tuple[str, date], dict[str, Decimal]]:
    """Each station's readings of each day: the day's own averages, else the mean of the hours.

    What a station sends at once (real-time) is a reading of a moment, and no day is made of it.
    """
    days: dict[tuple[str, date], dict[str, Decimal]] = {}
    hours: dict[tuple[str, date], dict[str, list[Decimal]]] = {}
    for packet in packets:
        key = (packet.station, packet.at.date())
        if packet.command is Command.DAY:
            days.setdefault(key, {}).update(packet.values)
        elif packet.command is Command.HOUR:
            of_day = hours.setdefault(key, {})
            for code, value in packet.values.items():
                of_day.setdefault(code, []).append(value)
    for key, of_day in hours.items():
        told = days.setdefault(key, {})
        for code, values in of_day.items():
            told.setdefault(code, sum(values, Decimal(0)) / len(values))
    return {key: told for key, told in days.items() if told}
