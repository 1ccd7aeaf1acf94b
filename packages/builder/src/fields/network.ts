import { existsSync } from "node:fs";
import type {
  EgressPolicy,
  NetworkOptions,
  OptionProblem,
  ProxyOption,
  TlsOptions,
} from "@mcp-team/transports";
import { egressProblems, proxyProblems, tlsProblems } from "@mcp-team/transports/settings";
import { z } from "zod";
import { kindOfValue, showValue } from "../problems/show-value.js";
import { mustBe } from "./must-be.js";
import { partsObject } from "./options-object.js";

const tls = partsObject<TlsOptions>({
  what: "`tls`",
  expected: 'an object such as { ca: { file: "ca.pem" } }',
  known: ["ca", "cert", "key", "passphrase", "servername", "rejectUnauthorized"],
  problems: (value) => [...tlsProblems(value), ...missingFiles(value)],
  secret: true,
});

/** A file may come and go while a team lives, but one that is missing now was most often misspelt. */
function missingFiles({ ca, cert, key }: TlsOptions): OptionProblem[] {
  return Object.entries({ ca, cert, key }).flatMap(([option, given]) =>
    [given].flat().flatMap((material) => {
      const file = typeof material === "object" && "file" in material ? material.file : undefined;
      if ((typeof file !== "string" && !(file instanceof URL)) || existsSync(file)) return [];
      const shown = showValue(String(file));
      return [{ path: [option], message: `the file ${shown} does not exist: correct the path` }];
    }),
  );
}

const egress = partsObject<EgressPolicy>({
  what: "`egress`",
  expected: 'an object such as { allowedHosts: ["*.example.com"] }',
  known: ["httpsOnly", "allowedHosts", "allowPrivateNetworks"],
  problems: egressProblems,
});

const proxy = z.unknown().transform((value, context): ProxyOption => {
  const problems = proxyProblems(value);
  for (const { message } of problems) context.issues.push({ code: "custom", input: undefined, message });
  return problems.length > 0 ? z.NEVER : (value as ProxyOption);
});

const lookup = z.custom<NonNullable<NetworkOptions["lookup"]>>((value) => typeof value === "function", {
  error: ({ input }) => `must be a function such as that of node:dns, not ${kindOfValue(input)}`,
});

const http2 = z.boolean({ error: mustBe("true or false") });

/** How the network is used, by a server or by all of them. */
export const network = { tls, proxy, http2, lookup, egress };
