"""How often Python looks for circles of objects nobody needs (garbage collection) while it serves the app.

A model is some fifty thousand objects that stay while results are kept. Python would look through the
youngest every 700 new ones, and Streamlit has it look through all of them after every interaction
(`runner.postScriptGC`, off in `.streamlit/config.toml`): that took longer than to work the answer out.
"""

from __future__ import annotations

import gc
from functools import cache
from typing import Final

_OBJECTS_BETWEEN_LOOKS: Final = 50_000
_LOOKS_BETWEEN_LARGER: Final = 10
"""Of the youngest before those that have stayed once are looked through, and of these before all are."""


@cache
def settle() -> None:
    """Once in a process, when what a page needs has been imported: that stays, and is not looked through."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS, _LOOKS_BETWEEN_LARGER, _LOOKS_BETWEEN_LARGER)
