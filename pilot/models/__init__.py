"""The kernel's tables: whose pilot it is, by which rules, who may act, and what was done.

Invariants held by the database: a strand has at most one rule set on any day; a place belongs to at most one area of a
pilot; audit events and access log entries are only ever added.
"""

from pilot.models.documents import Document, NumberSeries
from pilot.models.feedback import Feedback
from pilot.models.log import AccessLogEntry, AuditEvent
from pilot.models.notices import NoticeColumns, NoticeDraft, NoticeTerms
from pilot.models.organisers import Area, AreaRule, Organiser, Pilot, Strand
from pilot.models.people import Membership, Role, User
from pilot.models.rule_drafts import RuleDraft
from pilot.models.rules import ChoiceChannel, ExclusionReason, RuleColumns, RuleSet
from pilot.models.systems import ApiScope, System
from pilot.models.work import Job, OutboxMessage
