"""Score a posting under the criteria in use. Nothing is stored."""

from datetime import datetime

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import RawBody

from certreg.scoring.explanation import explain
from certreg.services.organisations import scoring_context
from certreg.web.api.bodies import read_posting
from certreg.web.api.documents import encode
from certreg.web.routes import JSON, AnyRequest
from certreg.web.site import Site


@post("/api/v1/score", sync_to_thread=True, status_code=200)
def score(
    request: AnyRequest, body: RawBody, site: NamedDependency[Site], now: NamedDependency[datetime]
) -> Response[bytes]:
    """Every criterion with its outcome, points, evidence and remedy, before anything is submitted."""
    posting = read_posting(request, body)
    scorer = site.registry.scorer
    card = scorer.score(posting, scoring_context(site.registry, now))
    explanation = explain(card, scorer.published, posting)
    return Response(encode(explanation), media_type=JSON, headers={"Cache-Control": "no-store"})
