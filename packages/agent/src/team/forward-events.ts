import type { Connections } from "../connection/connections.js";
import type { ServerStatus } from "../connection/server-status.js";
import type { Tenants } from "../tenants/tenants.js";
import type { Toolset } from "../toolset/toolset.js";
import type { TeamEmitter } from "./team-events.js";

/** Whose events are told. */
export interface EventSources {
  readonly connections: Connections;
  readonly toolset: Toolset;
  readonly tenants: Tenants | undefined;
  /** All servers as they are now. */
  readonly servers: () => readonly ServerStatus[];
}

/** Tells the listeners of a team what its servers tell, those of principals included. */
export function forwardEvents(
  to: TeamEmitter,
  { connections, toolset, tenants, servers }: EventSources,
): void {
  const tellState = (name: string) => {
    if (to.listenerCount("state") === 0) return;
    const status = servers().find((server) => server.name === name);
    if (status) to.emit("state", status);
  };
  forward(to, connections, toolset, tellState);
  tenants?.events.on("opened", ({ id }, opened) =>
    forward(to, opened.connections, opened.toolset, tellState, id),
  );
  tenants?.events.on("changed", () => tenants.serverNames.forEach(tellState));
}

/** @param principal - whose connections they are, unless all share them */
function forward(
  to: TeamEmitter,
  connections: Connections,
  toolset: Toolset,
  tellState: (server: string) => void,
  principal?: string,
): void {
  for (const connection of connections.all) {
    const { name, events } = connection;
    const from = { server: name, ...(principal !== undefined && { principal }) };
    events.on("state", () => tellState(name));
    events.on("log", (log) => to.emit("log", { ...from, ...log }));
    events.on("resourcesChanged", () => to.emit("resourcesChanged", from));
    events.on("promptsChanged", () => to.emit("promptsChanged", from));
    events.on("resourceUpdated", (uri) => to.emit("resourceUpdated", { ...from, uri }));
    events.on("elicitationComplete", (elicitationId) =>
      to.emit("elicitationComplete", { ...from, elicitationId }),
    );
    toolset.events.on("changed", (changed) => {
      if (changed === name) to.emit("toolsChanged", { ...from, tools: toolset.namesOf(connection) });
    });
  }
}
