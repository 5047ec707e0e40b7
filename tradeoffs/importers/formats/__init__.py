"""One module a format. Each declares what it is as `FORMAT` (or several); see registry.py."""
