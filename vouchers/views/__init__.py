"""Pages about choosing, lists and vouchers: public, the resident's own, the provider's, the staff's."""
