"""A provider of OpenID Connect on this machine: signs people in for the tests, checks what it is asked.

It speaks the authorization code flow with PKCE (RFC 7636) as OpenID Connect Core has it: discovery, a page on
which one says who one is, a token signed with a key of its own. It can be told to answer wrongly.
"""

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, CLIENT_SECRET = "feasibility", "only-for-tests"


class Provider:
    """The provider, running until `close`.

    Attributes:
        people: the claims of each whom it knows, by a short name.
        fault: what is wrong in what it answers: "", "signature", "unsigned", "nonce", "audience", "issuer",
            "expired", "no_token" or "state".
        complaints: what was wrong in what it was asked.
        issued_ago: how many seconds ago the tokens it gives claim to be made.
    """

    def __init__(self, people: dict[str, dict[str, Any]]) -> None:
        self.people = people
        self.fault = ""
        self.complaints: list[str] = []
        self.issued_ago = 0
        self.key = RSAKey.generate_key(2048, {"kid": "one"})
        self.other_key = RSAKey.generate_key(2048, {"kid": "one"})
        self.asked: dict[str, dict[str, str]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """End it."""
        self._server.shutdown()
        self._server.server_close()

    def secrets(self, app: str, cookie_secret: str) -> str:
        """Streamlit's secrets for an app at this address."""
        return (
            f'[auth]\nredirect_uri = "{app}oauth2callback"\ncookie_secret = "{cookie_secret}"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "{CLIENT_SECRET}"\n'
            f'server_metadata_url = "{self.issuer}/.well-known/openid-configuration"\n'
        )

    def discovery(self) -> dict[str, Any]:
        """What a client finds out by itself (OpenID Connect Discovery, section 3)."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/logout",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def began(self, query: dict[str, str]) -> str:
        """Remember what the client asks for; the code it will be given."""
        wanted = {"client_id": CLIENT, "response_type": "code", "code_challenge_method": "S256"}
        self._check(all(query.get(name) == value for name, value in wanted.items()), f"authorize: {query}")
        self._check("openid" in query.get("scope", "").split(), "authorize: no scope openid")
        for name in ("state", "nonce", "code_challenge", "redirect_uri"):
            self._check(bool(query.get(name)), f"authorize: no {name}")
        code = secrets.token_urlsafe(16)
        self.asked[code] = query
        return code

    def sent_back(self, code: str, who: str) -> str:
        """Where the browser is sent once somebody has said who they are."""
        query = self.asked[code]
        query["who"] = who
        state = "another" if self.fault == "state" else query["state"]
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': state})}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """What a code is worth, once; None where it is worth nothing."""
        basic = base64.b64encode(f"{CLIENT}:{CLIENT_SECRET}".encode()).decode()
        query = self.asked.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        fine = self._check(authorization == f"Basic {basic}", "token: the client did not prove itself")
        fine &= self._check(form.get("grant_type") == "authorization_code", "token: another grant")
        fine &= self._check(query is not None, "token: no such code")
        if query is not None:
            fine &= self._check(query["code_challenge"] == challenge, "token: the verifier is another's")
            fine &= self._check(query["redirect_uri"] == form.get("redirect_uri"), "token: another place")
        if not fine or query is None:
            return None
        answer = {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "expires_in": 3600}
        return answer if self.fault == "no_token" else answer | {"id_token": self._id_token(query)}

    def _id_token(self, query: dict[str, str]) -> str:
        now, fault = int(time.time()) - self.issued_ago, self.fault
        claims = {
            "iss": "http://127.0.0.1:9" if fault == "issuer" else self.issuer,
            "aud": "another" if fault == "audience" else CLIENT,
            "iat": now - 7200 if fault == "expired" else now,
            "exp": now - 3600 if fault == "expired" else now + self.issued_ago + 3600,
            "nonce": "another" if fault == "nonce" else query["nonce"],
            **self.people[query["who"]],
        }
        if fault == "unsigned":
            parts = [json.dumps(part).encode() for part in ({"alg": "none"}, claims)]
            return ".".join([base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts] + [""])
        key = self.other_key if fault == "signature" else self.key
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)

    def _check(self, is_fine: bool, complaint: str) -> bool:
        if not is_fine:
            self.complaints.append(complaint)
        return is_fine


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(asked.query).items()}
            match asked.path:
                case "/.well-known/openid-configuration":
                    self._json(provider.discovery())
                case "/jwks":
                    self._json({"keys": [provider.key.as_dict(private=False)]})
                case "/authorize":
                    self._page(provider.began(query))
                case "/choose":
                    self._redirect(provider.sent_back(query["code"], query["who"]))
                case "/logout":
                    self._redirect(query["post_logout_redirect_uri"])
                case _:
                    self.send_error(404)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            answer = provider.token(form, self.headers.get("Authorization", ""))
            self._json(
                {"error": "invalid_grant"} if answer is None else answer, 400 if answer is None else 200
            )

        def _page(self, code: str) -> None:
            links = "".join(
                f'<p><a href="/choose?{html.escape(urlencode({"code": code, "who": who}))}">{who}</a></p>'
                for who in provider.people
            )
            icon = '<link rel="icon" href="data:,">'
            self._send(200, "text/html", f"<html><head>{icon}</head><body>{links}</body></html>".encode())

        def _json(self, what: object, status: int = 200) -> None:
            self._send(status, "application/json", json.dumps(what).encode())

        def _send(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _redirect(self, to: str) -> None:
            self.send_response(302)
            self.send_header("Location", to)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the tests say what went wrong."""

    return Handler
