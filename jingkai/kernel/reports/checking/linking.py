"""From an amount to the figure of the catalogue that it states. No link is better than a wrong one.

Every figure that fits an amount is weighed by the signs of `evidence`, and so is "none"; the
weights are learned (`ranking`). What an amount is about is weighed without the signs that it is a
target, a part or another's, so that the text's thread goes on behind those.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from jingkai.kernel.reports.checking.affinity import SIGNS
from jingkai.kernel.reports.checking.candidates import Candidate, Vocabulary
from jingkai.kernel.reports.checking.context import Said
from jingkai.kernel.reports.checking.evidence import Evidence, kind_of
from jingkai.kernel.reports.checking.lexical import LEXICAL
from jingkai.kernel.reports.checking.ranking import CLAIM, Ranker, learned
from jingkai.kernel.reports.checking.sharing import respective
from jingkai.kernel.reports.checking.streets import STREET_SIGNS, street_of
from jingkai.kernel.reports.checking.threads import Thread
from jingkai.kernel.reports.checking.wording import behind

_AROUND = ("kind:", "pre:", "post:", *STREET_SIGNS, *LEXICAL)
"""Signs that weigh but tell a reader nothing."""


@dataclass(frozen=True)
class Weighed:
    """A figure with the signs for and against it."""

    candidate: Candidate
    signs: tuple[str, ...]


@dataclass(frozen=True)
class Link:
    """What an amount is about, the figure that it states, and the signs that spoke for it most."""

    topic: str = ""
    candidate: Candidate | None = None
    signs: tuple[str, ...] = ()
    certainty: float = 0.0
    rivals: tuple[tuple[Candidate, float], ...] = ()
    """All figures that it may state, each with how certain that is; none isn't among them."""


def link(said: list[Said], vocabulary: Vocabulary, ranker: Ranker | None = None) -> list[Link]:
    """For each amount its link."""
    ranker = ranker or learned()
    return list(Linker(Evidence(vocabulary, profiles=ranker.profiles), ranker).run(said))


class Linker:
    """One pass over a document's amounts."""

    def __init__(self, evidence: Evidence, ranker: Ranker) -> None:
        self.evidence, self.ranker = evidence, ranker

    def run(self, said: list[Said]) -> Iterator[Link]:
        """The links in order; each amount's topic is the thread for the next."""
        for each in said:
            signs = self.evidence.of(each)
            weighed = self.weigh(each, signs)
            topic = self.topic(signs)
            weighed = self._one_of_each(weighed)
            scores = [self.ranker.score(w.signs) for w in weighed]
            place, certainty = self.ranker.best(scores)
            if certainty < self.ranker.threshold:
                place = None
            chosen = None if place is None else weighed[place].candidate
            odds = zip((w.candidate for w in weighed), self.ranker.odds(scores), strict=True)
            made = self._made(topic, None if place is None else weighed[place], certainty)
            yield replace(made, rivals=tuple(odds))
            code = chosen.code if chosen else ""
            self.go_on(each, chosen.topic if chosen else topic, code, self.ranker.open(scores))

    def _made(self, topic: str, chosen: Weighed | None, certainty: float) -> Link:
        if chosen is None:
            return Link(topic)
        telling = [sign for sign in chosen.signs if not sign.startswith(_AROUND)]
        clear = [sign for sign in telling if not sign.startswith((*SIGNS, CLAIM))]
        strongest = self.ranker.strongest(clear or telling)
        return Link(chosen.candidate.topic, chosen.candidate, strongest, certainty)

    def weigh(self, said: Said, signs: dict[str, list[str]]) -> list[Weighed]:
        """The figures that the amount may state, each with all its signs."""
        made = []
        for code, of_topic in signs.items():
            if not of_topic:
                continue
            for candidate in self.evidence.vocabulary.of_topic[code]:
                against = self.evidence.claims(said, candidate, of_topic)
                if against is not None:
                    kind = kind_of(candidate)
                    made.append(Weighed(candidate, (f"kind:{kind}", *of_topic, *against)))
        return made

    def _one_of_each(self, weighed: list[Weighed]) -> list[Weighed]:
        """The best of each topic's growths, levels and shares: they are no rivals of one another.

        Where two are as good, the growth since January: in a whole year both say the same.
        """
        best: dict[tuple[str, str], tuple[float, bool, Weighed]] = {}
        for each in weighed:
            key = each.candidate.topic, each.candidate.kind
            worth = self.ranker.score(each.signs), each.candidate.cumulative
            if key not in best or worth > best[key][:2]:
                best[key] = (*worth, each)
        return [each for _score, _cumulative, each in best.values()]

    def topic(self, signs: dict[str, list[str]]) -> str:
        """What the amount is about, whatever it claims; "" when nothing is clear."""
        codes = [code for code, made in signs.items() if made]
        place = self.ranker.choose([self.ranker.about(signs[code]) for code in codes])
        return "" if place is None else codes[place]

    def go_on(self, said: Said, topic: str, stated: str = "", likely: bool = False) -> None:
        """The thread after this amount, which is about `topic` and states the figure `stated`.

        `likely` says that it states some figure, though it may not be certain which.
        """
        thread = self.evidence.thread
        follows = thread.follows(said)
        code = topic or self._kept(said)
        if stated:
            self.evidence.stated[street_of(topic)] += 1
        told = thread.stated if follows else frozenset()
        near = thread.told if thread.beside(said) else frozenset()
        self.evidence.thread = Thread(
            said, code, [*(thread.group if follows else []), code],
            bool(stated) or likely,
            code or (thread.last if thread.beside(said) else ""),
            near | {code} if code else near, told | {(stated, said.period)} if stated else told,
        )  # fmt: skip

    def _kept(self, said: Said) -> str:
        """The topic goes on behind an amount that names nothing new: 完成年度目标的39.7%."""
        evidence = self.evidence
        if said.block.kind == "cell" or respective(said):
            return ""
        if subject := self._subject(said.left):
            return subject
        thread = evidence.thread
        if said.part and thread.follows(said):
            return thread.topic
        if not thread.beside(said) or not thread.follows(said):
            return ""
        return "" if evidence.rest(behind(said)) else thread.topic

    def _subject(self, stretch: str) -> str:
        """What a stretch is about when it names one topic and nothing else."""
        found = self.evidence.topics_in(stretch)
        if not found or not found[0].names or found[0].blocked(stretch):
            return ""
        match = found[0].names.search(stretch)
        if match is None or stretch[: match.start()].endswith("占"):
            return ""
        rest = stretch[: match.start()] + stretch[match.end() :]
        return "" if self.evidence.rest(rest) else found[0].code
