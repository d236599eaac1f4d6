"""What has happened to what is published, as pages tell it: one line an event."""

from __future__ import annotations

from dataclasses import dataclass

from build_scripts.judging.events import Event
from build_scripts.judging.rules import RULES
from build_scripts.opendata.feeds import column_told, state_told
from build_scripts.words.language import PAUSE, UNSAID, Both
from build_scripts.words.vocabulary import EventKind


@dataclass(frozen=True)
class ChangeLine:
    """An event as the page tells it."""

    event: Event
    about: Both
    """The row, the cell or the rule; empty where a form, a place or a release is meant."""
    old: Both
    new: Both
    """What was and what is; both empty where nothing took the place of something."""


def line_of_event(event: Event) -> ChangeLine:
    """Return an event as pages tell it."""
    about = [Both.printed(event.row)] if event.row else []
    if event.rule_id:
        title = RULES[event.rule_id].title if event.rule_id in RULES else UNSAID
        about.append(Both(f"{event.rule_id} {title.zh}".strip(), f"{event.rule_id} {title.en}".strip()))
    elif event.column:
        about.append(column_told(event))
    old = new = UNSAID
    if event.kind in {EventKind.RESTATEMENT, EventKind.FINDING_RAISED, EventKind.FINDING_SETTLED}:
        old, new = state_told(event, event.old), state_told(event, event.new)
    elif event.kind is EventKind.REPLY:
        new = state_told(event, event.new)
    return ChangeLine(event, PAUSE.join(about), old, new)
