"""How fast the engine and the model are, as ratios measured in one run: `python -m benchmarks`.

Nothing here is a test: how long something takes depends on the machine and on what else it does.
"""
