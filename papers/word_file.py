"""A paper as a Word document: real headings, tables whose heading recurs, numbered pages."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from papers.letterhead import Letterhead, Signatory
from papers.tables import Cell, Column, Paper, Section, Table, address, shown

_MARGIN, _LOGO = Mm(18), Mm(20)
#: What a document cannot hold, as it is XML.
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SIZE = re.compile(r"(\d+)mm (\d+)mm")


def word_file(paper: Paper, head: Letterhead, made: datetime) -> bytes:
    """Write a paper as a document for Word and LibreOffice.

    ``made`` (UTC) is the time that the document gives of itself.
    """
    document = Document()
    _set_up(document, paper, head, made)
    _letterhead(document, head)
    document.add_heading(_fit(paper.title), 0)
    for place, line in enumerate(paper.lines):
        _centred(document, line, bold=not place)
    for number, section in enumerate(paper.sections, start=1):
        _section(document, section, number)
    _signatures(document, paper, head)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _set_up(document: WordDocument, paper: Paper, head: Letterhead, made: datetime) -> None:
    page, size = document.sections[0], _SIZE.fullmatch(head.size)
    assert size is not None
    page.page_width, page.page_height = Mm(int(size[1])), Mm(int(size[2]))
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = _MARGIN
    told = document.core_properties
    told.title, told.author, told.language = _fit(paper.title), _fit(head.office), "id-ID"
    told.created = told.modified = made.replace(tzinfo=None)
    _styles(document)
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for words, field in (("Halaman ", "PAGE"), (" dari ", "NUMPAGES")):
        footer.add_run(words)
        _field(footer, field)


def _styles(document: WordDocument) -> None:
    for name, points in (("Normal", 10), ("Title", 14), ("Heading 1", 11)):
        style: Any = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(points)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(script), None)
        fonts.set(qn("w:hAnsi"), "Arial")
        style.font.color.rgb = None
    normal: Any = document.styles["Normal"]
    normal.paragraph_format.space_after = Pt(4)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "id-ID")
    normal.element.get_or_add_rPr().append(language)
    title: Any = document.styles["Title"]
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(14), Pt(4)
    title.font.bold = True
    for border in title.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _letterhead(document: WordDocument, head: Letterhead) -> None:
    if head.logo is not None:
        picture = base64.b64decode(head.logo.partition(",")[2])
        place = document.add_paragraph()
        place.alignment = WD_ALIGN_PARAGRAPH.CENTER
        place.add_run().add_picture(io.BytesIO(picture), height=_LOGO)
    for line in head.lines:
        _centred(document, line, bold=line is head.lines[-1])
    last = _centred(document, head.address or "")
    border = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "4"), ("color", "111111")):
        bottom.set(qn(f"w:{name}"), value)
    border.append(bottom)
    last._p.get_or_add_pPr().append(border)


def _section(document: WordDocument, section: Section, number: int) -> None:
    document.add_heading(f"{number}. {_fit(section.heading)}", 1)
    for sentence in section.sentences:
        document.add_paragraph(_fit(sentence)).paragraph_format.keep_with_next = True
    if section.table is not None:
        _table(document, section.table)


def _table(document: WordDocument, table: Table) -> None:
    made = document.add_table(1, len(table.columns), "Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    _set_margins(made)
    widths = _widths(document, table.columns)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for cell, column, width in zip(made.rows[0].cells, table.columns, widths, strict=True):
        _write(cell, column, column.name, width, bold=True)
        _shade(cell)
    _mark(made.rows[0], "w:tblHeader")
    _mark(made.rows[0], "w:cantSplit")
    for values in table.rows:
        _row(made, table.columns, values, widths)


def _set_margins(made: WordTable) -> None:
    """Leave little room beside words: a list has many columns."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "50")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    made._tbl.tblPr.append(margins)


def _row(
    made: WordTable, columns: Sequence[Column], values: Sequence[Cell], widths: Sequence[Emu]
) -> None:
    row: _Row = made.add_row()  # type: ignore[no-untyped-call]
    _mark(row, "w:cantSplit")
    for cell, column, value, width in zip(row.cells, columns, values, widths, strict=True):
        _write(cell, column, value, width)


def _write(cell: _Cell, column: Column, value: Cell, width: Emu, *, bold: bool = False) -> None:
    cell.width = width
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if column.is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    url = address(value)
    if url is None:
        run = paragraph.add_run(_fit(shown(value)))
        run.font.size, run.bold = Pt(8), bold
    else:
        _link(paragraph, _fit(shown(value)), url)


def _link(paragraph: Paragraph, words: str, url: str) -> None:
    link = OxmlElement("w:hyperlink")
    identity = paragraph.part.relate_to(_fit(url), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), identity)
    run = paragraph.add_run(words)
    run.font.size, run.font.underline = Pt(8), True
    link.append(run._r)
    paragraph._p.append(link)


def _widths(document: WordDocument, columns: Sequence[Column]) -> list[Emu]:
    page = document.sections[0]
    assert page.page_width is not None
    room, whole = page.page_width - 2 * _MARGIN, sum(column.width for column in columns)
    return [Emu(room * column.width // whole) for column in columns]


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), "EEEEEE")
    cell._tc.get_or_add_tcPr().append(shade)


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)


def _signatures(document: WordDocument, paper: Paper, head: Letterhead) -> None:
    place = document.add_paragraph(_fit(paper.signed))
    place.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    place.paragraph_format.space_before = Pt(18)
    place.paragraph_format.keep_with_next = True
    signing = [
        (label, who)
        for label, who in (("Disusun oleh", head.prepared_by), ("Mengetahui", head.approved_by))
        if who is not None
    ]
    if not signing:
        return
    made = document.add_table(1, len(signing))
    _mark(made.rows[0], "w:cantSplit")
    for cell, (label, who) in zip(made.rows[0].cells, signing, strict=True):
        _sign(cell, label, who)


def _sign(cell: _Cell, label: str, who: Signatory) -> None:
    for line in (f"{label},", who.role or "", "", "", who.name):
        paragraph = cell.paragraphs[0] if line == f"{label}," else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(_fit(line))
        run.bold = run.underline = line == who.name


def _centred(document: WordDocument, line: str, *, bold: bool = False) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.add_run(_fit(line)).bold = bold
    return paragraph


def _fit(text: str) -> str:
    return _UNFIT.sub(" ", text)
