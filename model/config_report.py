"""Settings of the monthly report."""

from __future__ import annotations

from pydantic import Field, field_validator

from model.config_section import Section, Words, split_words


class ReportSettings(Section):
    """To whom the report of each month goes, once the job has written it."""

    to: Words = Field([], description="targets that it is sent to, such as mailto:kabag@example.id")

    @field_validator("to", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return split_words(value)
