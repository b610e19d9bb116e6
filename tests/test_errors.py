"""One translator tells what is wrong in the data file, in packs and in phrases: Chinese, three parts, no English."""

import re
from typing import Literal

import pytest
from pydantic import BaseModel, Field, ValidationError

from drafter.findings import Place
from drafter.model import SelfEvaluation
from drafter.pack import PackData
from drafter.phrasebank.phrase import Phrase
from drafter.textfile import Places, faults_of
from drafter.textfile.errors import KEY


class Inner(BaseModel):
    name: str = Field(alias="名称")
    count: int = Field(default=1, alias="个数", gt=0, le=9, examples=["3"])


class Outer(BaseModel):
    """A key for each kind of error that a record of ours can give."""

    model_config = {"extra": "forbid"}

    kind: Literal["左", "右"] = Field(default="左", alias="对齐")
    words: Literal["or", "it's"] | None = Field(default=None, alias="字样")
    several: tuple[str, ...] = Field(default=("甲",), alias="行", min_length=1, max_length=2)
    groups: tuple[Inner, ...] = Field(default=(), alias="组")
    by_number: dict[int, str] = Field(default_factory=dict, alias="编号")
    yes: bool = Field(default=True, alias="默认文书", examples=["true"])


# What is given, and the one line about it.
TOLD = [
    ({"对齐": "上"}, "对齐：现在是“上”；应为 左、右 之一。请改正。"),
    ({"字样": "上"}, "字样：现在是“上”；应为 or、it's 之一。请改正。"),
    ({"行": []}, "行：“行”是空的；至少要有一条。请补上一条。"),
    ({"行": ["甲", "乙", "丙"]}, "行：“行”有3条；最多2条。请删去几条，或拆成两个。"),
    ({"行": "甲"}, "行：现在是“甲”；这里应是一个列表。请另起一行，每条以短横“- ”开头，或写成 [甲, 乙]。"),
    ({"组": "甲"}, "组：现在是“甲”；这里应是一个列表。请另起一行，每条以短横“- ”开头。"),
    ({"组": {"名称": "甲"}}, "组：现在是一组键（名称）；这里应是一个列表。请给每一条前面加短横“- ”。"),
    ({"组": ["名称：甲"]}, "组[1]：“名称：”用了全角冒号；这里应是一组“键: 值”。请改成半角冒号加一个空格“: ”。"),
    ({"组": [{"个数": "3"}]}, "组[1]·名称：没有填；这一项必填。请填写名称。"),
    ({"组": [{"名称": "甲", "个数": "三"}]}, "组[1]·个数：现在是“三”；应是整数，如 12。请改成数字。"),
    ({"组": [{"名称": "甲", "个数": "0"}]}, "组[1]·个数：现在是“0”；应大于 0。请改正。"),
    ({"组": [{"名称": ["甲"]}]}, "组[1]·名称：现在是一个列表（1条）；这里应是一段文字。请改成一段文字。"),
    ({"编号": {"一": "甲"}}, "编号·一：现在是“一”；应是整数，如 12。请改成数字。"),
    ({"默认文书": "也许"}, "默认文书：现在是“也许”，读不懂；应写成 true 的样子。请对照填写说明改正。"),
    ({"名称": "甲"}, "名称：这里没有“名称”这个键；它属于组。请核对缩进，或移到那里。"),
    ({"默任文书": "否"}, "默任文书：没有“默任文书”这个键；最接近的是“默认文书”。请改成“默认文书”，或删去。"),
    (
        {"默任文书": "true", "默认文书": "true"},
        "默任文书：没有“默任文书”这个键；最接近的是“默认文书”，已经写了。请删去一处，或改正键名。",
    ),
    ({"xyz": "1"}, "xyz：没有“xyz”这个键；这里可以写对齐、字样、行、组、编号、默认文书。请改正或删去。"),
]


def told(model: type[BaseModel], tree: object) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(tree)
    return [str(fault) for fault in faults_of(caught.value, model, tree, Places("甲.yaml"), "")]


@pytest.mark.parametrize(("tree", "line"), TOLD, ids=[line.split("；")[0] for _, line in TOLD])
def test_an_error_is_one_chinese_line(tree: object, line: str) -> None:
    assert told(Outer, tree) == [f"甲.yaml {line}"]


@pytest.mark.parametrize("model", [SelfEvaluation, PackData, Phrase])
@pytest.mark.parametrize("value", ["x", "", None, [], ["x"], {}, {"x": "y"}, [{"x": ["y"]}], [[]]])
def test_no_error_of_any_record_passes_untranslated(model: type[BaseModel], value: object) -> None:
    """Every key is given every kind of value; English is only what was written, a key, or an example."""
    keys = [field.alias or name for name, field in model.model_fields.items()]
    english = re.compile(r"(?i)\b(?:input|should|valid|field|required|type|string|value|error|extra|pydantic)\b")
    for key in (*keys, "x"):
        try:
            model.model_validate({key: value})
        except ValidationError as error:
            for fault in faults_of(error, model, {key: value}, Places("甲.yaml"), ""):
                assert isinstance(fault.where, Place)
                assert KEY not in fault.where.path
                assert fault.found
                assert fault.expected
                assert fault.hint
                assert not english.search(f"{fault.found}{fault.expected}{fault.hint}"), fault
