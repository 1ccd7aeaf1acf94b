import type {
  JSONRPCMessage,
  JSONRPCNotification,
  JSONRPCRequest,
  RequestId,
} from "@modelcontextprotocol/client";
import fc from "fast-check";
import { ServerIds } from "./server-ids.js";

const id = fc.oneof(fc.string(), fc.integer());
const question = fc.record({ session: fc.nat(3), id, token: fc.option(id, { nil: undefined }) });
const questions = fc.uniqueArray(question, {
  selector: (one) => `${one.session} ${typeof one.id} ${one.id}`,
});

const ask = (askId: RequestId, token: RequestId | undefined): JSONRPCMessage => ({
  jsonrpc: "2.0",
  id: askId,
  method: "roots/list",
  params: token === undefined ? {} : { _meta: { progressToken: token } },
});
const answer = (askId: RequestId): JSONRPCMessage => ({ jsonrpc: "2.0", id: askId, result: {} });
const progress = (progressToken: unknown) =>
  ({
    jsonrpc: "2.0",
    method: "notifications/progress",
    params: { progressToken, progress: 1 },
  }) as JSONRPCNotification;

describe("what the servers of several replicas ask", () => {
  it("has other names for the client, and each answer finds the one that asked, once", () => {
    fc.assert(
      fc.property(questions, (asked) => {
        const sessions = [0, 1, 2, 3].map((number) => new ServerIds(number));
        const shown = asked.map(
          (one) => sessions[one.session]?.toClient(ask(one.id, one.token)) as JSONRPCRequest,
        );
        expect(new Set(shown.map((each) => each.id)).size).toBe(asked.length);
        for (const [index, one] of asked.entries()) {
          const seen = shown[index] as JSONRPCRequest;
          const answered = sessions.map((session) => session.answerToServer(answer(seen.id)));
          expect(answered).toEqual([0, 1, 2, 3].map((n) => (n === one.session ? answer(one.id) : undefined)));
          expect(sessions[one.session]?.answerToServer(answer(seen.id))).toBeUndefined();
        }
      }),
    );
  });

  it("hears of progress under the token that it gave, and nobody else does", () => {
    fc.assert(
      fc.property(questions, (asked) => {
        const sessions = [0, 1, 2, 3].map((number) => new ServerIds(number));
        for (const one of asked) {
          const seen = sessions[one.session]?.toClient(ask(one.id, one.token)) as JSONRPCRequest;
          const token = seen.params?._meta?.progressToken;
          expect(token === undefined).toBe(one.token === undefined);
          if (token === undefined) continue;
          expect(sessions.map((session) => session.progressToServer(progress(token)))).toEqual(
            [0, 1, 2, 3].map((n) => (n === one.session ? progress(one.token) : undefined)),
          );
        }
      }),
    );
  });

  it("is withdrawn under the same name", () => {
    const session = new ServerIds(5);
    const shown = session.toClient(ask(0, undefined)) as JSONRPCRequest;
    const method = "notifications/cancelled";
    expect(session.toClient({ jsonrpc: "2.0", method, params: { requestId: 0 } })).toMatchObject({
      params: { requestId: shown.id },
    });
  });
});
