"""What WeasyPrint leaves to be done before a PDF may claim PDF/A-3 and PDF/UA-1 at once.

Three mendings and a saving that gives the same bytes for the same input. Each mending says what it answers; all are
needed with WeasyPrint 70.
"""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Pdf

# The extension schema declares pdfuaid to PDF/A readers; without it the one claim would break the other.
PDFUA_CLAIM = b"""\
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1" />
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
END_OF_RDF = b"</rdf:RDF>"

BEGIN_MARKED = Operator("BDC")
DECORATION = pikepdf.ContentStreamInstruction([Name.Artifact, Dictionary(Type=Name.Pagination)], BEGIN_MARKED)


def finish(content: bytes) -> bytes:
    """Return the PDF mended, claimed and saved so that the same input gives the same bytes."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        claim_pdfua(pdf)
        elements = list(_elements(pdf.Root.StructTreeRoot.K, in_head=False))
        scope_headers(elements)
        release_margins(pdf, elements)
        for page in pdf.pages:
            page.obj.Tabs = Name.S
        finished = io.BytesIO()
        pdf.save(finished, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return finished.getvalue()


def claim_pdfua(pdf: Pdf) -> None:
    """Claim PDF/UA-1 in the metadata, beside the PDF/A-3 that WeasyPrint claims."""
    xmp = pdf.Root.Metadata.read_bytes()
    if xmp.count(END_OF_RDF) != 1:
        raise ValueError("the metadata has no single end")
    pdf.Root.Metadata.write(xmp.replace(END_OF_RDF, PDFUA_CLAIM + END_OF_RDF))


def scope_headers(elements: list[tuple[Dictionary, bool]]) -> None:
    """Say of every header cell whether it heads a column or a row."""
    for element, in_head in elements:
        if element.get("/S") == Name.TH:
            attributes = element.get("/A", Dictionary(O=Name.Table))
            attributes.Scope = Name.Column if in_head else Name.Row
            element.A = attributes


def release_margins(pdf: Pdf, elements: list[tuple[Dictionary, bool]]) -> None:
    """Mark the texts of page margins as decoration: they are tagged, but their tags hang outside the tree."""
    reached = {marked for element, _in_head in elements for marked in _marked(element)}
    parents = _parent_tree(pdf)
    for page in pdf.pages:
        key = page.obj.objgen
        kept: list[Any] = []
        released = set()
        for instruction in pikepdf.parse_content_stream(page):
            number = _marked_number(instruction)
            if number is not None and (key, number) not in reached:
                released.add(number)
                instruction = DECORATION
            kept.append(instruction)
        page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
        for number in released:
            parents[int(page.obj.StructParents)][number] = None


def _elements(kids: object, *, in_head: bool) -> Iterator[tuple[Dictionary, bool]]:
    """Yield every element below, and whether it stands in a table's head."""
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and kid.get("/S") is not None:
            head = in_head or Name.THead == kid.S
            yield kid, head
            yield from _elements(kid.get("/K", Array()), in_head=head)


def _marked(element: Dictionary) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield the page and number of each marked content that belongs to the element itself."""
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            yield element.Pg.objgen, int(kid)
        elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR:
            yield (kid if "/Pg" in kid else element).Pg.objgen, int(kid.MCID)


def _marked_number(instruction: Any) -> int | None:
    if instruction.operator != BEGIN_MARKED or not isinstance(instruction.operands[1], Dictionary):
        return None
    number = instruction.operands[1].get("/MCID")
    return None if number is None else int(number)


def _parent_tree(pdf: Pdf) -> dict[int, Any]:
    numbers: Any = pdf.Root.StructTreeRoot.ParentTree.Nums
    return {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}
