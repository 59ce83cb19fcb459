"""What the protocol calls errors: 400 for what does not fit, 403 for the key, 404 for unknown."""

from youwei.kernel.refusal import Invalid, NotAllowed, NotFound, gettext_noop


class KeyUnknown(NotAllowed):
    code = "api_key_unknown"
    message = gettext_noop("The api_key is missing or opens nothing here.")
    remedy = gettext_noop("Send the channel token of your program as api_key.")


class JurisdictionUnknown(NotFound):
    code = "jurisdiction_unknown"
    message = gettext_noop("jurisdiction_id was not found.")
    remedy = gettext_noop("Leave it out, or send the six digits of a place that runs a campaign.")


class ServiceMissing(Invalid):
    code = "service_code_missing"
    message = gettext_noop("service_code was not provided.")
    remedy = gettext_noop("Send one of the codes of the service list.")


class ServiceUnknown(NotFound):
    code = "service_code_unknown"
    message = gettext_noop("service_code was not found.")
    remedy = gettext_noop("Send one of the codes of the service list.")


class RequestUnknown(NotFound):
    code = "service_request_unknown"
    message = gettext_noop(
        "service_request_id was not found, or its sender did not make it public."
    )
    remedy = gettext_noop("The sender follows it by number and query code on the status page.")


class NotGiven(Invalid):
    code = "argument_missing"
    message = gettext_noop("%(name)s was not provided.")
    remedy = gettext_noop("Send it and try again. Nothing was stored.")


class NotFitting(Invalid):
    code = "argument_invalid"
    message = gettext_noop("%(name)s does not have a value that is possible here.")
    remedy = gettext_noop(
        "The protocol and the service definition name what is possible. Nothing was stored."
    )


class FilterNotFitting(Invalid):
    """Of those by which a list is asked for."""

    code = "filter_invalid"
    message = gettext_noop("%(name)s does not have a value that is possible here.")
    remedy = gettext_noop(
        "status is open, closed or both; dates are written like 2026-11-01T00:00:00+08:00, the "
        "earlier one first; a list has at most 100 entries."
    )


class RangeTooLong(Invalid):
    code = "range_too_long"
    message = gettext_noop("start_date and end_date may not span more than 90 days.")
    remedy = gettext_noop("Ask for a shorter time, and for the rest in a second request.")


class TooMuch(Invalid):
    code = "request_too_large"
    message = gettext_noop("The request is larger than is taken here, or could not be read.")
    remedy = gettext_noop("Shorten it and send it again. Nothing was stored.")
