import { bodyTooDeep, isTooDeep, maxJsonDepth } from "@mcp-team/agent";
import type { FastifyInstance } from "fastify";
import { ServiceError } from "../errors/service-error.js";

/** Reads bodies as Fastify does, but for those whose lists and objects lie too deep in each other. */
export function readJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser<string>("application/json", { parseAs: "string" }, (request, body, done) => {
    if (!isTooDeep(body)) return parse(request, body, done);
    const refusal = bodyTooDeep(maxJsonDepth);
    done(new ServiceError(refusal.message, refusal));
  });
}
