package serai.console.web;

import serai.model.Digest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The scripts, styles and pictures of the page: those named here and no other file, read once. */
public final class PageFiles {

    /** The path below which they are. */
    static final String PATH = "/assets/";

    private static final String WEBJARS = "META-INF/resources/webjars/";
    private static final Map<String, String> FILES = Map.of(
            "console.css", "serai/console/console.css",
            "console.js", "serai/console/console.js",
            "chart.js", "serai/console/chart.js",
            "icon.svg", "serai/console/icon.svg",
            "letters.js", "serai/console/letters.js",
            "record-form.js", "serai/console/record-form.js",
            "htmx.js", WEBJARS + "htmx.org/2.0.10/dist/htmx.min.js",
            "sse.js", WEBJARS + "htmx-ext-sse/2.2.2/sse.js",
            "uplot.js", WEBJARS + "uplot/1.6.30/dist/uPlot.iife.min.js",
            "uplot.css", WEBJARS + "uplot/1.6.30/dist/uPlot.min.css");
    private static final int DIGITS = 12;

    /** @param version changes when the text does */
    record Asset(String type, String text, String version) {
    }

    private final Map<String, Asset> assets = new LinkedHashMap<>();

    /** @throws IllegalStateException if one of them is not there: the jar that has it is another version */
    public PageFiles() {
        FILES.forEach((name, resource) -> assets.put(name, read(name, resource)));
    }

    private static Asset read(String name, String resource) {
        try (InputStream in = PageFiles.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not there; build Serai again");
            }
            byte[] bytes = in.readAllBytes();
            String version = HexFormat.of().formatHex(Digest.sha256(bytes)).substring(0, DIGITS);
            return new Asset(type(name), new String(bytes, StandardCharsets.UTF_8), version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(String name) {
        return name.endsWith(".css") ? "text/css; charset=utf-8"
                : name.endsWith(".svg") ? "image/svg+xml" : "text/javascript; charset=utf-8";
    }

    /** The address of one, which changes with its content, so that a browser may keep it for ever. */
    public String href(String name) {
        Asset asset = assets.get(name);
        if (asset == null) {
            throw new IllegalArgumentException("there is no " + name);
        }
        return PATH + name + "?v=" + asset.version;
    }

    Optional<Asset> find(String name) {
        return Optional.ofNullable(assets.get(name));
    }
}
