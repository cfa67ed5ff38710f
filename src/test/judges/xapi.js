// Reads a JSON array of xAPI statements and prints, for each validator, how many of them it has looked at, and each fault
// that it found. Quotes no value: a statement has personal data in it.
import { readFileSync } from "node:fs";
import learninglocker from "@learninglocker/xapi-validation";
import xapi from "xapi-validation";

const statements = JSON.parse(readFileSync(0, "utf8"));

for (const [name, { default: faultsOf }] of Object.entries({ "@learninglocker/xapi-validation": learninglocker, "xapi-validation": xapi })) {
    console.log(`${name}: ${statements.length} statements`);
    statements.forEach((statement, index) => faultsOf(statement).forEach((fault) =>
        console.log(`${name}: statement ${index}: ${fault.constructor.name} at ${fault.path.join("/")}`)));
}
