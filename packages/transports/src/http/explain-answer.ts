import { AuthenticationError, ConnectionError, type McpTeamError } from "../errors/index.js";
import type { Answer } from "./answer.js";
import { displayUrl } from "./display-url.js";
import type { RemoteServer } from "./remote-server.js";
import { safeCause } from "./safe-cause.js";

/** How much of a body is quoted, in characters. */
const quotedLength = 200;

const transports = {
  sse: { name: "HTTP+SSE", path: "/sse", other: "http", otherName: "Streamable HTTP", otherPath: "/mcp" },
  http: { name: "Streamable HTTP", path: "/mcp", other: "sse", otherName: "HTTP+SSE", otherPath: "/sse" },
} as const;

/** What stands around an answer. */
export interface AnswerContext {
  readonly cause?: unknown;
  /** Whether the handshake had been completed. */
  readonly connected: boolean;
}

/** Turns an answer that is no MCP into an error that says what came back and what to try next. */
export function explainAnswer(server: RemoteServer, answer: Answer, context: AnswerContext): McpTeamError {
  const { label, name, secrets } = server;
  const { status } = answer;
  const hint = hintFor(server, answer, context);
  const message = `${label} ${happened(server, answer, context)}. ${hint}`;
  const effect = ranNowhere(status) ? "none" : "unknown";
  const options = { server: name, status, hint, effect, cause: safeCause(context.cause, secrets) } as const;
  if (status === 401 || status === 403) return new AuthenticationError(message, options);
  return new ConnectionError(message, options);
}

/** Whether a status says that the request was refused before anything ran. */
function ranNowhere(status: number): boolean {
  return (status >= 300 && status < 500) || status === 503;
}

function happened(server: RemoteServer, answer: Answer, { connected }: AnswerContext): string {
  const { status, method, challenge, location } = answer;
  const line = `answered ${statusLine(server, answer)} to ${method}`;
  if (status === 401 || status === 403) {
    const asked =
      challenge === undefined ? "" : `, and asks for the scheme ${server.secrets.mask(challenge)}`;
    return `refused access: it ${line}${asked}${quoted(server, answer)}`;
  }
  if (status < 300) {
    const notRpc = answer.contentType === "application/json" ? ", which is not JSON-RPC" : "";
    return `is not an MCP server: it ${line}${notRpc}`;
  }
  if (status < 400 && location !== undefined) {
    return `${line}, with a redirect to ${redirectTarget(server, location)}, which was not followed${isElsewhere(server, location) ? ": it is another origin, where neither headers nor credentials go" : ""}`;
  }
  if ((status === 404 || status === 405) && !connected) {
    return `is not an MCP server for ${transports[server.kind].name}: it ${line}${quoted(server, answer)}`;
  }
  return `${line}${quoted(server, answer)}`;
}

function hintFor(
  server: RemoteServer,
  { status, contentType }: Answer,
  { connected }: AnswerContext,
): string {
  const { path, name, other, otherName, otherPath } = transports[server.kind];
  if (status === 401) {
    const sources = server.kind === "sse" ? "`auth`, `headers` or `env`" : "`auth` or `headers`";
    return `Check the credentials in ${sources}: are they missing, expired, or for another server?`;
  }
  if (status === 403)
    return "Check what the credentials allow, and which hosts and origins the server accepts.";
  if (status < 300 && contentType === undefined)
    return "Check the address: an MCP endpoint names its content type.";
  if (status < 300) {
    return `Check the address: it has to be that of the MCP endpoint (often ${path} or ${otherPath}), not of a page.`;
  }
  if (status < 400) return "Use that address, if it is the server that was meant.";
  if (status === 404 && connected) return "The session has ended on the server: connect again.";
  if (status === 400 || status === 404 || status === 405) {
    return `Check the path: servers of ${name} often listen at ${path}. A server of ${otherName} (often at ${otherPath}) needs the transport "${other}".`;
  }
  if (status === 429) return "Wait, or ask for a higher limit: these were too many requests.";
  if (status === 502 || status === 503 || status === 504) {
    return "Try again: the server is not available behind its proxy at the moment.";
  }
  return "Look at the log of the server for the reason.";
}

function statusLine({ secrets }: RemoteServer, { status, statusText, contentType }: Answer): string {
  const type = secrets.mask(contentType ?? "without a content type");
  if (status < 300) return `${status} ${type}`;
  const text = statusText === "" ? "" : ` ${secrets.mask(statusText)}`;
  return contentType === undefined ? `${status}${text}` : `${status}${text} (${type})`;
}

/** Quotes what is written for people who read errors; a page is not. */
function quoted({ secrets }: RemoteServer, { body, contentType }: Answer): string {
  if (contentType !== "text/plain" && contentType !== "application/json" && contentType !== undefined)
    return "";
  // Masked once more: escapes may have hidden a secret from the first time.
  const text = secrets
    .mask(messageIn(body) ?? body)
    .trim()
    .replaceAll(/\s+/g, " ");
  if (text === "") return "";
  return `: ${JSON.stringify(text.length > quotedLength ? `${text.slice(0, quotedLength)}…` : text)}`;
}

/** The message of a JSON-RPC error, or of what most frameworks answer. */
function messageIn(body: string): string | undefined {
  try {
    const parsed = JSON.parse(body) as Record<string, unknown> | null;
    const { error, message } = parsed ?? {};
    const found =
      typeof error === "object" && error !== null
        ? (error as { message?: unknown }).message
        : (error ?? message);
    return typeof found === "string" ? found : undefined;
  } catch {
    return undefined;
  }
}

function isElsewhere({ url }: RemoteServer, location: string): boolean {
  return URL.canParse(location, url.href) && new URL(location, url).origin !== url.origin;
}

function redirectTarget({ url, secrets }: RemoteServer, location: string): string {
  try {
    return displayUrl(new URL(location, url), secrets);
  } catch {
    return "an address that is none";
  }
}
