"""What may be done to providers and sites. Each deed is one function; call it through this package.

Closing a site moves people: it is called through `vouchers.actions`, which lays the lists out as well.
"""

from providers.actions.approvals import approval_to_close, approve, close, reopen, set_list_cap
from providers.actions.bank import confirm_bank_account, propose_bank_account
from providers.actions.proposals import approve_site, propose_approval, withdraw_approval_proposal
from providers.actions.systems import give_to_provider, renew_providers_secret
