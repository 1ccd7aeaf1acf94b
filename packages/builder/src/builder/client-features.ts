import type { ClientFeature, SamplingRequest } from "@mcp-team/agent";
import {
  ElicitationByHandler,
  ElicitationByInterrupt,
  RootsFeature,
  SamplingFeature,
} from "@mcp-team/agent/connecting";
import { ConfigurationError } from "@mcp-team/transports";
import type { Models } from "../model/models.js";
import type { ElicitationSetting } from "../settings/elicitation-setting.js";
import type { SingleSettings } from "../settings/single-settings.js";

/** What servers may ask of the team. */
export interface ClientFeatures {
  /** All of them, for the connections. */
  readonly all: readonly ClientFeature[];
  /** The one that the team can change. */
  readonly roots?: RootsFeature;
}

/** The settings as they are whenever they are read. */
type Settings = Readonly<Partial<SingleSettings>>;

/**
 * Makes what the settings ask for. What was not asked for is not offered to servers.
 *
 * @param roots - those that others have already, to be changed together
 */
export function createFeatures(
  settings: Settings,
  models: Models,
  roots = settings.roots && new RootsFeature(settings.roots),
): ClientFeatures {
  const sampling =
    settings.sampling &&
    new SamplingFeature({
      ...settings.sampling,
      model: (request) => samplingModel(settings, models, request),
      logger: settings.logger,
    });
  const elicitation = settings.elicitation && createElicitation(settings.elicitation);
  const all = [roots, sampling, elicitation].filter((feature) => feature !== undefined);
  return { all, ...(roots && { roots }) };
}

/** The model for a request of a server: nothing where the tools are used without a model. */
async function samplingModel({ sampling, llm }: Settings, models: Models, request: SamplingRequest) {
  const given = sampling?.model;
  const chosen = typeof given === "function" ? await given(request) : (given ?? llm);
  if (chosen === undefined) return undefined;
  const loaded = await models.load(chosen, "sampling.model");
  if ("problem" in loaded) throw new ConfigurationError([loaded.problem]);
  return loaded.model;
}

function createElicitation({ by, options }: ElicitationSetting): ClientFeature {
  return by === "interrupt" ? new ElicitationByInterrupt(options) : new ElicitationByHandler(by, options);
}
