"""The app's screens (skjermbilder): what is asked, shown and downloaded. They calculate nothing.

`page` draws the page. `fields`, `reductions`, `typed`, `entry` and `chosen` turn what the reader types into
changes of a case; `answer`, `figures` and `pictures` turn a result into words, tables and charts. Only
`page`, `top`, `panel`, `results`, `downloads` and `session` know Streamlit.
"""
