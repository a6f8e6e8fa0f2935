"""How the documentation is built."""

project = "Servanda"
author = "The Servanda developers"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
autodoc_typehints = "none"
html_theme = "furo"
exclude_patterns = ["_build"]
myst_heading_anchors = 3
html_title = "Servanda"
