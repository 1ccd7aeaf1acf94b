import type { Offer } from "./offer.js";

const changing = { listChanged: true } as const;

/** What a served team says that it can do besides running tools. */
export function listsOf({ resources, prompts }: Offer) {
  return { ...(resources && { resources: changing }), ...(prompts && { prompts: changing }) };
}
