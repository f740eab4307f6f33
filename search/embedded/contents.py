"""What documents of the embedded index were made of, beside what Pantau would write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tantivy import Query, Searcher
from tantivy import Schema as IndexSchema

from search.embedded.layout import DIGEST, ID, digest
from search.embedded.ranking import held
from search.schema import Document


def differing(
    searcher: Searcher, schema: IndexSchema, documents: Sequence[Document]
) -> Iterator[str]:
    """Yield the ids of ``documents`` that are there in their version, with other content."""
    if not documents or not searcher.num_docs:
        return
    wanted = {document.id: document for document in documents}
    query = Query.term_set_query(schema, ID, list(wanted))
    hits = searcher.search(query, len(wanted), count=False).hits
    addresses = [address for _, address in hits]
    digests = searcher.fast_field_values(DIGEST, addresses)
    for (name, version), written in zip(held(searcher, addresses), digests, strict=True):
        document = wanted[name]
        if version == document.version and written != digest(document):
            yield name
