import type { ReadResourceResult, Resource, ResourceTemplateType } from "@modelcontextprotocol/client";
import type { Completion, CompletionScope } from "../connection/complete-any.js";
import type { CompletionInput } from "../connection/requests.js";

/** A resource, with the server it is on. */
export type TeamResource = Resource & { readonly server: string };

/** A resource template, with the server it is on. */
export type TeamResourceTemplate = ResourceTemplateType & { readonly server: string };

/** Which server to ask, where several have the same address. */
export interface ResourceScope {
  /** @default the first server that lists the address */
  readonly server?: string;
}

/** The resources of all servers of a team. Servers that cannot be asked are passed over. */
export interface TeamResources {
  list(): Promise<TeamResource[]>;
  templates(): Promise<TeamResourceTemplate[]>;
  /** @throws ConnectionError when no server can read it, with the reason of the last one asked */
  read(uri: string, scope?: ResourceScope): Promise<ReadResourceResult & { readonly server: string }>;
  /**
   * Asks to be told of changes: they come as `resourceUpdated` events of the team.
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
