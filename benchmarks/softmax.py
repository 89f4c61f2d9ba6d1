"""A softmax over sparse signs, learned from all examples at once.

The aim is convex: the worth-weighted log loss, and for each sign a pull towards what it was thought
to be worth, as strong as the sign is frequent. It is minimised by L-BFGS in the scale of each
sign's frequency, so that the same examples always give the same weights.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

type Array = NDArray[np.float64]
type Example = tuple[Sequence[tuple[str, ...]], int, float]
"""The signs of each choice, the place of the right one, and how much the example counts."""
MEMORY, SMALL = 8, 1e-12


def learned(
    examples: Sequence[Example],
    prior: Mapping[str, float],
    shrink: Callable[[str], float],
    rounds: int,
) -> dict[str, float]:
    """The weight of every sign after so many steps."""
    places: dict[str, int] = {}
    signs: list[int] = []
    choice_starts: list[int] = []
    starts: list[int] = []
    rights: list[int] = []
    pull: list[float] = []
    for choices, right, worth in examples:
        starts.append(len(choice_starts))
        rights.append(len(choice_starts) + right)
        seen = set()
        for choice in choices:
            choice_starts.append(len(signs))
            signs += [places.setdefault(sign, len(places)) for sign in choice]
            seen.update(signs[choice_starts[-1] :])
        pull += [0.0] * (len(places) - len(pull))
        for place in seen:
            pull[place] += worth
    names = list(places)
    aim = np.array([prior.get(name, 0.0) for name in names])
    force = np.array([shrink(name) for name in names]) * np.array(pull)
    loss = _loss(
        np.array(signs), np.array(choice_starts), np.array(starts), np.array(rights),
        np.array([worth for _choices, _right, worth in examples]), aim, force,
    )  # fmt: skip
    scale = 1.0 / np.sqrt(force + 0.05 * np.array(pull) + SMALL)
    found = _descend(loss, aim, scale, rounds)
    return dict(zip(names, map(float, found), strict=True))


def _loss(
    signs: NDArray[np.int64],
    choices: NDArray[np.int64],
    starts: NDArray[np.int64],
    rights: NDArray[np.int64],
    worth: Array,
    aim: Array,
    force: Array,
) -> Callable[[Array], tuple[float, Array]]:
    """The loss and its slope at given weights; every choice has at least one sign."""
    sizes = np.diff(np.append(starts, len(choices)))
    lengths = np.diff(np.append(choices, len(signs)))

    def at(weights: Array) -> tuple[float, Array]:
        scores = np.add.reduceat(weights[signs], choices)
        scores -= np.repeat(np.maximum.reduceat(scores, starts), sizes)
        parts = np.exp(scores)
        whole = np.add.reduceat(parts, starts)
        off = parts / np.repeat(whole, sizes) * np.repeat(worth, sizes)
        off[rights] -= worth
        slope = np.bincount(signs, np.repeat(off, lengths), len(weights))
        apart = weights - aim
        lost = float(worth @ (np.log(whole) - scores[rights]) + force @ (apart * apart) / 2)
        return lost, slope + force * apart

    return at


def _descend(
    loss: Callable[[Array], tuple[float, Array]], start: Array, scale: Array, rounds: int
) -> Array:
    """L-BFGS with a halving step."""
    weights = start.copy()
    steps: list[Array] = []
    turns: list[Array] = []
    value, slope = loss(weights)
    for _round in range(rounds):
        way = _way(slope * scale, steps, turns) * scale
        length, fall = 1.0, float(way @ slope)
        while True:
            tried = weights + length * way
            lower, behind = loss(tried)
            if lower <= value + 1e-4 * length * fall or length < 1e-6:
                break
            length /= 2
        steps.append((tried - weights) / scale)
        turns.append((behind - slope) * scale)
        steps, turns = steps[-MEMORY:], turns[-MEMORY:]
        if value - lower < 1e-6 * abs(value):
            return tried
        weights, value, slope = tried, lower, behind
    return weights


def _way(slope: Array, steps: list[Array], turns: list[Array]) -> Array:
    """The direction that falls most, by what the last steps have shown."""
    way, told = slope.copy(), []
    for step, turn in zip(reversed(steps), reversed(turns), strict=True):
        bent = float(step @ turn)
        if bent <= SMALL:
            continue
        part = float(step @ way) / bent
        way -= part * turn
        told.append((step, turn, bent, part))
    if told:
        step, turn, bent, _part = told[0]
        way *= bent / float(turn @ turn)
    for step, turn, bent, part in reversed(told):
        way += step * (part - float(turn @ way) / bent)
    return -way
