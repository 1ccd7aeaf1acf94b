/** What the messages of a body ask for, for the audit: methods and tools, never arguments. */
export function describeMessages(body: unknown): string {
  return [body].flat().map(describe).join(", ");
}

function describe(message: unknown): string {
  const { method, params } = (message ?? {}) as { method?: unknown; params?: { name?: unknown } };
  if (typeof method !== "string") return "answer";
  return typeof params?.name === "string" ? `${method} ${params.name}` : method;
}
