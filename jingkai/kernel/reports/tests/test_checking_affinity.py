"""What the words around an amount sound like: profiles of figures that no list of words knows."""

from collections import Counter
from types import SimpleNamespace

import pytest

from jingkai.kernel.reports.checking.affinity import (
    NOTHING,
    Affinity,
    Profiles,
    grams_in,
    grams_of,
    home_of,
    learned_profiles,
)
from jingkai.kernel.reports.checking.context import Said, contexts
from jingkai.kernel.reports.checking.finding import Found, find
from jingkai.kernel.reports.checking.ranking import Ranker
from jingkai.kernel.reports.checking.reading import read
from jingkai.kernel.reports.checking.reasons import reason
from jingkai.kernel.reports.checking.vocabulary import current
from jingkai.kernel.reports.tests.scoring import Truth, same_figure, same_time

STARTED, SOLVED = "projects.key_projects_started", "projects.problems_solved"


def _said(text: str) -> list[Said]:
    return list(contexts(read("a.md", text.encode()), 2022))


def _taught(**said: str) -> Profiles:
    counts: dict[str, dict[str, float]] = {}
    for topic, words in said.items():
        for gram in grams_in(words):
            counts.setdefault(gram, {})[{"started": STARTED, "solved": SOLVED}.get(topic, "")] = 2.0
    return Profiles(counts)


def test_the_own_clause_weighs_more_than_what_stands_before_and_above() -> None:
    grams = grams_of(_said("# 项目\n\n会上摆出问题96个，新破土19个。")[1])
    assert grams["n破土"] == 1.0
    assert 0 < grams["h项目"] < grams["b摆出"] < 1
    assert grams["u个"] == 1.0
    assert not {"n96", "n问题"} & grams.keys()


def test_size_the_figure_before_and_the_papers_street_tell_as_well() -> None:
    amount, share = _said("新破土19个，办结率98.3%。")
    grams = grams_of(amount, SOLVED, home_of(Counter(projects=2, ecology=1)))
    assert {"m个1", f"t{SOLVED}", "sprojects"} <= grams.keys()
    assert home_of(Counter(projects=1)) == ""
    assert "m%6" in grams_of(share)


def test_a_cell_sounds_like_its_headings() -> None:
    table = "| 指标 | 本月 |\n|---|---:|\n| 回访认可已解决（%） | 92.5 |\n"
    assert grams_of(_said(table)[0])["n认可"] == 1.0


def test_the_profile_that_has_heard_the_words_leads_and_says_by_how_much() -> None:
    profiles = _taught(started="新破土项目", solved="销号问题", nothing="计划")
    first, second = _said("新破土19个，销号的问题7个。")
    for said, topic, other in ((first, STARTED, SOLVED), (second, SOLVED, STARTED)):
        sounds = Affinity.of(profiles, grams_of(said), [STARTED, SOLVED, "new.figure"])
        assert sounds.order == (topic, other)
        assert sounds.scores[topic] > sounds.scores[NOTHING]
        own, others = sounds.signs(topic, alone=True), sounds.signs(other, alone=False)
        assert own[0].startswith("af:1+")
        assert others[0].startswith("af:2-")
        assert any(sign.startswith("al:") for sign in own)
        assert not any(sign.startswith("al:") for sign in others)
        assert sounds.signs("new.figure", alone=True) == []


def test_words_that_no_list_knows_bring_a_figure_in() -> None:
    profiles = _taught(started="新破土项目", solved="销号问题")
    leads = {f"al:1+{step}": 9.0 for step in range(9)}
    ranker = Ranker({**leads, "none": 1.0}, 0.5, profiles)
    made = find(read("a.md", "今年新破土19个。".encode()), current(), year=2022, ranker=ranker)
    assert [each.candidate.code for each in made if each.candidate] == [STARTED]
    assert reason(made[0].signs)


def test_without_profiles_nothing_is_said() -> None:
    grams = grams_of(_said("新破土19个。")[0])
    assert Affinity.of(Profiles(), grams, [STARTED]).signs(STARTED, alone=True) == []


def test_every_stored_profile_is_of_a_known_topic() -> None:
    profiles = learned_profiles()
    known = {each.code for each in current().topics}
    assert profiles.sizes.keys() - {NOTHING} <= known
    assert len(profiles.sizes) > 0.9 * len(known)


@pytest.mark.parametrize(
    ("code", "told", "period", "same"),
    [
        ("a.b.yoy", "a.b.yoy_cumulative", "2022", True),
        ("a.b.yoy", "a.b.yoy_cumulative", "2022H1", False),
        ("a.b", "a.b.yoy", "2022", False),
    ],
)
def test_a_years_growth_is_that_since_january(
    code: str, told: str, period: str, same: bool
) -> None:
    assert same_figure(code, Truth(0, 1, "", None, "%", "", period, told)) is same


@pytest.mark.parametrize(
    ("nature", "period", "told", "same"),
    [
        ("stock", "2022H1", "2022-06", True),
        ("stock", "2022-06", "2022H1", True),
        ("flow", "2022H1", "2022-06", False),
        ("stock", "2022H1", "2022-07", False),
        ("stock", "2022", "2021..2022", False),
    ],
)
def test_what_there_was_at_the_end_of_a_time_is_of_its_last_month(
    nature: str, period: str, told: str, same: bool
) -> None:
    from jingkai.kernel.indicators.period import Period

    stands = SimpleNamespace(period=Period.parse(period), candidate=SimpleNamespace(nature=nature))
    found: Found = stands  # type: ignore[assignment]
    assert same_time(found, told) is same
