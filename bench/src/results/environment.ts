import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, release, totalmem, type } from "node:os";
import { type LibraryName, libraries, libraryNamed } from "../libraries.js";
import { peerManifest } from "../peers.js";

/** Where and with what a run was made. */
export interface Environment {
  readonly date: string;
  readonly node: string;
  readonly machine: string;
  readonly quick: boolean;
  /** By the names of the packages. */
  readonly versions: Readonly<Record<string, string>>;
}

export function environmentOf(names: readonly LibraryName[], quick: boolean): Environment {
  const processors = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return {
    date: new Date().toISOString().slice(0, 16).replace("T", " "),
    node: process.version,
    machine: `${processors.length} × ${processors[0]?.model.trim()}, ${gigabytes} GB, ${type()} ${release()}`,
    quick,
    versions: Object.fromEntries([...names.flatMap(versionOf), ["langchain", versionHere("langchain")]]),
  };
}

function versionOf(name: LibraryName): [string, string][] {
  const { package: packageName, isPeer } = libraryNamed(name);
  if (packageName === undefined) return [];
  const version = isPeer ? peerManifest(packageName)?.version : versionHere(packageName);
  return [[packageName, version ?? "?"]];
}

/** Not every package lets its manifest be imported, so it is looked for above its entry. */
function versionHere(name: string): string {
  const { paths } = { paths: createRequire(import.meta.url).resolve.paths(name) ?? [] };
  for (const folder of paths) {
    try {
      return (JSON.parse(readFileSync(`${folder}/${name}/package.json`, "utf8")) as { version: string })
        .version;
    } catch {
      // It is further up.
    }
  }
  return "?";
}

/** The libraries that can be measured here, and why the others cannot. */
export function availableLibraries(withPeers: boolean): {
  readonly names: readonly LibraryName[];
  readonly missing: readonly string[];
} {
  const missing: string[] = [];
  const names = (Object.keys(libraries) as LibraryName[]).filter((name) => {
    const { title, isPeer, package: packageName = name } = libraryNamed(name);
    if (!isPeer) return true;
    if (!withPeers) return false;
    const manifest = peerManifest(packageName);
    const needed = neededMajor(manifest?.engines?.node);
    if (manifest && Number(process.versions.node.split(".", 1)[0]) >= needed) return true;
    missing.push(`${title} ${manifest ? `needs Node.js ${needed}` : "is not installed"}`);
    return false;
  });
  return { names, missing };
}

/** The lowest major version of a range such as `>=22.13.0`, or `^20.19.0 || >=22.12.0`. */
function neededMajor(range = ""): number {
  return Math.min(...[...range.matchAll(/(?:>=|\^|~)\s*(\d+)/g)].map(([, major]) => Number(major)), 99) % 99;
}
