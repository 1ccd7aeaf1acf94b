import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { ConnectionError } from "@mcp-team/transports";

const host = "127.0.0.1";

/** Listens on one port of a loopback address, with interruptions. */
export class Listener {
  private server: Server | undefined;
  private chosenPort = 0;

  constructor(private readonly onsocket: (socket: Socket) => void) {}

  /** The port; the same after an interruption. */
  get port(): number {
    return this.chosenPort;
  }

  /** @throws {@link ConnectionError} when another program has taken the port during an interruption */
  async open(): Promise<void> {
    if (this.server !== undefined) return;
    const server = createServer({ allowHalfOpen: true }, this.onsocket);
    this.server = server;
    try {
      await new Promise<void>((resolve, reject) => {
        server.once("listening", resolve).once("close", resolve).once("error", reject);
        server.listen(this.chosenPort, host);
      });
    } catch (cause) {
      this.server = undefined;
      const hint = "Start another proxy.";
      throw new ConnectionError(`The proxy cannot listen on port ${this.chosenPort} any more. ${hint}`, {
        hint,
        cause,
      });
    }
    const address = server.address() as AddressInfo | null;
    if (address !== null) this.chosenPort = address.port; // Otherwise it was closed in the meantime.
  }

  /** Lets the system refuse new connections. Those that are open stay. */
  close(): void {
    this.server?.close();
    this.server = undefined;
  }
}
