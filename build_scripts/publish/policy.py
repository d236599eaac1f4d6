"""What a browser may do on the portal's pages: the content-security policy, as lines for nginx and for Caddy.

Pages load nothing from elsewhere and run the portal's own scripts. The few scripts that the theme writes into a page are
allowed by the hash of their text, so the policy belongs to the very site that it was written with. Which these are is
asked of the theme's templates and not of the pages: nothing that an author wrote can get a hash of its own.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

from build_scripts.words.language import Both

POLICY_FILE, CADDY_POLICY_FILE = "content-security-policy.conf", "content-security-policy.caddy"
"""Where a site has its policy for a server, below its root."""

_RUNS_NOT = re.compile(r"\b(?:src=|application/(?:ld\+)?json)")
"""In the tag of a script: what runs from a file, or not at all."""
_GAP = re.compile(r"\{\{[^{}]*\}\}")
_WAY = r"\.{1,2}(?:/\.\.)*"
"""What the theme puts into gaps of its scripts: the way from a page to the first one."""
_WRITTEN_BY = Both(
    "由 mingzhang build 写出，用法见 deploy/README.md", "written by mingzhang build; see deploy/README.md"
)
_REST = (
    "style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)


def inline_scripts(html: str) -> set[str]:
    """Return the texts of the scripts that stand in a page itself."""
    tags = (piece.partition("<script")[2].partition(">") for piece in html.split("</script>")[:-1])
    return {text for tag, ended, text in tags if ended and not _RUNS_NOT.search(tag)}


def scripts_of_theme(templates: Iterable[str]) -> re.Pattern[str]:
    """Return what matches the scripts that a theme's templates write, and none else."""
    written = set().union(*map(inline_scripts, templates))
    return re.compile("|".join(_WAY.join(map(re.escape, _GAP.split(text))) for text in sorted(written)))


def policy_files(scripts: Iterable[str]) -> dict[str, bytes]:
    """Return the policy for pages with these inline scripts as files for servers.

    nginx is given ``$mingzhang_policy``. Other sites may frame a page where ``?embed=`` asks for one chart alone, and no
    other page.
    """
    hashes = sorted(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in scripts)
    policy = f"default-src 'none'; script-src 'self' {' '.join(hashes)}; {_REST}; frame-ancestors"
    nginx = f"""map $arg_embed $mingzhang_policy {{
    default "{policy} *";
    "" "{policy} 'self'";
}}
"""
    caddy = f"""@embedded `{{query.embed}} != ""`
@whole `{{query.embed}} == ""`
header @embedded Content-Security-Policy "{policy} *"
header @whole Content-Security-Policy "{policy} 'self'"
"""
    return {
        name: f"# {_WRITTEN_BY}\n{lines}".encode()
        for name, lines in {POLICY_FILE: nginx, CADDY_POLICY_FILE: caddy}.items()
    }
