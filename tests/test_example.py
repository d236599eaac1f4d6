"""The made-up portal of ``make example``: every state that a living portal has is filled, in what is really built."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from build_scripts.cli import main

EXAMPLE = Path(__file__).parent.parent / "example"
BUREAU = "example-district/transport-bureau"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the site of the example, built from a copy by the command."""
    folder = tmp_path_factory.mktemp("example")
    shutil.copytree(EXAMPLE, folder / "data")
    assert main(["build", "--data", str(folder / "data"), "--out", str(folder / "site")]) == 0
    return folder / "site"


@pytest.mark.site
def test_the_example_shows_what_a_living_portal_has(site):
    """A reply, a finding accepted until a day, a correction, a held form, a withdrawn one, two releases, and that it is made up."""
    told = {
        "": ("示例门户（全部内容都是编的）", "2026.10"),
        f"{BUREAU}/2024/road-repair/BUD-03-f-4pm2ww3v-executed/": ("年末追加预算 30 万元", "已说明"),
        f"{BUREAU}/2024/bus-shelters/SCO-05-i-3trrmp3h-score/": ("接受的原因", "2030-12-31"),
        f"{BUREAU}/2024/bus-shelters/": ("以下各格在发布后更正过", "10座", "12座", "依据验收单"),
        f"{BUREAU}/": ("1 份表单待审查，暂缓发布", "撤下的表单", "各年度并列", "比上年变动最大的目标"),
        f"{BUREAU}/2023/hotline/": ("原表已由该单位公布",),
        "changes/": ("2023 服务热线", "实际完成情况", "数据版本 2026.09"),
    }
    for url, texts in told.items():
        page = (site / url / "index.html").read_text(encoding="utf-8")
        missing = [text for text in texts if text not in page]
        assert not missing, (url, missing)
    assert not (site / BUREAU / "2024/hotline/index.html").exists()
    assert not any("13800138000" in path.read_text(encoding="utf-8") for path in site.rglob("*.html"))


def test_the_example_says_that_it_is_made_up():
    """Nobody takes it for a government's: title, publisher and contact say so, in both languages."""
    settings = (EXAMPLE / "portal.yml").read_text(encoding="utf-8")
    assert settings.count("编的") == 3
    assert "everything is made up" in settings
