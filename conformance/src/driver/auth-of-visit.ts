import type { Auth, AuthorizationCallback } from "@mcp-team/builder";
import { assertionOfLogin } from "./assertion-of-login.js";
import { textOf, type Visit } from "./visit.js";

/** Where the suite expects the client to describe itself. It never fetches it. */
const clientMetadataUrl = "https://conformance-test.local/client-metadata.json";

/** Nothing listens there: the suite's authorization server answers with the redirect at once. */
const redirectUrl = "http://localhost:3000/callback";

/** Takes the place of a person with a browser: follows the address as far as the redirect. */
async function authorize(url: URL): Promise<AuthorizationCallback> {
  const answer = await fetch(url, { redirect: "manual" });
  const location = answer.headers.get("location");
  if (location === null) throw new TypeError(`${url.origin} answered with ${answer.status}, not a redirect.`);
  return new URL(location, url);
}

/** Who asks the server, as a program would write it. Nothing for scenarios that need nobody. */
export function authOf(visit: Visit): Auth | undefined {
  if (!visit.scenario.startsWith("auth/")) return undefined;
  const clientId = () => textOf(visit, "client_id");
  switch (visit.scenario) {
    case "auth/client-credentials-basic":
      return { clientCredentials: { clientId: clientId(), clientSecret: textOf(visit, "client_secret") } };
    case "auth/client-credentials-jwt":
      return {
        clientCredentials: {
          clientId: clientId(),
          privateKey: textOf(visit, "private_key_pem"),
          algorithm: textOf(visit, "signing_algorithm"),
        },
      };
    case "auth/wif-jwt-bearer":
      return { clientCredentials: { clientId: clientId(), assertion: textOf(visit, "valid_jwt") } };
    case "auth/enterprise-managed-authorization":
      return {
        clientCredentials: {
          clientId: clientId(),
          clientSecret: textOf(visit, "client_secret"),
          assertion: assertionOfLogin(visit),
        },
      };
    case "auth/pre-registration":
      return {
        oauth: { authorize, redirectUrl, clientId: clientId(), clientSecret: textOf(visit, "client_secret") },
      };
    default:
      return { oauth: { authorize, redirectUrl, clientMetadataUrl } };
  }
}
