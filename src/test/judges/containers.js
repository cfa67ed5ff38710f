// Reads a JSON object of texts: "dockerfile", "compose", "kubernetes". Prints what the linters of others say against each: the
// one of the language server for Dockerfiles, DCLint with the schema of Compose, and the schemas of Kubernetes' API, which tell
// wrong types and what is missing, and pass over names that they don't know.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { validate } = require("dockerfile-utils");
const yaml = require("js-yaml");
const texts = JSON.parse(readFileSync(0, "utf8"));

validate(texts.dockerfile).forEach((fault) => console.log(`dockerfile:${fault.range.start.line + 1}: ${fault.message}`));

const folder = mkdtempSync(join(tmpdir(), "compose"));
const file = join(folder, "compose.yaml");
writeFileSync(file, texts.compose);
const linted = spawnSync("node", ["node_modules/dclint/bin/dclint.cjs", "--formatter", "json", file], { encoding: "utf8" });
rmSync(folder, { recursive: true });
JSON.parse(linted.stdout).flatMap((one) => one.messages).forEach((fault) =>
    console.log(`compose:${fault.line}: ${fault.message}`));

yaml.loadAll(texts.kubernetes).forEach((object) => {
    const Model = require(`kubernetes-models/${object.apiVersion}/${object.kind}`)[object.kind];
    try {
        new Model(object).validate();
    } catch (fault) {
        console.log(`kubernetes: ${object.kind} ${object.metadata.name}: ${fault.message}`);
    }
});
