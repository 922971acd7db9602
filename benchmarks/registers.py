"""Organisations by the number, for tests and benchmarks of the register: codes that are sound, and files of them."""

from stdnum.cn import uscc


def code(number: int) -> str:
    """A sound unified social credit code for each number."""
    body = f"91500112{number:09d}"
    return body + uscc.calc_check_digit(body)


HEADINGS = (
    "统一社会信用代码", "机构名称", "登记状态", "许可证编号", "许可范围", "发证机关",
    "有效期起", "有效期止", "诚信分", "投诉电话",
)  # fmt: skip


def cells(number: int, *, points: int = 90) -> tuple[str, ...]:
    """One agency as a row under `HEADINGS`."""
    return (
        code(number), f"重庆第{number}人力资源有限公司", "存续", f"渝测{number}号", "开展网络招聘服务、职业介绍",
        "测试区人力资源社会保障局", "2024-01-01", "长期", str(points), f"023-{number:08d}",
    )  # fmt: skip


def csv_text(rows: list[tuple[str, ...]], headings: tuple[str, ...] = HEADINGS) -> str:
    """A table as CSV."""
    return "\n".join(",".join(row) for row in (headings, *rows)) + "\n"
