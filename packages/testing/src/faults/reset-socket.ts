import type { Socket } from "node:net";

/**
 * Ends a socket with a reset (RST), as a router that lost its state does. What it had not sent yet is lost. One that is
 * still connecting is reset as soon as it has connected.
 */
export function resetSocket(socket: Socket): void {
  // Node cannot reset a socket whose shutdown is under way: such a one would stay open for good.
  const shuttingDown = socket.writableEnded && !socket.writableFinished;
  if (shuttingDown && !socket.connecting) socket.destroy();
  else socket.resetAndDestroy();
}
