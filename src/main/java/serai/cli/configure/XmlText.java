package serai.cli.configure;

/** Text as XML 1.0 can hold it. */
final class XmlText {

    private XmlText() {
    }

    /** The text with what XML reserves escaped, and a question mark for each character that XML 1.0 can't hold. */
    static String escaped(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?").replace("&", "&amp;")
                .replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
