"""Read a page: its article, without the site's own words around it."""
