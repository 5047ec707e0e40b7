"""Tools for people who work on the dashboard; the running product imports none of them."""
