"""Files beside JSON: what is asked for as a file answers itself; what is wrong with asking is told as everywhere."""

from rest_framework.renderers import JSONRenderer


class AsCsv(JSONRenderer):
    """Lets CSV be asked for."""

    media_type = "text/csv"
    format = "csv"


class AsPdf(JSONRenderer):
    """Lets PDF be asked for."""

    media_type = "application/pdf"
    format = "pdf"
