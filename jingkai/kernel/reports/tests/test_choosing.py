"""How a link is chosen among weighed figures."""

from jingkai.kernel.reports.checking.ranking import Ranker, learned


def test_a_figure_that_is_not_certain_enough_is_not_chosen() -> None:
    ranker = Ranker({"name:0": 3.0, "none": 1.0}, threshold=0.7)
    assert ranker.choose([ranker.score(["name:0"])]) == 0
    assert ranker.choose([1.2]) is None
    assert ranker.choose([3.0, 3.0]) is None
    assert ranker.choose([]) is None


def test_what_it_is_about_is_weighed_without_the_signs_against_it() -> None:
    ranker = Ranker({"name:0": 3.0, "c:part": -5.0})
    assert ranker.about(["name:0", "c:part"]) == 3.0
    assert ranker.score(["name:0", "c:part"]) == -2.0
    assert ranker.strongest(["c:part", "name:0"], 1) == ("name:0",)


def test_the_learned_weights_prefer_a_name_and_mind_words_against_it() -> None:
    weights = learned().weights
    assert weights["name:0"] > 0 > weights["n:mid"]
    assert learned().threshold >= 0.5
