/** What all clients call themselves. */
export const clientInfo = { name: "bench", version: "1.0.0" } as const;
