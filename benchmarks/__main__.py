"""Print every comparison. From the top of the repository: `python -m benchmarks` or `make bench`."""

import platform
import sys

import numpy as np

from benchmarks.app import main as time_app
from benchmarks.command_line import main as time_command_line
from benchmarks.growth import growth_report
from benchmarks.largest import largest_report
from benchmarks.models import examples_report, synthetic_report
from benchmarks.negotiate import negotiate_report
from benchmarks.papers import papers_report
from benchmarks.peer import peer_report
from benchmarks.users import users_report
from benchmarks.workbook import workbook_report


def main() -> None:
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, {platform.machine()}")
    for part in (
        largest_report,
        growth_report,
        peer_report,
        synthetic_report,
        examples_report,
        negotiate_report,
        workbook_report,
        papers_report,
    ):
        print(f"\n{part()}")
        sys.stdout.flush()
    print("\nCommand line, a new process each time")
    time_command_line()
    print()
    time_app()
    print(f"\n{users_report()}")


if __name__ == "__main__":
    main()
