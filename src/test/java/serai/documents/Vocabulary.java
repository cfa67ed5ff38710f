package serai.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words that a name may be made of: the glossary's terms, and words of the field. */
final class Vocabulary {

    static final Path GLOSSARY = Path.of("docs/glossary.md");
    static final Path FIELD = Path.of("src/test/resources/field-vocabulary.tsv");

    /** The source of what says only which one is meant. */
    static final String ENGLISH = "English";

    /** A term of the glossary, and the lines that begin with it and explain it. */
    record Entry(String term, List<String> lines) {
    }

    /** A word of the field, where it is from, and the name there that has it; of an English word, its part of speech. */
    record FieldWord(String word, String source, String name) {

        boolean isEnglish() {
            return source.equals(ENGLISH);
        }
    }

    private static final int PHRASE_MAX = 3;
    private static final Pattern ENTRY = Pattern.compile("\\*\\*([^*]+)\\*\\*: .+", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+");

    private final List<Entry> entries = Arrays.stream(read(GLOSSARY).strip().split("\n{2,}"))
            .skip(2).map(Vocabulary::entry).toList(); // the heading, and what the page is
    private final List<FieldWord> field =
            read(FIELD).lines().filter(line -> !line.startsWith("#")).map(Vocabulary::fieldWord).toList();
    private final Set<String> nouns = Stream.concat(entries.stream().map(Entry::term),
            field.stream().filter(word -> !word.isEnglish()).map(FieldWord::word))
            .flatMap(Vocabulary::forms).collect(Collectors.toSet());
    private final Set<String> english =
            field.stream().filter(FieldWord::isEnglish).map(FieldWord::word).collect(Collectors.toSet());

    List<Entry> entries() {
        return entries;
    }

    List<FieldWord> field() {
        return field;
    }

    /** The words of a name that nothing explains: looked for from the left, the longest phrases first. */
    Stream<String> unknown(String name) {
        List<String> words = words(name);
        List<String> unknown = new ArrayList<>();
        int from = 0;
        while (from < words.size()) {
            int to = Math.min(words.size(), from + PHRASE_MAX);
            while (to > from && !isKnown(String.join("", words.subList(from, to)), to == words.size())) {
                to--;
            }
            if (to == from) {
                unknown.add(words.get(from));
                to++;
            }
            from = to;
        }
        return unknown.stream();
    }

    private boolean isKnown(String phrase, boolean endsTheName) {
        return nouns.contains(phrase) || !endsTheName && english.contains(phrase);
    }

    /** The words of a text, and those of names in it such as {@code DeadLetter}; in small letters. */
    static List<String> words(String text) {
        return WORD.matcher(text).results().map(word -> word.group().toLowerCase(Locale.ROOT)).toList();
    }

    /** Each word of a text, and what two and three in a row make together: {@code deadletter}. */
    static Stream<String> phrases(String text) {
        List<String> words = words(text);
        List<String> phrases = new ArrayList<>();
        for (int from = 0; from < words.size(); from++) {
            for (int to = from + 1; to <= Math.min(words.size(), from + PHRASE_MAX); to++) {
                phrases.add(String.join("", words.subList(from, to)));
            }
        }
        return phrases.stream();
    }

    static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** A term as names may have it: small letters without blanks; its last word, or its first one, in each regular form. */
    static Stream<String> forms(String term) {
        String[] words = term.toLowerCase(Locale.ROOT).split("[ -]", 2);
        return words.length == 1 ? inflected(words[0])
                : Stream.concat(inflected(letters(term)), inflected(words[0]).map(first -> first + letters(words[1])));
    }

    private static Stream<String> inflected(String word) {
        String stem = word.endsWith("e") ? word.substring(0, word.length() - 1) : word;
        Set<String> forms = new HashSet<>(Set.of(word, word + "s"));
        if (word.endsWith("y")) {
            forms.add(word.substring(0, word.length() - 1) + "ies");
        }
        for (String end : List.of("es", "ed", "ing", "able")) {
            forms.addAll(Set.of(stem + end, "un" + stem + end, stem + stem.charAt(stem.length() - 1) + end));
        }
        return forms.stream();
    }

    private static Entry entry(String paragraph) {
        Matcher entry = ENTRY.matcher(paragraph);
        if (!entry.matches()) {
            throw new AssertionError("%s: '%s' is no entry; it begins with **term**: and an empty line comes before and behind it"
                    .formatted(GLOSSARY, paragraph));
        }
        return new Entry(entry.group(1), paragraph.lines().toList());
    }

    private static FieldWord fieldWord(String line) {
        String[] columns = line.split("\t");
        if (columns.length != 3) {
            throw new AssertionError("%s: '%s' is no word, source and name with a tab between".formatted(FIELD, line));
        }
        return new FieldWord(columns[0], columns[1], columns[2]);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
