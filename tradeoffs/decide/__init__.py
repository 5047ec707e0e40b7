"""Deciding: criteria on a common scale, scores, what would change the winner, and the record.

A page makes a ``criteria.Table``, lets ``must_haves.shortlist`` exclude, and asks
``summary.explore`` for ranking and sensitivity, ``voices.together`` for several people, and
``drafting.draft`` for the record, which ``charts.decide`` draws, ``documents`` writes and
``differences`` compares.
"""
