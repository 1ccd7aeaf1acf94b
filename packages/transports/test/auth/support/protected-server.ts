import { type Guard, sseServer, streamableServer } from "../../remote/support/mcp-servers.js";
import type { AuthorizationServer } from "./authorization-server.js";

const servers = { sse: sseServer, http: streamableServer } as const;

/** What a test wants of its MCP server. */
export interface ProtectedOptions {
  /** The scope that calls of tools need. @default none */
  readonly scopeForCalls?: string;
  /** Whether tokens do not help. */
  readonly refuseAll?: boolean;
}

/** An MCP server that lets nobody pass without a token of the authorization server for it. */
export async function protectedServer(
  kind: keyof typeof servers,
  authorization: Pick<AuthorizationServer, "issuer" | "check">,
  options: ProtectedOptions = {},
) {
  let held = false;
  let release: () => void = () => {};
  const passed = new Promise<void>((resolve) => {
    release = resolve;
  });
  /** How often it answered 401 and 403. */
  const refused = { 401: 0, 403: 0 };
  /** Whether the next refusal comes only when another request has passed. */
  const lateRefusal = { wanted: false };
  const accounts = new Set<string | undefined>();
  const guard: Guard = async (request, response) => {
    const origin = `http://${request.headers.host}`;
    const resource = `${origin}/${kind === "sse" ? "sse" : "mcp"}`;
    const metadata = `${origin}/.well-known/oauth-protected-resource`;
    const { pathname } = new URL(request.url ?? "", origin);
    if (pathname.startsWith("/.well-known/oauth-protected-resource")) {
      const document = { resource, authorization_servers: [authorization.issuer] };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(document));
      return true;
    }
    const refuse = (status: 401 | 403, challenge: string) => {
      refused[status] += 1;
      response.writeHead(status, {
        "www-authenticate": `Bearer ${challenge}resource_metadata="${metadata}"`,
        "content-type": "text/plain",
      });
      response.end(`refused ${request.headers.authorization}`);
      return true;
    };
    const token = request.headers.authorization?.replace(/^Bearer /, "") ?? "";
    const found = await authorization.check(token, resource);
    if (found === undefined && lateRefusal.wanted && !held) {
      held = true;
      await passed;
    }
    if (found !== undefined && held) release();
    if (found === undefined || options.refuseAll) return refuse(401, 'scope="tools:read", ');
    accounts.add(found.account);
    const { scopeForCalls } = options;
    if (
      request.method === "POST" &&
      scopeForCalls !== undefined &&
      !found.scope.split(" ").includes(scopeForCalls)
    )
      return refuse(403, `error="insufficient_scope", scope="${scopeForCalls}", `);
    return false;
  };
  return Object.assign(await servers[kind](guard), { refused, accounts, lateRefusal });
}
