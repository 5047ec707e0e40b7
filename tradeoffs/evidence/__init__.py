"""What measurements say about the claims: matched pairs now, ranking statistics to come."""
