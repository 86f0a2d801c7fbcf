"""The views of the lead's room, in the order of their keys."""

from typing import Any

from kontakt.tui.commands import lead
from kontakt.tui.commands.command import Command
from kontakt.tui.lead.closing_view import ClosingView
from kontakt.tui.lead.helping_view import HelpingView
from kontakt.tui.lead.municipalities_view import MunicipalitiesView
from kontakt.tui.lead.region_view import RegionView
from kontakt.tui.lead.view import LeadView
from kontakt.tui.lead.when_view import WhenView
from kontakt.tui.lead.why_not_view import WhyNotView

VIEWS: tuple[type[LeadView[Any]], ...] = (
    MunicipalitiesView,
    WhyNotView,
    ClosingView,
    WhenView,
    HelpingView,
    RegionView,
)

COMMAND_OF: dict[type[LeadView[Any]], Command] = dict(zip(VIEWS, lead.VIEWS, strict=True))
"""The command that shows each view."""
