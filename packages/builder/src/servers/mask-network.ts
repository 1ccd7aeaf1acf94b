import type { NetworkOptions, TlsMaterial, TlsOptions } from "@mcp-team/transports";
import { SECRET_MASK } from "@mcp-team/transports/settings";
import { maskUrl } from "../secrets/mask-url.js";

/** How the network is used, as it may be shown: certificates and keys masked, files by their paths. */
export type NetworkView = Pick<NetworkOptions, "http2" | "egress"> & {
  readonly tls?: Readonly<Record<string, unknown>>;
  readonly proxy?: string | false;
};

/** Masks the secrets of the options of the network. */
export function maskNetwork({ tls, proxy, http2, egress }: NetworkOptions): NetworkView {
  return {
    ...(tls && { tls: maskTls(tls) }),
    ...(proxy !== undefined && { proxy: proxy === false ? proxy : maskUrl(String(proxy)) }),
    ...(http2 !== undefined && { http2 }),
    ...(egress && { egress }),
  };
}

function maskTls({ ca, cert, key, passphrase, ...rest }: TlsOptions): Record<string, unknown> {
  return {
    ...(ca !== undefined && {
      ca: Array.isArray(ca) ? ca.map(maskMaterial) : maskMaterial(ca as TlsMaterial),
    }),
    ...(cert !== undefined && { cert: maskMaterial(cert) }),
    ...(key !== undefined && { key: maskMaterial(key) }),
    ...(passphrase !== undefined && { passphrase: SECRET_MASK }),
    ...rest,
  };
}

function maskMaterial(material: TlsMaterial): unknown {
  return typeof material === "object" && "file" in material ? { file: String(material.file) } : SECRET_MASK;
}
