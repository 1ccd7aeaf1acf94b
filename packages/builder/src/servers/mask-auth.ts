import { type Auth, SECRET_MASK } from "@mcp-team/transports";

/** An `auth` as it may be shown. */
export interface AuthView {
  readonly [option: string]: string | readonly string[] | AuthView;
}

/** What is no secret, by name. All else is masked, whatever it is. */
const open: ReadonlySet<string> = new Set(["header", "username"]);

/** Masks the secrets of an `auth`. */
export function maskAuth(auth: Auth): AuthView {
  return maskOptions(auth);
}

function maskOptions(options: object): AuthView {
  const shown = Object.entries(options).flatMap(([name, value]): [string, AuthView[string]][] =>
    value === undefined ? [] : [[name, maskOption(name, value)]],
  );
  return Object.fromEntries(shown);
}

function maskOption(name: string, value: unknown): AuthView[string] {
  if (typeof value === "function") return "asked for each request";
  if (open.has(name)) return String(value);
  return name === "basic" ? maskOptions(value as object) : SECRET_MASK;
}
