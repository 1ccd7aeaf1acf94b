import { once } from "node:events";
import { request, type ServerResponse } from "node:http";
import {
  constants,
  createSecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
} from "node:http2";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import { generate } from "selfsigned";

/** A certificate with its key, in PEM. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** An authority of the tests, and who it speaks for. */
export async function issue() {
  const common = { keyType: "ec", algorithm: "sha256" } as const;
  const authority = await generate([{ name: "commonName", value: "Tests" }], {
    ...common,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, critical: true },
    ],
  });
  const ca = { key: authority.private, cert: authority.cert };
  const identity = async (name: string, passphrase?: string): Promise<Identity> => {
    const { cert, private: key } = await generate([{ name: "commonName", value: name }], {
      ...common,
      ca,
      ...(passphrase !== undefined && { passphrase }),
      extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: name }] }],
    });
    return { cert, key };
  };
  return { ca: authority.cert, identity };
}

/** What a server over TLS is started with. */
export interface SecureFrontOptions extends Identity {
  /** The server behind it, over plain HTTP. */
  readonly target: string;
  /** The authority of the clients that it takes. @default any client */
  readonly clientCa?: string;
  /** Whether HTTP/1.1 is spoken, too. @default true */
  readonly allowHTTP1?: boolean;
}

/** TLS before a server, for HTTP/1.1 and HTTP/2. It counts what it sees. */
export async function startSecureFront({
  target,
  clientCa,
  allowHTTP1 = true,
  cert,
  key,
}: SecureFrontOptions) {
  const seen = { http1: 0, http2: 0, clients: new Set<string>() };
  const { origin, pathname } = new URL(target);
  const client = clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: true };
  const server = createSecureServer({ cert, key, allowHTTP1, ...client }, (incoming, response) => {
    if (incoming.httpVersionMajor === 2) seen.http2++;
    else seen.http1++;
    const peer = incoming.socket as Partial<TLSSocket>;
    seen.clients.add(String(peer.getPeerCertificate?.().subject?.CN));
    passOn(origin, incoming, response);
  });
  const sockets = new Set<Duplex>();
  const sessions = new Set<ServerHttp2Session>();
  server.on("session", (session) => sessions.add(session.once("close", () => sessions.delete(session))));
  server.on("connection", (socket) => sockets.add(socket.once("close", () => sockets.delete(socket))));
  server.on("tlsClientError", () => {}).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    seen,
    port,
    /** Ends every connection of HTTP/2, as a server does that is restarted. */
    goAway: () => {
      for (const session of sessions) session.goaway(constants.NGHTTP2_NO_ERROR);
    },
    url: (host: string) => `https://${host}:${port}${pathname}`,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

const ofOneConnection = /^(?::|connection$|keep-alive$|transfer-encoding$|host$)/;

function passOn(origin: string, incoming: Http2ServerRequest, response: Http2ServerResponse): void {
  const headers = Object.entries(incoming.headers).filter(([name]) => !ofOneConnection.test(name));
  const onward = request(new URL(incoming.url, origin), {
    method: incoming.method,
    headers: Object.fromEntries(headers),
    agent: false,
  });
  onward.on("response", (answer) => {
    const answered = Object.entries(answer.headers).filter(([name]) => !ofOneConnection.test(name));
    response.writeHead(answer.statusCode ?? 502, Object.fromEntries(answered));
    // The headers of HTTP/1.1 wait for the body, and a stream of events may have none for long.
    if ("flushHeaders" in response) (response as unknown as ServerResponse).flushHeaders();
    answer.on("error", () => response.end()).pipe(response);
  });
  onward.on("error", () => response.end());
  response.once("close", () => onward.destroy());
  incoming.pipe(onward);
}
