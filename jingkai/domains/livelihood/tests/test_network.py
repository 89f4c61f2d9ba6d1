"""Ways over the network: against a plain search, and the one more point against trying all."""

import heapq
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingkai.domains.livelihood.rules.circles import Rules
from jingkai.domains.livelihood.rules.network import Network
from jingkai.domains.livelihood.rules.streets import Bus, Stretch, build, drawn_circle

CLASSES = ("trunk", "main", "branch", "village", "path")
RULES = Rules(
    minutes={"urban": 15, "rural": 30}, modes={"urban": "walk", "rural": "bus"}, walking=80.0,
    cycling=dict.fromkeys(CLASSES, 200.0), driving=dict.fromkeys(CLASSES, 500.0), bus=400.0,
    waiting=0.5,
)  # fmt: skip


def plain(edges, minutes, count, starts):
    """Dijkstra as the textbook has it, from several starts with minutes of their own."""
    ways = {}
    for (a, b), took in zip(edges, minutes, strict=True):
        ways.setdefault(a, []).append((b, took))
    best = [float("inf")] * count
    heap = [(took, node) for node, took in starts]
    while heap:
        took, node = heapq.heappop(heap)
        if took >= best[node]:
            continue
        best[node] = took
        for other, more in ways.get(node, ()):
            heapq.heappush(heap, (took + more, other))
    return best


def random_network(seed, nodes=60, edges=120):
    rng = random.Random(seed)
    places = [(rng.uniform(0, 3_000), rng.uniform(0, 3_000)) for _ in range(nodes)]
    pairs = [(rng.randrange(nodes), rng.randrange(nodes)) for _ in range(edges)]
    minutes = [rng.uniform(0.1, 9) for _ in pairs]
    homes = [(rng.uniform(0, 3_000), rng.uniform(0, 3_000)) for _ in range(25)]
    points = [(rng.uniform(0, 3_000), rng.uniform(0, 3_000)) for _ in range(rng.randrange(1, 5))]
    return Network(places, pairs, minutes, walking=80.0), homes, points, rng


@pytest.mark.parametrize("seed", range(20))
def test_the_nearest_point_is_what_a_plain_search_finds(seed):
    network, homes, points, _rng = random_network(seed)
    told = network.nearest(homes, points)
    nodes, walk = network.snap(homes)
    point_nodes, point_walk = network.snap(points)
    turned = [(b, a) for a, b in network.edges.tolist()]
    by_point = [
        plain(turned, network.minutes, len(network.places), [(node, took)])
        for node, took in zip(point_nodes, point_walk, strict=True)
    ]
    for at, (node, took) in enumerate(zip(nodes, walk, strict=True)):
        wanted = min(found[node] for found in by_point) + took
        assert told.minutes[at] == pytest.approx(wanted, abs=1e-6)
        owner = told.point[at]
        assert (owner == -1) == np.isinf(wanted)
        if owner >= 0:
            assert by_point[owner][node] + took == pytest.approx(wanted, abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.floats(1, 12))
def test_the_one_more_point_is_the_best_of_all_that_could_be(seed, limit):
    network, homes, _points, rng = random_network(seed, nodes=30, edges=50)
    residents = [rng.randrange(1, 200) for _ in homes]
    nodes, walk = network.snap(homes)
    gains = []
    for candidate in range(network.ground):
        turned = [(b, a) for a, b in network.edges.tolist()]
        found = plain(turned, network.minutes, len(network.places), [(candidate, 0.0)])
        gains.append(
            sum(
                people
                for node, took, people in zip(nodes, walk, residents, strict=True)
                if found[node] + took <= limit
            )
        )
    told = network.best_addition(homes, residents, limit)
    if max(gains) == 0:
        assert told is None
    else:
        assert (told.gained, gains[told.node]) == (max(gains), max(gains))


def street(*places, kind="main", **more):
    return Stretch(np.array(places, float), kind, **more)


CROSS = [
    street((0, 0), (1_000, 0)), street((1_000, 0), (2_000, 0)),
    street((1_000, 0), (1_000, 800), kind="path", driving=False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("mode", "home", "minutes"),
    [
        ("walk", (0, 0), 25.0),
        ("cycle", (0, 0), 10.0),
        ("car", (0, 0), 4.0),
        ("walk", (1_000, 800), 22.5),
        ("car", (1_000, 800), 12.0),  # first on foot along no street: 800 m, then two minutes
        ("walk", (0, 160), 27.0),
    ],
)
def test_minutes_follow_from_the_street_and_the_way_of_going(mode, home, minutes):
    network = build(CROSS, [], RULES, mode)
    told = network.nearest([home], [(2_000, 0)])
    assert told.minutes[0] == pytest.approx(minutes, abs=1e-6)


@pytest.mark.parametrize("turned", [False, True])
def test_pairs_take_as_long_as_each_way_by_itself(turned):
    network, homes, points, _rng = random_network(7)
    ends = [points[0]] * len(homes)
    told = network.pairs(*((ends, homes) if turned else (homes, ends)))
    for minutes, home in zip(told, homes, strict=True):
        start, end = (points[0], home) if turned else (home, points[0])
        assert minutes == pytest.approx(network.nearest([start], [end]).minutes[0])


def test_a_street_that_is_not_joined_leads_nowhere():
    network = build([*CROSS, street((0, 500), (300, 500))], [], RULES, "walk")
    assert network.islands == 2
    told = network.nearest([(0, 500)], [(2_000, 0)])
    assert (np.isinf(told.minutes[0]), told.point[0]) == (True, -1)


def test_a_bus_is_taken_where_wait_and_ride_are_quicker_than_walking():
    bus = Bus(np.array([(0, 0), (1_000, 0), (2_000, 0)], float), headway=10)
    network = build(CROSS, [bus], RULES, "bus")
    told = network.nearest([(0, 0), (1_900, 0)], [(2_000, 0)])
    assert told.minutes.tolist() == pytest.approx([10.0, 1.25])
    assert network.best_addition([(0, 0)], [7], 4.0).node < network.ground


def test_a_one_way_street_is_one_way_for_cars_only():
    ring = [street((0, 0), (500, 0), one_way=True), street((500, 0), (0, 0.0), (0, 500))][:1]
    there, back = [(0, 0)], [(500, 0)]
    car = build(ring, [], RULES, "car")
    assert car.nearest(there, back).minutes[0] == pytest.approx(1.0)
    assert np.isinf(car.nearest(back, there).minutes[0])
    assert build(ring, [], RULES, "walk").nearest(back, there).minutes[0] == pytest.approx(6.25)


def test_a_circle_covers_the_streets_as_far_as_the_time_goes():
    network = build(CROSS, [], RULES, "walk")
    area = drawn_circle(network, network.times_to((0, 0), 5.0), 5.0)
    west, _south, east, _north = area.bounds
    assert (west, east) == pytest.approx((-60, 460), abs=3)
    assert drawn_circle(network, network.times_to((9_000, 0), 5.0), 5.0) is None


def test_a_circle_is_drawn_anew_only_where_a_street_was_edited():
    def town(*more):
        lines = [[(0, n * 200), (2_000, n * 200)] for n in range(6)]
        lines += [[(n * 200, 0), (n * 200, 1_000)] for n in range(11)]
        return build([Stretch(line, "branch") for line in (*lines, *more)], [], RULES, "walk")

    def drawn(network, place):
        return drawn_circle(network, network.times_to(place, 5.0), 5.0)

    before, after = town(), town([(1_800, 1_000), (1_800, 1_300)])
    near, far = (1_820, 890), (110, 90)
    first = drawn(before, near), drawn(before, far)
    assert drawn(after, far) is first[1], "nothing changed around it"
    assert drawn(after, near).area > first[0].area + 5_000


def test_without_streets_points_or_homes_nothing_is_reached():
    empty = build([], [], RULES, "walk")
    assert np.isinf(empty.nearest([(0, 0)], [(1, 1)]).minutes).all()
    assert empty.best_addition([(0, 0)], [5], 15) is None
    assert build(CROSS, [], RULES, "walk").nearest([], [(1, 1)]).minutes.tolist() == []
