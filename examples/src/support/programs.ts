import { fileURLToPath } from "node:url";

/** The program of a published server, as it is installed beside the examples: what `npx` would run. */
export function publishedServer(name: "filesystem" | "memory"): string {
  return fileURLToPath(import.meta.resolve(`@modelcontextprotocol/server-${name}/dist/index.js`));
}

/** The weather server of the examples: `examples/src/servers/weather-server.ts`, compiled. */
export const weatherServer = fileURLToPath(new URL("../servers/weather-server.js", import.meta.url));

/** The shop of the examples: `examples/src/servers/orders-server.ts`, compiled. */
export const ordersServer = fileURLToPath(new URL("../servers/orders-server.js", import.meta.url));

/** The travel agency of the examples: `examples/src/servers/travel-server.ts`, compiled. */
export const travelServer = fileURLToPath(new URL("../servers/travel-server.js", import.meta.url));
