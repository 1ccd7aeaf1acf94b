import { requestIdOf } from "./request-id.js";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const idFor = (given?: string | string[]) =>
  requestIdOf({ headers: given === undefined ? {} : { "x-request-id": given } });

describe("requestIdOf", () => {
  it.each(["order-4711", "0af7651916cd43dd8448eb211c80319c", "Root=1-67891233:abc/2", "x".repeat(128)])(
    "takes the client's %s",
    (given) => {
      expect(idFor(given)).toBe(given);
    },
  );

  it.each([undefined, "", "a b", 'a"b', "a\u001b[31m", "x".repeat(129), ["a", "b"]].map((given) => [given]))(
    "makes a new one instead of %j",
    (given) => {
      expect(idFor(given)).toMatch(uuid);
      expect(idFor(given)).not.toBe(idFor(given));
    },
  );
});
