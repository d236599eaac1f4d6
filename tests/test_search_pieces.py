"""An index in pieces gives the first hits of a whole one and fetches little: the search worker in a real Chromium."""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import threading
from collections import defaultdict
from random import Random

import pytest
from conftest import PROJECT

from build_scripts.pages import search_files
from build_scripts.pages.page import Page
from build_scripts.pages.search_files import SearchIndex, search_parts
from build_scripts.publish.editions import index_files
from build_scripts.words.language import LANGUAGES, Both
from build_scripts.words.page_kinds import PageKind

PLACES = ("青云县", "龙江区", "石泉市", "临川区", "宁阳县")
OFFICES = ("交通运输局", "卫生健康局", "教育局", "档案馆", "医疗保障局", "人民政府办公室", "妇女联合会", "文化和旅游局")
TOPICS = (
    *(
        "道路维修",
        "政务服务",
        "公务用车",
        "老年大学",
        "义务教育",
        "医保基金",
        "档案数字化",
        "招商引资",
        "村卫生室",
        "ＬＥＤ路灯",
    ),
    *(
        "信访接待",
        "扶贫调研",
        "公厕",
        "𠮷祥街",
        "垃圾清运",
        "hotline",
        "Wi-Fi 覆盖",
        "^$绿道",
        "<b>粗体</b>",
        "基层\t党建",
    ),
)
ENDINGS = (
    *(
        "完成率",
        "满意度",
        "群众满意度（%）",
        "及时性",
        "次数",
        "数",
        "合格率",
        "项目",
        "经费",
        "覆盖面积不低于上年同期水平",
    ),
    *("成本控制", "持续影响", "正常运转", "标准", "培训人数", "（一期）专项资金", "A类", "rate", "达标", "工作"),
)
FIRST_OF_A_KIND = 5  # OF_A_KIND in search.js: these are found for certain
PIECES = 9  # in search.js: with so many read it stops, certain or not
SIGNS_READ = 12  # likewise: of one query so many files of signs
STOPS = "[12, 3, 9]"


def made_pages(forms=480, rows=30):
    """Return the pages of the whole portal and those of each department, drawn from these words; a seed decides."""
    random = Random(7)  # noqa: S311 - no secret
    words = [f"{topic}{ending}" for topic in TOPICS for ending in ENDINGS]

    def page(kind, url, name, of="", **found):
        return Page(
            kind, url, Both(f"{of}{name}", f"{of}{name} in English"), Both("说明", "About it"), (), None, **found
        )

    own = [page(PageKind.RULE, f"rules/R-{n}/", f"R-{n} {name}") for n, name in enumerate(words[:40])]
    departments = defaultdict(list)
    for number, place in enumerate(PLACES):
        own.append(page(PageKind.JURISDICTION, f"place-{number}/", place))
        for at, office in enumerate(OFFICES):
            url, name = f"place-{number}/office-{at}/", f"{place}{office}"
            departments[url].append(page(PageKind.DEPARTMENT, url, name, names=(name, office), words=(place,)))
    for number in range(forms):
        url = random.choice(list(departments))
        department, project = departments[url][0].title.zh, random.choice(words)
        drawn = random.sample(words, rows)
        departments[url].append(
            page(
                PageKind.STATEMENT, f"{url}2024/form-{number}/", project, f"{department} 2024 · ",
                names=(project,), words=(department, "项目支出绩效自评表"),
                rows=tuple((f"i-{at}", text) for at, text in enumerate(drawn)),
            )
        )  # fmt: skip
    return own, departments


def written(folder, index, stops=STOPS):
    """Write an index and the worker as a site has them; ``stops`` may let it read on until it is certain."""
    for place, content in index_files(dict.fromkeys(LANGUAGES, '{"docs": []}'), index).items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_bytes(content)
    worker = "assets/javascripts/search_worker.js"
    script = (PROJECT / "site_templates" / "theme" / worker).read_text(encoding="utf-8")
    assert script.count(STOPS) == 1
    (folder / worker).parent.mkdir(parents=True)
    (folder / worker).write_text(script.replace(STOPS, stops), encoding="utf-8")


@pytest.fixture(scope="module")
def indexes(tmp_path_factory):
    """Return a folder with an index in pieces, the same for a worker that stops only when certain, and the same one whole."""
    folder = tmp_path_factory.mktemp("search")
    own, departments = made_pages()
    parts = [part for pages in departments.values() for part in search_parts(pages)]
    written(folder / "pieces", SearchIndex.of(own, parts))
    written(folder / "certain", SearchIndex.of(own, parts), "[12, 3, 10 ** 6]")
    written(folder / "whole", SearchIndex.of(own, parts, small=10**9))
    (folder / "index.html").write_text("<!doctype html><title>-</title>", encoding="utf-8")
    return folder


ASK = """async ([runs, question]) => Promise.all(runs.map(([root, query]) => new Promise((answered) => {
  const worker = new Worker(`${root}assets/javascripts/search_worker.js`);
  const { href: search } = new URL(`${root}search/`, location);
  worker.onmessage = ({ data }) => { worker.terminate(); answered(data); };
  worker.postMessage({ search, asked: 1, query, from: 0, to: 10 ** 6, ...question });
})))"""


@pytest.fixture(scope="module")
def ask(browser, indexes):
    """Return a function that puts each query to a worker of its own; it gives its answers and what it fetched for them."""
    fetched = defaultdict(list)

    class Handler(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path):
            run, _, file = path.lstrip("/").partition("/")
            if file.startswith(("search/", "en/search/")):
                fetched[run].append(file)
            return str(indexes / run.partition("-")[0] / file)

        def log_message(self, *_):
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(indexes)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    numbers = iter(range(10**6))

    def asked(folder, queries, **question):
        runs = [(f"{folder}-{next(numbers)}", query) for query in queries]
        answers = []
        for at in range(0, len(runs), 8):
            roots = [[f"/{run}/", query] for run, query in runs[at : at + 8]]
            answers += page.evaluate(ASK, [roots, question])
        assert not any("failed" in answer for answer in answers)
        return list(zip(answers, (fetched[run] for run, _ in runs), strict=True))

    yield asked
    page.close()
    server.shutdown()
    server.server_close()


def first_of(answer):
    """Return the results that are found for certain: the first few of each kind, with the rows below them."""
    seen = defaultdict(int)
    found = []
    for hit in answer["hits"]:
        seen[hit["kind"]] += 1
        if seen[hit["kind"]] <= FIRST_OF_A_KIND:
            found.append(hit)
    return found


def drawn_queries(indexes, count):
    """Return queries of every sort: whole texts, parts of them, their characters in order, two of them, and what is nowhere."""
    random = Random(11)  # noqa: S311 - no secret
    docs = json.loads((indexes / "whole" / "search" / "words" / "first.json").read_text(encoding="utf-8"))["docs"]
    texts = sorted({text for doc in docs for text in (*doc["names"], *doc["words"], *(row[1] for row in doc["rows"]))})

    def part(text):
        at = random.randrange(len(text))
        return text[at : at + random.randint(1, 6)]

    made = []
    for _ in range(count):
        text, other = random.sample(texts, 2)
        thinned = "".join(sign for sign in text if random.random() < 0.7)
        made.append(
            random.choice([text, part(text), part(text), thinned, f"{part(text)} {part(other)}", part(text)[::-1]])
        )
    return [query for query in made if query.strip(" 　·，、\t")]


def test_pieces_give_the_first_hits_of_the_whole_index(ask, indexes):
    """What is first of each kind is the same, with the same marks and rows, and not every piece was read to know it."""
    queries = drawn_queries(indexes, 64)
    in_pieces, whole = ask("certain", queries), ask("whole", queries)
    for query, (got, _), (expected, _) in zip(queries, in_pieces, whole, strict=True):
        assert first_of(got) == first_of(expected), query
    read = sorted(sum("piece-" in name for name in fetched) for _, fetched in in_pieces)
    pieces = len(list((indexes / "pieces" / "search" / "words").glob("piece-*.json")))
    assert read[len(read) // 2] <= PIECES < pieces / 3


def test_a_whole_name_is_first_in_pieces_too(ask):
    """A department, a project, a row by its full name is found first, however many others are like it."""
    names = [f"{place}{office}" for place in PLACES[:2] for office in OFFICES]
    names += [f"{topic}{ending}".replace("\t", " ") for topic in TOPICS[::3] for ending in ENDINGS[::4]]
    for name, (got, _), (expected, _) in zip(names, ask("pieces", names), ask("whole", names), strict=True):
        assert got["hits"][:1] == expected["hits"][:1], name


def test_a_first_query_fetches_little(ask, indexes):
    """Whatever is asked first, some pieces and what tells of them are fetched, a small part of the index."""
    queries = [
        *drawn_queries(indexes, 40),
        "满意度",
        "完成率",
        "项目",
        "数",
        "交通运输局",
        "R-7",
        "hotline",
        "English",
        "量子纠缠",
        "老人",
        "jyj",
        "yiliaobaozhangju",
        "交通运输句",
        "醫療保障局",
        "school",
    ]
    whole = len(gzip.compress((indexes / "whole" / "search" / "words" / "first.json").read_bytes()))
    sizes = {}
    for query, (_, fetched) in zip(queries, ask("pieces", queries), strict=True):
        assert len(fetched) == len(set(fetched)) <= 3 + 2 * SIGNS_READ + PIECES, query
        sizes[query] = sum(len(gzip.compress((indexes / "pieces" / name).read_bytes())) for name in fetched)
    assert max(sizes.values()) < 200_000
    assert sorted(sizes.values())[len(sizes) // 2] < whole / 2


def test_what_is_not_read_is_told_and_read_when_asked_for(ask):
    """Of a common word the first hits come at once, with the word that there may be more; who turns the page gets all."""
    ((some, fetched),) = ask("pieces", ["满意度"])
    ((every, _),) = ask("pieces", ["满意度"], all=True)
    ((whole, _),) = ask("whole", ["满意度"])
    assert some["more"]
    assert not every["more"]
    assert every["hits"] == whole["hits"]
    assert some["count"] < every["count"]
    assert first_of(some) == first_of(every)
    assert sum("piece-" in name for name in fetched) <= PIECES
    ((rare, _),) = ask("pieces", ["R-7 "])
    assert not rare["more"]


@pytest.mark.parametrize("words", ["yiliaobaozhangju", "ylbzj", "医疗保章局", "醫療保障局", "医疗保障句"])
def test_what_is_meant_is_known_in_pieces_too(ask, words):
    """Names of departments are known by their sound and with a slip though no piece that has them is read."""
    ((answer, _),) = ask("pieces", [words])
    assert answer["instead"] == "医疗保障局"
    assert answer["hits"][0]["title"].endswith("医疗保障局")


def test_a_small_portal_has_all_in_one_file():
    """Pieces would cost it more than they save."""
    own, departments = made_pages(forms=20)
    index = SearchIndex.of(own, [part for pages in departments.values() for part in search_parts(pages)])
    files = dict(index.files("zh", '{"docs": []}'))
    assert sorted(files) == ["first.json"]
    assert len(json.loads(files["first.json"])["docs"]) == len(own) + len(PLACES) * len(OFFICES) + 20
    assert list(dict(index.shared())) == ["spelling.json"]


def test_an_index_is_the_same_in_whichever_order_its_parts_come(indexes):
    """Kinds stand one after the other, each piece has one of them and no more than a piece should."""
    own, departments = made_pages()
    pages = [page for pages in departments.values() for page in pages]
    parts = search_parts(sorted(pages, key=lambda page: page.kind is PageKind.DEPARTMENT))
    index = SearchIndex.of(own, parts)
    for place, content in index_files(dict.fromkeys(LANGUAGES, '{"docs": []}'), index).items():
        assert (indexes / "pieces" / place).read_bytes() == content
    assert all(len({part.kind for part in piece}) == 1 for piece in index.pieces)
    assert all(sum(part.size for part in piece) <= search_files.PIECE for piece in index.pieces)
