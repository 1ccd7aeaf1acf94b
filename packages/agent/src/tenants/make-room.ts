/** What takes room: the connections of one principal. */
export interface Occupant {
  readonly tenant: string;
  /** How many connections they are. */
  readonly size: number;
  readonly use: "held" | "idle" | "closing";
  /** When they were used last, by any clock. */
  readonly usedAt: number;
}

/** How much room there is. */
export interface Caps {
  readonly maxConnections: number;
  readonly maxConnectionsPerTenant: number;
}

/** What has to happen before connections can be opened. */
export type Room<O extends Occupant> =
  | { readonly kind: "free" }
  /** These have to be closed first: nobody uses them. */
  | { readonly kind: "close"; readonly occupants: readonly O[] }
  /** Others have to be done first; `cap` is what all in use fill, if it is not that some are being closed. */
  | { readonly kind: "wait"; readonly cap?: keyof Caps };

/**
 * Finds room for the connections of a principal. What was not used for longest goes first, of the same tenant where that has too
 * many; what is in use never goes.
 */
export function makeRoom<O extends Occupant>(
  occupants: readonly O[],
  { tenant, size }: Pick<Occupant, "tenant" | "size">,
  caps: Caps,
): Room<O> {
  const own = occupants.filter((occupant) => occupant.tenant === tenant);
  const ownExcess = sizeOf(own) + size - caps.maxConnectionsPerTenant;
  const excess = sizeOf(occupants) + size - caps.maxConnections;
  if (ownExcess <= 0 && excess <= 0) return { kind: "free" };
  const ofTenant = choose(own, ownExcess);
  if (ofTenant === undefined) return { kind: "wait", cap: "maxConnectionsPerTenant" };
  const others = choose(
    occupants.filter((occupant) => !ofTenant.includes(occupant)),
    excess - sizeOf(ofTenant),
  );
  if (others === undefined) return { kind: "wait", cap: "maxConnections" };
  const chosen = [...ofTenant, ...others];
  return chosen.length > 0 ? { kind: "close", occupants: chosen } : { kind: "wait" };
}

/** @returns those to be closed for an excess to go, besides those that are being closed; nothing where that is not enough */
function choose<O extends Occupant>(occupants: readonly O[], excess: number): O[] | undefined {
  let left = excess - sizeOf(occupants.filter(({ use }) => use === "closing"));
  const chosen: O[] = [];
  const idle = occupants.filter(({ use }) => use === "idle").sort((a, b) => a.usedAt - b.usedAt);
  for (const occupant of idle) {
    if (left <= 0) break;
    chosen.push(occupant);
    left -= occupant.size;
  }
  return left <= 0 ? chosen : undefined;
}

function sizeOf(occupants: readonly Occupant[]): number {
  return occupants.reduce((sum, { size }) => sum + size, 0);
}
