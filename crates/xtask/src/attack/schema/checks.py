"""What the OpenAPI document says in words, held against each answer."""

import os

import schemathesis

KNOWN = {
    "caller": "13800000000",
    "channelId": os.environ["FRONTDESK_CHANNEL"],
    "feedback": 1,
    "fileId": os.environ["FRONTDESK_FILE"],
    "fileStream": "eA==",
    "fileType": "txt",
    "interIdx": "1",
    "leaveMessage": "Please call back.",
    "startTime": "1",
    "strContent": "he",
}
# Whoever brings these along is refused, unless they are just so.
NOT_OURS = (
    "callId",
    "channel",
    "channelConfigId",
    "endTime",
    "from",
    "identity",
    "multiMedia",
    "timestamp",
    "to",
    "userId",
)


@schemathesis.hook
def before_call(ctx, case, kwargs):
    """Half of the bodies are made such as can be carried, so that there are answers to look at."""
    body = case.body
    if not isinstance(body, dict) or len(repr(body)) % 2:
        return
    schema = case.operation.definition.raw["requestBody"]["content"]["application/json"]["schema"]
    wanted = [name for name in schema["required"] if name in KNOWN]
    for name in NOT_OURS:
        body.pop(name, None)
    body.update({name: KNOWN[name] for name in wanted})
    if "startTime" in schema["required"]:
        body.update(limit="10", offset="0")


@schemathesis.check
def refusals_are_as_documented(ctx, response, case):
    """A refusal of the proxy's own says its reason in header and body, and is one that the route
    has; what the contact centre refuses is never taken for one, and is no failure of a server."""
    status = response.status_code
    reason = (response.headers.get("frontdesk-refused") or [None])[0]
    code = code_of(response)
    if reason is None:
        assert status < 500, f"{status} without a reason"
        assert not code.startswith("frontdesk-"), f"{code} without a reason in the header"
        return
    assert code == f"frontdesk-{reason}", f"{code} in the body, {reason} in the header"
    # A method that the path does not have is of no operation.
    if reason != "method":
        documented = case.operation.definition.raw["responses"].get(str(status), {})
        header = documented.get("headers", {}).get("frontdesk-refused", {})
        assert reason in header.get("schema", {}).get("enum", []), f"{status} {reason} is not told of"
    if status in (429, 503):
        after = (response.headers.get("retry-after") or [""])[0]
        assert after.isdigit() and int(after) >= 1, f"{status} {reason} with Retry-After {after!r}"


def code_of(response):
    try:
        body = response.json()
    except Exception:
        return ""
    code = body.get("resultCode") if isinstance(body, dict) else None
    return code if isinstance(code, str) else ""
