"""A webhook reaches the open internet and allowed networks, and nothing else."""

import socket

import pytest

from jingkai.kernel.notices.sending import guard

INNER = [
    "https://127.0.0.1/", "https://10.0.0.1/", "https://192.168.1.1/", "https://172.16.0.1/",
    "https://169.254.169.254/latest/meta-data/", "https://[::1]/", "https://[fe80::1]/",
    "https://[fd00::1]/", "https://[::ffff:10.0.0.1]/", "https://[64:ff9b::a00:1]/",
    "https://0.0.0.0/", "https://100.64.0.1/", "https://224.0.0.1/", "https://[2002:a00:1::]/",
]  # fmt: skip


@pytest.fixture(autouse=True)
def no_network(settings):
    settings.JINGKAI_HOOK_NETWORKS = ""


def names(monkeypatch, *addresses):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)


@pytest.mark.parametrize("url", INNER)
def test_an_inner_address_is_refused(url):
    with pytest.raises(guard.InnerHookAddress):
        guard.checked(url)


@pytest.mark.parametrize(
    "url",
    ["ftp://example.com/", "file:///etc/passwd", "https://", "https://user:pw@example.com/",
     "javascript:alert(1)", "https://example.com:notaport/", "//example.com/", "http://8.8.8.8/"],
)  # fmt: skip
def test_what_is_no_address_of_a_webhook_is_refused(url):
    with pytest.raises(guard.BadHookAddress):
        guard.checked(url)


@pytest.mark.parametrize(
    "spelling", ["https://2130706433/", "https://0x7f.1/", "https://127.1/", "https://localhost/"]
)
def test_a_name_is_judged_by_what_it_leads_to(spelling):
    with pytest.raises((guard.InnerHookAddress, guard.UnknownHost)):
        guard.resolved(spelling)


def test_one_inner_address_among_open_ones_is_enough_to_refuse(monkeypatch):
    names(monkeypatch, "8.8.8.8", "10.0.0.1")
    with pytest.raises(guard.InnerHookAddress):
        guard.resolved("https://example.com/")


def test_an_open_name_is_pinned_to_the_address_that_was_looked_at(monkeypatch):
    names(monkeypatch, "8.8.8.8", "8.8.4.4")
    assert guard.resolved("https://example.com/") == "8.8.8.8"


def test_plain_http_is_for_allowed_networks_only(monkeypatch, settings):
    names(monkeypatch, "8.8.8.8")
    with pytest.raises(guard.BadHookAddress):
        guard.resolved("http://example.com/")
    settings.JINGKAI_HOOK_NETWORKS = "10.0.0.0/8, 127.0.0.0/8"
    names(monkeypatch, "10.2.3.4")
    assert guard.resolved("http://inner.example/") == "10.2.3.4"
    with pytest.raises(guard.InnerHookAddress):
        guard.checked("https://192.168.1.1/")
