"""Components: what is joined, directly or through others."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

__all__ = ["Components"]

Node = TypeVar("Node", bound=Hashable)


class Components(Generic[Node]):
    """Nodes that are joined one after the other (union-find with path halving).

    >>> parts = Components("abcd")
    >>> parts.join("a", "b"), parts.join("b", "a"), parts.count()
    (True, False, 3)
    """

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._above = {node: node for node in nodes}

    def root(self, node: Node) -> Node:
        """Return the node that stands for all that this one is joined with."""
        above = self._above
        while above[node] != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    def join(self, one: Node, other: Node) -> bool:
        """Join two nodes; return whether they were apart."""
        one, other = self.root(one), self.root(other)
        self._above[other] = one
        return one != other

    def count(self) -> int:
        """Return how many components there are."""
        return sum(node == above for node, above in self._above.items())
