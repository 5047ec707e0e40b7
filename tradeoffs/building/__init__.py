"""The data build: CSV under ``data/sources`` is read, checked, joined and written as Parquet.

Used by ``python -m tradeoffs.build``. Of the running dashboard only the import of results uses it:
row models, names, derived columns and quality flags, so that imported points are made alike.
"""
