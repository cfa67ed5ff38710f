// Bundles saved.mjs with Kaoto into one file for Node.js. What draws (widgets, editors, styles) is exchanged for nothing.
import * as esbuild from 'esbuild';

const WIDGETS =
    /^(@patternfly|@carbon|@monaco-editor|monaco-editor|@kie-tools-core|@visx|@dnd-kit|react-|remark-gfm|html-to-image|simple-zustand)/;

// Whatever is asked of it, called or made is itself.
const NOTHING = `
const nothing = new Proxy(function () {}, {
    get: (target, key) => (key === '__esModule' ? true : key === Symbol.toPrimitive ? () => '' : nothing),
    apply: () => nothing,
    construct: () => ({}),
});
module.exports = nothing;
`;

// Of a browser's, what is named when the modules are loaded.
const BROWSER = `
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
globalThis.window ??= globalThis;
globalThis.DOMParser ??= class {};
globalThis.XMLSerializer ??= class {};
globalThis.localStorage ??= { getItem: () => null, setItem: () => {} };
`;

await esbuild.build({
    entryPoints: ['saved.mjs'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: process.argv[2],
    logLevel: 'error',
    mainFields: ['module', 'main'],
    loader: { '.svg': 'empty', '.scss': 'empty', '.css': 'empty', '.png': 'empty', '.ttf': 'empty', '.woff2': 'empty', '.md': 'text' },
    banner: { js: BROWSER },
    plugins: [
        {
            name: 'without-widgets',
            setup(build) {
                build.onResolve({ filter: WIDGETS }, (found) => ({ path: found.path, namespace: 'nothing' }));
                build.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ loader: 'js', contents: NOTHING }));
            },
        },
    ],
});
