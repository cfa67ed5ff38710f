package serai.cli.configure;

/** How the results of tests are printed. */
enum ResultFormat {
    TEXT, JUNIT
}
