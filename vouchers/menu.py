"""The app's places in the menus, and what its statuses are called."""

from django.utils.translation import gettext_lazy as _

from pilot import navigation, statuses
from pilot.permissions import Role

navigation.register("public", "vouchers:front", _("Front page"), order=10)
navigation.register("public", "vouchers:site-list", _("Sites"), order=20)
navigation.register("public", "vouchers:plain", _("Plain language"), order=90)
navigation.register("resident", "vouchers:my-home", _("My choice"), roles=[Role.RESIDENT], order=10)
navigation.register("resident", "vouchers:my-letters", _("Letters and decisions"), roles=[Role.RESIDENT], order=15)
navigation.register("resident", "vouchers:my-history", _("My history"), roles=[Role.RESIDENT], order=15)
navigation.register("resident", "vouchers:my-charges", _("What I have paid"), roles=[Role.RESIDENT], order=15)
navigation.register("resident", "vouchers:my-contact", _("My contact details"), roles=[Role.RESIDENT], order=16)

PEOPLE, SUPPLY = _("People"), _("Sites")
AT_DESK = [Role.STAFF, Role.AUDITOR]
navigation.register("staff", "vouchers:staff-home", _("Work queues"), roles=[Role.STAFF], order=10)
navigation.register("staff", "vouchers:job-list", _("Long work"), roles=[Role.STAFF], order=15)
navigation.register("staff", "vouchers:resident-list", _("Residents"), roles=AT_DESK, group=PEOPLE, order=20)
navigation.register(
    "staff", "vouchers:early-change-list", _("Early changes"), roles=[Role.STAFF], group=PEOPLE, order=25
)
navigation.register("staff", "vouchers:paper-form-list", _("Paper forms"), roles=[Role.STAFF], group=PEOPLE, order=27)
navigation.register(
    "staff", "vouchers:objection-list", _("Objections of guardians"), roles=[Role.STAFF], group=PEOPLE, order=26
)
navigation.register("staff", "vouchers:voucher-list", _("Vouchers"), roles=[Role.STAFF], group=PEOPLE, order=30)
navigation.register(
    "staff", "vouchers:invitation-strands", _("Invitations"), roles=[Role.STAFF], group=PEOPLE, order=32
)
navigation.register("staff", "vouchers:letter-list", _("Letters"), roles=[Role.STAFF], group=PEOPLE, order=35)
navigation.register(
    "staff", "vouchers:print-batch-list", _("Print batches"), roles=[Role.STAFF], group=PEOPLE, order=36
)
navigation.register(
    "staff", "vouchers:letter-text-list", _("Texts of letters"), roles=[Role.STAFF], group=PEOPLE, order=37
)
navigation.register("staff", "vouchers:reminder-rules", _("Reminders"), roles=[Role.STAFF], group=PEOPLE, order=38)
navigation.register("staff", "vouchers:batch-list", _("Population files"), roles=[Role.STAFF], group=PEOPLE, order=40)
navigation.register(
    "staff", "vouchers:feed-list", _("Changes of the register"), roles=[Role.STAFF], group=PEOPLE, order=41
)
navigation.register("staff", "vouchers:site-desk-list", _("Sites"), roles=[Role.STAFF], group=SUPPLY, order=60)
navigation.register("staff", "vouchers:moves-list", _("Moves by lot"), roles=[Role.STAFF], group=SUPPLY, order=65)
navigation.register("staff", "vouchers:closing-list", _("Closing the pilot"), roles=[Role.STAFF], order=18)
navigation.register(
    "staff", "vouchers:rule-list", _("Rules"), roles=[Role.STAFF, Role.AUDITOR, Role.EVALUATOR], order=17
)
navigation.register("staff", "vouchers:fee-list", _("Fees"), roles=[Role.STAFF, Role.AUDITOR, Role.EVALUATOR], order=17)
navigation.register("staff", "vouchers:notice-terms", _("Terms of notice"), roles=[Role.STAFF, Role.AUDITOR], order=17)

navigation.register("provider", "vouchers:provider-list", _("List"), roles=[Role.PROVIDER], order=10)
# Whoever has a system gives it its key where they work.
for area, role, order in (("provider", Role.PROVIDER, 190), ("staff", Role.STAFF, 19), ("finance", Role.FINANCE, 190)):
    navigation.register(area, f"vouchers:{area}-systems", _("Systems"), roles=[role], order=order)

statuses.register("system", {"open": (_("In use"), "holds"), "ended": (_("Ended"), "ended")})
statuses.register(
    "room",
    {
        "free": (_("Room on the list"), "holds"),
        "full": (_("Full"), "attention"),
        "uncapped": (_("No upper limit"), "holds"),
    },
)
statuses.register(
    "choice",
    {
        "pending": (_("Waiting to take effect"), "coming"),
        "holds": (_("In effect"), "holds"),
        "ended": (_("Ended"), "ended"),
        "replaced": (_("Replaced by a later choice"), "ended"),
        "regretted": (_("Taken back"), "ended"),
    },
)
statuses.register(
    "origin",
    {
        "home": (_("Home site"), "ended"),
        "choice": (_("Own choice"), "holds"),
        "queue": (_("From the queue"), "holds"),
        "forced": (_("Moved by others"), "attention"),
        "closing": (_("Moved when the pilot closed"), "attention"),
    },
)
statuses.register(
    "resident",
    {
        "alive": (_("Living"), "holds"),
        "died": (_("Died"), "ended"),
        "protected": (_("Non-disclosure"), "attention"),
        "absorbed": (_("Merged into another record"), "ended"),
    },
)
statuses.register(
    "early_change",
    {
        "open": (_("Waits for a decision"), "coming"),
        "accepted": (_("Granted"), "holds"),
        "denied": (_("Rejected"), "refused"),
        "withdrawn": (_("Withdrawn"), "ended"),
    },
)
statuses.register(
    "objection",
    {
        "open": (_("Waits to be settled"), "coming"),
        "answer": (_("An answer has come"), "attention"),
        "upheld": (_("Upheld: the choice is undone"), "holds"),
        "dismissed": (_("The choice stands"), "ended"),
    },
)
statuses.register(
    "hearing",
    {
        "open": (_("Waits for an answer"), "coming"),
        "answered": (_("Answered"), "holds"),
        "silent": (_("Did not answer"), "ended"),
        "ended": (_("Ended before its last day"), "ended"),
    },
)
statuses.register(
    "paper_form",
    {
        "arrived": (_("Waits for somebody"), "attention"),
        "accepted": (_("Registered"), "holds"),
        "rejected": (_("Not accepted"), "refused"),
        "voided": (_("Entered by mistake"), "ended"),
    },
)
statuses.register(
    "closing",
    {
        "none": (_("No plan"), "ended"),
        "proposed": (_("Waits for another person"), "attention"),
        "approved": (_("Approved"), "holds"),
        "undoing": (_("Approved; somebody asks to undo it"), "attention"),
        "closed": (_("Closed"), "ended"),
    },
)
statuses.register(
    "moves",
    {
        "draft": (_("Waits for another person"), "attention"),
        "done": (_("Carried out"), "holds"),
        "undoing": (_("Carried out; somebody asks to undo it"), "attention"),
        "undone": (_("Undone"), "ended"),
        "withdrawn": (_("Withdrawn"), "ended"),
    },
)
statuses.register(
    "lot",
    {
        "moves": (_("Moves"), "attention"),
        "stays": (_("Stays by lot"), "holds"),
        "kept": (_("Not in the draw"), "ended"),
    },
)
statuses.register(
    "merger",
    {
        "proposed": (_("Waits for another person"), "attention"),
        "confirmed": (_("Merged"), "holds"),
        "withdrawn": (_("Withdrawn"), "ended"),
    },
)
statuses.register(
    "move",
    {
        "holds": (_("Registered"), "holds"),
        "replaced": (_("Replaced by a later record"), "ended"),
        "cancelled": (_("Cancelled"), "ended"),
    },
)
statuses.register(
    "approval",
    {
        "approved": (_("Approved"), "holds"),
        "coming": (_("Approved from a later day"), "coming"),
        "closed": (_("Closed"), "ended"),
    },
)
statuses.register(
    "bank_account",
    {
        "holds": (_("In use"), "holds"),
        "coming": (_("In use from a later day"), "coming"),
        "proposed": (_("Waits for another person"), "attention"),
        "replaced": (_("Replaced by a later proposal"), "ended"),
        "ended": (_("Ended"), "ended"),
    },
)
statuses.register(
    "batch",
    {
        "received": (_("Waits to be taken in"), "coming"),
        "loaded": (_("Taken in"), "holds"),
        "rejections": (_("Look through"), "attention"),
    },
)
statuses.register(
    "register_change",
    {
        "waiting": (_("Waits its turn"), "coming"),
        "applied": (_("Carried out"), "holds"),
        "unchanged": (_("Known already"), "ended"),
        "overtaken": (_("A later change is known"), "ended"),
        "doubt": (_("In doubt"), "attention"),
        "settled": (_("Settled by hand"), "holds"),
    },
)
statuses.register(
    "feed",
    {
        "silent": (_("Says nothing"), "attention"),
        "hole": (_("Changes are missing"), "attention"),
        "doubt": (_("In doubt"), "attention"),
    },
)
statuses.register(
    "rejection",
    {"left_out": (_("Left out"), "refused"), "remark": (_("Taken in, with a remark"), "attention")},
)
statuses.register(
    "list",
    {
        "on": (_("On the list"), "holds"),
        "new": (_("New"), "underway"),
        "coming": (_("Coming"), "coming"),
        "left": (_("Left"), "ended"),
    },
)
statuses.register(
    "delivery",
    {
        "waiting": (_("Waits to be sent"), "coming"),
        "fetch": (_("Waits at a service point"), "attention"),
        "sent": (_("Sent"), "holds"),
        "undeliverable": (_("Did not arrive"), "attention"),
        "replaced": (_("Sent anew"), "ended"),
        "withdrawn": (_("Not sent: no longer needed"), "ended"),
    },
)
statuses.register(
    "print_batch",
    {
        "open": (_("Waits to be handed over"), "attention"),
        "handed": (_("Handed over"), "holds"),
        "voided": (_("Voided"), "ended"),
    },
)
statuses.register(
    "outcome",
    {
        "granted": (_("Granted"), "holds"),
        "partly": (_("Granted in part"), "holds"),
        "rejected": (_("Rejected"), "refused"),
        "dismissed": (_("Left unexamined"), "ended"),
        "objection_granted": (_("Objection upheld"), "ended"),
        "objection_rejected": (_("Objection rejected"), "ended"),
    },
)
statuses.register(
    "rule_set",
    {
        "holds": (_("In force"), "holds"),
        "coming": (_("Coming"), "coming"),
        "ended": (_("Ended"), "ended"),
    },
)
statuses.register(
    "fees",
    {
        "draft": (_("Waits for another person"), "attention"),
        "holds": (_("In force"), "holds"),
        "coming": (_("Coming"), "coming"),
        "ended": (_("Ended"), "ended"),
    },
)
statuses.register("co_payment", {"standing": (_("Counts"), "holds"), "voided": (_("Voided"), "ended")})
statuses.register(
    "rule_draft", {"draft": (_("Waits for another person"), "attention"), "approved": (_("Approved"), "holds")}
)
statuses.register("invitation", {"holds": (_("Invited"), "holds"), "withdrawn": (_("Invitation withdrawn"), "ended")})
statuses.register(
    "rule_source",
    {
        "demonstration": (_("Not known: demonstration value"), "attention"),
        "unverified": (_("Nobody has checked this value"), "attention"),
    },
)
statuses.register(
    "letter_version",
    {
        "draft": (_("Draft"), "underway"),
        "looked_at": (_("Looked at"), "coming"),
        "in_use": (_("In use"), "holds"),
    },
)
