import { readFile } from "node:fs/promises";
import { createSecureContext, type SecureContextOptions } from "node:tls";
import { fileURLToPath } from "node:url";
import { problemsOf } from "../check-options.js";
import type { TlsMaterial, TlsOptions } from "./options.js";

/** What Node.js is given of the options. */
export type LoadedTls = Pick<SecureContextOptions, "ca" | "cert" | "key" | "passphrase"> & {
  readonly servername?: string;
  readonly rejectUnauthorized?: boolean;
};

/**
 * Reads the files of certificates and keys, and tries them out.
 *
 * @throws ConfigurationError when one cannot be read, or they do not fit together
 */
export async function readTls(
  { ca, cert, key, ...rest }: TlsOptions,
  server: string | undefined,
): Promise<LoadedTls> {
  const read = (option: string, material: TlsMaterial) => readMaterial(option, material, server);
  const loaded = {
    ...rest,
    ...(ca !== undefined && {
      ca: await Promise.all([ca].flat().map((each) => read("ca", each as TlsMaterial))),
    }),
    ...(cert !== undefined && { cert: await read("cert", cert) }),
    ...(key !== undefined && { key: await read("key", key) }),
  };
  try {
    createSecureContext(loaded);
  } catch (error) {
    throw problemsOf([{ path: "tls", message: whyUnusable(error) }], server);
  }
  return loaded;
}

async function readMaterial(
  option: string,
  material: TlsMaterial,
  server: string | undefined,
): Promise<string | Buffer> {
  if (typeof material === "string" || Buffer.isBuffer(material)) return material;
  const path = material.file instanceof URL ? fileURLToPath(material.file) : material.file;
  try {
    return await readFile(path);
  } catch (error) {
    const message = `the file ${JSON.stringify(path)} cannot be read (${(error as NodeJS.ErrnoException).code}): check the path and its permissions`;
    throw problemsOf([{ path: `tls.${option}`, message }], server);
  }
}

/** Source: the reasons of OpenSSL, as Node.js passes them on. */
function whyUnusable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ERR_OSSL_X509_KEY_VALUES_MISMATCH")
    return "`key` is not the private key of `cert`: give the two that belong together";
  if (/bad.?decrypt|interrupted or cancelled|empty password/i.test(`${code} ${message}`))
    return "`key` cannot be decrypted: set its `passphrase`, or correct it";
  return `a certificate or the key cannot be read (${message}): give them in PEM`;
}
