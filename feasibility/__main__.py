"""`python -m feasibility` is the program `feasibility`."""

import sys

from feasibility.cli import main

sys.exit(main())
