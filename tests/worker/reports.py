"""Delivery-status reports as mail servers write them (RFC 3464), for these tests."""

from register.domain.values import Id

REPORT = """\
From: MAILER-DAEMON@relay.example\r
To: {to}\r
Subject: Undelivered Mail Returned to Sender\r
MIME-Version: 1.0\r
Content-Type: multipart/report; report-type=delivery-status; boundary="cut"\r
\r
--cut\r
Content-Type: text/plain\r
\r
I am sorry to have to tell you.\r
\r
--cut\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; relay.example\r
\r
Final-Recipient: rfc822; {recipient}\r
Action: {action}\r
Status: {status}\r
Diagnostic-Code: smtp; 550 5.1.1 User unknown\r
\r
--cut\r
Content-Type: {returned}\r
\r
From: Harbour Bank <complaints@harbour.example>\r
To: robin@customer.example\r
Subject: Our response\r
Message-ID: <{dispatch}@register.local>\r
\r
{body}--cut--\r
"""


def a_report(dispatch: Id, *, headers_only: bool = False, **changes: str) -> bytes:
    """Return the report on a dispatch, with the whole e-mail or only its headers."""
    told = {
        "action": "failed",
        "status": "5.1.1 (user unknown)",
        "to": "complaints@harbour.example",
        "recipient": "robin@customer.example",
        "returned": "text/rfc822-headers" if headers_only else "message/rfc822",
        "body": "" if headers_only else "Please find attached\r\n",
        **changes,
    }
    return REPORT.format(dispatch=dispatch, **told).encode()
