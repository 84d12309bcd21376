"""Annotation: documents to layers of what is known of each sentence."""

__all__: list[str] = []
