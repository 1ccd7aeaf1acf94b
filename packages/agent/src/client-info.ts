/** What this client calls itself towards servers. */
export const clientInfo = { name: "mcp-team", version: "0.1.0" } as const;
