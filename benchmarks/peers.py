"""The same pages for other generators, taken from a built site; and the floor: reading and writing alone.

    python benchmarks/peers.py trees SITE FOLDER        pages of forms as Markdown, all pages as finished HTML
    python benchmarks/peers.py floor DATA SITE FOLDER   read every file of DATA, write as many files and bytes as SITE has

A table of a page is a pipe table in Markdown, with the words of its cells. Hugo dresses a finished page in the very head
and foot that the site has, so that it writes the same bytes.
"""

from __future__ import annotations

import html
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

FORM = 'class="mz mz-statement"'
MATERIAL = "site_name: Peer\nsite_url: ''\ntheme: {{name: material, language: zh, font: false}}\nplugins: [{plugins}]\nnav: [index.md]\nvalidation: {{nav: {{omitted_files: ignore}}}}\nmarkdown_extensions: [tables]\n"
"""Only the first page is in the navigation: with all of them the cost grows with the square of their number."""
HUGO = 'disableKinds = ["taxonomy", "term", "rss", "sitemap", "home", "section", "404"]\nbaseURL = "/"\n[markup.goldmark.renderer]\nunsafe = true\n[security]\nallowContent = [".*"]\n'
HEADINGS = {"h1": "#", "h2": "##", "h3": "###", "h4": "####"}


def pages(site: Path) -> Iterator[tuple[Path, str, str, str]]:
    """Yield each page of a site that has an article: its folder, what stands before it, its body, what stands behind."""
    for path in sorted(site.rglob("index.html")):
        text = path.read_text(encoding="utf-8")
        head, opening, rest = text.partition("<article")
        body, closing, foot = rest.partition("</article>")
        if closing:
            start, _, body = body.partition(">")
            yield path.parent.relative_to(site), f"{head}{opening}{start}>", body, f"</article>{foot}"


def markdown(body: str) -> str:
    """Return the headings, texts and tables of a page as Markdown."""
    parts: list[str] = []
    _collect(lxml_html.fragment_fromstring(body, create_parent="div"), parts)
    return "\n\n".join(parts) + "\n"


def _collect(element: Any, parts: list[str]) -> None:  # noqa: ANN401 - lxml's elements have no types
    for child in element:
        if not isinstance(child.tag, str) or child.tag in {"svg", "script", "style", "button"}:
            continue
        if child.tag == "table":
            parts.append(_pipe_table(child))
        elif child.tag in HEADINGS or child.tag in {"p", "li", "dt", "dd", "summary", "pre"}:
            if words := _words(child):
                parts.append(f"{HEADINGS.get(child.tag, '')} {words}".strip())
        else:
            _collect(child, parts)


def _words(element: Any) -> str:  # noqa: ANN401
    return html.escape(" ".join(element.text_content().split()), quote=False).replace("|", "\\|")


def _pipe_table(table: Any) -> str:  # noqa: ANN401
    rows = [[_words(cell) for cell in row.iter("td", "th")] for row in table.iter("tr")]
    width = max((len(row) for row in rows), default=1)
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]]) if lines else ""


def trees(site: Path, folder: Path) -> None:
    """Write what the peers read."""
    for name in ("markdown/docs", "hugo-markdown/content", "hugo-html/content"):
        (folder / name).mkdir(parents=True)
    frame = ("", "")
    for place, head, body, foot in pages(site):
        title = json.dumps(place.as_posix())
        name = place.as_posix() if place.parts else "home"
        _write(folder / f"hugo-html/content/{name}.html", f"---\ntitle: {title}\n---\n{body}")
        if FORM in body:
            text = markdown(body)
            _write(folder / "markdown/docs" / f"{place}.md", text)
            _write(folder / "hugo-markdown/content" / f"{place}.md", f"---\ntitle: {title}\n---\n{text}")
            frame = (head, foot)
    _write(folder / "markdown/docs/index.md", "# Peer\n")
    for name, plugins in (("mkdocs.yml", ""), ("search.yml", "search")):
        _write(folder / "markdown" / name, MATERIAL.format(plugins=plugins))
    before, after = (part.replace("{{", "{ {") for part in frame)
    for name in ("hugo-markdown", "hugo-html"):
        _write(folder / name / "hugo.toml", HUGO)
        for layout in ("single", "list"):
            _write(folder / name / f"layouts/_default/{layout}.html", f"{before}{{{{ .Content }}}}{after}")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def floor(data: Path, site: Path, folder: Path) -> None:
    """Read every file of ``data``, and write as many files with as many bytes as ``site`` has."""
    for path in data.rglob("*.yml"):
        path.read_bytes()
    for path in site.rglob("*"):
        if path.is_file():
            target = folder / path.relative_to(site)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(bytes(path.stat().st_size))


def main() -> None:
    """Do what the first argument names."""
    if sys.argv[1] == "trees":
        trees(*map(Path, sys.argv[2:]))
    else:
        floor(*map(Path, sys.argv[2:]))


if __name__ == "__main__":
    main()
