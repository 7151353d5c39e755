"""What `feasibility app` has Streamlit run, from a checkout and from an installed copy alike."""

from feasibility.screens.page import show

show()
