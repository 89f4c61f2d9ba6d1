"""Personal identifiers sealed at rest: AES-256-GCM (or SM4-GCM) under keys that rotate.

A sealed text is `cipher.key.base64(nonce + tag + text)`. It is bound to the column it stands in:
moved into another column it can't be opened. `JINGKAI_PERSONAL_KEYS` holds the keys by id, newest
first: new texts are sealed under the first, older ones stay readable as long as their key is kept.
"""

import hmac
import os
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Mapping
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal

_NONCE = 12
_TAG = 16
_DIGESTS = ("sha256", "sm3")
_CIPHERS = {"aes": (algorithms.AES, 32), "sm4": (algorithms.SM4, 16)}


class SealBroken(Refusal):
    """A sealed text was changed, moved to another column, or sealed under a key not kept here."""

    sentence = _("A personal identifier can't be opened: key “{key}” is missing or it was changed.")
    hint = _("Ask the system administrator to check the keys for personal data.")
    status = 500


def personal_keys() -> Mapping[str, str]:
    """The keys by id, newest first."""
    keys: Mapping[str, str] = settings.JINGKAI_PERSONAL_KEYS
    return keys


@lru_cache(maxsize=64)
def _derived(secret: str, purpose: str, length: int) -> bytes:
    """A key of its own for each purpose, so that the digest tells nothing about the cipher."""
    info = f"jingkai {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(secret.encode())


def _engine(cipher: str, secret: str, nonce: bytes, tag: bytes | None) -> Cipher[modes.GCM]:
    algorithm, length = _CIPHERS[cipher]
    return Cipher(algorithm(_derived(secret, cipher, length)), modes.GCM(nonce, tag))


def seal(text: str, column: str) -> str:
    """The text sealed under the newest key, for that column only; twice never the same."""
    cipher: str = settings.JINGKAI_PERSONAL_CIPHER
    key_id, secret = next(iter(personal_keys().items()))
    nonce = os.urandom(_NONCE)
    engine = _engine(cipher, secret, nonce, None).encryptor()
    engine.authenticate_additional_data(column.encode())
    body = engine.update(text.encode()) + engine.finalize()
    return f"{cipher}.{key_id}.{b64encode(nonce + engine.tag + body).decode()}"


def unseal(sealed: str, column: str) -> str:
    """The text that was sealed for that column."""
    cipher, key_id, payload = parts_of(sealed)
    try:
        raw = b64decode(payload, validate=True)
        nonce, tag, body = raw[:_NONCE], raw[_NONCE : _NONCE + _TAG], raw[_NONCE + _TAG :]
        engine = _engine(cipher, personal_keys()[key_id], nonce, tag).decryptor()
        engine.authenticate_additional_data(column.encode())
        return (engine.update(body) + engine.finalize()).decode()
    except (InvalidTag, KeyError, ValueError):
        raise SealBroken(key=key_id) from None


def parts_of(sealed: str) -> tuple[str, str, str]:
    """Cipher, key id and payload."""
    cipher, _dot, rest = sealed.partition(".")
    key_id, _dot, payload = rest.rpartition(".")
    return cipher, key_id, payload


def is_current(sealed: str) -> bool:
    """Whether a text is sealed under the newest key and the chosen cipher."""
    newest = next(iter(personal_keys()))
    return parts_of(sealed)[:2] == (settings.JINGKAI_PERSONAL_CIPHER, newest)


def normalised(text: str) -> str:
    """An identifier as it is compared: full-width figures, spaces and dashes don't tell two apart.

    >>> normalised(" 139-1234 5678 "), normalised("22020219900101123x")
    ('13912345678', '22020219900101123X')
    """
    plain = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in plain if sign.isalnum()).upper()


def digest(text: str, key_id: str = "", algorithm: str = "") -> str:
    """What an identifier is found by without being opened: an HMAC under the newest key.

    By SHA-256, or by SM3 where `JINGKAI_DIGEST` says so; empty for an empty identifier.
    """
    plain = normalised(text)
    key_id = key_id or next(iter(personal_keys()))
    key = _derived(personal_keys()[key_id], "digest", 32)
    code = hmac.new(key, plain.encode(), algorithm or settings.JINGKAI_DIGEST).hexdigest()
    return f"{key_id}.{code}" if plain else ""


def digests(text: str) -> list[str]:
    """Every digest a row may still hold: `filter(identity_digest__in=digests(typed))`."""
    if not normalised(text):
        return []
    return [digest(text, key_id, name) for key_id in personal_keys() for name in _DIGESTS]
