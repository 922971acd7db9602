"""The interface's contract: `templates/openapi.yaml`, completed with the schemas of the structs that are sent.

No renderer is loaded from elsewhere; `/schema` is a page of our own (docs/adr/0032).
"""

from functools import lru_cache
from typing import Any, Final

import msgspec
import yaml
from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath

from certreg import __version__
from certreg.domain.errors import NotFound
from certreg.domain.text import Language, Text
from certreg.resources import resource
from certreg.scoring.explanation import Explanation
from certreg.services.readiness import Readiness
from certreg.signing.es256 import JwkSet
from certreg.web.api.documents import PostingDocument
from certreg.web.api.evidence import EvidenceDocument, EvidenceList
from certreg.web.api.licences import LicenceAnswers, LicenceCheckRequest
from certreg.web.api.register import (
    RegisterDiffDocument,
    RegisterImportDocument,
    RegisterImportRequest,
    RollbackDocument,
    RollbackRequest,
)
from certreg.web.api.verifying import VerifyBatch, VerifyRequest, VerifyResult
from certreg.web.label_json import LabelDocument
from certreg.web.organisation_search import FoundOrganisations
from certreg.web.organisations import OrganisationDocument
from certreg.web.page_response import deliver_page
from certreg.web.problem_kinds import Problem
from certreg.web.respond import deliver, document
from certreg.web.routes import JSON, AnyRequest, reading
from certreg.web.schema_operations import operations
from certreg.web.site import Site, address_of
from certreg.web.status_lists import Aggregation

_SENT: Final = (
    Aggregation,
    EvidenceDocument,
    EvidenceList,
    Explanation,
    JwkSet,
    LabelDocument,
    LicenceAnswers,
    LicenceCheckRequest,
    OrganisationDocument,
    FoundOrganisations,
    PostingDocument,
    Problem,
    Readiness,
    RegisterDiffDocument,
    RegisterImportDocument,
    RegisterImportRequest,
    RollbackDocument,
    RollbackRequest,
    VerifyBatch,
    VerifyRequest,
    VerifyResult,
)
_FRESH: Final = "public, max-age=300"


@reading("/schema")
def schema_page(
    request: AnyRequest, site: NamedDependency[Site], language: NamedDependency[Language]
) -> Response[bytes]:
    """The interface as a page: every operation with examples."""
    contract = openapi_document(site.settings.base_url)
    page = site.pages.render("pages/schema.html", address_of(request), language, operations=operations(contract))
    return deliver_page(request, page, language)


@reading("/schema/{name:str}")
def schema_document(request: AnyRequest, name: FromPath[str], site: NamedDependency[Site]) -> Response[bytes]:
    """The document for tools: `openapi.json` or `openapi.yaml`."""
    contract = openapi_document(site.settings.base_url)
    if name == "openapi.json":
        return deliver(request, document(msgspec.json.encode(contract), JSON), cache_control=_FRESH)
    if name == "openapi.yaml":
        text = yaml.safe_dump(contract, allow_unicode=True, sort_keys=False)
        return deliver(request, document(text.encode(), "application/yaml"), cache_control=_FRESH)
    raise NotFound(_NO_FORM)


@lru_cache(maxsize=2)
def openapi_document(base_url: str) -> dict[str, Any]:
    """The whole OpenAPI 3.1 document for a registry at this address."""
    contract: dict[str, Any] = yaml.safe_load(resource("templates", "openapi.yaml").read_text(encoding="utf-8"))
    _, schemas = msgspec.json.schema_components(_SENT, ref_template="#/components/schemas/{name}")
    contract["info"]["version"] = __version__
    contract["servers"] = [{"url": base_url}]
    contract["components"]["schemas"] = schemas
    # YAML anchors make one object stand in several places; a document for tools holds each by itself.
    copied: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(contract))
    return copied


_NO_FORM: Final = Text(
    zh="接口文档只有 openapi.json 和 openapi.yaml 两种形式",
    en="The document comes as openapi.json and as openapi.yaml",
)
