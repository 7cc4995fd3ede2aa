"""The contract, docs/openapi.yaml: its examples, and requests made at random from it. Whatever is
asked, the answer has the shape that the contract gives it, and none is a fault of the server.
"""

import json
import random
import re
import unittest

import yaml
from desk import ROOT, ServedTest, needs_model, quoted

CONTRACT = yaml.safe_load((ROOT / "docs" / "openapi.yaml").read_text("utf-8"))
METHODS = ("get", "post", "patch", "delete")


def resolved(node):
    while isinstance(node, dict) and "$ref" in node:
        target = CONTRACT
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def operations():
    for path, item in CONTRACT["paths"].items():
        for method in METHODS:
            if method in item:
                parameters = [resolved(p) for p in item.get("parameters", []) + item[method].get("parameters", [])]
                yield method.upper(), path, item[method], parameters


def is_of(value, kind):
    return {"null": value is None, "boolean": isinstance(value, bool), "string": isinstance(value, str),
            "integer": isinstance(value, int) and not isinstance(value, bool),
            "number": isinstance(value, (int, float)) and not isinstance(value, bool),
            "array": isinstance(value, list), "object": isinstance(value, dict)}[kind]


def faults(value, schema, where="$"):
    """What of the value is not as the schema says."""
    schema = resolved(schema)
    for part in schema.get("allOf", []):
        yield from faults(value, part, where)
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where}: {value!r} is none of {schema['enum']}"
    kinds = schema.get("type")
    if kinds:
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if not any(is_of(value, kind) for kind in kinds):
            yield f"{where}: {value!r:.60} is no {kinds}"
            return
    if isinstance(value, dict):
        for name in schema.get("required", []):
            if name not in value:
                yield f"{where}.{name}: missing"
        properties = schema.get("properties", {})
        for name, each in value.items():
            if name in properties:
                yield from faults(each, properties[name], f"{where}.{name}")
            elif isinstance(schema.get("additionalProperties"), dict):
                yield from faults(each, schema["additionalProperties"], f"{where}.{name}")
            elif schema.get("additionalProperties") is False:
                yield f"{where}.{name}: not in the contract"
    if isinstance(value, list) and "items" in schema:
        for i, each in enumerate(value):
            yield from faults(each, schema["items"], f"{where}[{i}]")


class Contract(ServedTest):
    def check(self, answer, operation):
        """The answer is one that the contract has, in its shape."""
        self.assertLess(answer.status, 500, answer.body[:500])
        responses = operation["responses"]
        response = resolved(responses.get(str(answer.status), responses.get("default")))
        kind = (answer.headers["Content-Type"] or "").split(";")[0]
        if answer.status in (204, 304):
            return
        if answer.status >= 400:
            response = resolved({"$ref": "#/components/responses/Problem"})
            self.assertEqual(kind, "application/problem+json")
        if kind.endswith("json"):
            schema = response["content"][kind]["schema"]
            self.assertEqual(list(faults(answer.json(), schema)), [])

    def address(self, path, parameters, values=None):
        for parameter in parameters:
            if parameter["in"] == "path":
                value = (values or {}).get(parameter["name"], parameter.get("example", "none"))
                path = path.replace("{" + parameter["name"] + "}", quoted(str(value)))
        needed = [(p["name"], p["example"]) for p in parameters
                  if p["in"] == "query" and p.get("required") and "example" in p]
        return path + ("?" + "&".join(f"{n}={quoted(v)}" for n, v in needed) if needed else "")

    def send(self, method, address, operation, headers=None):
        body = operation.get("requestBody", {}).get("content", {})
        sent, raw = None, None
        if "application/json" in body:
            sent = body["application/json"]["example"]
        elif body:
            raw = next(iter(body.values()))["example"].encode()
            headers = {**(headers or {}), "Content-Type": "application/octet-stream"}
        return self.server.ask(method, address, sent, raw=raw, headers=headers)

    @needs_model
    def test_every_example_of_the_contract_is_taken_and_answered_in_its_shape(self):
        for method, path, operation, parameters in operations():
            if path == "/v1/changes" or operation["operationId"] == "openSession":
                continue
            with self.subTest(f"{method} {path}"):
                needs = {p["name"]: p["example"] for p in parameters if p["in"] == "header" and p.get("required")}
                answer = self.send(method, self.address(path, parameters), operation, needs)
                self.check(answer, operation)
                self.assertNotEqual(answer.status, 400, answer.body)

    @needs_model
    def test_what_the_desk_holds_is_answered_in_the_shape_of_the_contract(self):
        ids = {}
        for name, path in (("report", "/v1/reports"), ("event", "/v1/events"), ("incident", "/v1/incidents")):
            items = self.server.get(path).json()["items"]
            self.assertTrue(items, path)
            ids[name] = items[0]["id"]
        ids["area"] = self.server.get("/v1/assessments").json()["items"][0]["area"]
        ids["source"] = "Ridge Monitor"
        found = 0
        for method, path, operation, parameters in operations():
            names = re.findall(r"{(\w+)}", path)
            if method != "GET" or path == "/v1/changes" or not all(name in ids for name in names):
                continue
            with self.subTest(path):
                answer = self.server.get(self.address(path, parameters, ids))
                self.check(answer, operation)
                found += answer.status == 200
        self.assertGreater(found, 20)

    def test_requests_at_random_are_never_a_fault_of_the_server(self):
        chance = random.Random(20240314)
        odd = ["", "0", "-1", "null", "true", "1e308", "9" * 40, "a" * 3000, "إزرع", "\u202e", "'", '"', "<b>",
               "%", "%00", "..", "*", "1,2,3,4", "2024-02-30", "2024-01-01", "ridge-1", "ridge-1/1", "[", "{}"]

        def scalar():
            return chance.choice([None, True, 0, -1, 2**63, 1.5, "", "a", *odd, [], {}, [[]], {"a": 1}])

        def of(schema):
            schema = resolved(schema)
            if chance.random() < 0.25:
                return scalar()
            if "enum" in schema:
                return chance.choice(schema["enum"])
            kind = schema.get("type", "string")
            kind = chance.choice(kind) if isinstance(kind, list) else kind
            if kind == "object":
                picked = [n for n in schema.get("properties", {})
                          if n in schema.get("required", []) or chance.random() < 0.5]
                return {n: of(schema["properties"][n]) for n in picked}
            return {"integer": chance.randint(-2, 400), "number": chance.random() * 3 - 1, "null": None,
                    "boolean": True, "array": [], "string": chance.choice(odd)}[kind]

        every = [o for o in operations() if o[1] not in ("/v1/changes", "/v1/backups", "/v1/session", "/v1/verify")
                 and o[2]["operationId"] not in ("code", "addReport", "upload", "buildSitrep")]
        for n in range(1500):
            method, path, operation, parameters = chance.choice(every)
            for name in re.findall(r"{(\w+)}", path):
                path = path.replace("{" + name + "}", quoted(chance.choice(odd) or "x"))
            query = [(p["name"], chance.choice(odd)) for p in parameters
                     if p["in"] == "query" and chance.random() < 0.3]
            if query:
                path += "?" + "&".join(f"{quoted(a)}={quoted(b)}" for a, b in query)
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            body = of(content["schema"]) if content else None
            headers = {"If-Match": chance.choice(['"1"', "*", "x"])} if chance.random() < 0.5 else {}
            with self.subTest(n=n, request=f"{method} {path}", body=json.dumps(body)[:300]):
                self.check(self.server.ask(method, path, body, headers=headers), operation)


class Authorisation(ServedTest):
    """Every operation of the contract, asked by everybody."""

    with_reports = False
    SCOPES = ("none", "read", "review", "write", "admin")

    def tokens(self):
        yield "none", None
        yield "none", "tk_" + "A" * 43
        for scope in self.SCOPES[1:]:
            made = self.server.post("/v1/tokens", {"name": scope, "scope": scope})
            self.assertEqual(made.status, 201, made.body)
            yield scope, made.json()["token"]

    def cookie(self, secret):
        answer = self.server.post("/v1/session", {"token": secret}, token=False)
        self.assertEqual(answer.status, 200, answer.body)
        return {"Cookie": answer.headers["Set-Cookie"].split(";")[0]}

    def people(self):
        """(scope, whether writes are wanted, headers, token)"""
        for scope, secret in self.tokens():
            if secret is None or scope != "none":
                yield scope, True, {}, secret or False
            if scope != "none":
                yield scope, True, {**self.cookie(secret), "X-Tocsin": "1"}, False
                yield scope, False, self.cookie(secret), False  # as a form of another page would send it
                yield scope, False, {**self.cookie(secret), "X-Tocsin": "1", "Origin": "https://evil.example"}, False

    def test_nobody_is_let_in_who_has_not_the_scope_of_the_operation(self):
        cases, wrong = 0, []
        for scope, is_wanted, headers, token in list(self.people()):
            for method, path, operation, _ in operations():
                needed = operation["x-scope"]
                is_foreign = "Origin" in headers
                may = not is_foreign and (needed == "none" or (
                    self.SCOPES.index(scope) >= self.SCOPES.index(needed) and (is_wanted or method == "GET")))
                if may and path in ("/v1/changes", "/v1/session", "/v1/backups", "/v1/verify"):
                    continue  # without an end, or of consequence; their own tests open them
                address = re.sub(r"{\w+}", "none", path)
                body = {"odd": 1} if method in ("POST", "PATCH") else None
                answer = self.server.ask(method, address, body, token=token, headers=headers)
                cases += 1
                is_let_in = answer.status not in (401, 403)
                if is_let_in != may or answer.status >= 500:
                    wrong.append((scope, list(headers), method, path, answer.status, answer.body[:100]))
        self.assertEqual(wrong, [])
        self.assertGreater(cases, 800)

    def test_a_wrong_token_opens_nothing(self):
        statuses = {self.server.ask(method, re.sub(r"{\w+}", "none", path), token="tk_" + "A" * 43).status
                    for method, path, operation, _ in operations() if operation["x-scope"] != "none"}
        self.assertLessEqual(statuses, {401, 429})


class Injection(ServedTest):
    """Text of reports is data: it comes back as JSON, whatever it looks like."""

    PARTS = ["<script>alert({n})</script>", "<img src=x onerror=alert({n})>", "<svg/onload=alert({n})>",
             "\"><script>alert({n})</script>", "'-alert({n})-'", "javascript:alert({n})", "<iframe srcdoc='{n}'>",
             "</title><script>{n}</script>", "{{{{constructor.constructor('alert({n})')()}}}}", "${{alert({n})}}",
             "<math><mi//xlink:href='data:x,{n}'>", "<details open ontoggle=alert({n})>", "\u2028alert({n})",
             "<a href='java\tscript:alert({n})'>x</a>", "<!--{n}--><script>", "]]><script>{n}</script>",
             "\u202e<script>{n}</script>", "<style>@import'//{n}'</style>", "<base href=//{n}>", "%3Cscript%3E{n}"]

    def test_300_strings_in_every_field_come_back_as_json_text_only(self):
        strings = [part.format(n=n) for n in range(15) for part in self.PARTS]
        self.assertEqual(len(strings), 300)
        for i, text in enumerate(strings):
            made = self.server.post("/v1/feeds", {"url": f"https://news.example/{i}", "name": text, "source": text})
            self.assertEqual(made.status, 201, made.body)
            self.assertEqual(made.json()["name"], text)
            for target in (f"/v1/feeds/{made.json()['id']}", f"/v1/reports/{quoted(text)}",
                           f"/v1/search?words={quoted(text)}", f"/v1/events?{quoted(text)}={quoted(text)}"):
                answer = self.server.get(target)
                kind = answer.headers["Content-Type"].split(";")[0]
                self.assertIn(kind, ("application/json", "application/problem+json"))
                self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
                self.assertTrue(answer.headers["Content-Security-Policy"].startswith("default-src 'none'"))
                json.loads(answer.body)

    def fields(self):
        """Every place of the contract where a client's words go: (operation, where, name)."""
        for method, path, operation, parameters in operations():
            if path == "/v1/changes" or operation["operationId"] in ("makeBackup", "verify"):
                continue
            for parameter in parameters:
                yield method, path, operation, parameters, parameter["in"], parameter["name"]
            content = operation.get("requestBody", {}).get("content", {})
            schema = resolved(content.get("application/json", {}).get("schema", {}))
            for name in schema.get("properties", {}):
                yield method, path, operation, parameters, "body", name

    def sent(self, field, text):
        method, path, operation, parameters, where, name = field
        headers, query = {"If-Match": "*"}, []
        for parameter in parameters:
            value = text if (parameter["in"], parameter["name"]) == (where, name) else parameter.get("example", "none")
            if parameter["in"] == "path":
                path = path.replace("{" + parameter["name"] + "}", quoted(str(value)))
            elif value is text and parameter["in"] == "query":
                query.append(f"{name}={quoted(text)}")
            elif value is text:
                headers[name] = quoted(text)
        content = operation.get("requestBody", {}).get("content", {})
        body = raw = None
        if "application/json" in content:
            body = dict(content["application/json"]["example"])
            if where == "body":
                body[name] = text
        elif content:
            raw, headers["Content-Type"] = text.encode(), "application/octet-stream"
        target = path + ("?" + "&".join(query) if query else "")
        return self.server.ask(method, target, body, raw=raw, headers=headers)

    def test_300_strings_through_every_route_and_field_are_never_served_as_a_page(self):
        strings = [part.format(n=n) for n in range(15) for part in self.PARTS]
        fields = list(self.fields())
        rounds = max(2, -(-len(strings) // len(fields)))
        asked = set()
        for n in range(rounds * len(fields)):
            field, text = fields[n % len(fields)], strings[n % len(strings)]
            asked.add(text)
            with self.subTest(field=field[:2] + field[4:], text=text):
                answer = self.sent(field, text)
                self.assertLess(answer.status, 500, answer.body[:300])
                if answer.status in (204, 304):
                    continue
                kind = answer.headers["Content-Type"].split(";")[0]
                is_saved = (answer.headers["Content-Disposition"] or "").startswith("attachment")
                self.assertTrue(is_saved or kind in ("application/json", "application/problem+json",
                                                     "application/yaml"), kind)
                self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
                self.assertIn("default-src 'none'", answer.headers["Content-Security-Policy"])
        self.assertEqual(len(asked), 300)
        self.assertGreater(len(fields), 150)

    @needs_model
    def test_a_page_that_was_taken_in_is_only_ever_a_download(self):
        page = (b"<html><title>News</title><body><p>Gunmen attacked an army post in Izra on 3 March 2024, killing "
                b"two soldiers, the regional office said on Monday in a statement.</p><script>alert(1)</script>")
        added = self.server.ask("POST", "/v1/uploads?name=page.html&date=2024-03-04", raw=page,
                                headers={"Content-Type": "application/octet-stream"})
        self.assertEqual(added.status, 200, added.body)
        self.assertEqual(len(added.json()["added"]), 1, added.body)
        original = self.server.get(f"/v1/reports/{quoted(added.json()['added'][0]['id'])}/original")
        self.assertEqual(original.body, page)
        self.assertEqual(original.headers["Content-Type"], "application/octet-stream")
        self.assertTrue(original.headers["Content-Disposition"].startswith("attachment"))


if __name__ == "__main__":
    unittest.main()
