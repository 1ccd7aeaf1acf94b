import { createPrivateKey, type KeyObject } from "node:crypto";
import type { ClientCredentialsOptions } from "../options.js";

/** A key as PEM text or as a JSON Web Key. */
export type PrivateKey = NonNullable<ClientCredentialsOptions["privateKey"]>;

/** @throws TypeError, or what Node.js makes of it, when it is no private key */
export function readPrivateKey(privateKey: PrivateKey): KeyObject {
  if (typeof privateKey === "string") return createPrivateKey(privateKey);
  return createPrivateKey({ key: { ...privateKey }, format: "jwk" });
}
