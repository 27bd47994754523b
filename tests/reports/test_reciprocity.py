"""Whether support flows both ways, in a network and between two."""

from random import Random

import networkx as nx
import pytest

from reports.reciprocity import (
    NetworkReciprocity,
    contribution_balance,
    mutual_learning_rate,
    network_reciprocity,
)
from tests.reports.graphs import random_edges


def test_the_worked_example() -> None:
    found = network_reciprocity((edge[0], edge[1]) for edge in ("ab", "ba", "ca", "da", "ad"))
    assert found.r == 0.8
    assert found.rho == pytest.approx(0.657143, abs=5e-7)


@pytest.mark.parametrize(
    ("edges", "r", "rho"),
    [
        ([], None, None),
        (["aa"], None, None),
        (["ab"], 0.0, -1.0),
        (["ab", "ab", "aa"], 0.0, -1.0),
        (["ab", "ba"], 1.0, None),
        (["ab", "ba", "bc", "cb", "ca", "ac"], 1.0, None),
    ],
)
def test_degenerate_networks_are_defined(edges: list[str], r: float | None, rho: float | None) -> None:
    assert network_reciprocity((edge[0], edge[1]) for edge in edges) == NetworkReciprocity(r, rho)


def test_it_agrees_with_networkx_on_random_networks() -> None:
    told = 0
    for seed in range(200):
        edges = random_edges(Random(seed))
        graph = nx.DiGraph(edges)
        found = network_reciprocity(edges)
        if not edges:
            continue
        told += 1
        r, density = nx.overall_reciprocity(graph), nx.density(graph)
        assert found.r == pytest.approx(r)
        if density < 1:
            assert found.rho == pytest.approx((r - density) / (1 - density))
    assert told > 150


def test_a_dyads_balance_and_learning() -> None:
    assert contribution_balance(8, 2) == pytest.approx(0.4)
    assert contribution_balance(0, 0) is None
    assert contribution_balance(3, 0) == 0
    assert mutual_learning_rate(3, 4) == 0.75
    assert mutual_learning_rate(0, 0) is None
