"""The terms of the graph: what they mean, what follows from them, and what a graph in them must hold."""

__all__: list[str] = []
