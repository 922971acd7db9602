"""Ask for another review of a posting as it is: after a return, a refusal, or the end of its label."""

from datetime import datetime

from certreg.domain.errors import TransitionRefused
from certreg.domain.lifecycle import Action, Stage
from certreg.domain.people import Actor
from certreg.domain.policy import SUBMITTING_ROLES, require_role
from certreg.domain.text import Text
from certreg.services import cases, mandates
from certreg.services.records import PostingRecord
from certreg.services.registry import Registry
from certreg.services.update_posting import require_owner


def resubmit(registry: Registry, posting_id: str, *, actor: Actor, now: datetime) -> PostingRecord:
    """Put the posting back to stage SUBMITTED; its label stays as it is.

    `TransitionRefused` while it waits for a review already, or is certified. `InvalidInput` for more people than the
    mandate on file is for.
    """
    require_role(actor, SUBMITTING_ROLES)
    with registry.db.write() as tx:
        case = cases.lock(tx, posting_id)
        require_owner(case, actor)
        if case.state.stage in (Stage.SUBMITTED, Stage.CERTIFIED):
            raise TransitionRefused(_NOTHING_TO_ASK.within(id=case.id, stage=case.state.stage))
        mandates.match(tx, case.id, case.posting, now)
        return cases.move(tx, case, Action.REVISE, actor=actor, now=now)


_NOTHING_TO_ASK = Text(
    zh="{id} 处于“{stage}”，无需重新提交",
    en="{id} is at stage '{stage}': there is nothing to ask for again",
)
