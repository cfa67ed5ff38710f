// Node-RED for the bench: no editor, and a pool of PostgreSQL's own client for the flow.
const { Pool } = require(process.env.BENCH_MODULES + "/pg");

module.exports = {
    uiHost: "127.0.0.1",
    uiPort: Number(process.env.BENCH_LISTEN),
    httpAdminRoot: false,
    userDir: process.env.BENCH_DATA,
    flowFile: process.env.BENCH_FLOWS,
    functionGlobalContext: {
        postgres: new Pool({ connectionString: process.env.BENCH_DATABASE, max: 20 }),
        authorization: process.env.BENCH_AUTHORIZATION,
        file: process.env.BENCH_DATA + "/events.jsonl"
    },
    logging: { console: { level: "info", metrics: false, audit: false } }
};
