"""Which kinds of pages the portal has."""

from __future__ import annotations

from build_scripts.words.language import Term


class PageKind(Term):
    """A kind of page: its code, and the name of its one page or of each of its many.

    The code names all that belongs to it: the module in ``pages.kinds`` that makes its pages, the template
    ``pages/<code>.html.j2`` and, where the kind has one page only, the address ``/<code>/``.
    """

    bonus: int
    """For a kind with many pages: which comes first where two answer a search equally well; else 0."""

    HOME = ("home", "首页", "Home")
    COMPARE = ("compare", "比较", "Compare")
    EXPLORE = ("explore", "探索", "Explore")
    FINDINGS = ("findings", "核对发现", "Findings")
    SEARCH = ("search", "搜索", "Search")
    SCORECARD = ("scorecard", "填报情况", "Reporting scorecard")
    RULES = ("rules", "核对规则", "Rules")
    CHANGES = ("changes", "变动", "Changes")
    DOWNLOADS = ("downloads", "数据下载", "Downloads")
    DICTIONARY = ("dictionary", "数据字典", "Data dictionary")
    REFERENCE = ("reference", "参考", "Reference")
    GLOSSARY = ("glossary", "名词解释", "Glossary")
    DESIGN = ("design", "设计说明", "Design guide")
    RULE = ("rule", "规则", "Rule", 4)
    JURISDICTION = ("jurisdiction", "行政区", "Jurisdiction", 1)
    DEPARTMENT = ("department", "部门", "Department", 5)
    YEAR = ("year", "年度", "Year", 2)
    STATEMENT = ("statement", "表单", "Form", 3)
    FINDING = ("finding", "发现", "Finding", 1)
    NOTES = ("notes", "一张表的提示", "Notes on a form", 1)
    SETTLED = ("settled", "不再有的发现", "Settled finding", 1)
    HELD = ("held", "待审查的表单", "Form awaiting review", 1)
    WITHDRAWN = ("withdrawn", "撤下的网页", "Withdrawn page", 1)
    MOVED = ("moved", "原网址", "Former address", 1)
    PART = ("part", "列表的一页", "Page of a list", 1)

    def __init__(self, _code: str, _zh: str, _en: str, bonus: int = 0) -> None:
        """Keep the bonus; code and names are the term's."""
        self.bonus = bonus

    @property
    def is_listed(self) -> bool:
        """Whether the site map names its pages: others list what is named itself, or tell what became of a page."""
        return self not in {
            PageKind.YEAR,
            PageKind.NOTES,
            PageKind.SETTLED,
            PageKind.HELD,
            PageKind.WITHDRAWN,
            PageKind.MOVED,
            PageKind.PART,
        }

    @property
    def is_searched(self) -> bool:
        """Whether the search has its pages; who looks for a finding is led to the row of the form or to the rule."""
        return self.is_listed and self is not PageKind.FINDING

    @property
    def is_cited(self) -> bool:
        """Whether its pages show the data, and so say how they are cited; others explain, or tell what became of a page."""
        return self not in {
            PageKind.SEARCH,
            PageKind.REFERENCE,
            PageKind.GLOSSARY,
            PageKind.DESIGN,
            PageKind.YEAR,
            PageKind.SETTLED,
            PageKind.HELD,
            PageKind.WITHDRAWN,
            PageKind.MOVED,
        }

    @property
    def address(self) -> str | None:
        """Where its one page stands, relative to the portal's root; None where the data make many."""
        if self.bonus:
            return None
        return "" if self is PageKind.HOME else f"{self}/"
