"""The claim of PDF/UA-1 (ISO 14289-1): what a document says of itself, and the schema PDF/A asks for."""

from collections.abc import Callable
from typing import Any, Final

END: Final = b"</rdf:RDF>"
# ISO 14289-1, 5 has the identification; ISO 19005-3, 6.6.2.3 has a schema it does not know described beside it.
CLAIM: Final = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about=""
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
    <pdfaProperty:name>part</pdfaProperty:name>
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
    <pdfaProperty:category>internal</pdfaProperty:category>
    <pdfaProperty:description>Part of ISO 14289 that is met</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def claim_accessibility(document: Any) -> None:  # noqa: ANN401  # WeasyPrint ships no types
    """Have the document say so beside its PDF/A claim; WeasyPrint makes one claim, and validators read one RDF."""
    metadata = document.metadata
    written: Callable[..., bytes] = metadata.generate_rdf_metadata
    metadata.generate_rdf_metadata = lambda *given: written(*given).replace(END, CLAIM + END)
