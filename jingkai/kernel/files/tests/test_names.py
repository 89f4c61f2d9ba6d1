"""Names of files: mended where harmless, refused where they trick."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.kernel.files import errors
from jingkai.kernel.files.names import LONGEST, clean_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("身份证正面.jpg", "身份证正面.jpg"),
        ("  a   b .pdf ", "a b.pdf"),
        ("a.pdf...", "a.pdf"),
        ("合同<2022>?.pdf", "合同_2022__.pdf"),
        ("zero\u200bwidth.pdf", "zerowidth.pdf"),
        ("e\u0301.pdf", "\u00e9.pdf"),
        ("v1.2.pdf", "v1.2.pdf"),
        (".pdf", "pdf"),
        ("www.example.com.pdf", "www.example.com.pdf"),
        ("\ue815丽身份证.jpg", "\ue815丽身份证.jpg"),
    ],
)
def test_harmless_oddities_are_mended(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("../../etc/passwd", errors.PathInName),
        ("..\\..\\boot.ini", errors.PathInName),
        ("C:\\fakepath\\a.pdf", errors.PathInName),
        ("/etc/passwd", errors.PathInName),
        ("..", errors.PathInName),
        ("a\x00.pdf", errors.HiddenCharacters),
        ("a\n.pdf", errors.HiddenCharacters),
        ("invoice\u202efdp.exe", errors.HiddenCharacters),
        ("a\u2066b.pdf", errors.HiddenCharacters),
        ("a\ud800.pdf", errors.HiddenCharacters),
        ("CON.pdf", errors.ReservedName),
        ("lpt1.txt", errors.ReservedName),
        ("nul", errors.ReservedName),
        ("invoice.exe.pdf", errors.DoubleExtension),
        ("invoice.pdf.js.pdf", errors.DoubleExtension),
        ("a.PhP .jpg", errors.DoubleExtension),
        ("", errors.NameMissing),
        (" . ", errors.NameMissing),
    ],
)
def test_tricks_are_refused(name: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal) as caught:
        clean_name(name, allowed="pdf")
    assert "{" not in str(caught.value)
    assert not any(sign in str(caught.value) for sign in "\x00\n\u202e\u2066\ud800")


def test_a_long_name_keeps_its_ending() -> None:
    kept = clean_name("关于印发吉林经济技术开发区管理委员会工作规则的通知" * 9 + ".pdf")
    assert kept.endswith("….pdf")
    assert len(kept.encode()) <= LONGEST


@given(st.text(max_size=400))
def test_whatever_is_given_the_name_that_is_kept_is_safe_and_stays(name: str) -> None:
    try:
        kept = clean_name(name)
    except errors.FileRefused:
        return
    assert not set(kept) & set('/\\\0:*?"<>|\n\r\t')
    assert kept.strip(" .") == kept
    assert len(kept.encode()) <= LONGEST
    assert clean_name(kept) == kept
