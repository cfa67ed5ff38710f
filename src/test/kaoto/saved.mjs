// Opens each file that is named as Kaoto does, saves it, and compares what was saved with what was there. Comments may go, and
// beans may stand behind the route; all else must be the same.
import assert from 'node:assert';
import fs from 'node:fs';
import path from 'node:path';
import { CamelResourceFactory } from './node_modules/@kaoto/kaoto/lib/models/camel/camel-resource-factory.js';
import { parse } from 'yaml';

function inOneOrder(content) {
    const name = (part) => JSON.stringify([Object.keys(part), part.route?.id ?? part.routeConfiguration?.id]);
    return Array.isArray(content) ? [...content].sort((a, b) => (name(a) < name(b) ? -1 : 1)) : content;
}

let differ = 0;
const files = process.argv.slice(2);
for (const file of files) {
    const text = fs.readFileSync(file, 'utf8');
    try {
        const opened = CamelResourceFactory.createCamelResource(text, { path: file });
        await opened.initialize();
        const saved = await opened.toSourceCode();
        assert.deepStrictEqual(inOneOrder(parse(saved)), inOneOrder(parse(text)));
        console.log(`the same: ${path.basename(file)}`);
    } catch (failure) {
        differ++;
        console.log(`${file}: Kaoto saves something else\n${failure.message}`);
    }
}
console.log(`${files.length} opened and saved by Kaoto, ${differ} not the same`);
process.exit(differ === 0 && files.length > 0 ? 0 : 1);
