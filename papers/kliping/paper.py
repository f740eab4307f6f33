"""A kliping on the office's letterhead, as HTML and as PDF."""

from __future__ import annotations

from alerts.messages.trimming import web_address
from model.kliping import Content, Kliping, KlipingState, Section
from model.words import word
from papers.kliping import wording
from papers.kliping.counts import outlets_of, partners_of, totals
from papers.letterhead import Letterhead
from papers.pdf import html_file, pdf_file

_TEMPLATE = "kliping.html"
_NOTEWORTHY = {
    Section.DOUBT: "hal perlu diklarifikasi kepada satuan kerja atau media.",
    Section.EXPIRING: "kerja sama akan berakhir dalam 90 hari.",
}


def html_paper(kliping: Kliping, head: Letterhead) -> str:
    """Write a kliping as a page of its own, which loads nothing."""
    content = kliping.content
    checked, sent = (kliping.step(state) for state in list(KlipingState)[1:])
    return html_file(
        _TEMPLATE,
        {
            "head": head,
            "kliping": kliping,
            "content": content,
            "totals": totals(content),
            "sections": [(one, content.shown(one)) for one in Section],
            "Section": Section,
            "wording": wording,
            "word": word,
            "address": web_address,
            "outlets_of": outlets_of,
            "partners_of": partners_of,
            "checked": checked,
            "sent": sent,
            "conclusions": conclusions(content),
        },
    )


def pdf_paper(kliping: Kliping, head: Letterhead) -> bytes:
    """Print a kliping.

    Raises:
        PaperError: the machine lacks what text is drawn with.
    """
    return pdf_file(html_paper(kliping, head))


def conclusions(content: Content) -> list[str]:
    """Say in a few sentences what a kliping comes to; nothing that it does not show itself."""
    counted, found = totals(content), []
    if counted.events:
        signed = f"{wording.papers(counted)}, {counted.partners} mitra"
        found.append(f"Terdapat {counted.events} kegiatan penandatanganan baru ({signed}).")
    else:
        found.append("Tidak ada kegiatan penandatanganan baru yang diberitakan pada periode ini.")
    if counted.articles:
        told = f"{counted.articles} berita oleh {counted.outlets} media pers"
        found.append(f"Kerja sama diberitakan dalam {told}.")
    for section, text in _NOTEWORTHY.items():
        if count := len(content.shown(section)):
            found.append(f"{count} {text}")
    return found
