"""Findings: where documents conflict, differ or agree about a drug, from what the graph holds of it."""

__all__: list[str] = []
