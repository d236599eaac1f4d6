"""How a reader reports a mistake: links to the portal's tracker and mailbox, filled in with what is spoken of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from build_scripts.reading.model import PortalSettings
from build_scripts.words.language import Both

TITLE = Both("更正：{id}", "Correction: {id}")
BODY = Both(
    "代码：{id}\r\n网址：{address}\r\n印的是：{printed}\r\n\r\n应当是：\r\n依据或出处：\r\n",
    "Id: {id}\r\nAddress: {address}\r\nPrinted: {printed}\r\n\r\nShould be: \r\nGround or source: \r\n",
)
"""What a report says; its writer adds what follows the last two colons. Line breaks are those of mail addresses (RFC 6068)."""

MOST_QUOTED = 150
"""Characters of what is printed: a Chinese one takes nine in an address, and some mail programs end it at 2,000."""
ONLINE, BY_MAIL = Both("在线指出错误", "Report a mistake online"), Both("发邮件指出错误", "Report a mistake by e-mail")


@dataclass(frozen=True)
class ReportWay:
    """A way in which the portal takes reports of mistakes."""

    name: Both
    pattern: Both
    """Its address, with ``{id}``, ``{address}`` and ``{printed}`` where a report names and quotes what it is about."""
    url: Both
    """The same, filled in for the form."""


def report_ways(settings: PortalSettings, form_id: str, address: Both, title: str) -> Iterator[ReportWay]:
    """Yield the ways that the portal's settings name, with links filled in for a form, its address and its title."""
    mail = settings.corrections_email and f"mailto:{settings.corrections_email}?subject={{title}}&body={{body}}"
    for name, link in ((ONLINE, settings.corrections_url), (BY_MAIL, mail)):
        if link:
            pattern = Both.printed(link).format(title=_encoded(TITLE, "{}"), body=_encoded(BODY, "{}"))
            told = {"id": Both.printed(form_id), "address": address, "printed": Both.printed(title[:MOST_QUOTED])}
            yield ReportWay(name, pattern, pattern.format(**{gap: _encoded(text) for gap, text in told.items()}))


def _encoded(text: Both, gaps: str = "") -> Both:
    """Return a text as part of an address, with its gaps left open."""
    return Both(quote(text.zh, safe=gaps), quote(text.en, safe=gaps))
