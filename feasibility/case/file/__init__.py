"""The case as a file: text to values, notes on sources, overrides by path, and back to YAML."""
