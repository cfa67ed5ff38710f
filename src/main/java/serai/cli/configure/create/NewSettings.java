package serai.cli.configure.create;

import serai.journal.DestinationName;
import serai.settings.EnvironmentVariable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import static serai.installation.Installation.SERAI;

/** The settings that a new destination's route uses, each with what it means: a block for the settings file. */
final class NewSettings {

    /** What the settings of shipped destinations mean, by the last part of their names. */
    static final Map<String, String> MEANINGS = meanings();

    private static final Set<String> SECRETS =
            Set.of("password", "api-key", "token", "secrets", "tls.password", "key.password", "key",
                    "sas");
    private static final Set<String> ADDRESS = Set.of("url", "host", "port", "folder", "container");
    private static final Map<String, String> EXAMPLES = Map.of("url", "https://%s.example.org/", "host", "sftp.example.org",
            "folder", "inbox", "username", "serai", "known-hosts.file", "known_hosts", "container", "learning");
    /** Stands for the default of a setting that has none. */
    private static final String MUST_BE_SET = "\0";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([\\w.-]+)(?::([^}]*))?}}");

    private final DestinationName name;
    private final RenamedRecipe renamed;
    private final Map<String, String> address;
    /** The defaults of the settings, by their names. */
    private final Map<String, String> used = new LinkedHashMap<>();

    /** @param address the address's settings, by the last part of their names; empty if no address was typed */
    NewSettings(DestinationName name, RenamedRecipe renamed, Map<String, String> address) {
        this.name = name;
        this.renamed = renamed;
        this.address = address;
        String prefix = "serai.destination.%s.".formatted(name);
        PLACEHOLDER.matcher(renamed.routeText()).results().filter(found -> found.group(1).startsWith(prefix))
                .forEach(found -> used.merge(found.group(1), Objects.requireNonNullElse(found.group(2), MUST_BE_SET),
                        (first, second) -> second.equals(MUST_BE_SET) ? second : first));
        if (used.containsKey(prefix + "key.file")) {
            used.replace(prefix + "password", "", MUST_BE_SET); // unless the key is set
        }
    }

    private static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        meanings.put("url", "Its address.");
        meanings.put("folder", "The folder of its files.");
        meanings.put("host", "The server's host.");
        meanings.put("port", "Its port.");
        meanings.put("container", "The container of its blobs.");
        meanings.put("at", "When the day's file is sent, in the time zone serai.zone.");
        meanings.put("known-hosts.file",
                "The file with the server's host key, as ssh-keyscan prints it; other servers are refused.");
        meanings.put("key.file", "Serai's private key, in the place of a password or beside it.");
        meanings.put("key.password", "The password of that key.");
        meanings.put("key", "The account's key, where Serai has no identity of its own.");
        meanings.put("sas", "A shared access signature, in the place of the key.");
        meanings.put("client-id", "Which managed identity is meant, if the machine has several.");
        meanings.put("dialect", "The folder of its statements, below sql in the folder of the routes.");
        meanings.put("username", "Serai's user there.");
        meanings.put("password", "Its password.");
        meanings.put("api-key", "The API key.");
        meanings.put("api-key.header", "The header that the API key is sent in.");
        meanings.put("token", "The Bearer token.");
        meanings.put("secrets", "The secret that requests are signed with: whsec_ and the output of openssl rand -base64 32.");
        meanings.put("sensor", "The IRI that Serai calls itself by.");
        meanings.put("tls.certificate", "Serai's certificate for mutual TLS: a PEM or PKCS#12 file.");
        meanings.put("tls.key", "Its key, if that is a PEM file of its own.");
        meanings.put("tls.password", "The password of a PKCS#12 file.");
        meanings.put("tls.authorities",
                "A PEM file of the authorities of the other side's certificate, if Java does not know them.");
        meanings.put("insecure", "Whether it may be reached without TLS, or without verifying its certificate.");
        meanings.put("accepted.status", "The statuses that mean success.");
        meanings.put("accepted.text", "A text that the body of a success has in it.");
        meanings.put("answer.max.bytes", "The longest answer that is read.");
        meanings.put("connect.max.ms", "How long a connection may take.");
        meanings.put("response.max.ms", "How long it may take until bytes of an answer come.");
        meanings.put("attempt.max.ms", "How long an attempt may take as a whole.");
        meanings.put("batch.size", "How many records it is given at once.");
        meanings.put("roll.max.bytes", "The length at which a file is finished and the next part begun; 0: never.");
        meanings.put("finish.after.ms", "How long nothing must have come for a past day before its file is finished.");
        meanings.put("gzip", "Whether finished files are zipped.");
        meanings.put("atomic", "Whether a file gets its name only when it is finished.");
        meanings.put("group.reads", "Whether the folder's group may read the files.");
        return meanings;
    }

    /** The names of all settings of the route. */
    Set<String> keys() {
        return used.keySet();
    }

    /** Settings that must be set and that the block does not set, since they are secret or no value is known. */
    List<String> toBeSet() {
        return used.entrySet().stream().filter(one -> MUST_BE_SET.equals(one.getValue()) && !value(one.getKey()).isSet())
                .map(Map.Entry::getKey).toList();
    }

    static boolean isSecret(String key) {
        return SECRETS.stream().anyMatch(secret -> key.endsWith("." + secret));
    }

    private record Value(String text, boolean isSet) {
    }

    private Value value(String key) {
        String part = part(key);
        if (address.containsKey(part)) {
            return new Value(String.valueOf(address.get(part)), true);
        }
        if (part.equals("dialect")) {
            return new Value(renamed.dialect(), true);
        }
        String byDefault = String.valueOf(used.get(key));
        return byDefault.equals(MUST_BE_SET) ? new Value(EXAMPLES.getOrDefault(part, "…").formatted(name), false)
                : new Value(byDefault, false);
    }

    private static boolean isAddress(String part) {
        return ADDRESS.contains(part);
    }

    private String part(String key) {
        return key.substring("serai.destination.%s.".formatted(name).length());
    }

    /**
     * The block's lines: first what must be set, then what may be.
     *
     * @param known settings that the file has already; they are left out
     */
    List<String> lines(Set<String> known) {
        List<String> lines = new ArrayList<>();
        used.keySet().stream().filter(key -> !known.contains(key) && isFirst(key))
                .sorted(Comparator.comparing(key -> !isAddress(part(key)))).forEach(key -> add(lines, key));
        List<String> more = new ArrayList<>();
        used.keySet().stream().filter(key -> !known.contains(key) && !isFirst(key)).forEach(key -> add(more, key));
        if (!more.isEmpty()) {
            lines.add("# These may be set, too; the values here are the defaults.");
            lines.addAll(more);
        }
        if (!lines.isEmpty()) {
            lines.add(0, ("# Destination %s, made by " + SERAI + " new destination %s --kind %s").formatted(name, name,
                    renamed.recipe().word()));
        }
        return lines;
    }

    private boolean isFirst(String key) {
        return MUST_BE_SET.equals(used.get(key)) || value(key).isSet();
    }

    private void add(List<String> lines, String key) {
        Value value = value(key);
        String meaning = MEANINGS.getOrDefault(part(key), "");
        if (isSecret(key)) {
            lines.add("# " + meaning);
            lines.add("# It is a secret, so set it in the environment: " + EnvironmentVariable.of(key));
            return;
        }
        lines.add("# " + meaning + (isFirst(key) && !value.isSet() ? " It must be set." : ""));
        lines.add("%s%s = %s".formatted(value.isSet() ? "" : "#", key, value.text().replace("\\", "\\\\")).stripTrailing());
    }
}
