"""The identifier of an electronic certificate (GB/T 36904-2018), and what its public page tells."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

ROOT = "1.2.156.3005.2"
"""The arc of electronic certificates (电子证照根代码)."""
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def check_sign(text: str) -> str:
    """The check character by ISO 7064 MOD 37,36; dots and dashes don't count.

    >>> check_sign("A12425GABC1234002")
    'M'
    """
    product = 36
    for sign in text.upper():
        if sign in ".-":
            continue
        total = (product + SIGNS.index(sign)) % 36 or 36
        product = total * 2 % 37
    return SIGNS[(37 - product) % 36]


def identifier(type_code: str, issuer: str, serial: str, edition: int) -> str:
    """The whole identifier: type, issuing office, serial number, edition and check character.

    >>> identifier("11100000000013338W009", "11330105002500287C", "2025052201", 2)
    '1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0'
    """
    parts = (type_code, issuer, serial, f"{edition:03d}")
    return ".".join((ROOT, *parts, check_sign("".join(parts))))


def is_identifier(text: str) -> bool:
    """Whether it has the form of an identifier and its check character is right.

    >>> is_identifier("1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0")
    True
    >>> is_identifier("1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.1")
    False
    """
    text = text.strip().upper()
    if not text.startswith(ROOT + "."):
        return False
    parts = text.removeprefix(ROOT + ".").split(".")
    if len(parts) != 5 or not all(parts) or not set("".join(parts)) <= set(SIGNS):
        return False
    return check_sign("".join(parts[:4])) == parts[4]


def content_digest(said: Mapping[str, Any]) -> str:
    """The SHA-256 over what a certificate says, in one spelling whatever the order of its keys.

    >>> content_digest({"b": 1, "a": "证"}) == content_digest({"a": "证", "b": 1})
    True
    """
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def masked_name(name: str) -> str:
    """A person's name as strangers read it: the family name, the rest hidden.

    >>> masked_name("张三"), masked_name("欧阳小明"), masked_name("赵")
    ('张*', '欧***', '*')
    """
    return name[0] + "*" * (len(name) - 1) if len(name) > 1 else "*" * len(name)


def said_of(values: Mapping[str, Any], fields: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """What a certificate says of the form's values, in the order of the fields that have one.

    >>> said_of({"place": "示例路1号", "note": ""}, [("place", "地址"), ("note", "备注")])
    [{'key': 'place', 'label': '地址', 'value': '示例路1号'}]
    """
    return [
        {"key": key, "label": label, "value": values[key]}
        for key, label in fields
        if values.get(key) not in (None, "", [])
    ]
