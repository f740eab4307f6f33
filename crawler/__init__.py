"""The crawler: which pages exist, which are worth a request, politely."""
