"""The version of the program, which everything it writes is marked with."""

__version__ = "0.1.0"
