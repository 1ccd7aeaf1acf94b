import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import type { OpenServers } from "./open-servers.js";
import { type Principal, principalOf } from "./principal.js";
import { TenantPool } from "./tenant-pool.js";

const options = {
  principal: (context: { user: string }) => context.user,
  tenant: (context: { tenant: string }) => context.tenant,
};
const principal = (tenant: string, user: string) => principalOf(options as never, { tenant, user }, []);

/** A pool whose servers are only counted. */
function countingPool(caps: { maxConnections: number; maxConnectionsPerTenant: number }, size: number) {
  const open: Principal[] = [];
  const most = { all: 0, tenant: 0, principal: 0 };
  const note = () => {
    const count = (fits: (each: Principal) => boolean) => open.filter(fits).length * size;
    most.all = Math.max(
      most.all,
      count(() => true),
    );
    for (const { tenant, key } of open) {
      most.tenant = Math.max(
        most.tenant,
        count((each) => each.tenant === tenant),
      );
      most.principal = Math.max(
        most.principal,
        count((each) => each.key === key),
      );
    }
  };
  const pool = new TenantPool({
    ...caps,
    size,
    idleMs: 60_000,
    waitMs: 60_000,
    keepBroken: false,
    onChange: () => {},
    async open(owner) {
      open.push(owner);
      note();
      await turn();
      const close = async () => {
        await turn();
        open.splice(open.indexOf(owner), 1);
      };
      return { owner, connections: { all: [], close } } as unknown as OpenServers;
    },
  });
  return { pool, open, most };
}

describe("TenantPool", () => {
  it("gives everybody their own servers, within all caps, and closes all", async () => {
    const run = fc.record({
      tenant: fc.constantFrom("a", "b", "c"),
      user: fc.constantFrom("1", "2", "3"),
      after: fc.nat(8),
      turns: fc.nat(4),
    });
    const property = fc.asyncProperty(
      fc.array(run, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 2 }),
      async (runs, total, perTenant, size) => {
        const caps = { maxConnections: total * size, maxConnectionsPerTenant: perTenant * size };
        const { pool, open, most } = countingPool(caps, size);
        const given = await Promise.all(
          runs.map(async ({ tenant, user, after, turns }) => {
            for (let n = 0; n < after; n++) await turn();
            const whose = principal(tenant, user);
            using lease = await pool.lease(whose, {});
            for (let n = 0; n < turns; n++) await turn();
            const isOpen = open.some(({ key }) => key === whose.key);
            return isOpen && (lease.servers as unknown as { owner: Principal }).owner.key === whose.key;
          }),
        );
        expect(given).not.toContain(false);
        await pool.close();
        expect(open).toEqual([]);
        expect(most.all).toBeLessThanOrEqual(caps.maxConnections);
        expect(most.tenant).toBeLessThanOrEqual(caps.maxConnectionsPerTenant);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  it("serves those who wait in their order", async () => {
    const { pool } = countingPool({ maxConnections: 1, maxConnectionsPerTenant: 1 }, 1);
    const order: string[] = [];
    const runs = ["1", "2", "3", "4"].map(async (user) => {
      using _ = await pool.lease(principal("a", user), {});
      order.push(user);
      await turn();
    });
    await Promise.all(runs);
    expect(order).toEqual(["1", "2", "3", "4"]);
    await pool.close();
  });

  it("tells those who wait, and those who come, that it was closed", async () => {
    const { pool } = countingPool({ maxConnections: 1, maxConnectionsPerTenant: 1 }, 1);
    await pool.lease(principal("a", "1"), {});
    const waiting = expect(pool.lease(principal("a", "2"), {})).rejects.toThrow("The team was closed");
    await pool.close();
    await waiting;
    await expect(pool.lease(principal("a", "1"), {})).rejects.toThrow("The team was closed");
  });
});
