"""Channels: where messages go, and how they get there."""

from alerts.channels.opening import Channels, opener

__all__ = ["Channels", "opener"]
