#!/usr/bin/env python3
"""Verify a Holm document without Holm: docs/licence-format.md as a program.

usage: verify-licence.py ROOT.pem DOCUMENT [KNOWN ...]

ROOT.pem is a vendor's public root; KNOWN are documents installed already (a
pasted renewal takes its certificate from them, revocations among them hold).
Prints the claims, or "refused: REASON: detail" and ends with 1. Needs Python
3.9 and nothing else.
"""
import base64, datetime as dt, hashlib, json, re, sys

# --- Ed25519 (RFC 8032), verification only -----------------------------------
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P

def recover_x(y, sign):
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - x2) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x

def point(b):
    y = int.from_bytes(b, "little") & (2**255 - 1)
    x = recover_x(y, b[31] >> 7)
    return None if x is None else (x, y, 1, x * y % P)

def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P

def times(n, p):
    q = (0, 1, 1, 0)
    while n:
        if n & 1:
            q = add(q, p)
        p, n = add(p, p), n >> 1
    return q

BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))

def signature_holds(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    x, y = times(s, BASE), add(r, times(h, a))
    return (x[0] * y[2] - y[0] * x[2]) % P == 0 and (x[1] * y[2] - y[1] * x[2]) % P == 0

# --- What a document may hold: s text, i number, b yes or no, t instant, d day ---
INVOICE = dict(invoice="s", due="d", amount="i", interest="i", costs="i", currency="s")
DATES = dict(paid_through="t", warn_from="t", overdue_from="t", lock_at="t")
COMMON = dict(schema="i", issued_at="t", crit=["s"])
CLAIMS = {
    "license": dict(COMMON, id="s", serial="i", order_no="s", replaces=["s"],
        customer=dict(no="s", name="s", org_no="s", country="s", language="s", time_zone="s"),
        contracting_party=dict(name="s", address="s", law="s", venue="s"),
        agreement=dict(no="s", kind="s", date="d", first_period_end="d", billing_period="s"),
        environment="s", installation="s", hosting="s", host="s",
        categories=[{"code": "s", "name": {}, "seats": "i", "features": ["s"], "from": "t"}], modules=["s"],
        meters=[dict(code="s", included="i", unit="s", price="i", currency="s", step="i", kind="s", hard="b")],
        term=dict(DATES, not_before="t", lock_max_days="i"), outstanding=[INVOICE],
        policy=dict(over_limit_days="i", min_warned_hours="i", export_when_locked="b", mirror="s", usage_report="s"),
        suspended=["s"], announcements=[dict(id="s", text={}, effective_at="t", terms="s")]),
    "renewal": dict(COMMON, **DATES, environment="s", license="s", seq="i", outstanding=[INVOICE],
        ledger=dict(seq="i", head="s")),
    "termination": dict(COMMON, id="s", environment="s", kind="s", after_serial="i", agreement="s", cause="s", notice_at="t",
        effective_at="t", full_until="t", read_only_from="t", export="s", reason="s"),
    "rebind": dict(COMMON, id="s", license="s", old_installation="s", new_installation="s", reason="s"),
    "issuer": dict(COMMON, key_id="s", public_key="s", valid_from="t", valid_to="t", scopes=["s"]),
    "revocation": dict(COMMON, key_id="s", after="t", reason="s"),
}

class Refused(Exception):
    pass

def refuse(reason, detail):
    raise Refused(f"{reason}: {detail}")

def need(ok, reason, detail):
    if not ok:
        refuse(reason, detail)

# --- Text: mail damage, armour, base64 ---------------------------------------
def repair(raw):
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = raw.decode("utf-16", "replace")
    elif len(raw) >= 4 and raw[0] and not raw[1] and not raw[3]:
        text = raw.decode("utf-16-le", "replace")
    elif len(raw) >= 4 and not raw[0] and raw[1] and not raw[2]:
        text = raw.decode("utf-16-be", "replace")
    else:
        text = raw.decode("utf-8", "replace")
    text = re.sub("[\u200b\u200c\u200d\u2060\u00ad\ufeff]", "", re.sub("[\u00a0\u202f]", " ", text))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"(?m)^[ \t]*((>|&gt;|\|)[ \t]*)+", "", text)

def unwrap(text):
    text = text.replace("=3D", "=").rstrip(" \t\n")
    inner = text.rstrip("=")
    padding = text[len(inner):]
    return re.sub(r"[ \t\n]", "", re.sub(r"=[ \t]*\n", "", inner)) + padding

JWS = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")

def unarmour(raw):
    """Returns the type, the certificate or None, and the signed claims."""
    need(len(raw) <= 64 << 10, "oversized", f"{len(raw)} bytes")
    text = repair(raw)
    begins = list(re.finditer(r"-----BEGIN[ \n]+HOLM[ \n]+([A-Z]+)-----", text))
    need(len(begins) < 2, "several_documents", f"{len(begins)} documents")
    if not begins:
        pasted = unwrap(text)
        need(JWS.fullmatch(pasted), "damaged", "the text holds no document")
        need(len(pasted) <= 700, "oversized", f"{len(pasted)} characters pasted")
        return "renewal", None, pasted
    typ, rest = begins[0][1], text[begins[0].end():]
    end = re.search(rf"-----END[ \n]+HOLM[ \n]+{typ}-----", rest)
    need(end, "damaged", "the end of the document is missing")
    packed = unwrap(rest[:end.start()])
    try:
        body = base64.b64decode(packed, validate=True)
    except ValueError:
        refuse("damaged", "the block is not base64")
    need(base64.b64encode(body).decode() == packed, "damaged", "the block is not strict base64")
    lines = body.decode("latin-1").split("\n")
    need(all(JWS.fullmatch(line) for line in lines) and len(lines) < 3, "damaged", "the block holds no signed claims")
    return typ.lower(), (lines[0] if len(lines) == 2 else None), lines[-1]

def b64url(text, what):
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), "-_", validate=True)
    except ValueError:
        refuse("damaged", f"the {what} is not base64")
    need(base64.urlsafe_b64encode(data).decode().rstrip("=") == text, "damaged", f"the {what} is not strict base64")
    return data

def strict_object(data):
    def once(pairs):
        seen = set()
        for key, _ in pairs:
            need(key.casefold() not in seen, "duplicate_key", key)
            seen.add(key.casefold())
        return dict(pairs)
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=once, parse_constant=lambda c: refuse("damaged", c))
    except ValueError as e:
        refuse("damaged", f"not JSON: {e}")
    need(isinstance(value, dict), "damaged", "not a JSON object")
    return value

# --- Claims ------------------------------------------------------------------
def instant(text):
    m = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)", text)
    if not m:
        raise ValueError(text)
    at = dt.datetime.fromisoformat(m[1] + m[3].replace("Z", "+00:00"))
    return at + dt.timedelta(seconds=float(m[2] or 0))

def read(value, kind, path=""):
    """Reads claims by their kind; what is unknown is left out."""
    try:
        if value is None:
            return None
        if isinstance(kind, list):
            return [read(v, kind[0], path) for v in need_type(value, list)]
        if kind == {}:
            return {str(k): need_type(v, str) for k, v in need_type(value, dict).items()}
        if isinstance(kind, dict):
            need_type(value, dict)
            found = {name: read(value.get(name), kind[name], f"{path}.{name}") for name in kind}
            return {name: v for name, v in found.items() if v is not None}
        if kind in "td":
            need_type(value, str)
            if kind == "d":
                return dt.datetime.combine(dt.date.fromisoformat(value), dt.time(), dt.timezone.utc) if value else None
            return instant(value)
        need_type(value, {"s": str, "i": int, "b": bool}[kind])
        need(kind != "i" or not isinstance(value, bool), "damaged", path)
        return value
    except (TypeError, ValueError):
        refuse("damaged", f"{path} cannot be read")

def need_type(value, wanted):
    if not isinstance(value, wanted):
        raise TypeError
    return value

def understood(kind, name):
    first, _, rest = name.partition(".")
    kind = kind[0] if isinstance(kind, list) else kind
    return isinstance(kind, dict) and first in kind and (not rest or understood(kind[first], rest))

def later(at, years=0, months=0, days=0):
    month = at.month - 1 + months
    return at.replace(year=at.year + years + month // 12, month=month % 12 + 1, day=1) + dt.timedelta(days=at.day - 1 + days)

def dates(value, path=""):
    if isinstance(value, dt.datetime):
        yield path, value
    for name, v in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from dates(v, f"{path}.{name}")

def claims_of(typ, data):
    raw = strict_object(data)
    need(typ in CLAIMS, "wrong_type", typ)
    common = read(raw, COMMON)
    need(common.get("schema") == 1, "unsupported_schema", common.get("schema"))
    for name in common.get("crit", []):
        need(understood(CLAIMS[typ], name), "unknown_critical", name)
    c = read(raw, CLAIMS[typ])
    need("issued_at" in c, "incomplete", "issued_at")
    for name, at in dates(c):
        need(at <= later(c["issued_at"], years=5), "future_dates", name)
    BOUNDS[typ](c)
    return c, raw

def present(c, *names):
    for name in names:
        value = c
        for part in name.split("."):
            value = value.get(part, {})
        need(value not in ({}, "", 0), "incomplete", name)

def one_of(c, name, *words):
    need(c.get(name, "") in words, "bounds", f"{name} {c.get(name)!r}")

def lock_bounds(t):
    need("lock_at" in t and "overdue_from" in t, "bounds", "lock_at or overdue_from is missing")
    need(t["paid_through"] <= t["overdue_from"] <= t["lock_at"], "bounds", "dates are out of order")
    need(t["lock_at"] <= later(t["paid_through"], days=120), "bounds", "lock_at lies more than 120 days after paid_through")

def year_bounds(start, t):
    need("lock_at" in t and t["paid_through"] <= later(start, years=1, days=1)
        and t["lock_at"] <= later(t["paid_through"], days=120), "bounds", "more than 12 months")

def license_bounds(c):
    present(c, "id", "customer.no", "customer.name", "customer.time_zone", "agreement.no", "installation", "serial", "categories",
        "term.not_before", "term.paid_through")
    need(c["serial"] > 0, "incomplete", "serial")
    one_of(c["agreement"], "kind", "onsite", "online")
    one_of(c["agreement"], "billing_period", "annual", "half-yearly", "quarterly", "monthly")
    one_of(c, "hosting", "own", "managed", "hosted", "undeclared", "")
    one_of(c, "environment", "production", "nonproduction", "trial")
    counts = [(k.get("code"), k.get("from")) for k in c["categories"]]
    need(len(set(counts)) == len(counts), "bounds", "two counts begin at once")
    for k in c["categories"]:
        need(k.get("code") not in (None, "", "*") and k.get("seats", 0) >= 0, "bounds", f"category {k}")
    for m in c.get("meters", []):
        one_of(m, "kind", "count", "distinct", "peak")
        need(m.get("code") and min(m.get(n, 0) for n in ("included", "price", "step")) >= 0, "bounds", f"meter {m}")
    for a in c.get("announcements", []):
        need(a.get("id") and "effective_at" in a, "incomplete", "announcement")
    if c["environment"] != "production":
        return year_bounds(c["term"]["not_before"], c["term"])
    need(c["installation"] != "*", "bounds", "a production licence names its installation")
    need(c.get("policy", {}).get("min_warned_hours", 0) >= 72, "bounds", "min_warned_hours")
    need(c["term"].get("lock_max_days", 0) >= 0, "bounds", "lock_max_days")
    lock_bounds(c["term"])

def renewal_bounds(c):
    present(c, "license", "seq", "paid_through")
    need(c["seq"] > 0, "incomplete", "seq")
    one_of(c, "environment", "", "production", "nonproduction", "trial")
    if c.get("environment") in (None, "", "production"):
        lock_bounds(c)
    else:
        year_bounds(c["issued_at"], c)

def termination_bounds(c):
    present(c, "id", "agreement", "cause", "effective_at", "full_until", "read_only_from")
    need(c["effective_at"] <= c["full_until"] <= c["read_only_from"], "bounds", "dates are out of order")
    one_of(c, "cause", "customer", "vendor", "breach", "nonpayment")
    one_of(c, "environment", "", "production", "nonproduction", "trial")
    need(c.get("export") == "main_user" or c.get("export") == "none" and c.get("kind") == "online", "bounds", "export")
    early = c["full_until"] < later(c["effective_at"], days=14) - dt.timedelta(hours=1)
    excused = c["cause"] in ("nonpayment", "breach") and c.get("reason")
    need(not early or excused or c.get("environment", "") not in ("", "production"), "bounds", "14 days of full access")

def rebind_bounds(c):
    present(c, "id", "license", "old_installation", "new_installation")
    need(c["old_installation"] != c["new_installation"], "bounds", "it moves an installation to itself")

def issuer_bounds(c):
    key = base64.b64decode(c.get("public_key", ""))
    need(len(key) == 32, "damaged", "no Ed25519 key")
    need(c.get("key_id") == key_id(key), "bounds", "the key has another name")
    present(c, "valid_from", "valid_to")
    need(c["valid_from"] < c["valid_to"], "incomplete", "valid_to")
    need(c["valid_to"] <= later(c["valid_from"], months=24), "bounds", "more than 24 months")

BOUNDS = {"license": license_bounds, "renewal": renewal_bounds, "termination": termination_bounds, "rebind": rebind_bounds,
    "issuer": issuer_bounds, "revocation": lambda c: present(c, "after", "key_id")}

# --- Trust -------------------------------------------------------------------
def key_id(key):
    return base64.b32encode(hashlib.sha256(key).digest()[:10]).decode().lower()

def header(signed):
    h = strict_object(b64url(signed.split(".")[0], "header"))
    for name in h:
        need(name in ("alg", "typ", "kid"), "unknown_critical", f"the header holds {name}")
    need(h.get("alg") == "EdDSA", "forged", f"signed by the method {h.get('alg')}")
    need(str(h.get("typ", "")).startswith("holm-"), "wrong_type", h.get("typ"))
    return h["typ"][5:], h.get("kid")

def prove(signed, key, typ):
    head, body, signature = signed.split(".")
    data = b64url(body, "claims")
    need(signature_holds(key, f"{head}.{body}".encode(), b64url(signature, "signature")), "forged", "the signature does not match")
    return claims_of(typ, data)

def verify(raw, root, known=()):
    """Returns what is proved: type, claims, claims as written, key, certificate."""
    typ, certificate, signed = unarmour(raw)
    named, kid = header(signed)
    need(named == typ, "wrong_type", f"the text says {typ}, the signature {named}")
    if typ in ("issuer", "revocation"):
        need(kid == key_id(root), "unknown_issuer", kid)
        key = root
    else:
        certificate = certificate or next((k["certificate"] for k in known if k["key"] == kid and k["certificate"]), None)
        need(certificate, "unknown_issuer", f"there is no certificate for the key {kid}")
        named, by = header(certificate)
        need(named == "issuer" and by == key_id(root), "unknown_issuer", "no trusted root certified the key")
        issuer, _ = prove(certificate, root, "issuer")
        need(issuer["key_id"] == kid, "unknown_issuer", f"the certificate is for the key {issuer['key_id']}")
        key = base64.b64decode(issuer["public_key"])
    claims, written = prove(signed, key, typ)
    if key is not root:
        need(typ in issuer.get("scopes", []), "issuer_out_of_scope", f"the key may sign {issuer.get('scopes')}")
        need(issuer["valid_from"] <= claims["issued_at"] < issuer["valid_to"], "issuer_out_of_dates", claims["issued_at"])
    for k in known:
        if k["type"] == "revocation" and k["claims"]["key_id"] == kid:
            need(claims["issued_at"] <= k["claims"]["after"], "issuer_revoked", kid)
        if k["type"] == "license":
            fits(typ, claims, k["claims"])
    return dict(type=typ, claims=claims, written=written, key=kid, certificate=certificate)

def fits(typ, c, l):
    mine = c.get("environment") or "production"
    if typ == "renewal" and c["license"] == l["id"]:
        need(mine == l["environment"], "wrong_environment", f"the licence is for {l['environment']}")
    if typ == "termination" and c["agreement"] == l["agreement"]["no"]:
        need(c["export"] != "none" or l["agreement"]["kind"] == "online", "bounds", "export is always possible onsite")
        need(c.get("after_serial", 0) < l["serial"] or mine == "production" or l["environment"] != "production",
            "wrong_environment", f"the agreement is for {l['environment']}")

def main(args):
    if len(args) < 2:
        sys.exit(__doc__)
    pem = "".join(line for line in open(args[0]) if not line.startswith("-----"))
    root = base64.b64decode(pem)[-32:]  # the end of a SubjectPublicKeyInfo is the key
    known = []
    try:
        for path in args[2:]:
            known.append(verify(open(path, "rb").read(), root, known))
        d = verify(open(args[1], "rb").read(), root, known)
    except Refused as e:
        print(f"refused: {e}")
        sys.exit(1)
    print(json.dumps(dict(type=d["type"], key=d["key"], claims=d["written"]), indent=2, ensure_ascii=False))

if __name__ == "__main__":
    main(sys.argv[1:])
