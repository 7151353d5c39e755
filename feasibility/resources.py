"""Finds the templates, the worked examples and the app's settings that come with the product.

In a checkout they are the folders `templates/` and `examples/` at the top of the repository; in an
installed copy they lie inside the package. Both hold case files named `NAME.yaml`.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_SUFFIX = ".yaml"


class UnknownResource(ValueError):
    """There is no template or example of that name; the message lists the names there are."""


def template_names() -> tuple[str, ...]:
    """Names of the starting cases (maler), in alphabetical order; empty where none is installed."""
    return _names("templates")


def template_text(name: str) -> str:
    """The text of the template `name`, as written, comments included.

    Raises UnknownResource where there is no such template.
    """
    return _path("templates", name).read_text(encoding="utf-8")


def template_path(name: str) -> Path:
    """The file of the template `name`. Raises UnknownResource where there is no such template."""
    return _path("templates", name)


def example_names() -> tuple[str, ...]:
    """Names of the worked examples (eksempler), in alphabetical order; empty where none is installed."""
    return _names("examples")


def example_text(name: str) -> str:
    """The text of the example `name`, as written. Raises UnknownResource where there is no such example."""
    return _path("examples", name).read_text(encoding="utf-8")


def example_path(name: str) -> Path:
    """The file of the example `name`. Raises UnknownResource where there is no such example."""
    return _path("examples", name)


def offered_names() -> tuple[str, ...]:
    """Names of the cases on offer, in order; empty where none is installed."""
    return example_names() or template_names()


def offered_text(name: str) -> str:
    """The file of a case on offer, as written. Raises UnknownResource where there is no such name."""
    if name in example_names():
        return example_text(name)
    return template_text(name)


SCHEMA_LINE = "# yaml-language-server: $schema="
"""How a case file tells the user's editor where its schema is: the first line of templates and examples."""


def schema_path() -> Path:
    """The JSON Schema of a case file that comes with the product (`case.schema.json`)."""
    return _PACKAGE / "case.schema.json"


def with_schema_here(text: str) -> str:
    """The text of a case file, its first line pointing at the schema of this installed copy."""
    if not text.startswith(SCHEMA_LINE):
        return text
    return f"{SCHEMA_LINE}{schema_path().as_uri()}\n{text.partition(chr(10))[2]}"


def app_settings_text() -> str:
    """The settings of the app: Streamlit's `config.toml`, as `streamlit run` reads it in a checkout."""
    packaged = _PACKAGE / "_streamlit"
    folder = packaged if packaged.is_dir() else _PACKAGE.parent / ".streamlit"
    return (folder / "config.toml").read_text(encoding="utf-8")


def _folder(kind: str) -> Path:
    """The folder of `kind`: the packaged copy where there is one, else the checkout's."""
    packaged = _PACKAGE / f"_{kind}"
    return packaged if packaged.is_dir() else _PACKAGE.parent / kind


def _names(kind: str) -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in _folder(kind).glob(f"*{_SUFFIX}")))


def _path(kind: str, name: str) -> Path:
    # The name is compared with those that exist, never joined to a path unchecked.
    names = _names(kind)
    if name not in names:
        what_nb, what_en = {"templates": ("mal", "template"), "examples": ("eksempel", "example")}[kind]
        known = ", ".join(names) or "–"
        raise UnknownResource(
            f"Ukjent {what_nb} «{name}». Finnes: {known}. / Unknown {what_en} '{name}'. Known: {known}."
        )
    return _folder(kind) / f"{name}{_SUFFIX}"
