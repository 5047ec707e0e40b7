"""Deciding: criteria on a common scale, scores, what would change the winner, and the record."""
