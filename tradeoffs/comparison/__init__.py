"""What the founding comparison says, beside what is known now: pure functions over rows."""
