import { type JSONRPCNotification, SUBSCRIPTION_ID_META_KEY } from "@modelcontextprotocol/client";
import fc from "fast-check";
import { RequestIds } from "./request-ids.js";

const id = fc.oneof(fc.string(), fc.integer());
const ids = fc.uniqueArray(id, { maxLength: 20 });

const progress = (progressToken: unknown) =>
  ({
    jsonrpc: "2.0",
    method: "notifications/progress",
    params: { progressToken, progress: 1 },
  }) as JSONRPCNotification;

const changed = (subscription: unknown): JSONRPCNotification => ({
  jsonrpc: "2.0",
  method: "notifications/tools/list_changed",
  params: { _meta: { [SUBSCRIPTION_ID_META_KEY]: subscription, other: 1 } },
});

describe("the numbers of requests in a session", () => {
  it("are different, and lead back to the client's ids until the requests are over", () => {
    fc.assert(
      fc.property(ids, fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (all, over) => {
        const session = new RequestIds();
        const wire = all.map((one) => session.assign({ id: one, method: "ping" }).id);
        expect(new Set(wire).size).toBe(all.length);
        for (const [index, number] of wire.entries()) if (over[index]) session.release(number);
        expect(wire.map((number) => session.clientId(number))).toEqual(
          all.map((one, index) => (over[index] ? undefined : one)),
        );
      }),
    );
  });

  it("take the place of progress tokens, which come back under the client's names", () => {
    fc.assert(
      fc.property(fc.array(fc.option(id, { nil: undefined }), { maxLength: 20 }), (tokens) => {
        const session = new RequestIds();
        for (const [index, progressToken] of tokens.entries()) {
          const params = {
            name: "a",
            _meta: { ...(progressToken !== undefined && { progressToken }), kept: 1 },
          };
          const wire = session.assign({ id: index, method: "tools/call", params });
          expect(wire.params).toEqual({
            name: "a",
            _meta: { ...(progressToken !== undefined && { progressToken: wire.id }), kept: 1 },
          });
          const shown = session.toClient(progress(wire.id));
          expect(shown).toEqual(progressToken === undefined ? undefined : progress(progressToken));
        }
      }),
    );
  });

  it("are known when a server gives them back as text", () => {
    const session = new RequestIds();
    const wire = session.assign({ id: "a", method: "tools/call", params: { _meta: { progressToken: 7 } } });
    expect(session.toClient(progress(String(wire.id)))).toEqual(progress(7));
  });

  it("name subscriptions", () => {
    const session = new RequestIds();
    session.assign({ method: "server/discover" });
    const wire = session.assign({ id: "listen:0", method: "subscriptions/listen" });
    expect(session.toClient(changed(wire.id))).toEqual(changed("listen:0"));
    session.release(wire.id);
    expect(session.toClient(changed(wire.id))).toBeUndefined();
  });

  it("change nothing about other notifications", () => {
    const log: JSONRPCNotification = { jsonrpc: "2.0", method: "notifications/message", params: { data: 1 } };
    expect(new RequestIds().toClient(log)).toBe(log);
  });

  it("of our own requests are not shown to the client", () => {
    const session = new RequestIds();
    const wire = session.assign({ method: "tools/list" });
    expect(session.clientId(wire.id)).toBeUndefined();
    expect(session.toClient(progress(wire.id))).toBeUndefined();
  });
});
