import type { Client, ClientOptions } from "@modelcontextprotocol/client";
import type { Logger } from "pino";
import { type AskingServer, type ClientFeature, mergeCapabilities } from "./client-feature.js";
import type { ListChange } from "./connection-events.js";
import { logServerMessage } from "./log-server-message.js";

/** What the client of a server is told when it is made. */
export function clientOptionsFor(
  { events }: Pick<AskingServer, "events">,
  features: readonly ClientFeature[],
): ClientOptions {
  const whenChanged = (change: ListChange) => ({
    autoRefresh: false,
    debounceMs: 0,
    onChanged: () => void events.emit(change),
  });
  return {
    capabilities: mergeCapabilities(features),
    // Lists have limits of their own, which say more.
    listMaxPages: 0,
    listChanged: {
      tools: whenChanged("toolsChanged"),
      resources: whenChanged("resourcesChanged"),
      prompts: whenChanged("promptsChanged"),
    },
  };
}

/** Has what a server says of itself raised as events, and answered by the features what it asks. */
export function listenToServer(
  client: Client,
  server: AskingServer,
  features: readonly ClientFeature[],
  serverLogger: Logger | undefined,
): void {
  const { events } = server;
  for (const feature of features) feature.attach(client, server);
  client.setNotificationHandler("notifications/message", ({ params: { level, logger, data } }) => {
    const message = { level, logger, data };
    if (serverLogger) logServerMessage(serverLogger, message);
    events.emit("log", message);
    for (const { onLog } of server.calls.all) onLog?.(message);
  });
  client.setNotificationHandler("notifications/elicitation/complete", ({ params }) => {
    events.emit("elicitationComplete", params.elicitationId);
  });
  // For servers that do not announce changes: a line that was reopened raises it, for the list may be another now.
  for (const list of ["tools", "resources", "prompts"] as const) {
    client.setNotificationHandler(
      `notifications/${list}/list_changed`,
      () => void events.emit(`${list}Changed`),
    );
  }
  client.setNotificationHandler("notifications/resources/updated", ({ params }) => {
    events.emit("resourceUpdated", params.uri);
  });
}
