import fc from "fast-check";
import { makeRoom, type Occupant } from "./make-room.js";

const held = (tenant: string, size = 1): Occupant => ({ tenant, size, use: "held", usedAt: 0 });
const idle = (tenant: string, usedAt: number, size = 1): Occupant => ({ tenant, size, use: "idle", usedAt });
const closing = (tenant: string, size = 1): Occupant => ({ tenant, size, use: "closing", usedAt: 0 });
const caps = { maxConnections: 3, maxConnectionsPerTenant: 2 };

describe("makeRoom", () => {
  const older = idle("b", 1);
  const newer = idle("b", 2);
  const own = idle("a", 3);
  it.each<[string, Occupant[], ReturnType<typeof makeRoom>]>([
    ["has room", [held("b"), held("b")], { kind: "free" }],
    [
      "closes what was not used for longest",
      [newer, older, held("c")],
      { kind: "close", occupants: [older] },
    ],
    ["closes what its tenant has too much", [own, held("a")], { kind: "close", occupants: [own] }],
    [
      "closes nothing that is in use",
      [held("b"), held("b"), held("c")],
      { kind: "wait", cap: "maxConnections" },
    ],
    [
      "keeps to the cap of the tenant",
      [held("a"), held("a")],
      { kind: "wait", cap: "maxConnectionsPerTenant" },
    ],
    ["waits for what is being closed", [held("b"), held("b"), closing("c")], { kind: "wait" }],
    [
      "closes nothing in vain",
      [idle("b", 1), held("a"), held("a")],
      { kind: "wait", cap: "maxConnectionsPerTenant" },
    ],
  ])("%s", (_, occupants, room) => {
    expect(makeRoom(occupants, { tenant: "a", size: 1 }, caps)).toEqual(room);
  });

  it("never goes beyond a cap, never closes what is used, and closes no more than it must", () => {
    const occupant = fc.record({
      tenant: fc.constantFrom("a", "b", "c"),
      size: fc.integer({ min: 1, max: 3 }),
      use: fc.constantFrom("held" as const, "idle" as const, "closing" as const),
      usedAt: fc.integer({ min: 0, max: 9 }),
    });
    const sum = (list: readonly Occupant[]) => list.reduce((all, { size }) => all + size, 0);
    fc.assert(
      fc.property(fc.array(occupant, { maxLength: 8 }), fc.integer({ min: 1, max: 3 }), (occupants, size) => {
        const limits = { maxConnections: 9, maxConnectionsPerTenant: 5 };
        const room = makeRoom(occupants, { tenant: "a", size }, limits);
        const fits = (list: readonly Occupant[]) =>
          sum(list) + size <= 9 && sum(list.filter(({ tenant }) => tenant === "a")) + size <= 5;
        const staying = occupants.filter(({ use }) => use === "held");
        if (room.kind === "free") expect(fits(occupants)).toBe(true);
        if (room.kind === "wait" && room.cap !== undefined) expect(fits(staying)).toBe(false);
        if (room.kind !== "close") return;
        expect(room.occupants.every(({ use }) => use === "idle")).toBe(true);
        const left = occupants.filter((each) => !room.occupants.includes(each) && each.use !== "closing");
        expect(fits(left)).toBe(true);
        expect(fits([...left, ...room.occupants])).toBe(false);
      }),
    );
  });
});
