import type { GetPromptResult, Prompt } from "@modelcontextprotocol/client";
import { RefusedRequest } from "../../connection/refused-request.js";
import type { TeamPrompt } from "../../prompts/team-prompts.js";
import type { AgentTeam } from "../../team/agent-team.js";
import type { Identity } from "../guard/identity.js";
import type { ContextOf } from "./context-of.js";
import { type Page, Pages } from "./pages.js";
import { refusing } from "./refusing.js";

/** The prompts of a served team, in the words of neither SDK. */
export interface OfferedPrompts {
  list(cursor: string | undefined, identity: Identity | undefined): Promise<Page<Prompt>>;
  /** @throws RefusedRequest when there is none of the name, or its server refuses the arguments */
  get(
    name: string,
    args: Readonly<Record<string, string>>,
    identity: Identity | undefined,
  ): Promise<GetPromptResult>;
}

/** Offers the prompts of all servers of a team. Names that several servers have become `server__prompt`, as those of tools do. */
export function offeredPrompts({ prompts }: AgentTeam, contextOf?: ContextOf): OfferedPrompts {
  const pages = new Pages<Prompt>();
  const scopeOf = async (identity: Identity | undefined) =>
    contextOf ? { context: await contextOf(identity) } : {};
  return {
    list: (cursor, identity) =>
      pages.page(cursor, identity?.id, async () =>
        [...named(await prompts.list(await scopeOf(identity)))].map(([name, { server: _, ...prompt }]) => ({
          ...prompt,
          name,
        })),
      ),
    async get(name, args, identity) {
      const scope = await scopeOf(identity);
      const prompt = named(await prompts.list(scope)).get(name);
      if (!prompt) throw new RefusedRequest(`There is no prompt ${JSON.stringify(name)}.`);
      const { server, ...result } = await refusing(
        prompts.getResult(prompt.name, args, { ...scope, server: prompt.server }),
      );
      return result;
    },
  };
}

function named(prompts: readonly TeamPrompt[]): ReadonlyMap<string, TeamPrompt> {
  const count = new Map<string, number>();
  for (const { name } of prompts) count.set(name, (count.get(name) ?? 0) + 1);
  return new Map(
    prompts.map((prompt) => {
      const { name, server } = prompt;
      return [(count.get(name) ?? 0) > 1 ? `${server}__${name}` : name, prompt];
    }),
  );
}
