"""Forms as data, conditions over them, and the materials that follow."""

from dataclasses import dataclass

import pytest

from jingkai.domains.services.rules import codes, conditions, forms, limits, materials, search
from jingkai.domains.services.rules.forms import Field, Option
from jingkai.kernel.errors import Refusal

AREA = Field("area", "经营面积", kind="area", required=True)
AGENT = Field("agent", "委托办理", kind="flag")
AGENT_NAME = Field("agent_name", "代理人", required=True, condition="form.agent == true")


def one(kind, value, **more):
    values, faults = forms.clean([Field("x", "某项", kind=kind, **more)], {"x": value})
    return values.get("x"), [str(fault.sentence) for fault in faults if not fault.warning]


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("text", " 示例 ", "示例"),
        ("number", "1,200.50", "1200.5"),
        ("money", "5万元", "50000"),
        ("money", "1200", "1200"),
        ("area", "57万平方米", "570000"),
        ("whole", "３", 3),
        ("date", "2022年3月1日", "2022-03-01"),
        ("flag", "on", True),
        ("flag", "否", False),
        ("phone", "+86 139 1234 5678", "13912345678"),
        ("email", "a@example.cn", "a@example.cn"),
        ("credit_code", "1111-0000-0000 2113 5m", "11110000000021135M"),
        ("identity", "11010519491231002x", "11010519491231002X"),
    ],
)
def test_a_value_is_kept_as_json_can_hold_it(kind, given, kept):
    assert one(kind, given) == (kept, [])


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("number", "many"), ("money", "-3"), ("whole", "1.5"), ("date", "2022-13-01"),
        ("flag", "perhaps"), ("phone", "12345"), ("email", "a@b"), ("credit_code", "123"),
        ("identity", "110105194912310021"), ("text", "长" * 301), ("area", "1" * 30),
    ],
)  # fmt: skip
def test_a_value_that_is_none_is_told_and_not_kept(kind, given):
    value, said = one(kind, given)
    assert value is None
    assert len(said) == 1


def test_a_code_that_fails_its_check_character_is_kept_and_asked_about():
    values, faults = forms.clean([Field("x", "代码", kind="credit_code")],
                                 {"x": "91350100M0001TGQXM"})  # fmt: skip
    assert values == {"x": "91350100M0001TGQXM"}
    assert [fault.warning for fault in faults] == [True]


def test_choices_are_taken_by_code_or_by_either_label():
    options = (Option("own", "自有", "owned"), Option("rent", "租赁"))
    for given in ("own", "自有", "owned"):
        assert one("choice", given, options=options) == ("own", [])
    assert one("choices", "自有、租赁、自有", options=options) == (["own", "rent"], [])
    assert one("choice", "借用", options=options)[0] is None


def test_what_is_required_must_be_there_but_not_in_a_draft():
    values, faults = forms.clean([AREA], {})
    assert (values, [fault.field for fault in faults]) == ({}, ["area"])
    assert forms.clean([AREA], {"area": " "}, draft=True) == ({}, [])


def test_a_field_whose_condition_does_not_hold_is_neither_asked_nor_kept():
    fields = [AGENT, AGENT_NAME]
    assert forms.clean(fields, {"agent": "否", "agent_name": "示例"}) == ({"agent": False}, [])
    assert [f.field for f in forms.clean(fields, {"agent": "是"})[1]] == ["agent_name"]
    assert forms.asked(fields, {"agent": "是"}) == (AGENT, AGENT_NAME)
    assert forms.asked(fields, {}) == (AGENT,)


def test_keys_that_the_form_does_not_have_are_left_out():
    assert forms.clean([AGENT], {"agent": True, "is_admin": True}) == ({"agent": True}, [])


def test_conditions_see_numbers_and_every_field():
    kept, _faults = forms.clean([AREA, AGENT], {"area": "350"})
    assert forms.facts([AREA, AGENT], kept) == {"area": 350.0, "agent": None}


def test_a_condition_without_its_answer_does_not_hold_and_nonsense_is_refused():
    assert not conditions.holds("form.area > 300.0", {"area": None})
    assert conditions.holds("form.area > 300.0", {"area": 350.0})
    with pytest.raises(Refusal):
        conditions.holds("__import__('os')", {})
    with pytest.raises(Refusal):
        conditions.fault_of("form.area >", frozenset({"area"}))
    assert conditions.fault_of("case.area > 1", frozenset({"area"})) == "case"


@dataclass
class Piece:
    """A material as the rules look at it."""

    need: str = "required"
    condition: str = ""
    held: str = "not"
    certificate_type: str = ""


def test_a_conditional_material_follows_from_the_form():
    piece = Piece(need="conditional", condition="form.agent == true")
    assert materials.needed(piece, {"agent": True})
    assert not materials.needed(piece, {"agent": None})
    assert not materials.offered(piece, {"agent": False})


def test_a_material_whose_condition_stands_in_words_only_may_be_added():
    piece = Piece(need="conditional")
    assert not materials.needed(piece, {})
    assert materials.offered(piece, {})
    assert materials.needed(Piece(), {})
    assert materials.offered(Piece(need="optional"), {})


def test_what_the_zone_holds_is_not_asked_again():
    assert materials.spared(Piece(held="register"), registered=True)
    assert not materials.spared(Piece(held="register"), real_name=True)
    assert materials.spared(Piece(held="account"), real_name=True)
    certificate = Piece(held="certificate", certificate_type="W006")
    assert materials.spared(certificate, certificates={"W006"})
    assert not materials.spared(certificate, certificates={"W007"})
    assert not materials.spared(Piece(), registered=True, real_name=True)


def test_a_sentence_finds_the_matter_that_shares_most_with_it():
    asked = "我想开一家饭店，怎么办理？"
    food = search.fit(asked, "食品经营许可", "开饭店 餐馆")
    assert food > search.fit(asked, "公共场所卫生许可", "宾馆 饭店") > 0
    assert search.fit(asked, "婚姻登记", "结婚") == 0
    assert search.fit("怎么办理", "食品经营许可", "") == 0


def test_an_implementation_code_that_does_not_fit_its_row_is_asked_about_not_refused():
    code = codes.implementation_code("11110000000021135M", "4", "000131001000")
    right = {"implementation_code": code, "office_code": "11110000000021135M", "level": "4"}
    assert list(codes.check_code(right)) == []
    wrong = {**right, "office_code": "11110000000021135X", "level": "3"}
    assert [fault.warning for fault in codes.check_code(wrong)] == [True, True]
    assert [f.warning for f in codes.check_code({"implementation_code": "123"})] == [False]
    assert [f.warning for f in codes.check_office({"office_code": "11110000000021135X"})] == [True]


def test_a_promise_is_no_longer_than_the_law_allows():
    days = {"statutory_unit": "workdays", "promised_unit": "workdays"}
    assert list(limits.check_limits({"statutory_limit": 5, "promised_limit": 5, **days})) == []
    longer = limits.check_limits({"statutory_limit": 5, "promised_limit": 6, **days})
    assert [fault.field for fault in longer] == ["promised_limit"]
    other = {"statutory_unit": "days", "promised_unit": "workdays"}
    assert list(limits.check_limits({"statutory_limit": 5, "promised_limit": 6, **other})) == []
    slow = limits.check_limits({"handling": "immediate", "promised_limit": 3})
    assert [fault.field for fault in slow] == ["promised_limit"]
