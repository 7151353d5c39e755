"""Pictures of answers, as Vega-Lite specifications in plain dicts: one for the app, PNG and SVG alike."""
