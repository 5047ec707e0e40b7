"""Measures how fast the dashboard is; prints tables and judges nothing."""
