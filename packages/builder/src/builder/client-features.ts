import { type ClientFeature, RootsFeature } from "@mcp-team/agent";
import type { SingleSettings } from "../settings/single-settings.js";

/** What servers may ask of the team. */
export interface ClientFeatures {
  /** All of them, for the connections. */
  readonly all: readonly ClientFeature[];
  /** The one that the team can change. */
  readonly roots?: RootsFeature;
}

/** Makes what the settings ask for. What was not asked for is not offered to servers. */
export function createFeatures({ roots: places }: Readonly<Partial<SingleSettings>>): ClientFeatures {
  const roots = places && new RootsFeature(places);
  const all = [roots].filter((feature) => feature !== undefined);
  return { all, ...(roots && { roots }) };
}
