"""What a program is refused before its request reaches a rule of the product."""

from youwei.kernel.refusal import Invalid, NotAllowed, Refusal
from youwei.kernel.refusal import gettext_noop as _


class NotJson(Refusal):
    code = "not_json"
    status = 400
    message = _("The body of the request is no JSON that could be read.")
    remedy = _("Send one JSON object in UTF-8 without NaN, Infinity or hundreds of levels.")


class RequestBroken(Refusal):
    code = "request_broken"
    status = 400
    message = _("The request is damaged and could not be read.")
    remedy = _("Check how the form data are put together, and send it again.")


class MediaTypeUnknown(Refusal):
    code = "media_type_unknown"
    status = 415
    message = _("The body of the request is of another type than %(wanted)s.")
    remedy = _("Set the header Content-Type and send the body in that form.")


class RequestTooLarge(Refusal):
    code = "request_too_large"
    status = 413
    message = _("The request is larger than is taken here.")
    remedy = _("Shorten it, or send files in the form with attachments.")


class TokenMissing(NotAllowed):
    code = "token_missing"
    status = 401
    message = _("This address is opened by a token, and none that works here was shown.")
    remedy = _("Send the header “Authorization: Bearer …” with a token for this purpose.")


class TooManyRequests(Refusal):
    code = "too_many_requests"
    status = 429
    message = _("With this token more was asked within a minute than is possible.")
    remedy = _("Wait a minute and go on more slowly. What was acknowledged is kept.")


class MethodUnknown(Refusal):
    code = "method_unknown"
    status = 405
    message = _("This address does not know this method.")
    remedy = _("The header Allow names the methods that it knows.")


class InvalidInput(Invalid):
    code = "invalid_input"
    message = _("Something that was sent does not fit what this address takes.")
    remedy = _("Correct what “faults” names and send it again. Nothing was stored.")
