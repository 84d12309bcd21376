"""Curation: what a person decided about a claim, a document or a finding, laid over the graph and hiding nothing."""

__all__: list[str] = []
