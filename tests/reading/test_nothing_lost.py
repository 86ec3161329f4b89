"""What YAML would silently drop is told at its place, with libyaml and without."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from disclosure.problem import Problems
from disclosure.reading import yamlfile

COMMENT = "会被当成注释丢掉；是文字请加引号，是注释请在 # 后面空一格。"


@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("a: [甲, 乙]#丙", f"1:10: “#丙”{COMMENT}"),
        ("a: {b: c}#丁", f"1:10: “#丁”{COMMENT}"),
        ('a: "甲"#乙', f"1:7: “#乙”{COMMENT}"),
        ("a: [甲, #乙,\n 丙]", f"1:8: “#乙,”{COMMENT}"),
        ("a: {value: 338, #余\n note: 甲}", f"1:17: “#余”{COMMENT}"),
        ("a: #乙\n  b: c", f"1:4: “#乙”{COMMENT}"),
        ("? a\n: b", "1:3: 名称前面不写 ?；请写成“a: 内容”。"),
        ("&x a: b", "1:1: 以 & 开头的“&x”不会显示；若是文字，请加引号。"),
        ("!t a: b", "1:1: 不能写 !t 这样的标记；请只写文字或数。"),
    ],
)
def test_what_would_be_dropped_is_told(
    written: str, told: str, loader: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yamlfile, "_Loader", loader)
    (tmp_path / "a.yml").write_text(written + "\n", "utf-8")
    with pytest.raises(Problems) as raised:
        yamlfile.read_yaml(tmp_path / "a.yml", "a.yml")
    assert str(raised.value) == f"a.yml:{told}"


@pytest.mark.parametrize(
    "written", ["a: b # 注 #释", "# 全行\na: b", "a: '#乙'", "a: 甲#乙", "a: [b] # 注", "a:\n  #旧: 1\n  b: c"]
)
def test_comments_and_signs_in_texts_pass(written: str, tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(written + "\n", "utf-8")
    assert yamlfile.read_yaml(tmp_path / "a.yml", "a.yml").content
