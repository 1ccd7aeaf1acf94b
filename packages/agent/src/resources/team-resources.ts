import type { ReadResourceResult, Resource, ResourceTemplateType } from "@modelcontextprotocol/client";
import type { Completion, CompletionScope } from "../connection/complete-any.js";
import type { CompletionInput } from "../connection/requests.js";

/** A resource, with the server it is on. */
export type TeamResource = Resource & { readonly server: string };

/** A resource template, with the server it is on. */
export type TeamResourceTemplate = ResourceTemplateType & { readonly server: string };

/** The contents of a resource, with the server that gave them. */
export type TeamResourceContents = ReadResourceResult & { readonly server: string };

/** Which server to ask. */
export interface ResourceScope {
  /** @default all servers; to read or to subscribe, the first that names the address */
  readonly server?: string;
  /** Whose servers to ask besides those that all share: the `context` of a run of theirs. Only with tenants. */
  readonly context?: unknown;
}

/**
 * The resources of all servers of a team. All pages of a list are read. A server that cannot be asked is passed over, and
 * says why in `team.servers`; asked for by its name, it is an error.
 */
export interface TeamResources {
  /** @throws ConnectionError when the server of the scope cannot give its list */
  list(scope?: ResourceScope): Promise<TeamResource[]>;
  /** @throws ConnectionError when the server of the scope cannot give its list */
  templates(scope?: ResourceScope): Promise<TeamResourceTemplate[]>;
  /**
   * Reads a resource: one that is on a list, that fits a template, or that a tool linked to. Of several servers those are
   * asked that name the address in one of these ways, and all where none does.
   *
   * @throws ConnectionError when no server can read it, with the reason of the last one asked
   */
  read(uri: string, scope?: ResourceScope): Promise<TeamResourceContents>;
  /**
   * Asks to be told of changes: they come as `resourceUpdated` events of the team. A subscription outlives the loss of its
   * server: it is asked for again until the server accepts it. Two for the same resource are one for the server, which ends
   * with the last of them.
   *
   * @returns a function that ends the subscription
   */
  subscribe(uri: string, scope?: ResourceScope): Promise<() => Promise<void>>;
  /**
   * Suggests values for a variable of a resource template.
   *
   * @param uriTemplate - the template, as {@link templates} lists it
   * @param argument - the variable's name, and what has been typed so far
   * @throws ConnectionError when no server has the template, or none completes
   */
  complete(uriTemplate: string, argument: CompletionInput, scope?: CompletionScope): Promise<Completion>;
}
