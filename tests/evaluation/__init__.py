"""Figures of each step: how they are measured, and that they hold."""
