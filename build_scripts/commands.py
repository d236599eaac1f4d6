"""The command line: what may be asked of ``mingzhang``; what is said of a command and its options goes into the reference."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from build_scripts import __version__
from build_scripts.forges import FORGES
from build_scripts.words.language import COMMA, Both, Term
from build_scripts.words.vocabulary import FindingStatus, FormType, JurisdictionLevel

REPORT_FORMATS = ("text", "json", "github", "gitlab", "sarif", "markdown")
"""In which ``check`` can answer."""
DIFFERENCE_FORMATS = ("text", "markdown", "html", "json")
"""In which ``diff`` can answer."""
_OF_ARGPARSE = {
    r"the following arguments are required: (.+)": Both("缺少 {0}", "{0} is missing"),
    r"unrecognized arguments: (.+)": Both("不认识 {0}", "{0} is unknown"),
    r"(.+): expected (?:one|at least one) argument": Both("{0} 后面要写上值", "{0} needs a value"),
    r"(.+): ignored explicit argument (.+)": Both("{0} 后面不写值", "{0} takes no value"),
    r"ambiguous option: (.+) could match (.+)": Both("{0} 可以是 {1}，请写全", "{0} may be {1}; write it out"),
}
"""What argparse says of a wrong call in English alone → the same in both languages."""


class CommandLine(argparse.ArgumentParser):
    """argparse with what is said of each command and option in both languages, and so what is wrong with a call."""

    def __init__(self, *, said: Both, **how: Any) -> None:  # noqa: ANN401 - argparse's own
        """Begin without options but ``--help``."""
        self.said = said
        self.options = {"-h --help": Both.printed("show this help message and exit")}
        """What is said of each option or argument, by its names."""
        self.commands: dict[str, CommandLine] = {}
        super().__init__(description=str(said), **how)

    def option(self, *names: str, said: Both, **how: Any) -> None:  # noqa: ANN401 - argparse's own
        """Declare an option, or an argument by its name."""
        self.add_argument(*names, help=str(said), **how)
        self.options[" ".join(names)] = said

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end with exit code 2."""
        said = message.removeprefix("argument ")
        for pattern, both in _OF_ARGPARSE.items():
            if found := re.fullmatch(pattern, said, re.DOTALL):
                said = str(Both(both.zh.format(*found.groups()), both.en.format(*found.groups())))
                break
        self.print_usage(sys.stderr)
        self.exit(2, f"{Both(f'用法有误，详见 {self.prog} --help', 'wrong call, see --help')}\n{said}\n")

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """Say which values there are, each with its name in both languages, where it is none of them."""
        choices = action.choices
        if choices is None or value in choices:
            return
        listed = COMMA.join(map(_with_name, choices))
        said = Both(f"没有 {value}，可以写 {listed.zh}", f"there is no {value}; write one of {listed.en}")
        raise argparse.ArgumentError(action, str(said))


def _with_name(choice: str) -> Both:
    """Return a value, a code with its name."""
    if isinstance(choice, Term):
        return Both(f"{choice}（{choice.zh}）", f"{choice} ({choice.en})")
    return Both.printed(choice)


def commands() -> CommandLine:
    """Return the parser of the whole command line."""
    parser = CommandLine(
        prog="mingzhang",
        said=Both("明账：把绩效表变成公开网页与开放数据", "budget-performance forms as public pages and open data"),
        epilog="退出码 · exit codes: 0 正常 fine · 1 数据有错误 the data has errors · 2 用法或环境有误 wrong call or broken set-up",
    )
    _with_project(parser, default=Path())
    parser.option(
        "--version",
        action="version",
        version=f"mingzhang {__version__}",
        said=Both("显示版本", "show the version"),
    )
    sub = parser.add_subparsers(dest="command", metavar="COMMAND")

    for name, said, declare in _COMMANDS:
        one = parser.commands[name] = sub.add_parser(name, help=str(said), said=said)
        declare(one)
    return parser


def _with_data(one: CommandLine) -> None:
    _with_project(one, default=argparse.SUPPRESS)
    one.option(
        "--data",
        type=Path,
        default=None,
        said=Both("数据文件夹，默认是门户文件夹里的 data", "data folder, by default data in the portal's folder"),
    )


def _with_project(one: CommandLine, default: Any) -> None:  # noqa: ANN401 - a path, or argparse's own
    one.option(
        "--project",
        type=Path,
        default=default,
        metavar="FOLDER",
        said=Both(
            "门户的文件夹（data/ 所在，也可有 content/、site_templates/、mkdocs.yml），默认是当前文件夹",
            "the portal's folder (with data/, and content/, site_templates/, mkdocs.yml if it has them), by default the current one",
        ),
    )


def _with_lang(one: CommandLine) -> None:
    one.option("--lang", choices=("zh", "en"), default="zh", said=Both("提示语言", "language of the messages"))


def _init(one: CommandLine) -> None:
    one.option("folder", metavar="FOLDER", type=Path, said=Both("门户的文件夹", "folder of the portal"))
    one.option(
        "--place", metavar="NAME", said=Both("行政区名称，如 某某县", "name of the county, district, city or province")
    )
    one.option(
        "--publisher",
        metavar="NAME",
        said=Both(
            "主办单位，也是第一个部门，如 某某县财政局", "who publishes the portal, which is its first department too"
        ),
    )
    one.option("--contact", metavar="TEXT", said=Both("更正与反馈的联系方式", "how to reach the publisher"))
    one.option(
        "--licence", metavar="NAME", said=Both("数据许可，如 CC BY 4.0", "licence of the data, such as CC BY 4.0")
    )
    one.option(
        "--forge",
        choices=tuple(FORGES),
        said=Both(
            "代码放在哪里，决定写哪种持续集成文件", "where the files are kept: which file for continuous integration"
        ),
    )
    one.option(
        "--licence-url",
        default="",
        metavar="URL",
        said=Both("许可全文的网址；常用的许可可不写", "address of the licence text; not needed for the usual ones"),
    )
    one.option(
        "--level",
        choices=tuple(JurisdictionLevel),
        said=Both("行政区级别；不写则看名称的末尾", "level of the place, by the end of its name otherwise"),
    )
    one.option(
        "--place-id",
        default="",
        metavar="ID",
        said=Both("行政区在网址里的代码，不写则用拼音", "the place's id in addresses, its pinyin otherwise"),
    )
    one.option(
        "--department-id",
        default="",
        metavar="ID",
        said=Both("部门在网址里的代码，不写则用拼音", "the department's id in addresses, its pinyin otherwise"),
    )


def _new(one: CommandLine) -> None:
    one.option(
        "kind",
        choices=("department", "project", "statement"),
        said=Both("department 部门、project 项目、statement 表单", "department, project or statement (a form)"),
    )
    one.option(
        "address",
        metavar="ADDRESS",
        said=Both(
            "行政区/部门；行政区/部门/项目；行政区/部门/年度，项目的表再加 /项目",
            "jurisdiction/department; with /project; with /year, and /project for a project's form",
        ),
    )
    one.option("--name", default="", said=Both("部门或项目的名称", "name of the department or project"))
    one.option("--form", choices=tuple(FormType), default=None, said=Both("表单类型", "form type"))
    one.option(
        "--template",
        default="",
        metavar="ID",
        said=Both(
            "表样；不写则用唯一的一种，几种的用全国通用的",
            "template; else the only one or, of several, the national one",
        ),
    )
    _with_data(one)


def _check(one: CommandLine) -> None:
    one.option(
        "paths",
        nargs="*",
        metavar="PATH",
        type=Path,
        said=Both("只报告这些文件或文件夹", "report only these files or folders"),
    )
    one.option("--format", choices=REPORT_FORMATS, default="text", said=Both("输出格式", "output format"))
    one.option("--strict", action="store_true", said=Both("疑点也算失败", "warnings fail too"))
    one.option(
        "--rules",
        default="",
        metavar="R1,R2",
        said=Both("只运行这些规则（编号或前缀）", "only these rules, by id or prefix"),
    )
    one.option("--ignore", default="", metavar="R1,R2", said=Both("不运行这些规则", "leave these rules out"))
    one.option(
        "--since",
        default=None,
        metavar="REF",
        said=Both(
            "与这个分支或提交分开之后改了什么；只有新出现的错误才失败，读不懂的内容无论在哪里都失败",
            "what changed since this branch or commit: only new errors fail, and whatever cannot be understood anywhere",
        ),
    )
    _with_data(one)
    _with_lang(one)


def _build(one: CommandLine) -> None:
    one.option(
        "--out",
        type=_place,
        default=None,
        metavar="FOLDER|URL",
        said=Both(
            "站点文件夹，默认是门户文件夹里的 site；或网址，如 s3://桶/前缀（凡 fsspec 能写的都可以）",
            "site folder, by default site in the portal's folder; or a URL that fsspec can write to, such as s3://bucket/prefix",
        ),
    )
    _with_work(one)
    one.option(
        "--keep",
        type=_number_kept,
        default=3,
        metavar="N",
        said=Both(
            "保留以前的几个站点，供 mingzhang rollback 换回，默认 3；0 不保留",
            "how many former sites are kept for mingzhang rollback, 3 by default; 0 keeps none",
        ),
    )
    one.option(
        "--sign",
        type=Path,
        metavar="KEY",
        said=Both(
            "用 SSH 私钥为整个站点的校验和签名（公钥写在 portal.yml 的 signing_keys）",
            "sign the checksums of the whole site with an SSH key (its public key stands in signing_keys of portal.yml)",
        ),
    )


def _with_work(one: CommandLine) -> None:
    one.option(
        "--strict",
        action="store_true",
        said=Both("有错误或疑点类发现时不发布", "do not publish with error or warning findings"),
    )
    one.option(
        "--plain",
        action="store_true",
        said=Both(
            "每页都由 MkDocs 生成（较慢），并把供其他生成器使用的页面文件夹留在 .cache/docs",
            "MkDocs makes every page itself (slower), and the folder of pages for other generators stays in .cache/docs",
        ),
    )
    one.option(
        "--jobs",
        type=_jobs,
        default=_cores(),
        metavar="N",
        said=Both("同时用几个进程，默认与可用的核数相同", "processes that share the work, by default one a core"),
    )
    one.option(
        "--scheduler",
        type=_scheduler,
        metavar="tcp://HOST:8786",
        said=Both(
            "由 Dask 的多台机器分担，写调度程序的网址；--out 是文件夹的，各机器须看到同一个文件夹",
            "share the work among many machines by Dask: the scheduler's address; where --out is a folder all must see the same one",
        ),
    )
    _with_data(one)
    _with_lang(one)


MOST_KEPT = 100


def _number_kept(text: str) -> int:
    """Read ``--keep``; argparse says what is wrong with any other text."""
    if not text.isascii() or not text.isdigit() or not int(text) <= MOST_KEPT:
        said = Both(f"{text}: 应是 0 至 {MOST_KEPT} 之间的数", f"should be a number between 0 and {MOST_KEPT}")
        raise argparse.ArgumentTypeError(said)
    return int(text)


def _rollback(one: CommandLine) -> None:
    one.option(
        "--to",
        default="",
        metavar="NAME",
        said=Both(
            "换回哪一个，写 --list 列出的名字；不写则换回上一个", "a name that --list shows; else the one before"
        ),
    )
    one.option("--list", dest="only_list", action="store_true", said=Both("只列出保留的站点", "only list what is kept"))
    one.option(
        "--out",
        type=_place,
        default=None,
        metavar="FOLDER",
        said=Both("站点文件夹，默认是门户文件夹里的 site", "site folder, by default site in the portal's folder"),
    )
    _with_project(one, default=argparse.SUPPRESS)


def _offline(one: CommandLine) -> None:
    one.option(
        "site",
        nargs="?",
        type=Path,
        default=None,
        metavar="SITE",
        said=Both(
            "已生成的站点文件夹，默认是门户文件夹里的 site",
            "a built site's folder, by default site in the portal's folder",
        ),
    )
    one.option(
        "--out",
        type=Path,
        default=Path("preview.zip"),
        metavar="FILE",
        said=Both("写到哪个 zip 文件，默认 preview.zip", "the zip file to be written, preview.zip by default"),
    )
    _with_project(one, default=argparse.SUPPRESS)


def _serve(one: CommandLine) -> None:
    one.option(
        "--out",
        type=_place,
        default=None,
        metavar="FOLDER",
        said=Both(
            "预览用的站点文件夹，默认是门户文件夹里的 site-preview；已发布的 site 不受影响",
            "folder of the preview, by default site-preview in the portal's folder; the published site is left alone",
        ),
    )
    _with_work(one)
    one.option("--port", type=_port, default=8000, said=Both("端口，默认 8000", "port, 8000 by default"))


def _verify(one: CommandLine) -> None:
    one.option(
        "place",
        metavar="SITE|ZIP|URL",
        said=Both(
            "站点或下载的文件夹、zip，或网址（zip、datapackage.json 或下载文件夹的）",
            "a site, a folder of downloads, a zip, or a URL of a zip, a datapackage.json or a folder of downloads",
        ),
    )
    one.option(
        "--lang", choices=("zh", "en"), said=Both("只用一种语言，默认两种", "in one language only, both by default")
    )
    one.option("--format", choices=("text", "json"), default="text", said=Both("输出格式", "output format"))


def _place(text: str) -> Path | str:
    """Read ``--out``: a folder, or the URL of a place elsewhere."""
    return text if "://" in text else Path(text)


def _scheduler(text: str) -> str:
    """Read ``--scheduler``; argparse says what is wrong with any other text."""
    if not re.fullmatch(r"(tcp|tls|wss?)://[^/\s]+:\d{1,5}", text):
        raise argparse.ArgumentTypeError(Both(f"{text}: 应写成 tcp://主机:8786", "should be like tcp://host:8786"))
    return text


def _port(text: str) -> int:
    """Read ``--port``; argparse says what is wrong with any other text."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(
            Both(f"{text}: 应是 1 至 65535 之间的数", "should be a number between 1 and 65535")
        )
    return int(text)


MOST_JOBS = 256


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _jobs(text: str) -> int:
    """Read ``--jobs``; argparse says what is wrong with any other text."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= MOST_JOBS:
        said = Both(f"{text}: 应是 1 至 {MOST_JOBS} 之间的数", f"should be a number between 1 and {MOST_JOBS}")
        raise argparse.ArgumentTypeError(said)
    return int(text)


def _explain(one: CommandLine) -> None:
    one.option("rule", metavar="RULE", said=Both("规则编号，如 BUD-01", "rule id, such as BUD-01"))
    _with_lang(one)


def _import(one: CommandLine) -> None:
    one.option(
        "files",
        nargs="+",
        metavar="FILE",
        type=Path,
        said=Both("表单文件：Word、Excel、网页、PDF 或文本", "files with forms: Word, Excel, web page, PDF or text"),
    )
    one.option(
        "--to",
        default="",
        metavar="data/…",
        said=Both(
            "部门文件夹 data/行政区/部门；已登记的部门可不写", "department folder; not needed for a listed department"
        ),
    )
    one.option(
        "--year",
        type=_fiscal_year,
        default=None,
        metavar="YYYY",
        said=Both("财政年度，仅用于没有印年度的表", "fiscal year of forms that print none"),
    )
    one.option("--replace", action="store_true", said=Both("覆盖已有文件", "replace files that exist"))
    one.option(
        "--dry-run", action="store_true", said=Both("只读取和核对，不写入", "read and check only, write nothing")
    )
    one.option(
        "--review",
        type=Path,
        default=None,
        metavar="FILE.html",
        said=Both(
            "写一个对照网页：原表与读出的结果并排，每格相连，存疑的在前",
            "write a page with the source beside the result, each cell linked, doubtful ones first",
        ),
    )
    _with_data(one)


def _template(one: CommandLine) -> None:
    one.option("kind", choices=("xlsx",), said=Both("xlsx：Excel 工作簿", "xlsx: an Excel workbook"))
    one.option(
        "--form",
        choices=tuple(FormType),
        default=None,
        said=Both("表单类型", "form type"),
    )
    one.option(
        "--template",
        default="",
        metavar="ID",
        said=Both(
            "表样；不写则用唯一的一种，几种的用全国通用的",
            "template; else the only one or, of several, the national one",
        ),
    )
    one.option(
        "--from",
        dest="filled",
        type=Path,
        default=None,
        metavar="FILE.yml",
        said=Both("填入 data/ 中的这张表", "fill it in with this form of the data folder"),
    )
    one.option(
        "--to",
        type=Path,
        default=None,
        metavar="FILE.xlsx",
        said=Both("写到哪里；不写则以表样或表的名字命名", "where to; named by template or form otherwise"),
    )
    _with_data(one)


def _version(text: str) -> str:
    """Read ``--version``; argparse says what is wrong with any other text."""
    if not re.fullmatch(r"20[0-9]{2}\.(0[1-9]|1[0-2])(\.[1-9][0-9]*)?", text):
        raise argparse.ArgumentTypeError(
            Both(
                f"{text}: 应写成 2026.11，同一月的后几版写 2026.11.1",
                "should be like 2026.11, a later one of a month 2026.11.1",
            )
        )
    return text


def _fiscal_year(text: str) -> int:
    """Read ``--year``; argparse says what is wrong with any other text."""
    if not text.isascii() or not text.isdigit() or not 1990 <= int(text) <= 2100:
        raise argparse.ArgumentTypeError(
            Both(f"{text}: 应是 1990 至 2100 之间的年份", "should be a year between 1990 and 2100")
        )
    return int(text)


def _reply(one: CommandLine) -> None:
    one.option(
        "target",
        metavar="FINDING",
        said=Both(
            "发现的编号；或表单的编号、文件，并用 --rule 指明规则",
            "id of the finding; or id or file of a form, with --rule",
        ),
    )
    one.option(
        "--rule", default="", said=Both("答复该表上这条规则的全部发现", "answer all findings of this rule on the form")
    )
    one.option(
        "--status",
        choices=(FindingStatus.EXPLAINED, FindingStatus.CORRECTED, FindingStatus.FALSE_POSITIVE, FindingStatus.OPEN),
        default="explained",
        said=Both("状态，默认 explained 已说明", "what has become of it, explained by default"),
    )
    one.option(
        "--text", default="", said=Both("说明；不写则打开编辑器", "the reply; an editor opens where it is left out")
    )
    _with_data(one)


def _release(one: CommandLine) -> None:
    one.option(
        "target",
        nargs="?",
        default="",
        metavar="FORM",
        said=Both(
            "表单的编号或文件：写下发布审查；不写则把全部数据定为一版",
            "id or file of a form: write down its review; without one all data are made a release",
        ),
    )
    one.option("--by", default="", said=Both("审查的单位或岗位，不写个人姓名", "office that looked; no personal names"))
    one.option(
        "--version",
        type=_version,
        default=None,
        metavar="YYYY.MM[.N]",
        said=Both("数据版本号；不写则用本月的下一个", "version of the data; else the next of this month"),
    )
    one.option(
        "--text",
        default="",
        said=Both("为什么可以公开；不写则打开编辑器", "why it may be public; an editor opens where it is left out"),
    )
    _with_data(one)


def _diff(one: CommandLine) -> None:
    states = Both(
        "版本号、版本 zip、站点或 CSV 文件夹、数据文件夹、git 的分支或提交",
        "a release's version or zip, a folder of a site, of CSV files or of data, or a branch or commit of git",
    )
    one.option("old", metavar="A", said=Both(f"从哪里：{states.zh}", f"from: {states.en}"))
    one.option("new", metavar="B", said=Both("到哪里，写法相同", "to: the same"))
    one.option("--format", choices=DIFFERENCE_FORMATS, default="text", said=Both("输出格式", "output format"))
    _with_data(one)
    _with_lang(one)


def _fmt(one: CommandLine) -> None:
    one.option(
        "paths",
        nargs="*",
        metavar="PATH",
        type=Path,
        said=Both("只整理这些文件或文件夹，不写则全部", "only these files or folders, all without"),
    )
    one.option(
        "--check",
        action="store_true",
        said=Both(
            "只列出要整理的文件，不写入；有则退出码为 1",
            "only list the files that would change, write nothing; exit code 1 where there are any",
        ),
    )
    _with_data(one)
    _with_lang(one)


def _schema(one: CommandLine) -> None:
    one.option(
        "--to",
        type=Path,
        default=None,
        metavar="FOLDER",
        said=Both("写入此文件夹；不写则打印", "write into this folder; printed otherwise"),
    )
    one.option(
        "--editor",
        action="store_true",
        said=Both(
            "写入门户文件夹的 .schemas/；还没有 .vscode/settings.json 的，一并写好",
            "write into .schemas/ of the portal's folder, and .vscode/settings.json where there is none",
        ),
    )
    _with_project(one, default=argparse.SUPPRESS)


_COMMANDS: tuple[tuple[str, Both, Callable[[CommandLine], None]], ...] = (
    (
        "init",
        Both(
            "建一个自己的门户：问五个问题，或者都用选项写明",
            "begin a portal of your own: five questions, or an option for each",
        ),
        _init,
    ),
    (
        "new",
        Both(
            "写一个待填写的部门、项目或表单，每个键旁有说明和可以写的代码",
            "write a department, a project or a form to be filled in, each key with what it means and allows",
        ),
        _new,
    ),
    ("check", Both("校验数据并运行全部检查", "validate the data and run every check"), _check),
    (
        "fmt",
        Both(
            "整理 YAML 文件的缩进、引号和空行，不动任何内容和注释",
            "lay out the YAML files alike: indentation, quotes, blank lines; no value and no comment changes",
        ),
        _fmt,
    ),
    ("build", Both("生成整个门户", "build the whole portal"), _build),
    (
        "rollback",
        Both("换回以前发布的站点", "return to a site that was published before"),
        _rollback,
    ),
    (
        "offline",
        Both(
            "把生成的站点装进一个 zip，解压后不用服务器就能翻看",
            "pack a built site into a zip whose pages open from a disk, without a server",
        ),
        _offline,
    ),
    ("serve", Both("生成并在本机预览，改动后自动重建", "build, serve on loopback, rebuild on change"), _serve),
    ("explain", Both("说明一条规则", "explain a rule"), _explain),
    (
        "import",
        Both(
            "把公开的表单转换为 YAML，并报告每一格的去向", "turn published forms into YAML and account for every cell"
        ),
        _import,
    ),
    (
        "template",
        Both(
            "写一个 Excel 工作簿：空表，或已有的表，改好后可再导入",
            "write an Excel workbook of a form, empty or filled in, to be imported again",
        ),
        _template,
    ),
    ("reply", Both("写下部门对核对发现的说明", "write down a department's reply to a finding"), _reply),
    (
        "release",
        Both(
            "把全部数据定为一版，以后不变；写了表单的，写下发布审查，放行暂缓发布的表",
            "make a release of all data, which never changes; with a form, write down the review that releases it",
        ),
        _release,
    ),
    (
        "record",
        Both(
            "发布时记下公开的每一格：以后改动须有更正记录",
            "at a release, write down every public cell: later changes need a restatement",
        ),
        _with_data,
    ),
    (
        "verify",
        Both(
            "只用下载的数据重算全部合计、得分、汇总和校验和",
            "recompute every total, score, roll-up and checksum from the downloads alone",
        ),
        _verify,
    ),
    (
        "diff",
        Both("两个版本之间哪些数变了、为什么", "which figures changed between two states of the data, and why"),
        _diff,
    ),
    (
        "schema",
        Both("输出 YAML 文件的 JSON Schema，供编辑器使用", "write the JSON Schemas of the YAML files, for editors"),
        _schema,
    ),
)
"""Each command, what is said of it, and what declares its options."""
