// Reads a JSON array of CloudEvents and prints how many of them it has looked at, and what the JSON schema of the specification,
// which the SDK for JavaScript has with it, says against each. Quotes no value: an event has personal data in it. The schema is
// asked itself, since the SDK writes times anew before it asks.
import { readFileSync } from "node:fs";
import schema from "./node_modules/cloudevents/dist/schema/v1.js";

const isValid = schema.default;
const events = JSON.parse(readFileSync(0, "utf8"));

console.log(`cloudevents: ${events.length} events`);
events.forEach((event, index) => isValid(event) || isValid.errors.forEach((fault) =>
    console.log(`cloudevents: event ${index}: ${fault.keyword} at ${fault.instancePath}`)));
