import fc from "fast-check";
import { parseMessage } from "./parse-message.js";
import { isUnusableAnswer } from "./unusable-answer.js";

const answer = (fields: object) => JSON.stringify({ jsonrpc: "2.0", id: 7, ...fields });

describe("parseMessage", () => {
  it.each([
    [answer({ result: null }), "invalid result: the result in the answer is null"],
    [answer({ result: [1] }), "invalid result: the result in the answer is [1]"],
    [answer({ result: "ok" }), 'invalid result: the result in the answer is "ok"'],
    [answer({}), "invalid result: the result in the answer is nothing"],
    [answer({ error: "no" }), 'invalid result: the error in the answer is "no"'],
    [answer({ error: { code: "7" } }), 'invalid result: the error in the answer is {"code":"7"}'],
    [answer({ result: "x".repeat(200) }), `invalid result: the result in the answer is "${"x".repeat(59)}…`],
  ])("makes an error of an answer that cannot be used: %s", (text, message) => {
    const read = parseMessage(text);
    expect(read).toMatchObject({ jsonrpc: "2.0", id: 7, error: { message } });
    expect(isUnusableAnswer((read as { error: object }).error)).toBe(true);
  });

  it.each([
    ["no JSON at all", "{"],
    ["no object", "[]"],
    ["an answer to nothing", JSON.stringify({ jsonrpc: "2.0", id: null, result: null })],
    ["no JSON-RPC 2.0", JSON.stringify({ id: 7, result: null })],
    ["a request that is none", JSON.stringify({ jsonrpc: "2.0", id: 7, method: 3 })],
    ["a request with odd parameters", JSON.stringify({ jsonrpc: "2.0", id: 7, method: "ping", params: [] })],
  ])("gives nothing for %s", (_, text) => {
    expect(parseMessage(text)).toBeUndefined();
  });

  it("gives every message as it is", () => {
    const id = fc.oneof(fc.integer(), fc.string());
    const object = fc.dictionary(fc.string(), fc.jsonValue());
    const message = fc.oneof(
      fc.record({ jsonrpc: fc.constant("2.0"), id, result: object }),
      fc.record({ jsonrpc: fc.constant("2.0"), id, method: fc.string(), params: object }),
      fc.record({
        jsonrpc: fc.constant("2.0"),
        id,
        error: fc.record({ code: fc.integer(), message: fc.string() }),
      }),
    );
    fc.assert(
      fc.property(message, (given) => {
        const text = JSON.stringify(given);
        expect(parseMessage(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});
