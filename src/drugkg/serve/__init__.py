"""The graph over HTTP: a SPARQL endpoint, the saved queries as an API, and pages for people."""

__all__: list[str] = []
