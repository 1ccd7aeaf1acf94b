import type { Reference } from "./reference.js";

/** Serves what the settings ask for. Loads only the SDK of that era, so that a server starts quickly. */
export async function serve(reference: Reference): Promise<void> {
  const { era, transport } = reference.settings;
  const kind = `${era} ${transport}` as const;
  switch (kind) {
    case "legacy stdio":
      return (await import("./legacy/serve-stdio.js")).serveLegacyStdio(reference);
    case "legacy sse":
      return (await import("./legacy/serve-sse.js")).serveLegacySse(reference);
    case "legacy http":
      return (await import("./legacy/serve-http.js")).serveLegacyHttp(reference);
    case "modern stdio":
      return (await import("./modern/serve-stdio.js")).serveModernStdio(reference);
    case "modern http":
    case "modern sse": // does not exist: the flags refuse it
      return (await import("./modern/serve-http.js")).serveModernHttp(reference);
  }
}
