"""One form as it was read: the values by the keys of the data file, before they become a tree.

In: values from the reader. Out: ``Form``; its ``put`` refuses a second value for a field.
"""

from msgspec import Struct, field

EXECUTION = (
    *("金额单位", "基本支出总额", "项目支出总额", "年初预算数", "全年预算数", "全年执行数"),
    *("执行率", "分值", "得分"),
)
"""The fields of a form that the data file has under 预算执行."""

LINES = ("原因分析", "措施方案", "措施及结果应用方案", "偏差原因及改进措施", "结果应用", "其他说明")
"""The fields of a form that are texts of several lines, placed when all rows are known."""

BACKGROUND = "基本情况."
"""How the key of a heading of 基本情况 begins."""


class Goal(Struct):
    """A 年度目标 as the form prints it."""

    values: dict[str, str] = field(default_factory=dict)
    level1_points: dict[str, str] = field(default_factory=dict)
    rows: list[dict[str, str]] = field(default_factory=list)
    opened: bool = False
    """Whether what follows belongs to it: a label of its own began it, or it came after the list of another."""


class Form(Struct):
    """A form: its file and table, the lines above it, the values that were read."""

    file: str
    place: str
    titles: tuple[str, ...] = ()
    values: dict[str, str | list[str]] = field(default_factory=dict)
    background: dict[str, str] = field(default_factory=dict)
    execution: dict[str, str] = field(default_factory=dict)
    parts: list[dict[str, str]] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def has_body(self) -> bool:
        """Whether the list of indicators, or the total, has been reached."""
        return any(goal.rows for goal in self.goals) or "总分" in self.values

    @property
    def is_empty(self) -> bool:
        return not (self.values or self.execution or self.parts or self.goals or self.texts)

    @property
    def project(self) -> str | None:
        """The name of the project, None for a form of the whole department."""
        name = self.values.get("项目名称")
        return name if isinstance(name, str) else None

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of all goals, in the order of the form."""
        return [row for goal in self.goals for row in goal.rows]

    def new_goal(self, values: dict[str, str] | None = None, *, opened: bool = False) -> Goal:
        """One more 年度目标."""
        goal = Goal(values or {}, opened=opened or bool(self.rows))
        self.goals.append(goal)
        return goal

    def held(self, key: str) -> str | list[str] | None:
        """The value of a field, None where it has none."""
        texts, name = self._texts_with(key), key.removeprefix(BACKGROUND)
        return self.values.get(name) if texts is None else texts.get(name)

    def put(self, key: str, value: str | list[str]) -> bool:
        """Keeps a value; False where the field has another one. Only ticked boxes, which are values, are lists."""
        held = self.held(key)
        if held is not None:
            return held == value
        texts, name = self._texts_with(key), key.removeprefix(BACKGROUND)
        if texts is None:
            self.values[name] = value
        else:
            texts[name] = str(value)
        return True

    def _texts_with(self, key: str) -> dict[str, str] | None:
        """The group of texts in which a field is kept; None for one of the form's own values."""
        if key.startswith(BACKGROUND):
            return self.background
        if key in EXECUTION:
            return self.execution
        return self.texts if key in LINES else None
