import type { RequestHandler } from "express";

/** Refuses requests without the token (401), and those that ask to be forbidden with `X-Forbidden: 1` (403). */
export function requireToken(token: string | undefined): RequestHandler {
  return (request, response, next) => {
    if (token === undefined) return next();
    if (request.headers.authorization !== `Bearer ${token}`) {
      response
        .status(401)
        .set("WWW-Authenticate", 'Bearer realm="reference"')
        .json({ error: "invalid_token" });
    } else if (request.headers["x-forbidden"] === "1") {
      response.status(403).json({ error: "forbidden" });
    } else {
      next();
    }
  };
}
