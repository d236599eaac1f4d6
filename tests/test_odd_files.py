"""What is no plain file, has no end, is not UTF-8 or is named against a terminal is refused in one clear sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import TODAY
from jinja2 import TemplateSyntaxError

from build_scripts.cli import WRONG_CALL, main
from build_scripts.judging.audit import audit
from build_scripts.pages import render
from build_scripts.publish.editions import navigation
from build_scripts.publish.folder import PublishError
from build_scripts.publish.own_files import written_pages
from build_scripts.reading.load import load

FORM = "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
ESC = "\x1b[31m"


@pytest.mark.parametrize("name", ["con", "nul", "com1", "lpt9", "aux", "prn"])
def test_no_id_is_the_name_of_a_device(name, write_tree):
    """Nobody with Windows could check the data out: folder and file are refused, each with another name to take."""
    folder, file = f"{name}/jurisdiction.yml", f"scoring_profiles/{name}.yml"
    problems = load(write_tree({folder: "", file: ""}))[1]
    told = {item.file: item.message.zh for item in problems if item.code == "name-of-device"}
    assert set(told) == {f"data/{name}", f"data/{file}"}
    assert all(f"{name}-1" in said for said in told.values())


@pytest.mark.parametrize("place", ["/dev/zero", "pipe"])
def test_a_document_without_an_end_is_no_document(place, write_tree, tmp_path, capsys):
    """A device is not read for ever, and nobody waits for what a pipe will say."""
    os.mkfifo(tmp_path / "pipe")
    file = tmp_path / place  # an absolute one stays what it is
    assert main(["import", str(file), "--data", str(write_tree()), "--dry-run"]) != 0
    assert str(file) in capsys.readouterr().out


def test_a_document_may_be_a_link(write_tree, tmp_path, capsys):
    """It is the document that is read, and refused for what it is."""
    (tmp_path / "form.txt").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "link.txt").symlink_to("form.txt")
    main(["import", str(tmp_path / "link.txt"), "--data", str(write_tree()), "--dry-run"])
    assert "认不出这是什么文件" in capsys.readouterr().out


def test_a_pipe_among_hand_written_pages_is_refused(tmp_path):
    """It is not passed over in silence, and not waited for."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/index.md").write_text("# a", encoding="utf-8")
    os.mkfifo(tmp_path / "content/pipe.md")
    with pytest.raises(PublishError, match="only plain files"):
        written_pages(tmp_path)


@pytest.mark.parametrize("text", ["[a](" * 2001, "一" * 200_000])
def test_no_page_holds_up_the_build(text, tmp_path):
    """A page of brackets takes the square of its length to be made: it is refused before."""
    (tmp_path / "content").mkdir()
    page = tmp_path / "content/about.md"
    page.write_text(text[:-4], encoding="utf-8")
    if text.isascii():
        assert written_pages(tmp_path)["about.md"] == page.read_bytes()
    page.write_text(text, encoding="utf-8")
    with pytest.raises(PublishError, match="at most 512 KB and 2000 times"):
        written_pages(tmp_path)


def test_settings_that_are_not_utf8_are_named(tmp_path):
    """The file, and the byte at which it goes wrong."""
    (tmp_path / "mkdocs.yml").write_bytes(b"nav: [\xff]")
    with pytest.raises(PublishError, match=r"mkdocs\.yml.*UTF-8.*byte 6"):
        navigation(tmp_path)


def test_a_template_that_is_not_utf8_is_named(tmp_path, monkeypatch):
    """With the line on which it goes wrong, as any other mistake in a template."""
    (tmp_path / "odd.html.j2").write_bytes("一\n二\n".encode() + b"\xff")
    monkeypatch.setattr(render, "TEMPLATES", tmp_path)
    render.environment.cache_clear()
    with pytest.raises(TemplateSyntaxError, match="not UTF-8") as wrong:
        render.environment("zh").get_template("odd.html.j2")
    render.environment.cache_clear()
    assert render.place_of_mistake(wrong.value) == f"{tmp_path}/odd.html.j2:3"


def test_no_name_moves_the_cursor_of_a_terminal(tmp_path, write_tree, capsys):
    """The sign that begins a command is shown as its code, whoever names the file."""
    assert main(["build", "--data", str(tmp_path / f"{ESC}x"), "--out", str(tmp_path / "site")]) == WRONG_CALL
    odd = tmp_path / f"{ESC}.txt"
    odd.write_bytes(b"\x00")
    main(["import", str(odd), "--data", str(write_tree()), "--dry-run"])
    said = capsys.readouterr()
    assert "\\u001b[31m" in said.err
    assert "\\u001b[31m" in said.out
    assert "\x1b" not in said.out + said.err


def test_a_file_that_goes_while_data_is_read_is_a_problem(write_tree, monkeypatch):
    """Someone else deletes it between the list and the look: one sentence, and all other files are read."""
    data, opened = write_tree(), os.open

    def gone(path, *more):
        if str(path).endswith("jurisdiction.yml"):
            Path(path).unlink(missing_ok=True)
        return opened(path, *more)

    monkeypatch.setattr(os, "open", gone)
    problems = load(data)[1]
    assert "data/wuhan/jurisdiction.yml" in {item.file for item in problems}


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u2066", "\ue000", "\ufeff", "\u00ad", "\U000e0041"])
def test_a_name_is_what_one_sees(sign, write_tree, tree):
    """A sign that is not seen makes two names look like one, or turns what follows around: in no name, title or reply."""
    department = "wuhan-jiangxia/gov-office/department.yml"
    code = f"\\U{ord(sign):08x}"
    text = tree[department].replace('name: "区政府办公室"', f'name: "区政府{code}办公室"')
    (problem,) = load(write_tree({department: text}))[1]
    assert (problem.code, problem.file, problem.line) == ("unseen-character", f"data/{department}", 1)
    assert f"U+{ord(sign):04X}" in problem.message.zh
    form = tree[FORM].replace('name: "维修里程"', f'name: "维修{code}里程"')
    assert load(write_tree({department: tree[department], FORM: form}))[1] == []


def test_a_quotation_repeats_what_is_printed_with_every_sign(write_tree, tree):
    """A restatement says what stood in the cell, as the record of a release does: seen or not."""
    form = tree[FORM].replace('name: "维修里程"', 'name: "维修\\u200b里程"')
    entry = (
        'restatements:\n  - statement: "wuhan-jiangxia/gov-office/2023/road-repair"\n    row: "g-le36at43"\n'
        '    column: "actual_text"\n    old: "完\\u200b成"\n    new: "已完成"\n    date: "2024-06-01"\n    reason: "更正"\n'
    )
    data = write_tree({FORM: form, "wuhan-jiangxia/gov-office/restatements.yml": entry})
    assert "unseen-character" not in {item.code for item in load(data)[1]}
    assert main(["record", "--data", str(data)]) == 0
    assert load(data)[1] == []


def test_a_quotation_turns_no_sentence_around(write_tree, tree):
    """A form may print a sign that reverses what follows; where a finding quotes it the sign is seen and does nothing."""
    text = tree[FORM].replace('target: ">=5公里"', 'target: "\\u202e>=5公里 目标"').replace('"5公里"', '"\\u2067完成"')
    audited, problems = audit(write_tree({FORM: text}), lambda _: None, TODAY)
    said = "".join(str(item.message) for item in audited.findings)
    assert problems == []
    assert not {"\u202e", "\u2067"} & set(said)
