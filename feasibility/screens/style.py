"""How the page looks, beyond the theme in `.streamlit/config.toml`; nothing is fetched from elsewhere."""

from typing import Final

from feasibility.language import Language

ICON: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#17324D"/>'
    '<path d="M9 25V8h9v17zm9 0V13h6v12z" fill="#fff"/>'
    '<path d="M11.5 11h4m-4 4h4m-4 4h4m5-3h1.5m-1.5 4h1.5" stroke="#17324D" stroke-width="2"/></svg>'
)
"""The picture in the browser's tab, drawn here so that none is fetched."""

_NAVY: Final = "#17324D"
_GREY: Final = "#566472"
_RULE: Final = "#DDE4EA"
_GOOD, _GOOD_PALE = "#1B6E3C", "#E8F4EC"
_MIXED, _MIXED_PALE = "#8A5A00", "#FDF3DC"
_BAD, _BAD_PALE = "#B3261E", "#FCEBE9"

_SHEET: Final = f"""
/* Words of Streamlit's own, in English only. */
[data-testid="InputInstructions"], [data-testid="stStatusWidget"], [data-testid="stElementToolbar"],
[data-testid="stHeaderActionElements"] {{ display: none !important; }}
[data-testid="stHeader"] {{ display: none; }}

.stMainBlockContainer {{ max-width: 1500px; padding: 1.75rem 2.25rem 4rem; }}

.fz-h1 {{ font-size: 1.9rem; line-height: 1.2; color: {_NAVY}; margin: 0; padding: 0; font-weight: 700; }}
.fz-h2 {{ font-size: 1.3rem; color: {_NAVY}; margin: 0; padding: 0; font-weight: 650; }}
.fz-h3 {{ font-size: 1rem; color: {_NAVY}; margin: 0; padding: 0; font-weight: 650; }}
.fz-lead {{ color: {_GREY}; margin: .25rem 0 0; }}
.fz-hint, .fz-source, .fz-note, .fz-schedule {{ color: {_GREY}; font-size: .875rem; line-height: 1.4; margin: 0; }}
.fz-source {{ padding-bottom: .55rem; }}
.fz-note {{ color: {_NAVY}; }}
.fz-schedule {{ border-top: 1px solid {_RULE}; padding-top: .6rem; color: {_NAVY}; }}
.fz-mistake {{ color: {_BAD}; font-size: .9rem; line-height: 1.4; margin: 0; font-weight: 600; }}
.fz-muted {{ color: {_GREY}; }}

.fz-answer {{ border-left: 6px solid; border-radius: 6px; padding: 1.1rem 1.4rem; }}
.fz-answer p {{ margin: .35rem 0 0; color: {_GREY}; font-size: .95rem; }}
.fz-answer p.fz-sentence {{ margin: 0; font-size: 1.45rem; line-height: 1.35; font-weight: 650; color: {_NAVY}; }}
.fz-answer.fz-good {{ border-color: {_GOOD}; background: {_GOOD_PALE}; }}
.fz-answer.fz-mixed {{ border-color: {_MIXED}; background: {_MIXED_PALE}; }}
.fz-answer.fz-bad {{ border-color: {_BAD}; background: {_BAD_PALE}; }}

.fz-party {{ display: flex; justify-content: space-between; align-items: baseline; gap: .75rem; flex-wrap: wrap; }}
.fz-tone {{ font-size: .875rem; font-weight: 650; padding: .15rem .65rem; border-radius: 999px; }}
.fz-tone.fz-good {{ color: {_GOOD}; background: {_GOOD_PALE}; }}
.fz-tone.fz-mixed {{ color: {_MIXED}; background: {_MIXED_PALE}; }}
.fz-tone.fz-bad {{ color: {_BAD}; background: {_BAD_PALE}; }}
.fz-clause {{ margin: .4rem 0 .8rem; line-height: 1.45; }}

.fz-table {{ width: 100%; border-collapse: collapse; font-size: .95rem; }}
.fz-table caption {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }}
.fz-table th, .fz-table td {{ padding: .42rem .4rem; border: 0; border-bottom: 1px solid {_RULE}; vertical-align: baseline; }}
.fz-table th {{ text-align: left; font-weight: 400; padding-left: 0; }}
.fz-table td {{ text-align: right; font-variant-numeric: tabular-nums; font-weight: 650; padding-right: 0; }}
.fz-table thead th {{ color: {_GREY}; font-size: .85rem; border-bottom: 2px solid {_RULE}; }}
.fz-table thead th + th {{ text-align: right; padding-left: .6rem; padding-right: 0; }}
.fz-table td + td {{ font-weight: 400; padding-left: .9rem; }}
.fz-table td small {{ display: block; font-weight: 400; font-size: .85rem; color: {_GREY}; }}
.fz-table td.fz-reason {{ font-weight: 400; color: {_GREY}; }}
.fz-table tr.fz-failed th, .fz-table tr.fz-failed td {{ color: {_BAD}; font-weight: 650; }}

.fz-list {{ margin: 0; padding-left: 1.2rem; }}
.fz-list li {{ margin: 0 0 .6rem; }}
.fz-list small {{ display: block; color: {_GREY}; font-size: .875rem; }}

/* A field: its label to the left, the number to the right. */
.st-key-panel [data-testid="stTextInput"] {{
  display: grid; grid-template-columns: minmax(0, 1fr) 8rem; align-items: center; column-gap: .75rem;
}}
.st-key-panel [data-testid="stTextInput"] label {{ margin: 0; min-height: 0; }}
.st-key-panel [data-testid="stTextInput"] label p {{ font-size: .95rem; line-height: 1.3; }}
.st-key-panel [data-testid="stTextInput"] input {{ text-align: right; font-variant-numeric: tabular-nums; }}
.st-key-language {{ align-items: flex-end; }}

@media (min-width: 1000px) {{
  /* The fields stay beside the result while it is read. */
  .st-key-panel {{ position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; padding-right: .5rem; }}
}}
@media (min-width: 640px) and (max-width: 999px) {{
  [data-testid="stHorizontalBlock"]:has(> [data-testid="stColumn"] .st-key-panel) {{ flex-wrap: wrap; }}
  [data-testid="stHorizontalBlock"]:has(> [data-testid="stColumn"] .st-key-panel) > [data-testid="stColumn"] {{
    flex: 1 1 100%; width: 100%; min-width: 100%;
  }}
}}
@media (max-width: 639px) {{
  .stMainBlockContainer {{ padding: 1.25rem 1rem 3rem; }}
  .fz-h1 {{ font-size: 1.55rem; }}
  .fz-answer {{ padding: .9rem 1rem; }}
  .fz-answer p.fz-sentence {{ font-size: 1.2rem; }}
  .st-key-language {{ align-items: flex-start; }}
}}
"""


def sheet() -> str:
    """The style sheet, ready to be put into the page."""
    return f"<style>{_SHEET}</style>"


def document_language(language: Language) -> str:
    """Tells the browser, and whoever reads aloud, which language the page is in."""
    return f'<script>document.documentElement.lang = "{language}";</script>'
