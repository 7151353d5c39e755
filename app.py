"""The app: `make app`, or `streamlit run app.py`. Everything it shows is in `feasibility.screens`."""

from feasibility.screens.page import show

show()
