"""Settles how a message is handed to the patient's page: by being a row that is marked as sent."""

from __future__ import annotations

from channels.protocol import OutboundMessage, Sent
from channels.web.deps import CHANNEL


class WebChannel:
    """The page as a `Channel`.

    There is no platform to call. A page shows the rows of its conversation that are marked as sent, and reads them
    again whenever the conversation is notified. So `send` has nothing to do and cannot fail: the delivery loop marks
    the row as sent and notifies in one transaction, and that is the delivery. A page that is closed reads the row when
    it is opened; a row that is given up is never marked as sent and never shown.
    """

    name = CHANNEL

    async def send(self, message: OutboundMessage) -> Sent:
        """Accept the message; the row's own id is its external id."""
        return Sent(external_id=str(message.message_id))
