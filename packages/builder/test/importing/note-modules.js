// Notes every module that a program loads in the file that it is told: `node --import <this> …`.
import { register } from "node:module";

register("./note-modules-hooks.js", import.meta.url, { data: process.env.MODULES_FILE });
