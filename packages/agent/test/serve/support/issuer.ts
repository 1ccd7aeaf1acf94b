import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";

/** An authorization server, as far as tokens need one: its keys, and what it signs. */
export async function startIssuer() {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const stranger = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "1", alg: "ES256" };
  const server = createServer((_, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: [jwk] }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const claims = { iss: issuer, aud: "team", sub: "cleo", scope: "read team:use", tenant: "north" };
  const sign = (changed: JWTPayload = {}, key = privateKey) =>
    new SignJWT({ ...claims, exp: Math.floor(Date.now() / 1_000) + 600, ...changed })
      .setProtectedHeader({ alg: "ES256", kid: "1" })
      .sign(key);
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { issuer, sign, stranger: stranger.privateKey, close };
}
