import type { FastifyRequest } from "fastify";
import type { Logger } from "pino";

/** A logger that writes of requests what Fastify writes, but for their queries: people put secrets there. */
export function requestLogger(logger: Logger): Logger {
  return logger.child({}, { serializers: { req: describe } });
}

function describe({ method, url, host, ip, socket }: FastifyRequest) {
  return { method, url: url.split("?", 1)[0], host, remoteAddress: ip, remotePort: socket.remotePort };
}
