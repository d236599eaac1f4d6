"""Readers of published forms: a text export in, the forms and an account of every line out.

Which reader a document needs is told by what it prints, never by its file name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from build_scripts.importers import hunan, shanxi, wuhan_department, wuhan_project, wuhan_target
from build_scripts.importers.document import DocumentError, ImportedDocument, compact, lines_of

__all__ = ["READERS", "DocumentError", "ImportedDocument", "read_document"]

Reader = Callable[[list[str], str], ImportedDocument]

# A text that only one kind of document prints (white space aside) → its reader, asked in this order.
READERS: Mapping[str, Reader] = {
    "项目自评结论": shanxi.read,
    "专项（项目）名称": wuhan_project.read,
    "部门整体支出绩效评价基础数据表": hunan.read,
    "部门整体绩效自评表": wuhan_department.read,
    "整体绩效总目标": wuhan_target.read,
}


def read_document(data: bytes, document_id: str) -> ImportedDocument:
    """Read a text export with the reader whose heading it prints.

    Raises:
        DocumentError: where no reader knows the document, or its reader does not understand a line of it.
    """
    try:
        lines = lines_of(data)
    except UnicodeDecodeError as error:
        raise DocumentError(
            0, "文件不是 UTF-8 编码的文本，请另存为 UTF-8", "the file is not UTF-8 text; save it as UTF-8"
        ) from error
    text = compact("".join(lines))
    reader = next((reader for heading, reader in READERS.items() if heading in text), None)
    if reader is None:
        known = "、".join(READERS)
        raise DocumentError(0, f"认不出表样：文中没有 {known} 中的任何一个", f"unknown form: it prints none of {known}")
    return reader(lines, document_id)
