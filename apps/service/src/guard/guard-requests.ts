import type { Guard, Identity } from "@mcp-team/agent";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { ServiceError } from "../errors/service-error.js";

/** What is known of a request before its route gets it. */
interface Admission {
  /** Whether the guard lets it through. Only requests to probes get on without that. */
  readonly admitted: boolean;
  readonly identity: Identity | undefined;
}

/** Marks a route that those may ask who may ask for nothing else: programs that watch the service have no keys. */
export const probe = { probe: true } as const;

/** Looks at every request before anything of its body is read, those to routes that there are not included. */
export function guardRequests(app: FastifyInstance, guard: Guard): void {
  app.decorateRequest("admission", null);
  app.addHook("onRequest", async (request, reply) => {
    const isProbe = (request.routeOptions.config as { readonly probe?: boolean }).probe === true;
    const decision = await guard.check(request.raw, reply.raw, { audited: !isProbe });
    const admission: Admission =
      decision.kind === "admitted"
        ? { admitted: true, identity: decision.identity }
        : { admitted: false, identity: undefined };
    request.setDecorator("admission", admission);
    if (decision.kind === "answered") return reply.code(decision.status).send(decision.body);
    if (decision.kind === "admitted") return;
    if (!isProbe) throw new ServiceError(decision.refusal.message, decision.refusal);
    for (const name of ["www-authenticate", "retry-after"]) reply.raw.removeHeader(name);
  });
}

/** What {@link guardRequests} found out about a request. */
export function admissionOf(request: FastifyRequest): Admission {
  return request.getDecorator<Admission>("admission");
}
