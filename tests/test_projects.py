"""A project: a government's own files in the place of the program's, found from whatever folder the command is run in."""

from __future__ import annotations

import re

import pytest

from build_scripts.brought import BROUGHT
from build_scripts.cli import main
from build_scripts.pages.render import use_templates
from build_scripts.publish import PublishError, own_templates
from build_scripts.publish.own_files import mkdocs_settings, written_pages


@pytest.fixture(autouse=True)
def _templates_of_the_program_afterwards():
    """A process renders with the templates of the project that it built last: other tests have those of the program."""
    yield
    use_templates({})


def write(folder, files):
    """Write files below a folder."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())


OWN = {
    "content/about.md": "# 关于\n\n由某区财政局主办。\n",
    "content/policy.md": "# 规定\n\n本区的规定。\n",
    "content/en/policy.md": "# Policy\n\nThe policy.\n",
    "site_templates/pages/glossary.html.j2": '<div class="mz"><h1>{{ t("本区名词", "Our words") }}</h1></div>\n',
    "site_templates/theme/assets/stylesheets/print.css": "/* ours */ body { color: black; }\n",
    "site_templates/theme/partials/footer.html": "<footer>某区财政局维护</footer>\n",
    "mkdocs.yml": """\
copyright: 某区财政局
nav:
  - 首页: index.md
  - 规定: policy.md
extra:
  english:
    nav:
      policy.md: Policy
""",
}


def test_files_of_a_project_stand_in_the_place_of_the_programs(write_tree, tmp_path, monkeypatch):
    """Pages, single templates and theme files, and settings of MkDocs; all else is the program's, and all is in the project."""
    write_tree()
    write(tmp_path, OWN)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert main(["build", "--project", "..", "--jobs", "2"]) == 0
    site = tmp_path / "site"
    about, glossary, method = ((site / place / "index.html").read_text() for place in ("about", "glossary", "method"))
    assert "由某区财政局主办" in about
    assert "本区名词" in glossary
    assert "Our words" in (site / "en" / "glossary" / "index.html").read_text()
    assert "怎样读一个单元格" in method
    assert (
        "This portal turns" in (site / "en" / "about" / "index.html").read_text()
    )  # the program's, where there is no own
    for page in (about, glossary, method):
        assert "<footer>某区财政局维护</footer>" in page
        tabs = re.findall(r'<li class="md-tabs__item.*?>\s+(\S+)\s+</a>', page, re.DOTALL)
        assert tabs == ["首页", "规定"]
        assert 'data-md-color-scheme="default"' in page  # of the program's settings, which ours do not mention
    assert "<title>Policy" in (site / "en" / "policy" / "index.html").read_text()
    styles = (site / "assets" / "stylesheets" / "portal.css").read_text()
    assert "/* ours */ body" in styles
    assert "--md-primary-fg-color" in styles
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".cache", "content", "data", "elsewhere", "mkdocs.yml", "site", "site_templates",
    ]  # fmt: skip
    assert list((tmp_path / "elsewhere").iterdir()) == []
    (tmp_path / "site_templates" / "pages" / "glossary.html.j2").unlink()
    assert main(["--project", "..", "build", "--jobs", "1"]) == 0
    assert "本区名词" not in (site / "glossary" / "index.html").read_text()


def test_a_mistake_in_a_template_of_a_project_is_told_with_its_file(write_tree, tmp_path, capsys):
    """The file that is named is the project's, with its line."""
    write_tree()
    own = {"site_templates/pages/department.html.j2": "<div>\n{{ page.nothing_of_the_kind }}\n</div>\n"}
    write(tmp_path, own)
    assert main(["build", "--project", str(tmp_path), "--jobs", "1"]) == 2
    assert f"{tmp_path}/site_templates/pages/department.html.j2:2" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"site_templates/pages/depratment.html.j2": "x"}, "department.html.j2"),
        ({"site_templates/macros/chart.html.j2": "\ud800".encode("utf-8", "surrogatepass")}, "UTF-8"),
        ({"mkdocs.yml": "theme: [a"}, "mkdocs.yml"),
        ({"mkdocs.yml": "theme: material"}, "theme: {palette"),
        ({"mkdocs.yml": "theme:\n  custom_dir: my_theme"}, "site_templates/theme/"),
        ({"content/about.md": "关于".encode("gbk")}, "UTF-8"),
    ],
    ids=["no such template", "template no UTF-8", "no YAML", "theme no group", "another theme folder", "page no UTF-8"],
)
def test_what_would_have_no_effect_is_refused(tmp_path, files, said):
    """Each is told with its file, and with what would be right."""
    write(tmp_path, files)
    folder = next(iter(files)).partition("/")[0]
    look = {"content": written_pages, "mkdocs.yml": mkdocs_settings, "site_templates": own_templates}[folder]
    with pytest.raises(PublishError, match=said) as told:
        look(tmp_path)
    assert str(tmp_path / next(iter(files))) in str(told.value)


def test_a_project_without_files_of_its_own_has_the_programs(tmp_path):
    """Pages and settings are those that the program brings, but for the pictures of its own repository."""
    assert own_templates(tmp_path) == {}
    assert {"about.md", "method.md", "en/about.md", "en/method.md"} <= set(written_pages(tmp_path))
    assert not [place for place in written_pages(tmp_path) if not place.endswith(".md")]
    (_, none), (_, brought) = mkdocs_settings(tmp_path), mkdocs_settings(BROUGHT)
    assert all(none[key] == brought[key] for key in ("nav", "theme", "extra", "validation"))
