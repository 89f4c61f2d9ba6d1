"""Invented names and codes, every one marked 示例, always the same for the same seed."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from demo.zone import STANDS_ON

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
DIVISION = "220271"
FIRST = "恒瑞盛华兴隆顺达泰丰裕康宏远鑫源嘉禾锦程永昌和信广润博雅瀚海辰星旭东凯越卓然晟景"
SECOND = "源达通业发丰茂升合联创新科辉力强胜祥福安宁泽润林川原野阳光明德诚信义方圆平远"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文海燕晓东春生"


def credit_code(kind: str, serial: int) -> str:
    """A unified social credit code with both check characters right.

    The organisation part begins with XX, which no authority gives out: no real subject has it.

    >>> credit_code("91", 1)
    '91220271XX0000019G'
    """
    organisation = f"XX{serial:06d}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(c, 36) * w for c, w in zip(organisation, weights, strict=True))
    first = f"{kind}{DIVISION}{organisation}{'0123456789X0'[11 - total % 11]}"
    return first + _check(first)


def _check(first: str) -> str:
    total = sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(first))
    return ALPHABET[(31 - total % 31) % 31]


def with_wrong_check(code: str) -> str:
    """The code with another last character, as some real codes of the early years have."""
    return code[:-1] + ALPHABET[(ALPHABET.index(code[-1]) + 7) % 31]


def names(patterns: tuple[str, ...], rng: random.Random) -> Iterator[str]:
    """Names without repetition; `{}` in a pattern takes the invented part."""
    seen = set()
    while True:
        name = rng.choice(patterns).format(rng.choice(FIRST) + rng.choice(SECOND))
        if name in seen:
            name = name.replace("示例", f"示例{rng.choice(FIRST)}", 1)
        if name not in seen:
            seen.add(name)
            yield name


def person(rng: random.Random) -> str:
    """A person who doesn't exist."""
    given = "".join(rng.choice(GIVEN) for _ in range(rng.choice((1, 2))))
    return f"{rng.choice(SURNAMES)}{given}（示例）"


def day_in(year: int, rng: random.Random, first: int = 1, last: int = 12) -> date:
    """A weekday of the year, between two months; none lies after the demo's day."""
    start, end = date(year, first, 1), date(year + last // 12, last % 12 + 1, 1)
    day = start + timedelta(days=rng.randrange((end - start).days))
    step = timedelta(days=-1 if day.day > 2 else 1)
    while day.weekday() > 4:
        day += step
    return min(day, STANDS_ON)
