"""An index in pieces gives the first hits of a whole one and fetches little: the search worker in a real Chromium."""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import re
import threading
from collections import defaultdict
from random import Random

import pytest
from conftest import PROJECT

from build_scripts.pages import search_files
from build_scripts.pages.page import Page
from build_scripts.pages.search_files import SearchIndex, search_parts
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
STOPS = "[8, 3, 9]"


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
            departments[url].append(page(PageKind.DEPARTMENT, url, name, names=(name,), words=(place,)))
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
    for lang, edition in zip(LANGUAGES, ("", "en/"), strict=True):
        for name, content in index.files(lang, edition, '{"config": {}, "docs": []}'):
            (folder / edition / "search").mkdir(parents=True, exist_ok=True)
            (folder / edition / "search" / name).write_bytes(content)
    for name, content in index.signs():
        (folder / "search" / name).write_bytes(content)
    worker = "assets/javascripts/search.js"
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
    written(folder / "certain", SearchIndex.of(own, parts), "[8, 3, 10 ** 6]")
    written(folder / "whole", SearchIndex.of(own, parts, small=10**9))
    (folder / "index.html").write_text("<!doctype html><title>-</title>", encoding="utf-8")
    return folder


ASK = """async ([runs, wanted]) => Promise.all(runs.map(([root, query]) => new Promise((answered) => {
  const worker = new Worker(`${root}assets/javascripts/search.js`);
  const answers = [];
  worker.onmessage = ({ data: { type, data } }) => {
    if (type === 1) worker.postMessage({ type: 2, data: query });
    if (type === 3) answers.push(data.items.map((item) => item.map(({ location, title }) => [location, title])));
    if (answers.length === wanted) { worker.terminate(); answered(answers); }
  };
  fetch(`${root}search/search_index.json`).then((got) => got.json()).then((data) => worker.postMessage({ type: 0, data }));
})))"""


@pytest.fixture(scope="module")
def ask(browser, indexes):
    """Return a function that puts each query to a worker of its own; it gives its answers and what it fetched for them."""
    fetched = defaultdict(list)

    class Handler(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path):
            run, _, file = path.lstrip("/").partition("/")
            if file.startswith(("search/", "en/search/")) and not file.endswith("search_index.json"):
                fetched[run].append(file)
            return str(indexes / run.partition("-")[0] / file)

        def log_message(self, *_):
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(indexes)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    numbers = iter(range(10**6))

    def asked(folder, queries, wanted=1):
        runs = [(f"{folder}-{next(numbers)}", query) for query in queries]
        answers = []
        for at in range(0, len(runs), 8):
            roots = [[f"/{run}/", query] for run, query in runs[at : at + 8]]
            answers += page.evaluate(ASK, [roots, wanted])
        return list(zip(answers, (fetched[run] for run, _ in runs), strict=True))

    yield asked
    page.close()
    server.shutdown()
    server.server_close()


def kind_of(item):
    """Return what a result is said to be."""
    return re.search('mz-kind">(.*?)<', item[0][1])[1]


def first_of(items):
    """Return the results that are found for certain: the first few of each kind, with the rows below them."""
    seen = defaultdict(int)
    found = []
    for item in items:
        if item[0][0].startswith("explore/?"):
            continue
        kind = kind_of(item)
        seen[kind] += 1
        if seen[kind] <= FIRST_OF_A_KIND:
            found.append(item)
    return found


def drawn_queries(indexes, count):
    """Return queries of every sort: whole texts, parts of them, their characters in order, two of them, and what is nowhere."""
    random = Random(11)  # noqa: S311 - no secret
    docs = json.loads((indexes / "whole" / "search" / "first.json").read_text(encoding="utf-8"))["docs"]
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
    for query, ((got,), _), ((expected,), _) in zip(queries, in_pieces, whole, strict=True):
        assert first_of(got) == first_of(expected), query
    read = sorted(sum("piece-" in name for name in fetched) for _, fetched in in_pieces)
    pieces = len(list((indexes / "pieces" / "search").glob("piece-*.json")))
    assert read[len(read) // 2] <= PIECES < pieces / 3


def test_a_whole_name_is_first_in_pieces_too(ask):
    """A department, a project, a row by its full name is found first, however many others are like it."""
    names = [f"{place}{office}" for place in PLACES[:2] for office in OFFICES]
    names += [f"{topic}{ending}".replace("\t", " ") for topic in TOPICS[::3] for ending in ENDINGS[::4]]
    for name, ((got,), _), ((expected,), _) in zip(names, ask("pieces", names), ask("whole", names), strict=True):
        assert got[:1] == expected[:1], name


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
    ]
    whole = len(gzip.compress((indexes / "whole" / "search" / "first.json").read_bytes()))
    sizes = {}
    for query, (_, fetched) in zip(queries, ask("pieces", queries), strict=True):
        assert len(fetched) == len(set(fetched)) <= 1 + 8 + 2 * PIECES, query
        sizes[query] = sum(len(gzip.compress((indexes / "pieces" / name).read_bytes())) for name in fetched)
    assert max(sizes.values()) < 200_000
    assert sorted(sizes.values())[len(sizes) // 2] < whole / 2


def test_what_is_not_read_is_told_and_some_of_it_added(ask):
    """Of a common word the first hits come at once, further ones a moment later; the last item leads to all rows."""
    (((first, second), fetched),) = ask("pieces", ["满意度"], wanted=2)
    assert len(second) > len(first)
    assert first_of(first) == first_of(second)
    assert second[-1] == [["explore/?text=%E6%BB%A1%E6%84%8F%E5%BA%A6", search_files.MORE.zh]]
    assert sum("piece-" in name for name in fetched) <= 2 * PIECES
    (((rare,), _),) = ask("pieces", ["R-7 "])
    assert not any(location.startswith("explore/?") for item in rare for location, _ in item)


def test_a_small_portal_has_all_in_one_file():
    """Pieces would cost it more than they save."""
    own, departments = made_pages(forms=20)
    index = SearchIndex.of(own, [part for pages in departments.values() for part in search_parts(pages)])
    files = dict(index.files("zh", "", '{"config": {}, "docs": []}'))
    assert sorted(files) == ["first.json", "search_index.json"]
    assert len(json.loads(files["first.json"])["docs"]) == len(own) + len(PLACES) * len(OFFICES) + 20
    assert dict(index.signs()) == {}


def test_an_index_is_the_same_in_whichever_order_its_parts_come(indexes):
    """Kinds stand one after the other, each piece has one of them and no more than a piece should."""
    own, departments = made_pages()
    pages = [page for pages in departments.values() for page in pages]
    parts = search_parts(sorted(pages, key=lambda page: page.kind is PageKind.DEPARTMENT))
    index = SearchIndex.of(own, parts)
    for name, content in index.files("en", "en/", '{"config": {}, "docs": []}'):
        assert (indexes / "pieces" / "en" / "search" / name).read_bytes() == content
    for name, content in index.signs():
        assert (indexes / "pieces" / "search" / name).read_bytes() == content
    assert all(len({part.kind for part in piece}) == 1 for piece in index.pieces)
    assert all(sum(part.size for part in piece) <= search_files.PIECE for piece in index.pieces)
