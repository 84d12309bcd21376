"""Merging: equal claims of one document become one claim with all its passages."""

from drugkg.merge.union import claim_key, merge

__all__ = ["claim_key", "merge"]
