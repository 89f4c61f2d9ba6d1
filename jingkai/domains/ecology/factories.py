"""Data of monitoring stations for tests."""

from jingkai.domains.ecology.rules.hj212 import checksum

READINGS = "w01018-Avg=16.5,w01018-Flag=N"


def packet(
    cn: str = "2031", at: str = "20221201000000", mn: str = "DM0001", values: str = READINGS
) -> str:
    """A packet of HJ 212: the command, the time, the station, its readings."""
    head = f"QN=20221202000000001;ST=21;CN={cn};PW=123456;MN={mn};Flag=5;"
    segment = f"{head}CP=&&DataTime={at};{values}&&"
    return f"##{len(segment):04d}{segment}{checksum(segment)}\r\n"
