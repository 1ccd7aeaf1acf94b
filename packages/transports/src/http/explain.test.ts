import { inspect } from "node:util";
import {
  ProtocolError,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
  UnauthorizedError,
} from "@modelcontextprotocol/client";
import { AuthenticationError, ConnectionError, TimeoutError } from "../errors/index.js";
import type { Answer } from "./answer.js";
import { explainRemote } from "./explain.js";
import { lostAnswer } from "./lost-answer.js";
import { type RemoteKind, remoteServer } from "./remote-server.js";

const secret = testSecret("explain");
const url = `http://127.0.0.1:8000/mcp?key=${secret}`;

function server(kind: RemoteKind = "http") {
  const made = remoteServer(kind, { url, name: "shop", timeoutMs: 5_000 });
  made.secrets.addHeaders({ Authorization: `Bearer ${secret}` });
  return made;
}

function explain(
  cause: unknown,
  options: { phase?: "connect" | "call"; kind?: RemoteKind; answer?: Partial<Answer> } = {},
) {
  const { phase = "connect", kind = "http", answer } = options;
  return explainRemote(server(kind), cause, {
    phase,
    lastAnswer: (status) =>
      answer && {
        method: "POST",
        status,
        statusText: "",
        contentType: undefined,
        challenge: undefined,
        location: undefined,
        body: "",
        ...answer,
      },
  });
}

const refused = (status: number) => new SdkHttpError(SdkErrorCode.ClientHttpNotImplemented, "no", { status });
const network = (code: string, message = code) =>
  Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error(message), { code }) });

const shop = 'Server "shop" at http://127.0.0.1:8000/mcp?key=***';

describe("an HTTP answer that is no MCP", () => {
  it.each<[number, Partial<Answer>, "connect" | "call", string, string]>([
    [
      401,
      { statusText: "Unauthorized", challenge: "Bearer" },
      "connect",
      "answered 401 Unauthorized to POST, and asks for the scheme Bearer",
      "Check the credentials",
    ],
    [
      403,
      { contentType: "text/plain", body: "not you" },
      "call",
      'answered 403 (text/plain) to POST: "not you"',
      "Check what the credentials allow",
    ],
    [
      404,
      { statusText: "Not Found", contentType: "text/html" },
      "connect",
      "is not an MCP server for Streamable HTTP: it answered 404 Not Found (text/html) to POST",
      'needs the transport "sse"',
    ],
    [
      404,
      { body: '{"error":{"message":"Session not found"}}', contentType: "application/json" },
      "call",
      '"Session not found"',
      "connect again",
    ],
    [405, {}, "connect", "is not an MCP server for Streamable HTTP: it answered 405", "listen at /mcp"],
    [
      400,
      { body: '{"message":"what?"}', contentType: "application/json" },
      "connect",
      'answered 400 (application/json) to POST: "what?"',
      "Check the path",
    ],
    [
      307,
      { location: `https://x.example/${secret}/y?k=${secret}` },
      "connect",
      "with a redirect to https://x.example/***/y?k=***",
      "Use that address",
    ],
    [429, {}, "call", "answered 429", "Wait"],
    [
      502,
      { contentType: "text/html", body: "<h1>Bad</h1>" },
      "call",
      "answered 502 (text/html) to POST. ",
      "Try again",
    ],
    [
      500,
      { contentType: "text/plain", body: `a\n  b ${secret} ${"c".repeat(300)}` },
      "call",
      '"a b *** ccc',
      "log of the server",
    ],
  ])("of %i says what came back, and what to try", (status, answer, phase, message, hint) => {
    const error = explain(refused(status), { phase, answer });
    expect(error.message).toContain(shop);
    expect(error.message).toContain(message);
    expect(error.hint).toContain(hint);
    expect(error.message).toContain(error.hint);
    expect(error).toMatchObject({ status, server: "shop" });
    expect(error.message.length).toBeLessThan(600);
    expect(AuthenticationError.isInstance(error)).toBe(status === 401 || status === 403);
    expect(ConnectionError.isInstance(error)).toBe(status !== 401 && status !== 403);
  });

  it("of 2xx names the status and the content type", () => {
    const cause = new SdkError(
      SdkErrorCode.ClientHttpUnexpectedContent,
      "Unexpected content type: text/html",
    );
    const error = explain(cause, { answer: { contentType: "text/html" } });
    expect(error.message).toContain(`${shop} is not an MCP server: it answered 200 text/html to POST.`);
    expect(error).toMatchObject({ code: "CONNECTION", status: 200 });
  });

  it("of 2xx may be JSON of another kind", () => {
    const cause = Object.assign(new Error("[]"), { name: "ZodError" });
    const error = explain(cause, { answer: { contentType: "application/json" } });
    expect(error.message).toContain("it answered 200 application/json to POST, which is not JSON-RPC");
  });

  it("is found behind the error of the version negotiation", () => {
    const outer = new SdkError(
      SdkErrorCode.EraNegotiationFailed,
      "probe failed",
      {},
      { cause: new UnauthorizedError() },
    );
    expect(explain(outer)).toMatchObject({ code: "AUTHENTICATION", status: 401 });
  });
});

describe("a failure of the network", () => {
  it.each([
    ["ECONNREFUSED", "127.0.0.1:8000 refused the connection", "server runs"],
    ["ENOTFOUND", "127.0.0.1:8000 has a host name that is not known", "spelling"],
    ["EAI_AGAIN", "DNS", "try again"],
    ["ECONNRESET", "cut the connection", "log of the server"],
    ["UND_ERR_SOCKET", "cut the connection", "log of the server"],
    ["EHOSTUNREACH", "could not be reached over the network", "firewall"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "TLS certificate that is not trusted", "NODE_EXTRA_CA_CERTS"],
    ["CERT_HAS_EXPIRED", "expired", "renewed"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "another host name", "host name"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "does not speak TLS", "http://"],
  ])("%s is told in words, with host and port and a hint", (code, message, hint) => {
    const error = explain(network(code));
    expect(error).toMatchObject({ code: "CONNECTION", server: "shop" });
    expect(error.message).toContain(shop);
    expect(error.message).toContain(message);
    expect(error.hint).toContain(hint);
  });

  it("is found where several addresses were tried", () => {
    const both = new AggregateError([Object.assign(new Error("connect ::1"), { code: "ECONNREFUSED" })], "");
    expect(explain(Object.assign(new TypeError("fetch failed"), { cause: both })).message).toContain(
      "refused",
    );
  });

  it("can be one of time", () => {
    const error = explain(network("UND_ERR_CONNECT_TIMEOUT"));
    expect(error).toMatchObject({ code: "TIMEOUT", timeoutMs: 5_000 });
    expect(error.message).toContain("did not accept a connection on 127.0.0.1:8000 within 5000 ms");
  });
});

describe("an error of the SDK", () => {
  it("that time is up becomes a TimeoutError with address and limit", () => {
    const cause = new SdkError(SdkErrorCode.RequestTimeout, "Request timed out", { timeout: 1_234 });
    const error = explain(cause);
    expect(TimeoutError.isInstance(error) && error.timeoutMs).toBe(1_234);
    expect(error.message).toContain(`${shop} did not complete the MCP handshake within 1234 ms`);
  });

  it("that the connection is closed becomes the reason it was lost for", () => {
    const lost = new ConnectionError("the cable was cut");
    const cause = new SdkError(SdkErrorCode.ConnectionClosed, "Connection closed");
    expect(explainRemote(server(), cause, { phase: "call", lastAnswer: () => undefined, lost })).toBe(lost);
    expect(explain(cause).message).toBe(`${shop} is not connected.`);
  });

  it("that the server said no says what it said", () => {
    const error = explain(new ProtocolError(-32_602, "bad version"));
    expect(error.message).toContain("refused the MCP handshake: bad version (code -32602)");
  });

  it("of an answer that was lost is not taken for the word of the server", () => {
    const { error: lost } = lostAnswer(server(), { jsonrpc: "2.0", id: 1, method: "tools/call" });
    const error = explain(new ProtocolError(lost.code, lost.message, lost.data), { phase: "call" });
    expect(error.message).toContain("was lost before it answered tools/call");
    expect(error.message).not.toContain("answered with an error");
  });
});

describe("whatever else fails", () => {
  it("keeps its message", () => {
    expect(explain(new Error("Server's protocol version is not supported: 1999")).message).toContain("1999");
    expect(explain("a text").message).toContain("a text");
    expect(explain(undefined).message).toContain(shop);
  });

  it("stays what it is when it is an error of this project", () => {
    const own = new AuthenticationError("no");
    expect(explain(own)).toBe(own);
    expect(explain(new Error("outer", { cause: own }))).toBe(own);
  });
});

describe("a secret", () => {
  it.each([
    ["in a message", new Error(`no ${secret}`)],
    ["in a cause", new Error("no", { cause: new Error(secret) })],
    [
      "in a body",
      new SdkHttpError(SdkErrorCode.ClientHttpNotImplemented, secret, { status: 500, text: secret }),
    ],
    ["in a plain object", { secret }],
  ])("%s is in no part of the error", (_where, cause) => {
    const error = explain(cause, { answer: { contentType: "text/plain", body: secret, statusText: secret } });
    expect(inspect(error, { depth: 9 })).not.toContain(secret);
    expect(`${error.stack}`).not.toContain(secret);
  });
});
