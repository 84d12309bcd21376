"""Findings: where documents conflict, differ, agree or echo each other, from what the graph holds of it."""

__all__: list[str] = []
