"""How Python is set while it serves the app to several at once.

**How often it looks for circles of objects nobody needs** (garbage collection).
A model is some fifty thousand objects that stay while results are kept. Python would look through the
youngest every 700 new ones, and Streamlit has it look through all of them after every interaction
(`runner.postScriptGC`, off in `.streamlit/config.toml`): that took longer than to work the answer out.

**How soon one visitor's work gives way to another's.** A page is sent in some hundred and fifty messages, and
at each the one who sends lets go of the interpreter for a moment. Whoever works a number out meanwhile would
keep it for 5 ms each time, Python's usual: most of a second for one page.
"""

from __future__ import annotations

import gc
import sys
from functools import cache
from typing import Final

_OBJECTS_BETWEEN_LOOKS: Final = 50_000
_LOOKS_BETWEEN_LARGER: Final = 10
"""Of the youngest before those that have stayed once are looked through, and of these before all are."""
_TURN_SECONDS: Final = 0.0005
"""How long a thread keeps the interpreter while another waits for it."""


@cache
def settle() -> None:
    """Once in a process, when what a page needs has been imported: that stays, and is not looked through."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS, _LOOKS_BETWEEN_LARGER, _LOOKS_BETWEEN_LARGER)
    sys.setswitchinterval(_TURN_SECONDS)
