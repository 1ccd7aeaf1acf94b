import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** An authorization server at which everybody may log in: the code of a login is who logs in, and so is the token for it. */
export async function startLoginServer() {
  /** Who has logged in, each time. */
  const logins: string[] = [];
  const counts = { registered: 0 };
  const http = createServer(async (request, response) => {
    const issuer = `http://${request.headers.host}`;
    const sent = await text(request);
    const answer = (status: number, document: object) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(document));
    if (request.url === "/register") {
      counts.registered += 1;
      return answer(201, { ...JSON.parse(sent), client_id: `client-${counts.registered}` });
    }
    if (request.url === "/token") {
      const user = new URLSearchParams(sent).get("code") ?? "";
      logins.push(user);
      return answer(200, { access_token: user, token_type: "bearer", expires_in: 3_600 });
    }
    return answer(200, {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      registration_endpoint: `${issuer}/register`,
      response_types_supported: ["code"],
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["none"],
    });
  });
  await once(http.listen(0, "127.0.0.1"), "listening");
  return {
    issuer: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    logins,
    counts,
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
