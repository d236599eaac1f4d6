"""Why a file cannot be read, in words for the person who brought it."""

from __future__ import annotations

from build_scripts.words.language import Both


class CarrierError(Exception):
    """Raised for a file that cannot be read; says what it is, why not, and what to do."""

    def __init__(self, said: Both) -> None:
        """Keep the words."""
        super().__init__(str(said))
        self.said = said


TRUNCATED = Both(
    "文件不完整或已损坏。请重新下载或复制；仍打不开的，用 Word、Excel 或 WPS 打开后另存一份",
    "the file is incomplete or damaged; download or copy it again or, if that does not help, open it in Word, Excel or WPS"
    " and save it anew",
)
ENCRYPTED = Both(
    "文件有密码。请用密码打开，去掉密码（“文件 → 信息 → 保护”里取消），另存后再导入",
    "the file has a password; open it with the password, take the password off (File → Info → Protect), save it and import that",
)
TOO_LARGE = Both(
    "文件太大或结构太复杂：30 秒、1 GiB 内存内读不完。请只留下表单所在的工作表或页，删去表外的空行空列和图片，另存后再导入",
    "the file is too large or too intricate to be read within 30 seconds and 1 GiB of memory; keep the sheets or pages with the"
    " form, delete empty rows and columns outside it and pictures, save and import that",
)
NESTED = Both(
    "文件里的元素层层嵌套得太深，不像是表单。请用 Word、Excel 或 WPS 打开，把表单复制到新文件，另存后再导入",
    "its elements are nested too deeply for a form; open it in Word, Excel or WPS, copy the form into a new file and import that",
)
UNKNOWN = Both(
    "认不出这是什么文件：不是 Word、Excel、网页、PDF、CSV 或文本。请用打得开它的程序另存为 docx、xlsx 或 PDF",
    "unknown kind of file: it is no Word or Excel file, web page, PDF, CSV or text; save it as docx, xlsx or PDF with the program"
    " that opens it",
)
EMPTY = Both(
    "文件里没有文字。请核对是否选对了文件；表单是图片或扫描件的，请用原来的 Word 或 Excel 文件",
    "there are no words in the file; check that it is the right one; where the form is a picture or a scan, use the Word or Excel"
    " file that it was made of",
)
