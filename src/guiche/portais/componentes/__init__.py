"""The look of Guichê: layouts, template tags, tables, themes and the static files of every portal.

Presentation only: nothing here reads the database or decides. Screens extend ``componentes/layout/*.html``
and load the tag library ``componentes``.
"""
