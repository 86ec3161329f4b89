"""A table of a page as a table of Word: heads repeated on every page, cells that span, rows that stay whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from disclosure.paper.styles import LOOKS, element, set_fonts

if TYPE_CHECKING:
    from docx.shared import Length
    from lxml.html import HtmlElement

HEAD, CELL = "表头", "表格文字"
_SHORT = 8


def columns_of(table: HtmlElement) -> int:
    """How many columns a table has."""
    return max((sum(int(cell.get("colspan") or 1) for cell in row) for row in table.iter("tr")), default=0)


def word_table(table: HtmlElement, width: Length) -> Any:
    """The table `width` wide, its columns as wide as their texts ask for."""
    columns = columns_of(table)
    twips = _widths(table, columns, round(width.pt * 20))
    side = {"val": "single", "sz": 4, "space": 0, "color": "000000"}
    borders = [element(f"w:{name}", side) for name in ("top", "left", "bottom", "right", "insideH", "insideV")]
    made = element(
        "w:tbl",
        None,
        element(
            "w:tblPr",
            None,
            element("w:tblW", {"w": sum(twips), "type": "dxa"}),
            element("w:tblBorders", None, *borders),
            element("w:tblLayout", {"type": "fixed"}),
        ),
        element("w:tblGrid", None, *(element("w:gridCol", {"w": each}) for each in twips)),
    )
    open_cells: dict[int, tuple[int, int]] = {}  # by column: rows still to come, and columns, of a cell from above
    for row in table.iter("tr"):
        made.append(_row(row, twips, open_cells))
    return made


def _row(row: HtmlElement, twips: list[int], open_cells: dict[int, tuple[int, int]]) -> Any:
    parent = row.getparent()
    is_head = parent is not None and parent.tag == "thead"
    properties = element("w:trPr", None, element("w:cantSplit"))
    if is_head:
        properties.append(element("w:tblHeader"))
    made = element("w:tr", None, properties)
    cells, column = list(row), 0
    while column < len(twips):
        if (above := open_cells.get(column)) and above[0]:
            open_cells[column] = (above[0] - 1, above[1])
            made.append(_cell(None, twips[column : column + above[1]], "continue", CELL))
            column += above[1]
        elif cells:
            cell = cells.pop(0)
            across, down = int(cell.get("colspan") or 1), int(cell.get("rowspan") or 1)
            open_cells[column] = (down - 1, across)
            style = HEAD if is_head or cell.get("scope") == "rowgroup" else CELL
            made.append(_cell(cell, twips[column : column + across], "restart" if down > 1 else "", style))
            column += across
        else:
            made.append(_cell(None, twips[column : column + 1], "", CELL))
            column += 1
    return made


def _cell(cell: HtmlElement | None, twips: list[int], merge: str, style: str) -> Any:
    properties = element("w:tcPr", None, element("w:tcW", {"w": sum(twips), "type": "dxa"}))
    if len(twips) > 1:
        properties.append(element("w:gridSpan", {"val": len(twips)}))
    if merge:
        properties.append(element("w:vMerge", {"val": merge}))
    properties.append(element("w:vAlign", {"val": "center"}))
    paragraph: Any = element("w:p")
    paragraph.style = _id(style)
    text = "" if cell is None else " ".join(str(cell.text_content()).split())
    if text:
        run = element("w:r", None, element("w:rPr"))
        set_fonts(run.rPr, LOOKS[style].font)
        run.text = text
        paragraph.append(run)
    return element("w:tc", None, properties, paragraph)


def _id(style: str) -> str:
    """python-docx makes a style's id of its name without spaces."""
    return style.replace(" ", "")


def _widths(table: HtmlElement, columns: int, total: int) -> list[int]:
    """Columns in twips: short texts in one line where that fits, the rest shared by length; the sum is `total`."""
    longest = [2] * columns
    for row in table.iter("tr"):
        column = 0
        for cell in row:
            across = int(cell.get("colspan") or 1)
            if across == 1 and column < columns:
                longest[column] = max(longest[column], len("".join(str(cell.text_content()).split())))
            column += across
    wanted = [(min(length, 24) + 1.2) * LOOKS[CELL].size * 20 for length in longest]
    short = [need if length <= _SHORT else 0.0 for need, length in zip(wanted, longest, strict=True)]
    rest, room = sum(wanted) - sum(short), total - sum(short)
    if not rest or room < total / 3:
        widths = [int(total * need / sum(wanted)) for need in wanted]
    else:
        widths = [int(fixed or need * room / rest) for fixed, need in zip(short, wanted, strict=True)]
    widths[-1] += total - sum(widths)
    return widths
