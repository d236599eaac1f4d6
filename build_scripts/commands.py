"""The command line: what may be asked of ``mingzhang``; every help text is 'Chinese · English' and goes into the reference."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NoReturn

REPORT_FORMATS = ("text", "json", "github", "sarif", "markdown")
"""In which ``check`` can answer."""


class _Parser(argparse.ArgumentParser):
    """argparse, whose own messages are English, with a Chinese beginning."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end with exit code 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"用法有误，详见 {self.prog} --help · wrong call, see --help: {message}\n")


def commands() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = _Parser(
        prog="mingzhang",
        description="明账：把绩效表变成公开网页与开放数据 · budget-performance forms as public pages and open data",
        epilog="退出码 · exit codes: 0 正常 fine · 1 数据有错误 the data has errors · 2 用法或环境有误 wrong call or broken set-up",
    )
    sub = parser.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return sub.add_parser(name, help=text, description=text)

    _check(command("check", "校验数据并运行全部检查 · validate the data and run every check"))
    _build(command("build", "生成整个门户 · build the whole portal"))
    _serve(command("serve", "生成并在本机预览，改动后自动重建 · build, serve on loopback, rebuild on change"))
    _explain(command("explain", "说明一条规则 · explain a rule"))
    _import(
        command(
            "import",
            "把公开表单的文本转换为 YAML，并报告每一行的去向 · turn published forms into YAML and account for every line",
        )
    )
    _schema(
        command(
            "schema",
            "输出 YAML 文件的 JSON Schema，供编辑器使用 · write the JSON Schemas of the YAML files, for editors",
        )
    )
    return parser


def _with_data(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--data", type=Path, default=Path("data"), help="数据文件夹，默认 data · data folder, data by default"
    )


def _with_lang(one: argparse.ArgumentParser) -> None:
    one.add_argument("--lang", choices=("zh", "en"), default="zh", help="提示语言 · language of the messages")


def _check(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        type=Path,
        help="只报告这些文件或文件夹 · report only these files or folders",
    )
    one.add_argument("--format", choices=REPORT_FORMATS, default="text", help="输出格式 · output format")
    one.add_argument("--strict", action="store_true", help="疑点也算失败 · warnings fail too")
    one.add_argument(
        "--rules", default="", metavar="R1,R2", help="只运行这些规则（编号或前缀） · only these rules, by id or prefix"
    )
    one.add_argument("--ignore", default="", metavar="R1,R2", help="不运行这些规则 · leave these rules out")
    _with_data(one)
    _with_lang(one)


def _build(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--out", type=Path, default=Path("site"), help="站点文件夹，默认 site · site folder, site by default"
    )
    one.add_argument(
        "--strict",
        action="store_true",
        help="有错误或疑点类发现时不发布 · do not publish with error or warning findings",
    )
    one.add_argument(
        "--plain",
        action="store_true",
        help="每页都由 MkDocs 生成（较慢），并把供其他生成器使用的页面文件夹留在 .cache/docs"
        " · MkDocs makes every page itself (slower), and the folder of pages for other generators stays in .cache/docs",
    )
    _with_data(one)
    _with_lang(one)


def _serve(one: argparse.ArgumentParser) -> None:
    _build(one)
    one.add_argument("--port", type=_port, default=8000, help="端口，默认 8000 · port, 8000 by default")


def _port(text: str) -> int:
    """Read ``--port``; argparse says what is wrong with any other text."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text}: 应是 1 至 65535 之间的数 · should be a number between 1 and 65535")
    return int(text)


def _explain(one: argparse.ArgumentParser) -> None:
    one.add_argument("rule", metavar="RULE", help="规则编号，如 BUD-01 · rule id, such as BUD-01")
    _with_lang(one)


def _import(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        type=Path,
        help="由 Word 或 Excel 导出的文本 · text exported from Word or Excel",
    )
    one.add_argument(
        "--to",
        default="",
        metavar="data/…",
        help="部门文件夹；已登记的部门可不写 · department folder; not needed for a listed department",
    )
    one.add_argument(
        "--year",
        type=_fiscal_year,
        default=None,
        metavar="YYYY",
        help="财政年度，仅用于没有印年度的表 · fiscal year of forms that print none",
    )
    one.add_argument("--replace", action="store_true", help="覆盖已有文件 · replace files that exist")
    _with_data(one)


def _fiscal_year(text: str) -> int:
    """Read ``--year``; argparse says what is wrong with any other text."""
    if not text.isascii() or not text.isdigit() or not 1990 <= int(text) <= 2100:
        raise argparse.ArgumentTypeError(
            f"{text}: 应是 1990 至 2100 之间的年份 · should be a year between 1990 and 2100"
        )
    return int(text)


def _schema(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--to",
        type=Path,
        default=None,
        metavar="FOLDER",
        help="写入此文件夹；不写则打印 · write into this folder; printed otherwise",
    )
