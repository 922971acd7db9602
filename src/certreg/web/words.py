"""The words that pages show for values of the domain, in both languages."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from certreg.domain.criteria import Dimension, Level
from certreg.domain.field_titles import FIELD_TITLES
from certreg.domain.licensing import Obstacle
from certreg.domain.lifecycle import Action, Stage
from certreg.domain.organisation import OrganisationKind, OrganisationStatus
from certreg.domain.posting import Education, EmploymentType, PayPeriod
from certreg.domain.text import Text
from certreg.scoring import comparison, evidence, explanation
from certreg.web.shown_state import ShownState

Words = Mapping[str, Text]

STATE: Final[Words] = {
    ShownState.VALID: Text(zh="认证有效", en="Certified"),
    ShownState.DIFFERS: Text(zh="内容与认证不一致", en="Differs from certified text"),
    ShownState.SUSPENDED: Text(zh="认证已暂停", en="Suspended"),
    ShownState.REVOKED: Text(zh="认证已撤销", en="Revoked"),
    ShownState.EXPIRED: Text(zh="认证已过期", en="Expired"),
    ShownState.SUPERSEDED: Text(zh="已由新标签取代", en="Replaced by a newer label"),
    ShownState.UNKNOWN: Text(zh="暂时无法核验", en="Cannot be verified"),
}

STAGE: Final[Words] = {
    Stage.SUBMITTED: Text(zh="已提交", en="Submitted"),
    Stage.ASSESSED: Text(zh="已评定，待决定", en="Assessed, awaiting decision"),
    Stage.APPROVED: Text(zh="已批准，待签发", en="Approved, awaiting issue"),
    Stage.CERTIFIED: Text(zh="已认证", en="Certified"),
    Stage.RETURNED: Text(zh="已退回修改", en="Returned for correction"),
    Stage.REFUSED: Text(zh="未予认证", en="Refused"),
    Stage.CLOSED: Text(zh="已结束", en="Closed"),
}

OUTCOME: Final[Words] = {str(outcome): text for outcome, text in explanation.OUTCOMES.items()}

DIMENSION: Final[Words] = {
    Dimension.TRUTHFULNESS: Text(zh="真实性", en="Truthfulness"),
    Dimension.ACCURACY: Text(zh="准确性", en="Accuracy"),
    Dimension.COMPLETENESS: Text(zh="全面性", en="Completeness"),
}

LEVEL: Final[Words] = {
    Level.PREMIUM: Text(zh="优质", en="Premium"),
    Level.EXEMPLARY: Text(zh="示范", en="Exemplary"),
}

METHOD: Final[Words] = {
    "automatic": Text(zh="自动检查", en="Automatic check"),
    "assessor": Text(zh="评定员判断", en="Assessor's judgement"),
    "both": Text(zh="自动检查，评定员确认", en="Automatic check, confirmed by an assessor"),
}

APPLIES: Final[Words] = {
    "always": Text(zh="全部招聘信息", en="Every posting"),
    "agency": Text(zh="代招信息", en="Agency postings"),
    "direct": Text(zh="用人主体自行发布的信息", en="Postings by the employer itself"),
    "full_time": Text(zh="全日制岗位", en="Full-time jobs"),
    "hourly": Text(zh="按小时计酬的岗位", en="Jobs paid by the hour"),
}

EMPLOYMENT: Final[Words] = {
    EmploymentType.FULL_TIME: Text(zh="全日制", en="Full time"),
    EmploymentType.PART_TIME: Text(zh="非全日制", en="Part time"),
    EmploymentType.DISPATCH: Text(zh="劳务派遣", en="Dispatch"),
    EmploymentType.TEMPORARY: Text(zh="临时", en="Temporary"),
    EmploymentType.CONTRACT: Text(zh="承揽、外包", en="Contract"),
    EmploymentType.INTERN: Text(zh="实习", en="Internship"),
}

EDUCATION: Final[Words] = {
    Education.ANY: Text(zh="学历不限", en="Any education"),
    Education.PRIMARY: Text(zh="小学", en="Primary school"),
    Education.JUNIOR_HIGH: Text(zh="初中", en="Junior high school"),
    Education.SENIOR_HIGH: Text(zh="高中", en="Senior high school"),
    Education.VOCATIONAL: Text(zh="中专、中技", en="Vocational school"),
    Education.ASSOCIATE: Text(zh="大专", en="Associate degree"),
    Education.BACHELOR: Text(zh="本科", en="Bachelor"),
    Education.MASTER: Text(zh="硕士", en="Master"),
    Education.DOCTOR: Text(zh="博士", en="Doctorate"),
}

PER: Final[Words] = {
    PayPeriod.HOUR: Text(zh="{money}/小时", en="{money} an hour"),
    PayPeriod.DAY: Text(zh="{money}/天", en="{money} a day"),
    PayPeriod.WEEK: Text(zh="{money}/周", en="{money} a week"),
    PayPeriod.MONTH: Text(zh="{money}/月", en="{money} a month"),
    PayPeriod.YEAR: Text(zh="{money}/年", en="{money} a year"),
}

FIELD: Final[Words] = FIELD_TITLES

CHANGE: Final[Words] = {str(kind): text for kind, text in comparison.KIND_WORDS.items()}

EVIDENCE: Final[Words] = evidence.EVIDENCE

EVENT: Final[Words] = {
    Action.ISSUE: Text(zh="签发标签", en="Label issued"),
    Action.CHANGE: Text(zh="基本信息变更，标签暂停", en="Base information changed, label suspended"),
    Action.SUSPEND: Text(zh="暂停标签", en="Label suspended"),
    Action.REINSTATE: Text(zh="恢复标签", en="Label reinstated"),
    Action.REVOKE: Text(zh="撤销标签", en="Label revoked"),
    Action.EXPIRE: Text(zh="标签到期", en="Label expired"),
}
"""What of a posting's history is public: the life of its labels, not who at the association did what."""

REGISTRATION: Final[Words] = {
    OrganisationStatus.ACTIVE: Text(zh="存续", en="Active"),
    OrganisationStatus.SUSPENDED: Text(zh="停业", en="Suspended"),
    OrganisationStatus.REVOKED: Text(zh="吊销", en="Revoked"),
    OrganisationStatus.DEREGISTERED: Text(zh="注销", en="Deregistered"),
}

FACT: Final[Words] = {
    "name": Text(zh="名称", en="Name"),
    "status": Text(zh="登记状态", en="Registration"),
    "licence": Text(zh="人力资源服务许可证", en="Licence"),
    "integrity_points": Text(zh="诚信积分", en="Integrity points"),
}

ORGANISATION_KIND: Final[Words] = {
    OrganisationKind.EMPLOYER: Text(zh="用人主体", en="Employer"),
    OrganisationKind.AGENCY: Text(zh="人力资源服务机构", en="Agency"),
    OrganisationKind.PLATFORM: Text(zh="网络招聘平台", en="Job platform"),
    OrganisationKind.BUREAU_DISTRICT: Text(zh="区县人力社保部门", en="District bureau"),
}

OBSTACLE: Final[Words] = {
    Obstacle.NO_REGISTER: Text(
        zh="登记册尚无任何机构，不能核验", en="The register has no organisation yet: nothing can be said"
    ),
    Obstacle.INVALID_CODE: Text(
        zh="不是有效的统一社会信用代码，请核对", en="This is no valid unified social credit code: look at it again"
    ),
    Obstacle.UNKNOWN: Text(zh="登记册中没有该机构", en="The register has no organisation with this code"),
    Obstacle.NOT_ACTIVE: Text(
        zh="登记状态不是存续（停业、吊销或注销）", en="The organisation is suspended, revoked or deregistered"
    ),
    Obstacle.NO_LICENCE: Text(zh="没有人力资源服务许可证", en="It holds no human-resources service licence"),
    Obstacle.NOT_YET_VALID: Text(zh="该日许可证尚未生效", en="The licence is not yet valid on that day"),
    Obstacle.NO_LONGER_VALID: Text(zh="该日许可证已过有效期", en="The licence is no longer valid on that day"),
    Obstacle.OUT_OF_SCOPE: Text(
        zh="许可范围不含“开展网络招聘服务”", en="The scope of the licence does not include online recruitment"
    ),
    Obstacle.NO_BRANCH_REPORT: Text(
        zh="在市外注册，未在重庆市报告设立分支机构", en="It is registered outside Chongqing and reported no branch here"
    ),
    Obstacle.ORIGIN_UNKNOWN: Text(
        zh="登记信息未写明注册地，不能判断是否应报告分支机构",
        en="The register does not say where it is registered: whether it must report a branch is not known",
    ),
}


def word(words: Words, value: StrEnum | str) -> Text:
    """The words for a value; a value without words shows as itself."""
    return words.get(value, Text(zh=str(value), en=str(value)))
