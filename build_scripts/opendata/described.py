"""What every description of a set of files says of it: its title, its licence, its files' media types, its keywords."""

from __future__ import annotations

import json

from build_scripts.opendata.scopes import Scope
from build_scripts.reading.model import PortalSettings
from build_scripts.words.language import Both

KEYWORDS = (
    Both("预算绩效", "budget performance"),
    Both("绩效自评", "performance self-evaluation"),
    Both("绩效指标", "performance indicators"),
    Both("财政资金", "public spending"),
    Both("地方政府", "local government"),
)
LICENCES_OF_SPDX = frozenset(
    {
        "CC0-1.0", "CC-BY-3.0", "CC-BY-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "CC-BY-ND-4.0", "CC-BY-NC-4.0",
        "CC-BY-NC-SA-4.0", "CC-BY-NC-ND-4.0", "ODC-By-1.0", "ODbL-1.0", "PDDL-1.0", "CDLA-Permissive-1.0",
        "CDLA-Sharing-1.0", "MulanPSL-2.0",
    }
)  # fmt: skip
"""The licences for data in the list of SPDX."""


def title_of_files(scope: Scope) -> Both:
    """Return what a set of files is called."""
    return Both(f"{scope.name.zh}：预算绩效数据", f"{scope.name.en}: budget-performance data")


def summary_of_files(scope: Scope) -> Both:
    """Return what a set of files holds, in a sentence or two."""
    years = f"{scope.years[0]}–{scope.years[-1]}" if len(scope.years) > 1 else "".join(map(str, scope.years))
    of_years = Both(f"（{years} 财政年度）", f" (fiscal years {years})") if years else Both.printed("")
    return Both(
        f"{scope.name.zh}：公开的预算绩效表单{of_years.zh}，有资金、目标、指标、文字，印出的原文与读出、重算的数并列，附核对发现。"
        "数据字典写明各列的类型、单位与含义。",
        f"{scope.name.en}: published budget-performance forms{of_years.en}, with money, goals, indicators and texts, each cell as "
        "printed beside what was read from it and recomputed, and the findings. "
        "The dictionary gives type, unit and meaning of every column.",
    )


def licence_id(settings: PortalSettings) -> str:
    """Return the SPDX id of the data's licence, such as ``CC-BY-4.0``; empty for one without."""
    id_ = settings.licence.replace(" ", "-")
    return id_ if id_ in LICENCES_OF_SPDX else ""


def address_of(settings: PortalSettings, url: str) -> str:
    """Return a file's address; below the portal's root, where its own address is not known."""
    return f"{settings.base_url or ''}{url}"


def json_bytes(value: object) -> bytes:
    """Return a description as a JSON file that people can read too."""
    return f"{json.dumps(value, ensure_ascii=False, indent=1)}\n".encode()
