"""Results of benchmark tools → rows of `results`: one module a format in ``formats``, one registry.

`reading.read_files` is the way in. The only error that leaves this package is `ImportProblem`.
"""
