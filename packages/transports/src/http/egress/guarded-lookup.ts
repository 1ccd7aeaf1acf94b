import { lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import type { RemoteServer } from "../remote-server.js";
import { refuseName } from "./refuse.js";

/**
 * Looks up hosts, and lets none pass that has an address which is refused: the connection is made to the very addresses that were
 * checked, so a name that changes its address in between (DNS rebinding) gains nothing.
 */
export function guardedLookup(server: RemoteServer): LookupFunction {
  const { lookup = systemLookup } = server.network;
  return (hostname, options, callback) =>
    lookup(hostname, options, (error, found, family) => {
      if (error) return callback(error, found, family);
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found];
      for (const address of addresses) {
        const refused = refuseName(server, hostname, address);
        if (refused) return callback(refused, [], family);
      }
      callback(null, found, family);
    });
}
