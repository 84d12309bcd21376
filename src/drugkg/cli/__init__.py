"""The command line: one module a command, imported only when the command is called."""

from drugkg.cli.root import main

__all__ = ["main"]
