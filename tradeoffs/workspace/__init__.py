"""The team's own results: a folder of batches, each a Parquet file and a manifest that commits it.

No file is ever changed by two processes: a batch is named after the content it was made of, its
rows after their own, and only its manifest, written last, makes it exist.
"""
