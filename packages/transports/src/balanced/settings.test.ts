import fc from "fast-check";
import type { Ask } from "../reconnecting/session-memory.js";
import { Settings, type Told } from "./settings.js";

const uri = fc.constantFrom("a", "b", "c");
const ask = fc.oneof(
  fc.record({
    method: fc.constant("logging/setLevel"),
    params: fc.record({ level: fc.constantFrom("info", "error") }),
  }),
  fc.record({
    method: fc.constantFrom("resources/subscribe", "resources/unsubscribe"),
    params: fc.record({ uri }),
  }),
);

/** What a server makes of what it is told. */
class Server {
  level: unknown;
  readonly subscriptions = new Set<unknown>();

  hear({ method, params }: Ask): void {
    if (method === "logging/setLevel") this.level = params?.level;
    else if (method === "resources/subscribe") this.subscriptions.add(params?.uri);
    else this.subscriptions.delete(params?.uri);
  }
}

describe("what a client has set", () => {
  it("reaches a replica that missed any part of it", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ ask, isHeard: fc.boolean() })), (steps) => {
        const [always, sometimes] = [new Server(), new Server()];
        const settings = new Settings();
        const told: Told = new Map();
        for (const step of steps) {
          const { key, ask: noted } = settings.note(step.ask);
          always.hear(step.ask);
          if (!step.isHeard) continue;
          sometimes.hear(step.ask);
          told.set(key, noted);
        }
        for (const [key, missed] of settings.missing(told)) {
          sometimes.hear(missed);
          told.set(key, missed);
        }
        expect(sometimes).toEqual(always);
        expect(settings.missing(told)).toEqual([]);
      }),
    );
  });

  it("is told to a new replica without what it can do without", () => {
    const settings = new Settings();
    settings.note({ method: "resources/subscribe", params: { uri: "a" } });
    settings.note({ method: "resources/unsubscribe", params: { uri: "a" } });
    expect(settings.missing(new Map())).toEqual([]);
  });

  it("is forgotten when nobody took it, and what was there before counts again", () => {
    const settings = new Settings();
    settings.note({ method: "logging/setLevel", params: { level: "info" } });
    settings.note({ method: "logging/setLevel", params: { level: "nonsense" } }).forget();
    settings.note({ method: "resources/subscribe", params: { uri: "a" } }).forget();
    expect(settings.missing(new Map()).map(([, { params }]) => params)).toEqual([{ level: "info" }]);
  });
});
