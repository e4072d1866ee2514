"""Rules for the mail server of the tests (aiosmtpd): what is taken goes into a folder, some recipients are refused."""
import os

from aiosmtpd.handlers import Message


class Rules(Message):
    def __init__(self, folder):
        super().__init__()
        self.folder = folder

    @classmethod
    def from_cli(cls, parser, folder):
        return cls(folder)

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("later"):
            return "451 4.7.1 come again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        path = os.path.join(self.folder, f"{len(os.listdir(self.folder))}")
        with open(path + ".part", "wb") as file:
            file.write(envelope.content)
        os.rename(path + ".part", path + ".eml")
        return "250 2.0.0 taken"

    def handle_message(self, message):
        raise NotImplementedError
