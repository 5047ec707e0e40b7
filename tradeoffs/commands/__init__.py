"""The commands of ``python -m tradeoffs`` besides ``serve``."""
