"""drugkg: one knowledge graph from many drug documents, in which every claim names its source and its words."""

__version__ = "0.1.0"
