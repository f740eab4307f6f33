"""Mentions in Indonesian text."""
