package serai.cli.configure;

import picocli.CommandLine.Help.Ansi;
import serai.check.Finding;
import serai.check.Place;
import serai.cli.terminal.JsonText;
import serai.cli.terminal.VisibleText;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** How findings are printed; the constants are what is written on the command line. */
enum FindingsFormat {

    text {
        @Override
        void print(CheckedConfiguration checked, PrintWriter out, Ansi ansi) {
            new FindingsText(out, ansi).print(checked);
        }
    },
    json {
        @Override
        void print(CheckedConfiguration checked, PrintWriter out, Ansi ansi) throws IOException {
            VisibleText.on(out).println(JsonText.indented(checked.findings().stream().map(FindingsFormat::fields).toList()));
        }
    },
    /** The Static Analysis Results Interchange Format, version 2.1.0, which code hosts show beside the lines. */
    sarif {
        @Override
        void print(CheckedConfiguration checked, PrintWriter out, Ansi ansi) throws IOException {
            VisibleText.on(out).println(JsonText.indented(FindingsSarif.of(checked.findings())));
        }
    },
    /** The XML that build servers take for results of tests. */
    junit {
        @Override
        void print(CheckedConfiguration checked, PrintWriter out, Ansi ansi) {
            FindingsJunit.print(checked.findings(), VisibleText.on(out));
        }
    };

    /**
     * @param out  gets no control characters, except colours if they are on
     * @param ansi whether colours are on
     */
    abstract void print(CheckedConfiguration checked, PrintWriter out, Ansi ansi) throws IOException;

    private static Map<String, Object> fields(Finding finding) {
        Place place = finding.place();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rule", finding.rule());
        fields.put("severity", finding.severity().word());
        fields.put("file", place.file());
        if (place.line() > 0) {
            fields.put("line", place.line());
            fields.put("column", Math.max(place.column(), 1));
        }
        fields.put("cause", finding.cause());
        fields.put("remedy", finding.remedy());
        return fields;
    }
}
