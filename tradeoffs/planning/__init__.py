"""What the what-if page works out: choices of a link → scenarios, sweeps, the cheapest, words.

The model is `tradeoffs.whatif`; here its facts are read once and its figures put into words.
"""
