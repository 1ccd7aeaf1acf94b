import type { JSONRPCMessage } from "@modelcontextprotocol/client";
import fc from "fast-check";
import { ServerRequests } from "./server-requests.js";

const request = (id: string | number): JSONRPCMessage => ({ jsonrpc: "2.0", id, method: "roots/list" });
const answer = (id: string | number): JSONRPCMessage => ({ jsonrpc: "2.0", id, result: {} });

/** The id that the client sees. */
const seen = (message: JSONRPCMessage) => ("id" in message ? (message.id as string) : "");

describe("requests of servers", () => {
  it("come back under the ids that the server gave, each once", () => {
    const id = fc.oneof(fc.string(), fc.integer());
    fc.assert(
      fc.property(fc.uniqueArray(id), (ids) => {
        const session = new ServerRequests(1);
        const shown = ids.map((one) => seen(session.toClient(request(one))));
        expect(new Set(shown).size).toBe(ids.length);
        expect(shown.map((one) => session.toServer(answer(one)))).toEqual(ids.map(answer));
        expect(shown.map((one) => session.toServer(answer(one)))).toEqual(ids.map(() => undefined));
      }),
    );
  });

  it("of one session never get the answer to another's", () => {
    const before = new ServerRequests(1);
    const after = new ServerRequests(2);
    const old = seen(before.toClient(request(0)));
    after.toClient(request(0));
    expect(after.toServer(answer(old))).toBeUndefined();
  });

  it("are withdrawn under the id that the client knows", () => {
    const session = new ServerRequests(7);
    const shown = seen(session.toClient(request(3)));
    const cancelled = session.toClient({
      jsonrpc: "2.0",
      method: "notifications/cancelled",
      params: { requestId: 3 },
    });
    expect(cancelled).toMatchObject({ params: { requestId: shown } });
  });

  it("that are withdrawn get no answer any more", () => {
    const session = new ServerRequests(7);
    const shown = seen(session.toClient(request(3)));
    session.toClient({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 3 } });
    expect(session.toServer(answer(shown))).toBeUndefined();
  });

  it("are all that is renamed: another one that is cancelled is the client's", () => {
    const session = new ServerRequests(7);
    session.toServer(answer(seen(session.toClient(request(3)))));
    for (const requestId of [3, 4, "listen:0"]) {
      const message = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId } } as const;
      expect(session.toClient(message)).toBe(message);
    }
  });
});
