"""Telling people what is new to them: subscriptions, matches and deliveries."""
