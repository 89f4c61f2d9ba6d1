"""Numbers as official prose writes them: 一千二百, 131.6亿, 百分之二十六, 八成, 廿三, 三点五.

A number is split at its largest unit (亿, then 万, 千, 百, 十), each side read the same way.
"""

import re
from decimal import Decimal, localcontext

from jingkai.kernel.units.errors import NotANumber

_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True))
_SAME = dict(zip("〇○壹贰叁肆伍陆柒捌玖", "零零一二三四五六七八九", strict=True))
_SAME |= {"两": "二", "俩": "二", "仨": "三", "拾": "十", "佰": "百", "仟": "千"}
_SAME |= {"萬": "万", "億": "亿"}
_SAME |= {"廿": "二十", "卅": "三十", "卌": "四十", "．": ".", "，": ",", "点": ".", "點": "."}
_SAME |= {chr(0xFF10 + n): str(n) for n in range(10)}
_UNITS = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}
_FIGURES = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_TENTHS = re.compile(r"(?P<whole>.+?)成(?P<rest>[零一二三四五六七八九半]?)")
_LONGEST = 60
"""No number takes more characters; what is longer isn't looked into."""
_PART = re.compile(r"(?P<below>.+)分之(?P<above>.+)")


def read_chinese_number(text: str) -> Decimal:
    """The number a text says, in figures, in characters, or both; shares as ratios.

    >>> read_chinese_number("一千二百"), read_chinese_number("两千零二十二")
    (Decimal('1200'), Decimal('2022'))
    >>> read_chinese_number("131.6亿"), read_chinese_number("一万五"), read_chinese_number("廿三")
    (Decimal('13160000000'), Decimal('15000'), Decimal('23'))
    >>> read_chinese_number("百分之二十六"), read_chinese_number("八成五")
    (Decimal('0.26'), Decimal('0.85'))
    >>> read_chinese_number("三点五"), read_chinese_number("负二"), read_chinese_number("四分之三")
    (Decimal('3.5'), Decimal('-2'), Decimal('0.75'))
    """
    plain = "".join(_SAME.get(sign, sign) for sign in text.strip())
    sign = -1 if plain[:1] in ("负", "-", "−", "－") else 1
    with localcontext(prec=40):
        bare = plain[1:] if sign < 0 else plain.removeprefix("+")
        alone = bare in _UNITS and bare != "十"
        value = None if alone or len(bare) > _LONGEST else _share(bare)
        if value is None:
            raise NotANumber(text=text)
        return _tidy(sign * value)


def _tidy(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    whole = value == value.to_integral_value()
    return value.quantize(Decimal(1)) if whole else value.normalize()


def _share(text: str) -> Decimal | None:
    """百分之…, …成 and …分之…, or a plain number."""
    if part := _PART.fullmatch(text):
        below, above = _whole(part["below"]), _whole(part["above"])
        return above / below if above is not None and below else None
    if tenths := _TENTHS.fullmatch(text):
        whole, rest = _whole(tenths["whole"]), _half_or_digit(tenths["rest"])
        return None if whole is None or whole > 10 else (whole + rest / 10) / 10
    return _whole(text)


def _half_or_digit(text: str) -> Decimal:
    return Decimal(5) if text == "半" else Decimal(_DIGITS.get(text, 0))


def _whole(text: str) -> Decimal | None:
    """A number without a share: split at its largest unit, the parts read again."""
    if text in ("半", "一半"):
        return Decimal("0.5")
    if text in _UNITS or not text:
        return Decimal(_UNITS[text]) if text else None
    for unit, size in _UNITS.items():
        if unit in text:
            left, _, right = text.rpartition(unit)
            return _joined(left, unit, size, right)
    return _atom(text)


def _joined(left: str, unit: str, size: int, right: str) -> Decimal | None:
    """`left` times the unit, plus `right`, which must be smaller than the unit."""
    times = _whole(left) if left else Decimal(1)
    rest = _rest(right, size)
    if times is None or rest is None or left.startswith("零") or unit in left:
        return None
    if len(left) > 1 and all(sign in _DIGITS for sign in left):
        return None  # 二三万 is “twenty or thirty thousand”, not a number
    if unit not in "亿万" and (times >= 10 and not left[0].isdigit()):
        return None
    if right and times != times.to_integral_value():
        return None
    return times * size + rest


def _rest(text: str, size: int) -> Decimal | None:
    """What follows a unit: 二十, 零五, .五, or a lone digit one rank lower (一万五 is 15,000)."""
    if not text:
        return Decimal(0)
    if text.startswith("."):
        return _atom(f"零{text}") if size <= 1000 else None
    if len(text) == 1 and (digit := _atom(text)):
        return digit * size / 10
    rest = _whole(text.removeprefix("零"))
    if rest is None or rest >= size:
        return None
    vague = size > 10 and rest < 10 and not text.startswith("零")
    return None if vague else rest


def _atom(text: str) -> Decimal | None:
    """Figures with or without commas, or characters digit by digit: 二〇二二, 三.五."""
    if _FIGURES.fullmatch(text):
        return Decimal(text.replace(",", ""))
    whole, point, decimals = text.partition(".")
    if not whole or (point and not decimals) or any(c not in _DIGITS for c in whole + decimals):
        return None
    figures = "".join(str(_DIGITS[sign]) for sign in whole)
    return Decimal(f"{figures}.{''.join(str(_DIGITS[sign]) for sign in decimals) or 0}")
