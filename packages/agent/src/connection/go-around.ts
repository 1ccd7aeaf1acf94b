import type { CallToolResult } from "@modelcontextprotocol/client";
import type { MakeCall, ToolCall } from "./call-options.js";
import type { AskingServer, ClientFeature } from "./client-feature.js";

/** Has a call made, with the features around it: the first one outermost. */
export function goAround(
  features: readonly ClientFeature[],
  server: AskingServer,
  call: ToolCall,
  make: MakeCall,
): Promise<CallToolResult> {
  const wrap = (inner: MakeCall, feature: ClientFeature): MakeCall => {
    if (!feature.goAround) return inner;
    return (changes) => {
      const changed = { ...call, options: { ...call.options, ...changes } };
      return feature.goAround?.(changed, (more) => inner({ ...changes, ...more }), server) ?? inner(changes);
    };
  };
  return features.reduceRight(wrap, make)();
}
