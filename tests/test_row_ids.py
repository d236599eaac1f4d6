"""The ids of rows outlive every change around them: a row keeps its own, and no other row ever gets it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from build_scripts.reading.model import FundingLine, Goal, Indicator, Narrative
from build_scripts.reading.row_ids import row_ids

NAMES = st.sampled_from(("培训人次", "发布期数", "群众满意度", "培 训人次", "", "项目完成率"))
CELLS = st.none() | st.sampled_from(("90%", "95%", "100人", ""))
LEVELS = st.none() | st.sampled_from(("产出指标", "效益指标"))


@st.composite
def indicators(draw) -> Indicator:
    return Indicator(level1=draw(LEVELS), level2=draw(LEVELS), name=draw(NAMES), target=draw(CELLS), actual=draw(CELLS))


@st.composite
def goal_lists(draw) -> list[Goal]:
    texts = draw(st.lists(st.sampled_from(("做好培训", "办好政务公开", "", None)), min_size=1, max_size=3))
    return [
        Goal(
            kind="annual",
            target_text=text,
            label=f"目标{n}",
            indicators=tuple(draw(st.lists(indicators(), max_size=5))),
        )
        for n, text in enumerate(texts)
    ]


def marked(goals: list[Goal]) -> list[Goal]:
    """Give every row a number that it keeps, where the importer keeps the line of the source."""
    line = 0
    for number, goal in enumerate(goals):
        rows = []
        for row in goal.indicators:
            line += 1
            rows.append(row.model_copy(update={"source_line": line}))
        goals[number] = goal.model_copy(update={"source_line": 1000 + number, "indicators": tuple(rows)})
    return goals


def meanings(goals: list[Goal]) -> dict[str, tuple[object, ...]]:
    """Return what each id stands for: the words of the goal, the levels and the name, spaces aside."""
    ids = row_ids(goals, (), (), ())
    said: dict[str, tuple[object, ...]] = {}
    for number, goal in enumerate(goals):
        said[ids[f"goals[{number}]"]] = (goal.kind, goal.target_text or goal.overview or goal.label)
        for place, (row, level1, level2) in enumerate(goal.spanned()):
            words = ("".join(row.name.split()), level1, level2, goal.target_text or goal.label)
            said[ids[f"goals[{number}].indicators[{place}]"]] = words
    return said


EDITS = st.lists(
    st.tuples(st.sampled_from(("insert", "delete", "move", "reword", "figure", "split")), st.randoms()), max_size=6
)


def edited(goals: list[Goal], edit: str, chance) -> list[Goal]:
    """Return the goals after one thing that an editor does to them."""
    goals = list(goals)
    at = chance.randrange(len(goals))
    rows = list(goals[at].indicators)
    place = chance.randrange(len(rows)) if rows else 0
    if edit == "insert":
        rows.insert(place, Indicator(name=chance.choice(("新增指标", "培训人次")), target=chance.choice(("1", "2"))))
    elif edit == "delete" and rows:
        del rows[place]
    elif edit == "move" and rows:
        rows.insert(chance.randrange(len(rows)), rows.pop(place))
    elif edit == "reword" and rows:
        rows[place] = rows[place].model_copy(update={"name": chance.choice(("改过的名称", "发布期数"))})
    elif edit == "figure" and rows:
        rows[place] = rows[place].model_copy(update={"actual": chance.choice(("7", "8"))})
    elif edit == "split" and rows:
        goals.insert(at + 1, Goal(kind="annual", target_text="分出的目标", label="", indicators=tuple(rows[place:])))
        rows = rows[:place]
    goals[at] = goals[at].model_copy(update={"indicators": tuple(rows)})
    return goals


@given(goal_lists(), EDITS)
def test_an_id_never_changes_what_it_stands_for(goals, edits):
    """Whatever editors do, an id that was given to one row never leads to a row with another goal, level or name."""
    given_out = meanings(goals)
    for edit, chance in edits:
        goals = edited(goals, edit, chance)
        now = meanings(goals)
        assert all(given_out[id_] == words for id_, words in now.items() if id_ in given_out)
        given_out |= now


@given(goal_lists(), st.randoms())
def test_rows_that_are_not_touched_keep_their_ids(goals, chance):
    """Inserting, removing or moving a row changes the id of no row that prints other words."""
    goals = marked(goals)

    def listed(goals: list[Goal]) -> list[tuple[int | None, str, tuple[object, ...]]]:
        ids = row_ids(goals, (), (), ())
        return [
            (row.source_line, ids[f"goals[{number}].indicators[{place}]"], (row.name.replace(" ", ""), *levels, number))
            for number, goal in enumerate(goals)
            for place, (row, *levels) in enumerate(goal.spanned())
        ]

    before = listed(goals)
    after = listed(edited(goals, chance.choice(("insert", "delete", "move")), chance))
    for line, id_, words in before:
        for line_after, id_after, words_after in after:
            if (line, words) == (line_after, words_after) and all(
                [other for *_, other in rows].count(words) == 1 for rows in (before, after)
            ):
                assert id_ == id_after


@given(goal_lists())
def test_ids_differ_are_short_and_safe_in_an_address(goals):
    """No two rows of a form have one id; an id is ASCII, needs no escape and is short."""
    ids = row_ids(goals, [FundingLine(line_code="total", label="合计")] * 3, (), [Narrative(kind="remarks", text="无")])
    assert len(set(ids.values())) == len(ids)
    assert all(id_.isascii() and id_.replace("-", "").isalnum() and len(id_) <= 14 for id_ in ids.values())


def test_rows_with_the_same_name_are_told_apart_by_their_cells_and_only_repeats_by_a_number():
    """Of two rows of one name each has an id of its own that the other's removal does not hand over."""
    twins = [Indicator(level1="产出指标", name="完成率", target=target) for target in ("90%", "95%", "95%")]
    ids = row_ids([Goal(kind="overall", indicators=tuple(twins))], (), (), ())
    first, second, third = (ids[f"goals[0].indicators[{n}]"] for n in range(3))
    assert third == f"{second}-2"
    fewer = row_ids([Goal(kind="overall", indicators=(twins[0], twins[2]))], (), (), ())
    assert [fewer[f"goals[0].indicators[{n}]"] for n in range(2)] == [first, second]


def test_a_written_id_stays_where_words_are_corrected():
    """``id`` in a row, and in a goal for all its rows, keeps what was published."""
    row = Indicator(level1="产出指标", name="发步期数")
    goal = Goal(kind="overall", target_text="做好公开", indicators=(row,))
    ids = row_ids([goal], (), (), ())
    mended = goal.model_copy(
        update={
            "target_text": "做好政务公开",
            "id": ids["goals[0]"],
            "indicators": (row.model_copy(update={"name": "发布期数", "id": ids["goals[0].indicators[0]"]}),),
        }
    )
    assert row_ids([mended], (), (), ()) == ids


def test_an_id_is_what_it_was_when_it_was_first_published():
    """The way from words to an id is a promise: these were worked out once by hand (SHA-256, base 32)."""
    goal = Goal(kind="overall", target_text="做好公开", indicators=(Indicator(level1="产出指标", name="发布期数"),))
    ids = row_ids([goal], [FundingLine(line_code="total", label="年度资金总额")], (), ())
    assert ids == {
        "goals[0]": "g-fzqimcck",
        "goals[0].indicators[0]": "i-qa4hw3v7",
        "funding[0]": "f-4pm2ww3v",
    }
