"""The data build: CSV under ``data/sources`` is read, checked, joined and written as Parquet.

Used by ``python -m tradeoffs.build`` and the tests only; the running dashboard imports none of it.
"""
