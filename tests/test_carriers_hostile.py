"""Whatever a file is made of: read, or refused in a sentence, within 30 seconds and 1 GiB, and nothing else is touched."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import carrier_files as files
import pytest
import xlwt
from carrier_files import Printed
from reportlab.pdfgen.canvas import Canvas

from build_scripts.carriers import CarrierError, read_carrier

FORM: files.Parts = [Printed(((0, 0, 1, 1, "项目"), (0, 1, 1, 1, "值")))]
WORD, EXCEL, PDF = files.as_docx(FORM), files.as_xlsx(FORM), files.as_pdf(FORM)
SHEET = "xl/worksheets/sheet1.xml"
NOISE = random.Random(1)  # noqa: S311


def patched(archive: bytes, parts: dict[str, bytes]) -> bytes:
    """Return a zip archive with parts added or replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in ({name: old.read(name) for name in old.namelist()} | parts).items():
            new.writestr(name, content)
    return file.getvalue()


def sheet(rows: str, more: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return patched(
        EXCEL, {SHEET: f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>{more}</worksheet>'.encode()}
    )


def document(body: str, before: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'{before}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return patched(WORD, {"word/document.xml": xml.encode("utf-16" if "UTF-16" in before else "utf-8")})


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
STOLEN = "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>"
NESTED_TABLE = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


def locked_xls() -> bytes:
    """Return a workbook that says, in its second record, that it is encrypted."""
    book = xlwt.Workbook()
    book.add_sheet("表")
    stream = book.get_biff_data()
    after = 4 + int.from_bytes(stream[2:4], "little")
    file = io.BytesIO()
    xlwt.CompoundDoc.XlsDoc().save(file, stream[:after] + b"\x2f\0\x06\0" + b"\1\0" * 3 + stream[after:])
    return file.getvalue()


def locked_pdf() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, encrypt="secret")
    canvas.drawString(100, 100, "x")
    canvas.save()
    return file.getvalue()


def scan() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.rect(10, 10, 100, 100)
    canvas.save()
    return file.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REFUSED = {
    "zip bomb": (lambda: patched(WORD, {"word/comments.xml": b"\0" * 300_000_000}), "压缩包太大"),
    "3000 parts": (lambda: patched(WORD, {f"x{n}": b"" for n in range(3000)}), "压缩包太大"),
    "path outside": (lambda: patched(WORD, {"../../x": b""}), "指到包外"),
    "external entity": (lambda: document(STOLEN, ENTITY), "DOCTYPE"),
    "external entity in UTF-16": (
        lambda: document(STOLEN, f'<?xml version="1.0" encoding="UTF-16"?>{ENTITY}'),
        "DOCTYPE",
    ),
    "deep Word": (lambda: document(NESTED_TABLE[0] * 9000 + NESTED_TABLE[1] * 9000), "嵌套"),
    "deep page": (lambda: b"<html>" + b"<div>" * 100_000 + b"x", "嵌套"),
    "deep tables": (lambda: b"<html>" + b"<table><tr><td>a<td>" * 20_000, "嵌套"),
    "220,000 cells": (
        lambda: document(f"<w:tbl>{('<w:tr>' + '<w:tc><w:p/></w:tc>' * 20 + '</w:tr>') * 11_000}</w:tbl>"),
        "太大",
    ),
    "spans": (lambda: b"<table>" + b"<tr><td rowspan=65000 colspan=1000>x" * 5000, "太大"),
    "far cells": (lambda: sheet(f'{ONE}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "XFD1048576"),
    "40 MB of commas": (lambda: b"," * 40_000_000 + b"\n,,", "太大"),
    "60 MB": (lambda: b"a" * 60_000_000, "太大"),
    "locked docx": (lambda: OLE + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 4000, "密码"),
    "locked xls": (locked_xls, "密码"),
    "locked pdf": (locked_pdf, "密码"),
    "scan": (scan, "扫描件"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "图片"),
    "other XML": (lambda: b"<?xml version='1.0'?><a>x</a>", "认不出"),
    "empty": (lambda: b"", "没有文字"),
    "zeros": (lambda: b"\0" * 1000, "没有文字"),
    "noise": (lambda: NOISE.randbytes(1_000_000), "认不出"),
    "noise in pdf": (lambda: b"%PDF-1.7\n" + NOISE.randbytes(100_000), "损坏"),
    **{
        f"half a {kind}": (lambda data=data: data[: len(data) // 2], "损坏")
        for kind, data in {"docx": WORD, "xlsx": EXCEL, "xls": files.as_xls(FORM), "pdf": PDF}.items()
    },
}
READ = {
    "a million formatted rows": lambda: sheet(
        ONE + "".join(f'<row r="{n}" s="1"><c r="A{n}" s="1"/></row>' for n in range(2, 1_000_001))
    ),
    "300 MB of picture": lambda: patched(WORD, {"word/media/x.png": b"\0" * 300_000_000}),
    "200 sheets": lambda: files.as_xlsx(FORM * 200),
    "a merged sheet": lambda: sheet(ONE, '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "80 tables in one another": lambda: document(
        f"{NESTED_TABLE[0]}<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 80 + NESTED_TABLE[1] * 80
    ),
}


@pytest.mark.parametrize(("make", "word"), REFUSED.values(), ids=REFUSED)
def test_a_hostile_file_is_refused_in_a_sentence(make, word):
    begun = time.monotonic()
    with pytest.raises(CarrierError) as caught:
        read_carrier(make(), "form")
    assert word in caught.value.said.zh
    assert caught.value.said.en.startswith("form: ")
    assert time.monotonic() - begun < 40


@pytest.mark.parametrize("make", READ.values(), ids=READ)
def test_a_large_file_with_a_small_form_is_read(make):
    assert read_carrier(make(), "form").blocks


def test_memory_stays_within_its_limit():
    """The process that reads may ask for 1 GiB and no more, whatever it is given."""
    child = subprocess.Popen(
        [sys.executable, "-m", "build_scripts.carriers.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ,
    )
    said, _ = child.communicate(b"<table>" + b"<tr><td>a<td>b" * 1_500_000)
    assert "太大" in json.loads(said)["refused"]["zh"]


def test_macros_and_links_are_left_alone_and_reported():
    rels = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="x/externalLinkPath" Target="http://example.org/a.xlsx" TargetMode="External"/></Relationships>'
    read = read_carrier(
        patched(EXCEL, {"xl/vbaProject.bin": b"x", "xl/externalLinks/_rels/externalLink1.xml.rels": rels}), "form"
    )
    assert [notice.zh for notice in read.notices] == [
        "文件带有宏：没有运行，也没有读取",
        "文件链接到外部文件或网址（1 处）：没有打开",
    ]


@pytest.mark.skipif(files.SOFFICE is None, reason="LibreOffice 没有安装 · is not installed")
def test_libre_office_fetches_nothing():
    """A picture that a file names by address is not asked for."""
    asked = []

    class Asked(BaseHTTPRequestHandler):
        def handle(self):
            asked.append(self.client_address)

    with HTTPServer(("127.0.0.1", 0), Asked) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        spaces = {"office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible"}
        names = " ".join(
            f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"' for short, long in spaces.items()
        )
        picture = (
            f'<draw:image xlink:href="http://127.0.0.1:{server.server_port}/" xlink:type="simple" xlink:show="embed"/>'
        )
        frame = f'<draw:frame svg:width="3cm" svg:height="3cm">{picture}</draw:frame>'
        flat = (
            f'<?xml version="1.0"?><office:document {names} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"'
            ' office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
            f"<text:p>正文{frame}</text:p></office:text></office:body></office:document>"
        )
        read = read_carrier(flat.encode(), "form")
        server.shutdown()
    assert [block.text for block in read.blocks] == ["正文"]
    assert asked == []


def test_a_process_that_is_killed_leaves_a_sentence(monkeypatch):
    killed = subprocess.CompletedProcess([], -9, b"", b"")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: killed)
    with pytest.raises(CarrierError, match="太大"):
        read_carrier(b"x", "form")


@pytest.mark.parametrize("write", [files.as_docx, files.as_xlsx, files.as_xls, files.as_pdf])
def test_a_damaged_file_is_read_or_refused(write):
    """Whichever bytes are wrong."""
    whole = write(FORM)
    for _ in range(5):
        damaged = bytearray(whole)
        for _ in range(20):
            damaged[NOISE.randrange(len(damaged))] = NOISE.randrange(256)
        with suppress(CarrierError):
            assert read_carrier(bytes(damaged), "form").blocks
