"""Where a portal's files may be kept, and which of them each forge reads by itself."""

from __future__ import annotations

FORGES = {
    "github": ".github/workflows/portal.yml",
    "gitlab": ".gitlab-ci.yml",
    "gitee": ".workflow/portal.yml",
    "none": "",
}
"""Each with the file that its continuous integration reads."""
CHECKLISTS = {
    "github": ".github/pull_request_template.md",
    "gitlab": ".gitlab/merge_request_templates/Default.md",
    "gitee": ".gitee/PULL_REQUEST_TEMPLATE.zh-CN.md",
    "none": "",
}
"""What each shows to whoever asks for a merge."""
