import type { ModelProfile } from "@langchain/core/language_models/profile";
import { type AgentMiddleware, createMiddleware } from "langchain";
import { fitMedia } from "./fit-media.js";
import type { MediaPolicy } from "./media-policy.js";

/** Gives images, sounds and files only to models that take them. The conversation keeps them. */
export function mediaMiddleware(policy: MediaPolicy = {}): AgentMiddleware {
  return createMiddleware({
    name: "McpMedia",
    wrapModelCall(request, handler) {
      const { profile = {} } = request.model as { readonly profile?: ModelProfile };
      return handler({ ...request, messages: fitMedia(request.messages, profile, policy) });
    },
  });
}
