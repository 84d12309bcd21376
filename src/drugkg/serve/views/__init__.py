"""What pages show: values read from a graph with few bound queries, ready for a template."""

__all__: list[str] = []
