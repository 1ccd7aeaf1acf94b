import type { Connection } from "./connection.js";

/** Resolves when a server is there, or never will be. */
export function untilReady(connection: Connection): Promise<void> {
  const isSettled = () => connection.state === "ready" || connection.state === "closed";
  if (isSettled()) return Promise.resolve();
  return new Promise((resolve) => {
    const look = () => {
      if (!isSettled()) return;
      connection.events.off("state", look);
      resolve();
    };
    connection.events.on("state", look);
  });
}
