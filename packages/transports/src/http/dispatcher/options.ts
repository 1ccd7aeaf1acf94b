import type { Dispatcher } from "undici";
import type { EgressOptions } from "../egress/options.js";

/** A certificate or a key: its text in PEM, or the file that has it, which is read for each new connection of the transport. */
export type TlsMaterial = string | Buffer | { readonly file: string | URL };

/** How connections are encrypted. */
export interface TlsOptions {
  /**
   * The authorities whose certificates are trusted.
   * @default those of Node.js, and of NODE_EXTRA_CA_CERTS; what is given takes their place
   */
  readonly ca?: TlsMaterial | readonly TlsMaterial[];
  /** The certificate of the client, with those between it and its authority. */
  readonly cert?: TlsMaterial;
  /** The private key of `cert`. */
  readonly key?: TlsMaterial;
  /** What `key` is encrypted with. */
  readonly passphrase?: string;
  /**
   * The name that is asked for, and that the certificate of the server has to be for.
   * @default the host of the address
   */
  readonly servername?: string;
  /**
   * `false` takes any certificate: whoever stands between can then read and change everything.
   * @default true
   */
  readonly rejectUnauthorized?: boolean;
}

/**
 * Through which proxy requests go: `"env"` for the one that the environment variables HTTPS_PROXY, HTTP_PROXY and NO_PROXY name,
 * in capitals or not; an address such as `"http://user:password@proxy.example.com:3128"`; or `false` for none.
 */
export type ProxyOption = "env" | string | URL | false;

/** How the network is used. */
export interface NetworkOptions extends EgressOptions {
  /** How connections are encrypted. */
  readonly tls?: TlsOptions;
  /**
   * The proxy. Addresses that name this machine go through one only when it is given here. The proxy looks up the hosts, so of
   * the policy of `egress` only what can be seen in the address is checked.
   * @default "env"
   */
  readonly proxy?: ProxyOption;
  /**
   * Whether HTTP/2 is offered to servers over TLS, for those that want it. A connection carries one request at a time all the same:
   * of several, undici would send some again when the server ends the connection.
   * @default false
   */
  readonly http2?: boolean;
  /**
   * A dispatcher of undici, for whatever else it can do. It stays open when the transport is closed, and excludes `tls`, `proxy`,
   * `http2` and `lookup`, which are its own affair; of the policy of `egress`, too, only what can be seen in the address is
   * checked. Its time limits for headers and bodies are not kept, for a stream may be silent for hours.
   * @default one of the transport's own
   */
  readonly dispatcher?: Dispatcher;
}
