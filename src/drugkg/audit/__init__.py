"""Auditing: what changed between two graphs, whether a graph is sound, and packs that can be checked without drugkg."""

__all__: list[str] = []
