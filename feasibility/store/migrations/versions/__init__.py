"""The steps, the first first by number."""
