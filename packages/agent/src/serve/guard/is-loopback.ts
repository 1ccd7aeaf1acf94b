import { isIP } from "node:net";

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  const address = host.replace(/^::ffff:/i, "");
  if (address === "localhost" || address === "::1") return true;
  return isIP(address) === 4 && address.startsWith("127.");
}
