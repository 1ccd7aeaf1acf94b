import { errorChain } from "./error-chain.js";

/** Why a request got no answer. */
export interface NetworkFailure {
  /** Continues a sentence that begins with the server: `refused the connection`. */
  readonly happened: string;
  readonly hint: string;
  /** Whether it was time that ran out. */
  readonly timedOut?: boolean;
  /** Whether the request may have reached the server. */
  readonly sent?: boolean;
}

const notReachable = {
  happened: "could not be reached over the network",
  hint: "Check the address, the network, and whether a firewall or a VPN stands between.",
};

const cut = {
  happened: "cut the connection before its answer was complete",
  hint: "Look at the log of the server, or of the proxy before it, for the reason.",
  sent: true,
};

const untrusted = {
  happened: "has a TLS certificate that is not trusted",
  hint: "Give its certificate authority in `tls: { ca: { file } }` or in NODE_EXTRA_CA_CERTS.",
};

const notTls = {
  happened: "does not speak TLS on that port",
  hint: 'Check the port, or write the address with "http://".',
};

const failures: Readonly<Record<string, NetworkFailure>> = {
  ECONNREFUSED: {
    happened: "refused the connection",
    hint: "Check that the server runs and that it listens on this host and port.",
  },
  ENOTFOUND: {
    happened: "has a host name that is not known",
    hint: "Check the spelling of the host, and the DNS.",
  },
  EAI_AGAIN: {
    happened: "has a host name that DNS could not look up now",
    hint: "Check the network, then try again.",
  },
  ECONNRESET: cut,
  EPIPE: cut,
  UND_ERR_SOCKET: cut,
  EHOSTUNREACH: notReachable,
  ENETUNREACH: notReachable,
  ETIMEDOUT: notReachable,
  UND_ERR_CONNECT_TIMEOUT: {
    happened: "did not accept a connection",
    hint: "Check the host and the port, and whether a firewall drops the packets, or raise `timeoutMs`.",
    timedOut: true,
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_UNTRUSTED: untrusted,
  CERT_HAS_EXPIRED: {
    happened: "has a TLS certificate that has expired",
    hint: "The certificate has to be renewed on the server. Check the clock of this machine, too.",
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    happened: "has a TLS certificate for another host name",
    hint: "Write the address with the host name that the certificate is for, or name it in `tls.servername`.",
  },
  ERR_SSL_WRONG_VERSION_NUMBER: notTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: notTls,
  EPROTO: notTls,
};

const notHttp: NetworkFailure = {
  sent: true,
  happened: "answered with something that is not HTTP",
  hint: 'Check the port, and whether the address has to begin with "https://".',
};

/** Source: Fetch standard, port blocking. */
const blockedPort: NetworkFailure = {
  happened: "has a port that `fetch` refuses, as browsers do",
  hint: "Let the server listen on another port: those of other protocols, such as 1, 9 or 6000, are blocked.",
};

/** Source: undici, `ProxyAgent`: what the proxy answered to CONNECT is in the text alone. */
const proxyAnswer = /^Proxy response \((\d+)\) !== 200/;

function refusedByProxy(status: string): NetworkFailure {
  const happened = `was not reached through the proxy, which answered ${status}`;
  if (status === "407")
    return { happened, hint: "Write the user and the password into the address of the proxy." };
  return {
    happened,
    hint: "Check whether the proxy may connect to that host and port, and whether the server runs.",
  };
}

const clientCertificate: NetworkFailure = {
  happened: "does not accept the certificate of this client, or wants one",
  hint: "Give one that the server trusts, with its key, in `tls: { cert: { file }, key: { file } }`.",
};

/** Finds what is known about a network failure in an error and its causes. */
export function networkFailure(error: unknown): NetworkFailure | undefined {
  for (const { name, code, message } of errorChain(error).reverse()) {
    if (message === "bad port") return blockedPort;
    const [, status] = proxyAnswer.exec(message) ?? [];
    if (status !== undefined) return refusedByProxy(status);
    if (/^ERR_SSL_\w*ALERT_\w*CERTIFICATE/.test(String(code))) return clientCertificate;
    const failure = name === "HTTPParserError" ? notHttp : failures[String(code)];
    // Some TLS failures come with a general code, and the text has the particular one.
    if (failure) return /wrong version number/i.test(message) ? notTls : failure;
  }
  return undefined;
}
