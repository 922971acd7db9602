"""`certreg reference build-title-words`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from certreg.cli.reference import command
from certreg.domain.errors import InvalidInput
from certreg.reference.title_words import PLACE, STRONG, read_title_words

TEXTS = {
    "销售代表": (
        "负责联系客户；完成销售目标；跟进意向订单；走访市场；收集同行产品的信息；"
        "做好回款；维护老客户；办理合同签订；汇总每日进展；回答询价；寄送样品。"
    ),
    "行政文员": (
        "负责整理档案；登记往来文件；采购办公用品；安排会议室；收发快递；打印复印"
        "材料；更新通讯录；管理印章；接待来访；布置会场用品；统计考勤；领用文具。"
    ),
    "小学教师": (
        "负责备课授课；批改作业；组织课堂活动；与家长交流；编写教案；参与教研；布"
        "置教室；照看午休；填写成长手册；准备教具；带队春游；排练节目；出黑板报。"
    ),
    "平面设计师": (
        "负责绘制图稿；版面编排；修整照片；制作海报；选用字体；整理素材；跟进印刷"
        "；设计包装；完成排版；调整配色；输出成品图稿；归集字库；修改画册。"
    ),
}


def rows(employers: int = 25) -> list[dict[str, str]]:
    return [
        {
            "id": f"t:{title}{number}",
            "source": "orfd58",
            "platform": "58同城",
            "crawled": "2019-04",
            "title": title,
            "company": f"{title}第{number}公司",
            "location": "重庆-渝北区",
            "salary": "4000-6000元/月",
            "description": text,
        }
        for title, text in TEXTS.items()
        for number in range(employers)
    ]


def build(tmp_path: Path, postings: list[dict[str, str]], *options: str) -> Path:
    source, out = tmp_path / "rows.jsonl", tmp_path / "words.csv"
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in postings), "utf-8")
    arguments = ["build-title-words", str(source), "--out", str(out), "--day", "2026-11-24", *options]
    assert CliRunner().invoke(command, arguments, catch_exceptions=False).exit_code == 0
    return out


def test_the_table_weighs_words_by_the_kind_of_the_title(tmp_path: Path) -> None:
    postings = rows()
    postings += [postings[0], {**postings[1], "title": "某某"}, {**postings[2], "id": "t:x", "description": "面谈"}]
    out = build(tmp_path, postings, "--source", "测试")
    table = read_title_words(out)
    words = {word.word: word for word in table.words}
    assert words["客户"].weights[PLACE["sales"]] >= STRONG
    assert words["档案"].weights[PLACE["administration"]] >= STRONG
    assert "负责" not in words
    assert table.source == "测试"
    text = out.read_text("utf-8")
    assert "# employers: 20\n# rows: 103, of which counted 100, repeated 1, no_kind_or_text 2, refused 0\n" in text


def test_the_same_postings_make_the_same_table(tmp_path: Path) -> None:
    first = build(tmp_path, rows()).read_bytes()
    assert build(tmp_path, rows()[::-1]).read_bytes() == first


def test_too_few_employers_are_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        build(tmp_path, rows(5))
    assert not (tmp_path / "words.csv").exists()
