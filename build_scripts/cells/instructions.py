"""Words by which the blank forms tell their authors what to write, left where an answer should stand."""

from __future__ import annotations

import re
from functools import lru_cache

from build_scripts.cells.amounts import REMEMBERED, clean

_INSTRUCTION = re.compile(
    r"请在此处|此处填写|在此填写|如没有请填写|（(?:填写[^（）]{0,14}[，,])?(?:限|不超过|控制在)?\d+字(?:以?内|左右|以下)?[^（）]{0,6}）|（请填写|请简要(?:说明|填写|描述)"
    r"|^请(?:逐项|逐条|如实|具体)?(?:填写|说明|描述|概述|简述|填报|列明)|字数(?:不超过|控制在|限)\d+"
)
_SIGNS = re.compile("[请填字]")
"""One of them is in every instruction."""
_BEGINNING = re.compile("（?(?:请|需|说明|简要|简述|概述|填写|描述|反映|分析|如没有|此处|在此)")
_NAME = re.compile(r"指标\d*[:：]|[….]{2,}")


def is_blank_form_name(text: str) -> bool:
    """Tell whether a name is what the blank form prints for one: ``指标1：``, ``……``."""
    name = clean(text)
    return name.endswith((":", "：", "…", ".")) and _NAME.fullmatch(name) is not None


@lru_cache(maxsize=REMEMBERED)
def holds_instruction(text: str) -> bool:
    """Tell whether a text holds what a blank form tells its author: ``请在此处……``, ``（100字以内）``."""
    return _SIGNS.search(text) is not None and _INSTRUCTION.search(clean(text)) is not None


def is_instruction(text: str) -> bool:
    """Tell whether a text is such an instruction and no answer: it begins as one, too."""
    return bool(_BEGINNING.match(clean(text))) and holds_instruction(text)
