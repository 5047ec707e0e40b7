"""Rows in, chart out: pure functions to Vega-Lite specs, authored in Altair, built once."""
