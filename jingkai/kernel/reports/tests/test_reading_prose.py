"""How the grammar reads texts of its own writing: what is found, read, and linked."""

from pathlib import Path

import pytest

from jingkai.kernel.reports.checking.candidates import Vocabulary
from jingkai.kernel.reports.checking.finding import find
from jingkai.kernel.reports.checking.reading import read
from jingkai.kernel.reports.checking.vocabulary import vocabulary_of, word_files, written
from jingkai.kernel.reports.tests.scoring import CODES, Score, marked, marked_text, score

HERE = Path(__file__).parent
PROSE = sorted((HERE / "prose").iterdir())
LINES = (HERE / "lines" / "2022-sentences.txt").read_text("utf-8").splitlines()


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return vocabulary_of(written(tuple(word_files())), only=set(CODES.values()))


def _scored(name: str, text: str, truths: list, vocabulary: Vocabulary) -> Score:
    year = 2023 if name.startswith("2023") else 2022
    found = find(read(name, text.encode()), vocabulary, year=year)
    return score(name, found, truths, told=True)


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.stem)
def test_every_amount_of_a_text_is_found_and_read(path: Path, vocabulary: Vocabulary) -> None:
    text, truths = marked(path)
    made = _scored(path.name, text, truths, vocabulary)
    faults = [f for f in made.faults if ": read:" in f or ": found:" in f or ": printed:" in f]
    assert not faults


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[:12])
def test_a_sentence_states_its_figures_and_no_others(line: str, vocabulary: Vocabulary) -> None:
    text, truths = marked_text(line)
    assert not _scored("2022.txt", text, truths, vocabulary).faults


def test_links_and_periods_hold_over_all_texts(vocabulary: Vocabulary) -> None:
    total = Score()
    for path in PROSE:
        text, truths = marked(path)
        total.add(_scored(path.name, text, truths, vocabulary))
    assert total.counts["found"] >= 380
    assert total.rate("linked right", "linked") >= 0.989, total.faults
    assert total.rate("link is right right", "link is right") == 1, total.faults
    assert total.rate("period right", "period") >= 0.99, total.faults
