"""The mail server of the tests (aiosmtpd): what is taken goes into a folder, some recipients are refused. Prints its port when it listens.

The file "rule" in the folder changes its ways while it runs: "drop" cuts the line after a mail's content came, "never ADDRESS" refuses a recipient for good.
"""
import argparse
import asyncio
import logging
import os
import ssl

from aiosmtpd.smtp import SMTP, AuthResult


class Rules:
    def __init__(self, folder):
        self.folder = folder

    def rule(self):
        path = os.path.join(self.folder, "rule")
        return open(path).read().split() if os.path.exists(path) else []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody") or self.rule() == ["never", address]:
            return "550 5.1.1 no such mailbox"
        if address.startswith("later"):
            return "451 4.7.1 come again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        if self.rule() == ["drop"]:
            server.transport.abort()
            return "451 4.3.0 dropped"
        path = os.path.join(self.folder, f"{len(os.listdir(self.folder))}")
        with open(path + ".part", "wb") as file:
            file.write(envelope.content)
        os.rename(path + ".part", path + ".eml")
        return "250 2.0.0 taken"


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--size", type=int)
    parser.add_argument("--tlscert")
    parser.add_argument("--tlskey")
    parser.add_argument("--user")
    parser.add_argument("--password")
    args = parser.parse_args()
    options = {"data_size_limit": args.size}
    if args.tlscert:
        options["tls_context"] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        options["tls_context"].load_cert_chain(args.tlscert, args.tlskey)
        options["require_starttls"] = True
    if args.user:
        options["auth_required"] = True
        options["authenticator"] = lambda server, session, envelope, mechanism, login: AuthResult(
            success=(login.login, login.password) == (args.user.encode(), args.password.encode()))
    listening = await asyncio.get_running_loop().create_server(lambda: SMTP(Rules(args.folder), **options), "127.0.0.1", args.port)
    print(listening.sockets[0].getsockname()[1], flush=True)
    await listening.serve_forever()


# Of its own deprecated parts it would tell at every sign-in.
logging.disable(logging.WARNING)
asyncio.run(main())
