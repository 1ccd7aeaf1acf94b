import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The folder of the peers that the workspace does not install. */
export const peersFolder = fileURLToPath(new URL("../peers/", import.meta.url));

/** The module through which they are imported. */
export const peerLoader = new URL("../peers/load.js", import.meta.url).href;

/** Loads a peer. @typeParam Module - what of it is used */
export async function loadPeer<Module>(name: string): Promise<Module> {
  const { load } = (await import(peerLoader)) as { load: (name: string) => Promise<Module> };
  return load(name);
}

/** What the manifest of a peer says, or nothing when it is not installed. */
export function peerManifest(
  name: string,
): { readonly version: string; readonly engines?: { readonly node?: string } } | undefined {
  const file = `${peersFolder}node_modules/${name}/package.json`;
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
