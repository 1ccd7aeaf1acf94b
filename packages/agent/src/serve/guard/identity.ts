/** Who sent a request, as far as it was proved. */
export interface Identity {
  /** Stable, and different for everybody: for sessions, limits and logs. */
  readonly id: string;
  /** How it was proved. */
  readonly kind: "key" | "jwt";
  /** The name of the key, or the `sub` of the token (its `client_id`, where it has no `sub`). */
  readonly subject: string;
  /** What the token allows. Empty for a key. */
  readonly scopes: readonly string[];
  /** The claims of the token: who issued it, the tenant, and whatever else the issuer says. Empty for a key. */
  readonly claims: Readonly<Record<string, unknown>>;
}
