"""Where Streamlit comes in: a folder of its own, for Streamlit puts the script's folder before all others
when it looks for modules, and no name there may stand in for a library's."""
