import type { KeyObject } from "node:crypto";
import { type AddClientAuthentication, createPrivateKeyJwtAuth } from "@modelcontextprotocol/client";
import { type PrivateKey, readPrivateKey } from "./read-private-key.js";

/** The algorithms that fit a kind of key. Source: RFC 7518, section 3.1. */
const curves: Readonly<Record<string, string>> = {
  prime256v1: "ES256",
  secp384r1: "ES384",
  secp521r1: "ES512",
};

/** Shows who the client is by a signed JWT. Source: RFC 7523, section 2.2. */
export function privateKeyAuthentication(client: {
  readonly clientId: string;
  readonly privateKey: PrivateKey;
  readonly algorithm?: string;
}): AddClientAuthentication {
  const { clientId, privateKey } = client;
  const key = readPrivateKey(privateKey);
  return createPrivateKeyJwtAuth({
    issuer: clientId,
    subject: clientId,
    // The SDK takes PEM only in one of its forms; a JWK it takes of any key.
    privateKey: { ...key.export({ format: "jwk" }) },
    alg: client.algorithm ?? algorithmOf(privateKey, key),
  });
}

function algorithmOf(given: PrivateKey, { asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string {
  if (typeof given === "object" && typeof given.alg === "string") return given.alg;
  if (asymmetricKeyType === "rsa") return "RS256";
  if (asymmetricKeyType === "ec") return curves[asymmetricKeyDetails?.namedCurve ?? ""] ?? "ES256";
  return "EdDSA";
}
