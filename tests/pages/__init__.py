"""Saved pages and the articles on them: ``<site>/<case>/page.html`` and ``article.json``."""
