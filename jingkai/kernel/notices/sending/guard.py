"""Where a webhook may go: to the open internet over TLS, and into networks that are allowed.

An address inside the zone's own network, given from outside, would let a stranger use the platform
to reach what stands behind the zone's firewall (server-side request forgery). So the name is
resolved here, every one of its addresses is looked at, and the connection goes to the very address
that was looked at.
"""

import ipaddress
import socket
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address
PORTS = {"https": 443, "http": 80}
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class BadHookAddress(Refusal):
    """Not an address that a webhook can have."""

    sentence = _("“{url}” can't be a webhook: give a whole https:// address without a login.")
    status = 422


class InnerHookAddress(Refusal):
    """The address lies in a network that webhooks may not reach."""

    sentence = _("“{host}” lies in an inner network that webhooks may not reach.")
    hint = _("The system administrator can allow the network by JINGKAI_HOOK_NETWORKS.")
    status = 422


class UnknownHost(Refusal):
    """The name leads nowhere at present."""

    sentence = _("The name “{host}” leads to no address.")
    status = 422


@lru_cache(maxsize=8)
def _networks(listed: str) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    return tuple(ipaddress.ip_network(one.strip()) for one in listed.split(",") if one.strip())


def allowed_network(address: Address) -> bool:
    """Whether the address lies in a private network that the installation allows."""
    listed: str = getattr(settings, "JINGKAI_HOOK_NETWORKS", "")
    return any(address in network for network in _networks(listed))


def is_open(address: Address) -> bool:
    """Whether the address lies in the open internet, also behind its translations.

    >>> [is_open(ipaddress.ip_address(a)) for a in ("8.8.8.8", "10.1.2.3", "169.254.169.254")]
    [True, False, False]
    >>> [is_open(ipaddress.ip_address(a)) for a in ("::ffff:127.0.0.1", "64:ff9b::a00:1")]
    [False, False]
    """
    plain = unwrapped(address)
    return plain.is_global and not plain.is_multicast


def unwrapped(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one, where there is one."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address.sixtofour:
            return address.sixtofour
        if address in NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def checked(url: str) -> tuple[str, int]:
    """Host and port of a well-formed webhook address; literal addresses are looked at as well."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise BadHookAddress(url=url) from None
    if parts.scheme not in PORTS or not parts.hostname or parts.username or parts.password:
        raise BadHookAddress(url=url)
    try:
        literal = ipaddress.ip_address(parts.hostname)
    except ValueError:
        return parts.hostname, port
    _admit(url, parts.hostname, literal)
    return parts.hostname, port


def resolved(url: str) -> str:
    """The address to connect to; refused if any of the name's addresses may not be reached."""
    host, port = checked(url)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UnknownHost(host=host) from None
    for *_rest, place in found:
        _admit(url, host, ipaddress.ip_address(str(place[0]).partition("%")[0]))
    return str(found[0][4][0])


def _admit(url: str, host: str, address: Address) -> None:
    inside = allowed_network(unwrapped(address))
    if not inside and not is_open(address):
        raise InnerHookAddress(host=host)
    if not inside and not url.startswith("https:"):
        raise BadHookAddress(url=url)
