import { Agent } from "node:http";
import { tmpdir } from "node:os";
import type { z } from "zod";
import { command, commandArguments } from "./command.js";
import { directory } from "./directory.js";
import { duration, size } from "./duration.js";
import { environment } from "./environment.js";
import { headers } from "./headers.js";
import { name } from "./name.js";
import { protocol } from "./protocol.js";
import { reconnect } from "./reconnect.js";
import { instances, sticky, strategy } from "./replicas.js";
import { serverUrls } from "./server-url.js";
import { toolTimeouts } from "./tool-timeouts.js";

const secret = "s3cr3t-value";

/** What a field says to a value: nothing when it takes it. */
function said(field: z.ZodType, value: unknown): string {
  return (
    field
      .safeParse(value)
      .error?.issues.map(({ path, message }) => [...path, message].join(": "))
      .join("\n") ?? ""
  );
}

describe("a field takes", () => {
  it.each<[string, z.ZodType, unknown]>([
    ["a duration", duration, 0.5],
    ["the longest duration", duration, 2_147_483_647],
    ["a size", size, 1],
    ["a program", command, "node"],
    ["the path of a program with spaces", command, process.execPath],
    ["a path with spaces that exists", command, `${tmpdir()}/../`],
    ["arguments", commandArguments, ["", "a b"]],
    ["a directory", directory, tmpdir()],
    ["an environment", environment, { A: "", B_1: "x\ny" }],
    ["headers", headers, { "X-Api-Key": "ü" }],
    ["a function that gives headers", headers, () => ({})],
    ["a name", name, "Files_2-b"],
    ["an era", protocol, "modern"],
    ["an address", serverUrls, "https://api.example.com/sse"],
    ["an address as a URL", serverUrls, new URL("http://[::1]:80/mcp")],
    ["a list of one address", serverUrls, ["http://127.0.0.1/"]],
  ])("%s", (_, field, value) => {
    expect(said(field, value)).toBe("");
  });
});

describe("a field refuses, shows the value and says what to do:", () => {
  it.each<[string, z.ZodType, unknown, RegExp]>([
    ["a negative duration", duration, -1, /milliseconds above 0 .* not -1$/],
    ["no duration", duration, 0, /not 0$/],
    ["NaN", duration, Number.NaN, /not NaN$/],
    ["an endless duration", duration, Number.POSITIVE_INFINITY, /at most 2147483647.* not Infinity$/],
    ["a duration as text", duration, "10s", /such as 10_000, not "10s"$/],
    ["a broken size", size, 1.5, /whole number of bytes .* not 1.5$/],
    ["no command", command, undefined, /^is missing: it must be the program to start/],
    ["an empty command", command, "  ", /^is empty: give the program to start/],
    [
      "a command line",
      command,
      "node server.js",
      /split it into the command "node" and the args \["server.js"\]/,
    ],
    ["a NUL", command, "no\0de", /NUL character.*: remove it/],
    ["arguments as text", commandArguments, "a.js", /a list of text, such as \["server.js"\], not text$/],
    ["an argument that is no text", commandArguments, ["a", 1], /^1: must be text, not 1$/],
    ["a directory that is not there", directory, "/no/such", /"\/no\/such" does not exist: create it/],
    ["a file for a directory", directory, process.execPath, /^".*" is no directory: give the path of one/],
    ["an empty path of a directory", directory, "", /^is empty: give the path of a directory, or leave it/],
    ["a name with a space", name, "a b", /letters, digits, "_" and "-".* not "a b"/],
    ["a long name", name, "a".repeat(65), /at most 64/],
    ["an unknown era", protocol, "2025", /"auto", "legacy" or "modern", not "2025"/],
    ["no address", serverUrls, undefined, /^is missing: give an address/],
    ["an empty address", serverUrls, " ", /^is empty: give an address/],
    [
      "an address without scheme",
      serverUrls,
      "localhost:80/sse",
      /has no scheme: "localhost:80\/sse" must begin/,
    ],
    ["an address without scheme or port", serverUrls, "example.com", /has no scheme/],
    [
      "an address that is none",
      serverUrls,
      "http://a:b:c",
      /is not an address: "http:\/\/a:b:c"; check the host/,
    ],
    ["another scheme", serverUrls, "ws://h/x", /must begin with .* not "ws:\/\/": "ws:\/\/h\/x"/],
    ["an address that is an object", serverUrls, new Agent(), /must be an address, not an object/],
    ["an empty list of addresses", serverUrls, [], /is an empty list/],
    [
      "an address that is listed twice",
      serverUrls,
      ["http://a/?k=v", "http://b", "http://a/?k=v"],
      /^2: is there twice, "http:\/\/a\/\?k=\*+": list/m,
    ],
    [
      "a text for a number of processes",
      instances,
      "4",
      /whole number of processes from 1 to 256, such as 4, not "4"/,
    ],
    ["no processes", instances, 0, /from 1 to 256, .* not 0/],
    ["half a process", instances, 1.5, /from 1 to 256, .* not 1.5/],
    ["far too many processes", instances, 1_000, /from 1 to 256, .* not 1000/],
    [
      "an unknown strategy",
      strategy,
      "random",
      /"round-robin", "least-busy" or "first-available", not "random"/,
    ],
    ["a number for sticky", sticky, 1, /must be true or false, not 1/],
    ["a wrong address in a list", serverUrls, ["a", "http://b"], /^0: has no scheme/m],
    [
      "a misspelt part of a policy",
      reconnect,
      { maxAttempt: 3 },
      /^maxAttempt: .* `reconnect`: did you mean `maxAttempts`/,
    ],
    ["a policy that is none", reconnect, true, /^must be an object such as .*, or false, not true$/],
    [
      "a misspelt limit",
      toolTimeouts,
      { a: { timeout: 3 } },
      /^a: timeout: is not an option of `toolTimeouts`/,
    ],
  ])("%s", (_, field, value, message) => {
    expect(said(field, value)).toMatch(message);
  });
});

describe("a field never shows a secret:", () => {
  it.each<[string, z.ZodType, unknown, RegExp]>([
    ["an environment that is text", environment, secret, /must be an object .* not text$/],
    ["an environment value with a NUL", environment, { A: `${secret}\0` }, /^A: holds a NUL/],
    ["an environment value that is a list", environment, { A: [secret] }, /^A: must be text, not a list/],
    ["the name of a variable", environment, { "A=B": secret }, /^A=B: is not the name of a variable/],
    ["a header with a line break", headers, { A: `${secret}\n` }, /^A: holds a line break/],
    ["a header that HTTP cannot carry", headers, { A: `${secret}€` }, /^A: holds characters that HTTP/],
    ["a header that is an object", headers, { A: { secret } }, /^A: must be text, not an object/],
    ["the name of a header", headers, { "A B": secret }, /^A B: is not the name of a header/],
    ["a query", serverUrls, `example.com/?token=${secret}`, /\?token=\*\*\*/],
    ["a password", serverUrls, `ftp://me:${secret}@h/`, /ftp:\/\/\*\*\*@h/],
    ["a password without a scheme", serverUrls, `me:${secret}@h/`, /has no scheme: "\*\*\*@h\/"/],
    ["a line of arguments", commandArguments, `--token ${secret}`, /^must be a list of text, .* not text$/],
    ["a command line", command, `node a.js --token ${secret}`, /"--token", "\*\*\*"/],
  ])("%s", (_, field, value, message) => {
    expect(said(field, value)).toMatch(message);
    expect(said(field, value)).not.toContain(secret);
  });
});
