/** Whom the runs of these tests are for. */
export interface Context {
  readonly tenant: string;
  readonly user: string;
}

/** How a principal is told from a context. */
export const tenants = {
  principal: ({ user }: Context) => user,
  tenant: ({ tenant }: Context) => tenant,
};

/** Shows the server who asks. */
export function headers({ context: { tenant, user } }: { readonly context: Context }) {
  return { Authorization: `Bearer ${tenant}/${user}` };
}

/** What a run begins with. */
export function say(content: string) {
  return { messages: [{ role: "user", content }] };
}
