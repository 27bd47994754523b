"""The shortest way from one to another."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from random import Random

import networkx as nx
import pytest

from reports.path import shortest_path
from tests.reports.graphs import random_edges


class Ties:
    """Ties that lead both ways, and how often they were asked for."""

    def __init__(self, edges: Sequence[tuple[int, int]]) -> None:
        self.graph = nx.Graph(edges)
        self.asked = 0

    async def neighbours(self, people: Sequence[int]) -> Mapping[int, Sequence[int]]:
        self.asked += 1
        found: defaultdict[int, list[int]] = defaultdict(list)
        for person in people:
            if person in self.graph:
                found[person] = sorted(self.graph[person])
        return found


async def test_it_agrees_with_networkx_on_random_networks() -> None:
    lengths = set()
    for seed in range(200):
        dice = Random(seed)
        edges = [edge for edge in random_edges(dice, most=40) if dice.random() < 0.06]
        ties, start, end = Ties(edges), dice.randrange(40), dice.randrange(40)
        ties.graph.add_nodes_from((start, end))
        path = await shortest_path(start, end, 4, ties.neighbours)
        length = (
            nx.shortest_path_length(ties.graph, start, end) if nx.has_path(ties.graph, start, end) else 99
        )
        assert ties.asked <= 4
        if length > 4:
            assert path is None
            continue
        assert path is not None
        lengths.add(length)
        assert (path[0], path[-1], len(path)) == (start, end, length + 1)
        assert nx.is_simple_path(ties.graph, path)
    assert lengths == {0, 1, 2, 3, 4}


@pytest.mark.parametrize(("most", "path"), [(4, [0, 1, 2, 3, 4]), (3, None), (0, None)])
async def test_it_goes_as_far_as_it_may(most: int, path: list[int] | None) -> None:
    chain = Ties([(0, 1), (1, 2), (2, 3), (3, 4)])
    assert await shortest_path(0, 4, most, chain.neighbours) == path


async def test_who_is_alone_is_asked_about_once() -> None:
    ties = Ties([(0, 1)])
    assert await shortest_path(7, 0, 4, ties.neighbours) is None
    assert ties.asked == 1
