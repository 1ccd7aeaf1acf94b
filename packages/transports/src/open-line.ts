import { balanced } from "./balanced/balanced.js";
import type { Strategy } from "./balanced/options.js";
import { openTransport, type TransportOptions } from "./open.js";
import type { RateLimit } from "./rate-limited/options.js";
import { rateLimited } from "./rate-limited/rate-limited.js";
import type { ReconnectPolicy } from "./reconnecting/options.js";
import { reconnecting } from "./reconnecting/reconnecting.js";
import { type ReplicaCount, replicasOf } from "./replicas-of.js";
import type { ServerTransport } from "./server-transport.js";

/** How to reach a server, and how to keep the line to it. */
export type LineOptions = TransportOptions &
  ReplicaCount & {
    /** The time that connecting may take, handshake included, in milliseconds. */
    readonly timeoutMs: number;
    /** When to reopen the line; `false` leaves it lost when it is lost, but for replicas, which are always kept. @default {} */
    readonly reconnect?: ReconnectPolicy | false;
    /** Which replica a call goes to. @default "least-busy" */
    readonly strategy?: Strategy;
    /** Whether all calls go to one replica for as long as it is ready. @default false */
    readonly sticky?: boolean;
    /** How much the server is asked to do, all its replicas together. @default as much as there is */
    readonly rateLimit?: RateLimit;
  };

/** Makes the line to a server, not yet started: its transport, and around it what keeps it alive and what holds it back. */
export function openLine({ rateLimit, ...options }: LineOptions): ServerTransport {
  const line = openReplicas(options);
  return rateLimit === undefined ? line : rateLimited(line, { ...rateLimit, name: options.name });
}

function openReplicas(options: LineOptions): ServerTransport {
  const replicas = replicasOf(options);
  const [only] = replicas;
  if (only && replicas.length === 1) return keep(only.options, options);
  const { strategy, sticky, name, timeoutMs, logger, reconnect } = options;
  const urls = replicas.flatMap(({ url }) => url ?? []);
  return balanced(
    // What a replica loses is not kept for it: another one is there.
    replicas.map((replica) => () => keep(replica.options, options, { maxSends: 1 })),
    { ...(reconnect || {}), strategy, sticky, name, timeoutMs, logger, ...(urls.length > 0 && { urls }) },
  );
}

function keep(
  transport: TransportOptions,
  { reconnect = {}, name, timeoutMs, logger }: LineOptions,
  policy: ReconnectPolicy = {},
): ServerTransport {
  const open = () => openTransport(transport);
  if (reconnect === false) return open();
  return reconnecting(open, { ...reconnect, ...policy, name, timeoutMs, logger });
}
