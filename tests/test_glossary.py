"""The glossary knows every word that the registers, figures, permissions and roles use."""

import re
from pathlib import Path

from django.utils import translation

from jingkai.kernel.access.roles import PERMISSIONS, ROLES
from jingkai.kernel.indicators import catalogue
from jingkai.kernel.registers.declare import REGISTERS
from tools import messages

GLOSSARY = Path(__file__).parents[1] / "docs" / "glossary.md"
CHINESE = messages.known_translations(messages.ROOT, "zh_Hans")


def rows():
    """The table rows: names in Chinese, names in English, what it is."""
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] not in ("中文", "---"):
            assert len(cells) == 3, line
            yield cells


def names(cell, separator):
    return {cell.casefold(), *(name.casefold() for name in re.split(separator, cell))}


IN_CHINESE = set().union(*(names(row[0], "、") for row in rows()))
IN_ENGLISH = set().union(*(names(row[1], ", ") for row in rows()))


def english(sentence):
    with translation.override("en"):
        return str(sentence).casefold()


def chinese(sentence):
    """Its translation as the catalogues have it; a name that is no message stands for itself."""
    with translation.override("en"):
        return CHINESE.get(("", str(sentence)), str(sentence)).casefold()


def test_the_noun_of_every_register_is_in_the_glossary_in_both_languages():
    lacking = {
        code: (chinese(register.noun), english(register.noun))
        for code, register in REGISTERS.items()
        if chinese(register.noun) not in IN_CHINESE or english(register.noun) not in IN_ENGLISH
    }
    assert REGISTERS
    assert lacking == {}


def test_a_registers_link_to_the_glossary_leads_to_a_word():
    linked = {register.glossary.casefold() for register in REGISTERS.values()} - {""}
    assert linked - IN_ENGLISH - IN_CHINESE == set()


def test_the_name_of_every_figure_is_in_the_glossary_in_both_languages():
    lacking = {
        figure.code: (chinese(figure.name), english(figure.name))
        for figure in catalogue.all()
        if chinese(figure.name) not in IN_CHINESE or english(figure.name) not in IN_ENGLISH
    }
    assert catalogue.all()
    assert lacking == {}


def test_the_noun_of_every_permission_is_in_the_glossary():
    nouns = {code.split(".")[1].replace("_", " ") for code in PERMISSIONS}
    assert nouns
    assert nouns - IN_ENGLISH == set()


def test_every_role_is_in_the_glossary():
    assert {chinese(role.name) for role in ROLES.values()} - IN_CHINESE == set()
    assert {english(role.name) for role in ROLES.values()} - IN_ENGLISH == set()


def test_no_word_is_explained_twice_and_none_is_left_unexplained():
    first = [row[0].split("、")[0] for row in rows()]
    assert sorted({word for word in first if first.count(word) > 1}) == []
    assert [row for row in rows() if not all(row)] == []


def test_a_word_stands_in_the_column_of_its_language():
    han = re.compile(r"[\u4e00-\u9fff]")
    assert [row for row in rows() if not han.search(row[0]) or han.search(row[1])] == []
