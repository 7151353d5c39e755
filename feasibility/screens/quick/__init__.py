"""The quick start (hurtigstart) on the start page: its form, its words, and how its answers are read."""
