"""The whole way: from files and folders to a built graph."""

from drugkg.pipeline.make import extract_file
from drugkg.pipeline.run import BuildReport, build

__all__ = ["BuildReport", "build", "extract_file"]
