/** The address of a proxy, which often is written without its scheme. @returns nothing, where it is none */
export function proxyUrl(text: string): URL | undefined {
  const written = text.trim();
  const address = written.includes("://") ? written : `http://${written}`;
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.protocol === "http:" || url.protocol === "https:" ? url : undefined;
}
