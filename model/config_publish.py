"""Settings of what leaves the system: messages, feeds, papers and exports."""

from __future__ import annotations

from pydantic import Field

from model.config_section import Section


class PublishSettings(Section):
    """How much of a story's text is told to others, beside title, outlet, date and link."""

    excerpt_words: int = Field(
        40, ge=0, le=200, description="words of a story's text that leave the system, at most"
    )
