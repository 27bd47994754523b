"""The structure of the network around somebody."""

from random import Random

import networkx as nx
import pytest

from reports.ego_network import EgoNetwork
from tests.reports.graphs import random_edges


def test_the_worked_example() -> None:
    network = EgoNetwork("abcd", ["ab", "bc"])  # type: ignore[list-item] # two letters are a pair
    assert network.density() == pytest.approx(1 / 3)
    assert network.effective_size() == 3.0
    assert network.constraint() == pytest.approx(0.534722, abs=5e-7)


def test_degenerate_networks_are_defined() -> None:
    nobody, one = EgoNetwork[str]([], []), EgoNetwork("a", [])
    assert (nobody.density(), nobody.effective_size(), nobody.constraint()) == (None, None, None)
    assert (one.density(), one.effective_size(), one.constraint()) == (None, 1.0, 1.0)
    full = EgoNetwork("ab", [("a", "b")])
    assert (full.density(), full.effective_size(), full.constraint()) == (1.0, 1.0, 1.125)


def test_only_ties_among_the_alters_count_and_each_once() -> None:
    ties = [("a", "b"), ("b", "a"), ("a", "a"), ("a", "stranger")]
    assert EgoNetwork("ab", ties).ties == 1


def test_it_agrees_with_networkx_on_random_networks() -> None:
    told = 0
    for seed in range(200):
        ties = random_edges(Random(seed))
        alters = sorted({person for tie in ties for person in tie} | set(range(seed % 4)))
        found = EgoNetwork(alters, ties)
        graph = nx.Graph(ties)
        graph.add_nodes_from(alters)
        density = nx.density(graph)
        graph.add_edges_from(("ego", alter) for alter in alters)
        if len(alters) > 1:
            told += 1
            assert found.density() == pytest.approx(density)
        if alters:
            assert found.effective_size() == pytest.approx(nx.effective_size(graph, ["ego"])["ego"])
            assert found.constraint() == pytest.approx(nx.constraint(graph, ["ego"])["ego"])
    assert told > 150
