package serai.formats.template;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

import java.io.IOException;
import java.io.StringReader;
import java.io.Writer;
import java.util.Locale;

import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;

/** What a Mustache template writes: how a value is escaped there, and what a document has to be. */
enum MarkupLanguage {
    XML, HTML, JSON, TXT;

    private static final char REPLACEMENT = '\uFFFD';
    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    /**
     * The language that the file's name tells.
     *
     * @throws UnusableTemplateException if the name tells none
     */
    static MarkupLanguage of(TemplateFile template) {
        for (MarkupLanguage language : values()) {
            if (template.name().endsWith("." + language.word() + ".mustache")) {
                return language;
            }
        }
        throw template.unusable(0, 0, "has a name that doesn't say how to escape; call it .xml.mustache, .html.mustache, "
                + ".json.mustache or .txt.mustache");
    }

    /** As in the names of files. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a value that is not escaped could be taken for something else than a value. */
    boolean hasMarkup() {
        return this != TXT;
    }

    void escape(String value, Writer to) throws IOException {
        switch (this) {
            case JSON -> to.write(JsonStringEncoder.getInstance().quoteAsString(value));
            case XML, HTML -> to.write(escaped(value));
            case TXT -> to.write(value);
        }
    }

    private static String escaped(String value) {
        StringBuilder text = new StringBuilder(value.length());
        value.codePoints().forEach(one -> {
            switch (one) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\'' -> text.append("&#39;");
                case '\t', '\n', '\r' -> text.append("&#").append(one).append(';');
                default -> text.appendCodePoint(isOfXml(one) ? one : REPLACEMENT);
            }
        });
        return text.toString();
    }

    /** XML 1.0, production 2: other characters can't be written in any way. */
    private static boolean isOfXml(int one) {
        return one >= ' ' && one <= '\uD7FF' || one >= '\uE000' && one <= REPLACEMENT || one > '\uFFFF';
    }

    /** @throws serai.formats.UntranslatableRecordException if the text is not well-formed; the message quotes nothing of it */
    void requireWellFormed(String document, TemplateFile template) {
        try {
            switch (this) {
                case JSON -> {
                    if (!TemplateJson.MAPPER.readTree(document).isContainerNode()) {
                        throw template.failed(0, 0, "makes no document: that must be an object or an array");
                    }
                }
                case XML -> parser().parse(new InputSource(new StringReader(document)), new DefaultHandler());
                case HTML, TXT -> {
                    // Any text is right.
                }
            }
        } catch (JacksonException e) {
            throw template.failed(0, 0, "makes invalid JSON, at line %s of the document"
                    .formatted(e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
        } catch (SAXException | IOException e) {
            throw template.failed(0, 0, "makes invalid XML, at line %s of the document"
                    .formatted(e instanceof SAXParseException place ? place.getLineNumber() : 1));
        }
    }

    private static SAXParser parser() throws SAXException {
        try {
            SAXParserFactory parsers = SAXParserFactory.newInstance();
            parsers.setNamespaceAware(true);
            parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            parsers.setFeature(NO_DOCTYPE, true);
            return parsers.newSAXParser();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this Java platform has no secure parser of XML", e);
        }
    }
}
