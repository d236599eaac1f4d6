"""Where a portal's files may be kept, and which of them each forge reads by itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Forge:
    """What a forge reads in a repository; empty where there is none."""

    ci: str
    """The file of its continuous integration."""
    checklist: str
    """What it shows to whoever asks for a merge."""


FORGES = {
    "github": Forge(".github/workflows/portal.yml", ".github/pull_request_template.md"),
    "gitlab": Forge(".gitlab-ci.yml", ".gitlab/merge_request_templates/Default.md"),
    "gitee": Forge(".workflow/portal.yml", ".gitee/PULL_REQUEST_TEMPLATE.zh-CN.md"),
    "none": Forge("", ""),
}
