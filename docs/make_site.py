"""Makes the documentation as a site, its links checked: python docs/make_site.py [folder]

The pages link to examples, templates and files at the top of the repository, so what MkDocs reads is laid out
as the repository is. A link to what is not there, or to a heading that is not, ends it with an error.
"""

from __future__ import annotations

import logging
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT: Final = Path(__file__).resolve().parents[1]
SITE: Final = ROOT / "site"
TAKEN: Final = (
    "docs",
    "examples",
    "templates",
    "deploy",
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "LICENSE",
)
"""What the pages are, and what they lead to."""
STYLE: Final = "tables.css"
_WRAPPED: Final = ".wy-table-responsive table td, .wy-table-responsive table th { white-space: normal }\n"
"""The theme would let a table run past the page rather than break a line."""
NAV: Final[list[dict[str, Any]]] = [
    {"Welcome": "README.md"},
    {
        "På norsk": [
            {"Veiledning": "docs/veiledning.md"},
            {"Les arbeidsboken": "docs/les_arbeidsboken.md"},
        ]
    },
    {
        "Use it": [
            {"Guide": "docs/guide.md"},
            {"The app": "docs/app.md"},
            {"Commands": "docs/commands.md"},
            {"Python": "docs/python.md"},
            {"The case file": "docs/case.md"},
            {"A server": "docs/server.md"},
        ]
    },
    {
        "Questions": [
            {"Compare": "docs/compare.md"},
            {"Negotiate": "docs/negotiate.md"},
            {"Solve": "docs/solve.md"},
            {"Capacity": "docs/capacity.md"},
            {"Stress": "docs/stress.md"},
            {"Sensitivity": "docs/sensitivity.md"},
            {"Simulate": "docs/simulate.md"},
            {"Register": "docs/register.md"},
            {"Field figures": "docs/benchmarks.md"},
            {"Actual": "docs/actual.md"},
            {"VAT: a case": "docs/vat_story.md"},
        ]
    },
    {
        "Examples": [
            {"Larvik": "docs/examples/larvik.md"},
            {"Moss": "docs/examples/moss.md"},
            {"Tønsberg": "docs/examples/tonsberg.md"},
            {"VAT decides": "docs/examples/vat_turn.md"},
            {"A mortgaged building": "docs/examples/mortgaged_building.md"},
            {"A handover": "docs/examples/handover.md"},
            {"Another operator": "docs/examples/new_operator.md"},
            {"A grant that does not suffice": "docs/examples/grant_fails.md"},
            {"The landlord's no": "docs/examples/landlord_no.md"},
            {"Property and operating company": "docs/examples/propco_opco.md"},
            {"A cooperative": "docs/examples/cooperative.md"},
            {"A café": "docs/examples/cafe.md"},
            {"Rebuilt in the second year": "docs/examples/rebuilt.md"},
        ]
    },
    {
        "The bank and the board": [
            {"Papers": "docs/papers.md"},
            {"Read the workbook": "docs/read_the_workbook.md"},
            {"Check it without us": "docs/check_without_us.md"},
            {"The bank's measures": "docs/bank.md"},
            {"The workbook comes back": "docs/workbook_back.md"},
        ]
    },
    {
        "The model": [
            {"What is computed": "docs/model.md"},
            {"VAT": "docs/vat.md"},
            {"Audit": "docs/audit.md"},
        ]
    },
    {
        "Developers": [
            {"Contributing": "CONTRIBUTING.md"},
            {"Architecture": "docs/architecture.md"},
            {"The engine": "docs/engine.md"},
            {"Dependencies": "docs/dependencies.md"},
            {"Mutation": "docs/mutation.md"},
            {"Words": "docs/index.md"},
            {"Changelog": "CHANGELOG.md"},
        ]
    },
]
"""The pages by reader, those in Norwegian apart. A page that stands nowhere here ends it with an error."""


def main(asked: list[str]) -> int:
    """Build the site, into `site/` unless another folder is named; 1 where a link leads nowhere."""
    target = Path(asked[0]).resolve() if asked else SITE
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        for name in TAKEN:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, made / "pages" / name)
        (made / "pages" / STYLE).write_text(_WRAPPED, encoding="utf-8")
        (made / "mkdocs.yml").write_text(yaml.safe_dump(_settings(target)), encoding="utf-8")
        config = load_config(str(made / "mkdocs.yml"), strict=True)
        config["mdx_configs"]["toc"]["slugify"] = heading_id
        build(config)
    print(f"{target / 'index.html'}")
    return 0


def heading_id(text: str, separator: str) -> str:
    """A heading's address as the repository's own pages link to it: small letters, words joined, no marks."""
    kept = re.sub(r"[^\w\s-]", "", text.strip().lower())
    return re.sub(r"\s", separator, kept)


def _settings(target: Path) -> dict[str, Any]:
    everything = "warn"
    return {
        "site_name": "feasibility",
        "docs_dir": "pages",
        "site_dir": str(target),
        "use_directory_urls": False,  # the site may be opened from a folder, without a server
        "theme": {"name": "readthedocs", "locale": "en", "highlightjs": False},
        "extra_css": [STYLE],
        "exclude_docs": "!/templates/",  # no theme of ours: what a case may begin as
        # the theme's search asks for a worker, which no browser gives a page opened from a folder
        "plugins": [],
        "markdown_extensions": ["tables", "fenced_code", {"toc": {"permalink": True}}],
        "validation": {
            "nav": {"omitted_files": everything, "not_found": everything, "absolute_links": everything},
            "links": {
                "not_found": everything,
                "anchors": everything,
                "absolute_links": everything,
                "unrecognized_links": everything,
            },
        },
        "nav": NAV,
    }


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
