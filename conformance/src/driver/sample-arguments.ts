const samples: Readonly<Record<string, unknown>> = {
  string: "text",
  integer: 1,
  number: 1.5,
  boolean: true,
  array: [],
  object: {},
  null: null,
};

/** Arguments that fit the plain schemas of the suite's tools: one of its type for each that is required. */
export function sampleArguments(inputSchema: unknown): Record<string, unknown> {
  const { properties = {}, required = [] } = inputSchema as {
    readonly properties?: Readonly<Record<string, { readonly type?: string }>>;
    readonly required?: readonly string[];
  };
  return Object.fromEntries(required.map((name) => [name, samples[properties[name]?.type ?? "string"]]));
}
