import { once } from "node:events";
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { AuthenticationError } from "../../errors/index.js";
import type { Authorize } from "../options.js";

/** How a person at a terminal logs in. */
export interface LoopbackOptions {
  /**
   * Shows the address to the person.
   * @default writes it to stderr
   */
  readonly show?: (url: URL, server: string | undefined) => void | Promise<void>;
  /**
   * How long the person may take, in milliseconds.
   * @default 300_000
   */
  readonly loginTimeoutMs?: number;
}

/** What is safe to say to whoever comes by. */
const page = (text: string) =>
  `<!doctype html><meta charset="utf-8"><title>Login</title><p style="font-family:sans-serif">${text}</p>\n`;

/**
 * Lets a person at this machine log in: shows the address, and waits at the redirect address, which has to be one of this machine,
 * for the browser to come back.
 *
 * Source: RFC 8252, section 7.3.
 */
export function loopbackAuthorize({
  show = showOnStderr,
  loginTimeoutMs = 300_000,
}: LoopbackOptions = {}): Authorize {
  return async (url, { signal, server: name }) => {
    const redirect = redirectOf(url);
    const state = url.searchParams.get("state");
    const late = AbortSignal.timeout(loginTimeoutMs);
    const ended = AbortSignal.any([signal, late]);
    const { server, callback } = waiter(redirect, state);
    try {
      server.listen(Number(redirect.port || 80), redirect.hostname.replace(/^\[|\]$/g, ""));
      await once(server, "listening", { signal: ended });
      // A program that has nothing else to wait for may end.
      server.unref();
      await show(url, name);
      return await Promise.race([callback, aborted(ended)]);
    } catch (error) {
      throw explain(error, redirect, { name, signal, late, loginTimeoutMs });
    } finally {
      server.close();
      server.closeAllConnections();
    }
  };
}

/** An address of this machine with a port that is free now. */
export async function freeLoopbackUrl(): Promise<string> {
  const server = newServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return `http://127.0.0.1:${port}/callback`;
}

function waiter(redirect: URL, state: string | null): { server: Server; callback: Promise<URLSearchParams> } {
  let arrived: (query: URLSearchParams) => void;
  const callback = new Promise<URLSearchParams>((resolve) => {
    arrived = resolve;
  });
  const server = newServer((request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", redirect);
    // Pages of others can send a browser here, too. Only the login knows its state.
    const isIt =
      request.method === "GET" && pathname === redirect.pathname && searchParams.get("state") === state;
    response.writeHead(isIt ? 200 : 404, {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
      connection: "close",
    });
    const said = searchParams.has("error") ? "The login was refused." : "You are logged in.";
    const text = isIt ? `${said} You may close this window.` : "There is nothing here.";
    response.end(page(text), () => isIt && arrived(searchParams));
  });
  return { server, callback };
}

function redirectOf(url: URL): URL {
  const text = url.searchParams.get("redirect_uri") ?? "";
  const redirect = URL.canParse(text) ? new URL(text) : undefined;
  if (redirect?.protocol === "http:" && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(redirect.hostname))
    return redirect;
  const hint =
    'Give a `redirectUrl` such as "http://127.0.0.1:8123/callback", or an `authorize` of your own.';
  throw new AuthenticationError(
    `The login cannot be waited for at ${JSON.stringify(text)}, which is no address of this machine. ${hint}`,
    { hint, effect: "none" },
  );
}

function explain(
  error: unknown,
  redirect: URL,
  {
    name,
    signal,
    late,
    loginTimeoutMs,
  }: { name: string | undefined; signal: AbortSignal; late: AbortSignal; loginTimeoutMs: number },
): unknown {
  if (signal.aborted) return signal.reason;
  if (late.aborted) {
    const hint = "Log in at the address that is shown, or give more time (`loginTimeoutMs`).";
    return new AuthenticationError(
      `Nobody logged in${name === undefined ? "" : ` for the server "${name}"`} within ${loginTimeoutMs} ms. ${hint}`,
      {
        hint,
        effect: "none",
      },
    );
  }
  if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") return error;
  const hint = "End what listens there, or give another `redirectUrl`.";
  return new AuthenticationError(
    `The login cannot be waited for at ${redirect.origin}: the port is in use. ${hint}`,
    {
      hint,
      effect: "none",
    },
  );
}

async function aborted(signal: AbortSignal): Promise<never> {
  signal.throwIfAborted();
  await once(signal, "abort");
  throw signal.reason;
}

function showOnStderr(url: URL, server: string | undefined): void {
  const what = server === undefined ? "the MCP server" : `the MCP server "${server}"`;
  process.stderr.write(`To log in for ${what}, open\n  ${url.href}\n`);
}

/** Most programs need none: the module is loaded with the first. */
function newServer(listener?: RequestListener): Server {
  return process.getBuiltinModule("node:http").createServer(listener);
}
