import type { TeamPrompts } from "../prompts/team-prompts.js";
import type { TeamResources } from "../resources/team-resources.js";
import { contextMissing } from "./principal.js";
import type { RunAccess } from "./run-access.js";
import type { Tenants } from "./tenants.js";

/** Where to look, and for whom. */
interface Scope {
  readonly server?: string;
  readonly context?: unknown;
}

type Shared = Pick<RunAccess, "resources" | "prompts">;
type Entered = Omit<RunAccess, "toolset">;

/** The resources of the servers that all share; with a context, those of its principal, too. */
export function scopedResources(shared: Shared, tenants: Tenants): TeamResources {
  const within = withinScope(shared, tenants);
  return {
    list: (scope) => within(scope, ({ resources }) => resources.list(scope)),
    templates: (scope) => within(scope, ({ resources }) => resources.templates(scope)),
    read: (uri, scope) => within(scope, ({ resources }) => resources.read(uri, scope)),
    async subscribe(uri, scope) {
      const { resources, within, [Symbol.dispose]: release } = await enter(shared, tenants, scope);
      try {
        const end = await within(() => resources.subscribe(uri, scope));
        // What is subscribed to is in use.
        return () => end().finally(release);
      } catch (error) {
        release();
        throw error;
      }
    },
    complete: (uriTemplate, argument, scope) =>
      within(scope, ({ resources }) => resources.complete(uriTemplate, argument, scope)),
  };
}

/** The prompts of the servers that all share; with a context, those of its principal, too. */
export function scopedPrompts(shared: Shared, tenants: Tenants): TeamPrompts {
  const within = withinScope(shared, tenants);
  return {
    list: (scope) => within(scope, ({ prompts }) => prompts.list(scope)),
    get: (name, args, scope) => within(scope, ({ prompts }) => prompts.get(name, args, scope)),
    getResult: (name, args, scope) => within(scope, ({ prompts }) => prompts.getResult(name, args, scope)),
    complete: (name, argument, scope) =>
      within(scope, ({ prompts }) => prompts.complete(name, argument, scope)),
  };
}

function withinScope(shared: Shared, tenants: Tenants) {
  return async <T>(scope: Scope | undefined, ask: (access: Shared) => Promise<T>): Promise<T> => {
    using access = await enter(shared, tenants, scope);
    return await access.within(() => ask(access));
  };
}

async function enter(shared: Shared, tenants: Tenants, { server, context }: Scope = {}): Promise<Entered> {
  if (context !== undefined) return tenants.enter(context);
  const named = tenants.servers.filter(({ name }) => name === server);
  if (named.length > 0) throw contextMissing(named);
  return { ...shared, within: (action) => action(), [Symbol.dispose]: () => {} };
}
